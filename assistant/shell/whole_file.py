"""Puts a text on disk whole or not at all, for nobody else's eyes. Knows nothing of what it says."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, text: str) -> None:
    """Of mode 0600, its folder made if there is none. OSError if it can't be; then all is as before.

    Where `path` is a link, as in folders kept elsewhere, what it leads to is written.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=target.parent, suffix=".unfinished", delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
