"""Puts a file on disk whole or not at all, however the run ends. Knows nothing of what is in it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """OSError if it can't be written; then nothing is left behind."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, suffix=".unfinished", delete=False) as file:
        unfinished = Path(file.name)
        try:
            write(file)
            file.flush()
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink()
            raise
