"""Keeps what sound libraries print off the terminal. What is wrong with the sound we say ourselves."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr


@contextmanager
def libraries_kept_quiet() -> Iterator[None]:
    """When a sound server dies, ALSA and PortAudio write pages to the terminal, past Python. We say it ourselves."""
    with os.fdopen(os.dup(2), "w", encoding="utf-8") as terminal, redirect_stderr(terminal):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        try:
            yield
        finally:
            os.dup2(terminal.fileno(), 2)
