"""A terminal of our own."""

import os
import pty
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def a_terminal() -> Iterator[tuple[int, int]]:
    """(what the couple's fingers reach, what the program reads)."""
    fingers, program = pty.openpty()
    try:
        yield fingers, program
    finally:
        for end in (fingers, program):
            try:
                os.close(end)
            except OSError:
                assert end == fingers  # a test may have closed it
