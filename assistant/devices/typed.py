"""What is typed, read as bytes and without waiting. It knows no key and no line."""

import os
import select
import termios
import tty
from collections.abc import Iterator
from types import TracebackType
from typing import Self


class Typed:
    """`at_once`: a terminal doesn't wait for Enter and shows nothing by itself. It is put back as it was on leaving."""

    def __init__(self, descriptor: int, *, at_once: bool) -> None:
        self._descriptor = descriptor
        self._at_once = at_once and os.isatty(descriptor)
        self._before = termios.tcgetattr(descriptor) if self._at_once else None
        self._open = True

    def __enter__(self) -> Self:
        if self._before is not None:
            tty.setcbreak(self._descriptor, termios.TCSANOW)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, self._before)

    def _pieces(self) -> Iterator[bytes]:
        """What came since the last call; what a key sends comes in one. b"" is its end: nobody will type any more."""
        while self._open and select.select([self._descriptor], [], [], 0)[0]:
            got = self._read()
            self._open = bool(got)
            yield got

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 256)
        except OSError:  # Linux says so when the other end of the terminal is gone
            return b""
