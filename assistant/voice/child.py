"""A program of our own that answers JSON line by line. Starts it, asks it, notices its end; it knows of no voice."""

import json
import select
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final, Self, cast
from weakref import finalize

import assistant

_HOME: Final = Path(assistant.__file__).resolve().parent.parent  # whence `-m` finds the package, installed or not
_LINE_BYTES: Final = 4096  # an answer is shorter, so that it comes in one piece
_GOING_S: Final = 2.0
_MISTAKE: Final = 1  # with this code Python ends after an exception, whose name and reason stand in the last line


class Silent(Enum):
    """Why there is no answer."""

    LATE = "late"  # it was given up and ended
    ENDED = "ended"


class Child:
    """Ctrl-C in the terminal is not for it; it goes with this object, with the process, or when stdin closes.

    Asked by one thread at a time. OSError if it can't be started.
    """

    def __init__(self, module: str) -> None:
        self._complaints = TemporaryFile()  # noqa: SIM115 - closed with the child
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            bufsize=0,
            cwd=_HOME,
            process_group=0,
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        finalize(self, self._complaints.close)
        self.end = finalize(self, _end, self._process, self._requests, self._answers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def asked(self, request: Mapping[str, object], limit_s: float) -> str | Silent:
        """What it answers to `request`, within `limit_s`."""
        try:
            self._requests.write(json.dumps(request).encode() + b"\n")
        except BrokenPipeError:
            return self._has_ended()
        return self.answer(limit_s)

    def answer(self, limit_s: float) -> str | Silent:
        """Its next line, which is a JSON string. Once there was none it is ended, and of no more use."""
        if not select.select([self._answers], [], [], limit_s)[0]:
            self.end()
            return Silent.LATE
        line = self._answers.read(_LINE_BYTES)
        return str(json.loads(line)) if line else self._has_ended()

    def last_words(self) -> str:
        """Why it ended: the mistake that it named, or else the manner. Only after its end."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        code = self._process.returncode
        return lines[-1].strip() if lines and code == _MISTAKE else _manner(code)

    def _has_ended(self) -> Silent:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GOING_S)  # so that `last_words` knows how it ended by itself
        self.end()
        return Silent.ENDED


def _end(process: subprocess.Popen[bytes], *pipes: IO[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in pipes:
        pipe.close()


def _manner(code: int) -> str:
    """From what Popen calls a returncode."""
    if code == -9:
        return "it was ended from outside, perhaps for want of memory"
    return f"it ended with signal {-code}" if code < 0 else f"it ended with code {code}"
