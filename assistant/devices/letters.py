"""What the couple types, line by line, for those who would rather write than speak. What a line means is the ear's."""

import codecs
import os
import select
import sys
import termios
import tty
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, Self

from assistant.devices.command_keys import COMMAND_KEYS, Wish
from assistant.devices.keys import Line
from assistant.session.events import Key

_ALONE: Final[Mapping[str, Key | Wish]] = {**COMMAND_KEYS, "": Key.ENTER, "m": Key.MICROPHONE, "q": Key.QUIT}
"""Lines that are no more than a key."""

_ENDS_INPUT: Final = "\x04"
_RUBS_OUT: Final = "\x7f\b"
_CLEARS: Final = "\x15"
_ESCAPE: Final = "\x1b"


class Letters(AbstractContextManager["Letters"]):
    """Reads without waiting. A space before anything else is typed pauses at once; Enter sends the line, and is a yes
    alone. Where the input is no terminal its lines are read just as well, and its end is a wish to quit.

    `at_once`: nothing waits for Enter, and nothing shows what is typed but whoever asks for `line`. Else the terminal
    shows and edits its lines itself, and one of spaces alone pauses. The terminal is put back as it was on leaving.
    """

    def __init__(self, descriptor: int | None = None, *, at_once: bool = True) -> None:
        self._descriptor = sys.stdin.fileno() if descriptor is None else descriptor
        self._at_once = at_once and os.isatty(self._descriptor)
        self._before = termios.tcgetattr(self._descriptor) if self._at_once else None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._open = True
        self._line = ""
        self._escaped = False

    def __enter__(self) -> Self:
        if self._before is not None:
            tty.setcbreak(self._descriptor, termios.TCSANOW)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    @property
    def line(self) -> str:
        """What is typed so far and not yet sent."""
        return self._line

    def pressed(self) -> tuple[Key | Wish | Line, ...]:
        """Keys and whole lines since the last call, in order. Never waits."""
        typed: list[Key | Wish | Line] = []
        while self._open and select.select([self._descriptor], [], [], 0)[0]:
            got = self._read()
            self._escaped = False  # a key that sends several characters sends them at once
            for letter in self._decoder.decode(got):
                typed += self._take(letter)
            if not got:
                self._open = False
                typed += [*self._send(), Key.QUIT] if self._line else [Key.QUIT]
        return tuple(typed)

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 256)
        except OSError:  # Linux says so when the other end of the terminal is gone
            return b""

    def _take(self, letter: str) -> tuple[Key | Wish | Line, ...]:
        if self._escaped:
            return ()
        match letter:
            case "\n" | "\r":
                return self._send()
            case " " if self._at_once and not self._line:
                return (Key.SPACE,)
            case _ if letter == _ENDS_INPUT and not self._line:
                return (Key.QUIT,)
            case _ if letter in _RUBS_OUT:
                self._line = self._line[:-1]
            case _ if letter == _CLEARS:
                self._line = ""
            case _ if letter == _ESCAPE:
                self._escaped = True  # an arrow or a function key: none of what follows was meant
            case _ if letter.isprintable():
                self._line += letter
            case _:
                pass
        return ()

    def _send(self) -> tuple[Key | Wish | Line]:
        written, self._line = self._line, ""
        line = written.strip()
        if written and not line:
            return (Key.SPACE,)
        key = _ALONE.get(line.lower())
        return (Line(line),) if key is None else (key,)
