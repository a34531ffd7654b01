"""The keys of the terminal, read without waiting. It says which was pressed; what comes of it is the session's."""

import os
import select
import sys
import termios
import tty
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Protocol, Self

from assistant.devices.command_keys import COMMAND_KEYS, Wish
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


class TerminalKeys(AbstractContextManager["TerminalKeys"]):
    """Space, Enter and letters, without waiting for Enter; other keys are let go.

    The terminal is put back as it was on leaving. Where the input is no terminal, no key is ever pressed.
    """

    def __init__(self, descriptor: int | None = None) -> None:
        self._descriptor = _standard_input() if descriptor is None else descriptor
        self._open = os.isatty(self._descriptor)
        self._before = termios.tcgetattr(self._descriptor) if self._open else None

    def __enter__(self) -> Self:
        if self._before is not None:
            tty.setcbreak(self._descriptor, termios.TCSANOW)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def pressed(self) -> tuple[Key | Wish, ...]:
        typed = b""
        while self._open and select.select([self._descriptor], [], [], 0)[0]:
            got = self._read()
            self._open = bool(got)  # nothing to read although it is ready: the terminal was closed
            typed += got
        return _keys(typed)

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 64)
        except OSError:  # Linux says so when the other end of the terminal is gone
            return b""


def _standard_input() -> int:
    return -1 if sys.stdin is None else sys.stdin.fileno()  # None: whoever started the program closed it


def _keys(typed: bytes) -> tuple[Key | Wish, ...]:
    # An arrow or a function key is several characters after ESC: none of them was meant.
    if b"\x1b" in typed:
        typed = typed[: typed.index(b"\x1b")]
    return tuple(_KEYS[character] for character in typed.decode("ascii", "ignore").lower() if character in _KEYS)
