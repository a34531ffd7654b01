"""What counts of the configuration, key by key, and where each value comes from. Prints nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Final

import yaml

from assistant.content.configuration import Configuration
from assistant.content.places import Place
from assistant.content.settings import SETTINGS, Setting

_WIDEST: Final = 10_000  # so that no value is broken into lines


@dataclass(frozen=True)
class Effective:
    setting: Setting
    value: str  # as it would stand in the file; where there is none, what counts instead
    line: int | None  # of the couple's file; None: the default


def effective(wishes: Configuration, root: Place | None) -> Iterator[Effective]:
    """Every setting in order. `root` is what `wishes` were read from, if they were read from anything."""
    for setting in SETTINGS:
        yield Effective(setting, _shown(setting, wishes), _line(setting, root))


def _shown(setting: Setting, wishes: Configuration) -> str:
    value = getattr(wishes.patience if setting.group else wishes, setting.name)
    match value:
        case None | ():
            return f"({setting.unset})"
        case dict() if not value:
            return f"({setting.unset})"
        case bool():
            return "true" if value else "false"
        case float() | int():
            return f"{value:g}"
        case time():
            return as_yaml(f"{value:%H:%M}")
        case tuple():
            return as_yaml(list(value))
        case dict():
            return as_yaml(value)
        case _:
            return as_yaml(str(value))


def as_yaml(value: str | list[str] | dict[str, str]) -> str:
    """In one line."""
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=_WIDEST, sort_keys=False)
    return text.removesuffix("\n...\n").rstrip("\n")


def _line(setting: Setting, root: Place | None) -> int | None:
    place = root
    for key in setting.key.split("."):
        place = place.find(key) if place is not None else None
    return None if place is None else place.line
