"""The keys of the terminal, read without waiting. It says which was pressed; what comes of it is the session's."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from assistant.devices.command_keys import COMMAND_KEYS, Wish
from assistant.devices.typed import Typed
from assistant.session.events import Key

_KEYS: Final[Mapping[str, Key | Wish]] = {
    **COMMAND_KEYS,
    " ": Key.SPACE,
    "\r": Key.ENTER,
    "\n": Key.ENTER,
    "m": Key.MICROPHONE,
    "q": Key.QUIT,
}


@dataclass(frozen=True)
class Line:
    """A whole line that somebody typed, in place of saying it."""

    text: str


class Keys(Protocol):
    def pressed(self) -> tuple[Key | Wish | Line, ...]:
        """What was pressed since the last call, in order. Never waits."""
        ...


class NoKeys:
    """There is no keyboard here."""

    def pressed(self) -> tuple[Key, ...]:
        return ()


class AllKeys:
    """Those of several devices, as if they were one."""

    def __init__(self, *devices: Keys) -> None:
        self._devices = devices

    def pressed(self) -> tuple[Key | Wish | Line, ...]:
        return tuple(pressed for device in self._devices for pressed in device.pressed())


class TerminalKeys(Typed):
    """Space, Enter and letters, without waiting for Enter; other keys are let go.

    The terminal is put back as it was on leaving. Where the input is no terminal, no key is ever pressed.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        super().__init__(_standard_input() if descriptor is None else descriptor, at_once=True)

    def pressed(self) -> tuple[Key | Wish, ...]:
        return _keys(b"".join(self._pieces())) if self._at_once else ()


def _standard_input() -> int:
    return -1 if sys.stdin is None else sys.stdin.fileno()  # None: whoever started the program closed it


def _keys(typed: bytes) -> tuple[Key | Wish, ...]:
    # An arrow or a function key is several characters after ESC: none of them was meant.
    if b"\x1b" in typed:
        typed = typed[: typed.index(b"\x1b")]
    return tuple(_KEYS[character] for character in typed.decode("ascii", "ignore").lower() if character in _KEYS)
