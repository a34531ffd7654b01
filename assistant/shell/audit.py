"""`sunday-coffee audit`: every file that the program keeps, its size, why, and how to delete it. Only looks."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from platformdirs import user_cache_path

from assistant.content.configuration import configuration_path
from assistant.models.shelf import default_models_folder
from assistant.service.managing import unit_file
from assistant.service.unit import UNIT
from assistant.shell.holdings import CACHE, CONFIGURATION, DATA, MODELS, SERVICE, STATE, TEMPORARY, Kept, Kind, kept
from assistant.shell.keepsakes import default_data_folder
from assistant.shell.memory import default_state_folder


@dataclass(frozen=True)
class Place:
    """A folder, what may lie in it, and what of it is looked at; all of it is its own, or only those names."""

    folder: Path
    kinds: tuple[Kind, ...]
    names: str = "*"


def places() -> tuple[Place, ...]:
    """Wherever something may be kept."""
    found: dict[Path, Place] = {}
    for folder, kinds in (
        (configuration_path().parent, CONFIGURATION),
        (default_state_folder(), STATE),
        (default_data_folder(), DATA),
        (user_cache_path("sunday-coffee"), CACHE),
        (default_models_folder(), MODELS),
    ):
        there = found.get(folder, Place(folder, ()))  # on a Mac some of them are one
        found[folder] = Place(folder, (*there.kinds, *kinds))
    systemd = Place(unit_file().parent, SERVICE, f"**/{UNIT}*")
    return (*found.values(), systemd, Place(Path(tempfile.gettempdir()), TEMPORARY, "sunday-coffee-*"))


def audit(out: TextIO) -> None:
    """Folder by folder, and nothing else."""
    told: list[Kept] = []
    for place in places():
        problems: list[str] = []
        files = list(_files(place, [other.folder for other in places() if other != place], problems))
        things = kept(place.folder, files, place.kinds)
        if not things and place.names != "*":
            continue  # of a folder that is everybody's
        print(place.folder if things or problems else f"{place.folder}: nothing", file=out)
        for thing in things:
            print(f"  {_line(thing, place.folder)}\n      To delete: {thing.delete}", file=out)
        for problem in problems:
            print(f"  {problem}", file=out)
        told += things
    count, size = sum(thing.files for thing in told), _size(sum(thing.size_bytes for thing in told))
    print(f"Altogether {count} files, {size}. What you talked about is in none of them.", file=out)
    print("A file that you name yourselves, as after --events or --wav, lies where you put it.", file=out)


def _files(place: Place, others: list[Path], problems: list[str]) -> Iterator[tuple[Path, int]]:
    """Each below the place, with its size in bytes; of a link its own. What lies in one of `others` is left to it."""

    def refused(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            problems.append(f"{error.filename}: can't be looked into ({error.strerror}).")

    tops = [place.folder] if place.names == "*" else sorted(place.folder.glob(place.names))
    for top in tops:
        found = [top] if top != place.folder and not top.is_dir() else []
        for folder, inner, names in os.walk(top, onerror=refused):
            inner[:] = sorted(name for name in inner if Path(folder, name) not in others)
            links = [name for name in inner if Path(folder, name).is_symlink()]
            found += [Path(folder, name) for name in sorted((*names, *links))]
        for path in found:
            try:
                yield path.relative_to(place.folder), path.lstat().st_size
            except FileNotFoundError:
                continue  # a session that goes on has deleted it meanwhile


def _line(thing: Kept, folder: Path) -> str:
    path = folder / thing.path
    name = f"{thing.path}{'/' if path.is_dir() and not path.is_symlink() else ''}"
    several = f"{thing.files} files, " if thing.files > 1 else ""
    return f"{name!r}, {several}{_size(thing.size_bytes)}: {thing.holds}."


def _size(size_bytes: int) -> str:
    if size_bytes < 10_000:
        return f"{size_bytes} bytes"
    return f"{size_bytes / 1000:.0f} kB" if size_bytes < 10_000_000 else f"{size_bytes / 1_000_000:.0f} MB"
