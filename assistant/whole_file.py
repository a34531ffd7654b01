"""Puts a file on disk whole or not at all. Knows nothing of what is in it."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Final

_FOR_ITS_OWNER: Final = 0o600


def write_whole(path: Path, content: bytes, mode: int = _FOR_ITS_OWNER) -> None:
    """In the place of what is there; safe on the disk when it returns. A link is replaced, too.

    `mode` is that of the file, less the umask. The folder is made if there is none, for the owner alone. OSError if it
    can't be written; then all is as before. Where the power goes meanwhile, a file `path`.*.unfinished may stay.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.{token_hex(4)}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
