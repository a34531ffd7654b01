"""How it comes to be there, as `setup more` offers it: never by itself, from login, from boot. Starts nothing."""

from typing import Final

from assistant.setting_up.asking import Choice
from assistant.setting_up.news import Start

MEANING: Final = "Whether it starts by itself, and again if it breaks down"
_NAMES: Final = {Start.NEVER: "never", Start.AT_LOGIN: "login", Start.AT_BOOT: "boot"}
_SHOWN: Final = {
    Start.NEVER: "never: you start it yourselves",
    Start.AT_LOGIN: "login: by itself, and there while somebody is logged in",
    Start.AT_BOOT: "boot: by itself, also after a power cut, though nobody logs in",
}


def name_of(start: Start) -> str:
    return _NAMES[start]


def start_called(name: str) -> Start:
    """By a name that was offered."""
    return next(start for start, its_name in _NAMES.items() if its_name == name)


def ways_to_start(*, lingers: bool) -> tuple[Choice, ...]:
    """What belongs to an account that `lingers` starts with the machine; from login alone is then no choice."""
    left_out = Start.AT_LOGIN if lingers else None
    return tuple(Choice(_NAMES[start], shown) for start, shown in _SHOWN.items() if start is not left_out)
