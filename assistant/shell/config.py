"""`sunday-coffee config`: what counts, and where it comes from. Changes nothing."""

from pathlib import Path
from typing import TextIO

from assistant.content.configuration import configuration_path, wishes_of
from assistant.content.effective import Effective, effective
from assistant.content.reading import named, places_in, text_of


def show_configuration(explicit: Path | None, out: TextIO) -> None:
    """Every setting, its value, its origin and its meaning. ContentError with everything wrong in the file."""
    path = explicit or configuration_path()
    there = explicit is not None or path.exists()
    root = places_in(text_of(path), named(path)) if there else None
    wishes = wishes_of(root)
    print(f"{path}:" if there else f"You have no {path}, so everything is as it comes:", file=out)
    for each in effective(wishes, root):
        print(f"{each.setting.key}: {each.value}", file=out)
        print(f"    {_origin(each, path)}. {each.setting.meaning}", file=out)


def _origin(each: Effective, path: Path) -> str:
    return "The default" if each.line is None else f"{path.name}, line {each.line}"
