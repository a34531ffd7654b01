"""Puts a file on disk whole that something else writes, as numpy does. Knows nothing of what is in it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import IO

from assistant import whole_file


def write_whole(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """OSError if it can't be written; then all is as before."""
    content = io.BytesIO()
    write(content)
    whole_file.write_whole(path, content.getvalue())
