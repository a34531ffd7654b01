"""Judges what lies on the disk: configuration, prompts, the folders the program writes to. From facts alone."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.doctor.finding import Finding, failure, ok, warning

FULL_MB: Final = 20
NEARLY_FULL_MB: Final = 200  # what is kept of a voice and a book is about a tenth of it
MAKE_ROOM: Final = "sudo apt-get clean"  # packages that were installed long ago
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True)
class Text:
    """A file that the couple may edit, and everything that is wrong with it."""

    path: Path
    problems: tuple[str, ...] = ()
    exists: bool = True


@dataclass(frozen=True)
class Folder:
    """Where something is kept. `problem`: why nothing can be."""

    path: Path
    keeps: str  # "the sayings"
    problem: str | None = None
    can_be_given: bool = False  # to this user, as it lies in their home
    free_bytes: int = 0


def judge_configuration(text: Text) -> Finding:
    if not text.exists:
        return ok("configuration", "There is none; everything has a default.")
    if text.problems:
        return failure(
            "configuration",
            f"{_first(text.problems)} Until it is mended I can't start, and look at all else as if there were none.",
            f"nano {shlex.quote(str(text.path))}",
        )
    return ok("configuration", f"{text.path.name} is whole.")


def judge_prompts(text: Text) -> Finding:
    if text.problems:
        return failure(
            "prompts", f"I can't use what I am to say: {_first(text.problems)}", "sunday-coffee prompts check"
        )
    return ok("prompts", f"{text.path.name} can be used, and no saying sounds like your safe word.")


def judge_disk(folders: Sequence[Folder]) -> Finding:
    for folder in folders:
        if folder.problem is not None:
            place = shlex.quote(str(_there(folder.path)))
            return warning(
                "disk",
                f"I can't keep {folder.keeps} in {folder.path} ({folder.problem}); a session works all the same.",
                f'sudo chown "$USER" {place}' if folder.can_be_given else f"ls -ld {place}",
            )
    tightest = min(folders, key=lambda folder: folder.free_bytes)
    free_mb = tightest.free_bytes // _MEGABYTE
    if free_mb < FULL_MB:
        return failure(
            "disk",
            f"The disk is full ({free_mb} MB left). A session that breaks off can't go on then.",
            MAKE_ROOM,
        )
    if free_mb < NEARLY_FULL_MB:
        return warning("disk", f"The disk is nearly full: {free_mb} MB left.", MAKE_ROOM)
    return ok("disk", f"I may write where I need to, and {_size(free_mb)} are free.")


def _first(problems: Sequence[str]) -> str:
    more = len(problems) - 1
    return problems[0] if not more else f"{problems[0]} And {more} more {'thing' if more == 1 else 'things'}."


def _there(path: Path) -> Path:
    """The nearest that exists, for a command to be about."""
    return next(place for place in (path, *path.parents) if place.exists())


def _size(megabytes: int) -> str:
    return f"{megabytes} MB" if megabytes < 2000 else f"{megabytes / 1000:.0f} GB"
