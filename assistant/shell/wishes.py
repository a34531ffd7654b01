"""The configuration, with what was typed on top of it. Reads; decides nothing."""

from dataclasses import replace
from pathlib import Path

from assistant.content.configuration import Configuration, load_configuration


def wished(config: Path | None, recogniser: str | None, model: Path | None) -> Configuration:
    wishes = load_configuration(config)
    if model is not None:
        return replace(wishes, recogniser="vosk", model=model)
    if recogniser is not None:
        return replace(wishes, recogniser=recogniser)
    return wishes
