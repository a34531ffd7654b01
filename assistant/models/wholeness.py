"""Whether what lies on the disk is what came: by its sums where there are any. Reads; changes nothing."""

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from assistant.ears.vosk_models import check_model
from assistant.errors import HearingUnavailableError
from assistant.models.archive import SUMS

_LINE: Final = re.compile(r"([0-9a-f]{64})  (.+)")
_MOST_BYTES: Final = 200_000


@dataclass(frozen=True)
class Condition:
    """`flaw`: a sentence, or None. `is_proven`: each file was compared with the sum it had when it came."""

    flaw: str | None
    is_proven: bool


def condition_of(folder: Path) -> Condition:
    """OSError where it can't be read."""
    is_proven = (folder / SUMS).is_file()
    flaw = _first_difference(folder) if is_proven else None
    if flaw is None:
        try:
            check_model(folder)
        except HearingUnavailableError as error:
            flaw = str(error)
    return Condition(flaw, is_proven)


def sum_of(opened: io.BufferedReader) -> str:
    """SHA-256 of the whole of an open file, in hexadecimal digits."""
    opened.seek(0)
    return hashlib.file_digest(opened, "sha256").hexdigest()


def _first_difference(folder: Path) -> str | None:
    with (folder / SUMS).open("rb") as file:
        listed = file.read(_MOST_BYTES).decode("utf-8", errors="replace").splitlines()
    for line in listed:
        found = _LINE.fullmatch(line)
        if found is None or PurePosixPath(found[2]).is_absolute() or ".." in PurePosixPath(found[2]).parts:
            return f"{folder / SUMS} is damaged."
        path = folder / found[2]
        if not path.is_file():
            return f"{found[2]} is missing."
        with path.open("rb") as part:
            if sum_of(part) != found[1]:
                return f"{found[2]} is not as it came."
    return None if listed else f"{folder / SUMS} is empty."
