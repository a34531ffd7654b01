"""Takes what an engine's child left in a file as a saying. Renders nothing."""

from pathlib import Path

import soundfile  # type: ignore[import-untyped]

from assistant.audio import Samples
from assistant.voice.polish import polished


def read_rendered(file: Path) -> Samples | None:
    """None where there is nothing to hear in it, or it is no sound."""
    try:
        raw, rate_hz = soundfile.read(file, dtype="float32")
    except soundfile.LibsndfileError:
        return None
    samples = polished(raw, rate_hz)
    return samples if samples.size else None
