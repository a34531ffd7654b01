"""What the couple types, line by line, for those who would rather write than speak. What a line means is the ear's."""

import codecs
import sys
from collections.abc import Mapping
from typing import Final

from assistant.devices.command_keys import COMMAND_KEYS, Wish
from assistant.devices.keys import Line
from assistant.devices.typed import Typed
from assistant.session.events import Key

_ALONE: Final[Mapping[str, Key | Wish]] = {**COMMAND_KEYS, "": Key.ENTER, "m": Key.MICROPHONE, "q": Key.QUIT}
"""Lines that are no more than a key."""

_ENDS_INPUT: Final = "\x04"
_RUBS_OUT: Final = "\x7f\b"
_CLEARS: Final = "\x15"
_ESCAPE: Final = "\x1b"


class Letters(Typed):
    """Reads without waiting. A space before anything else is typed pauses at once; Enter sends the line, and is a yes
    alone. Where the input is no terminal its lines are read just as well, and its end is a wish to quit.

    `at_once`: nothing waits for Enter, and nothing shows what is typed but whoever asks for `line`. Else the terminal
    shows and edits its lines itself, and one of spaces alone pauses. The terminal is put back as it was on leaving.
    """

    def __init__(self, descriptor: int | None = None, *, at_once: bool = True) -> None:
        super().__init__(sys.stdin.fileno() if descriptor is None else descriptor, at_once=at_once)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._line = ""
        self._escaped = False

    @property
    def line(self) -> str:
        """What is typed so far and not yet sent."""
        return self._line

    def pressed(self) -> tuple[Key | Wish | Line, ...]:
        """Keys and whole lines since the last call, in order. Never waits."""
        typed: list[Key | Wish | Line] = []
        for got in self._pieces():
            self._escaped = False  # a key that sends several characters sends them at once
            for letter in self._decoder.decode(got):
                typed += self._take(letter)
            if not got:
                typed += [*self._send(), Key.QUIT] if self._line else [Key.QUIT]
        return tuple(typed)

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
