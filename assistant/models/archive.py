"""Which files a model's zip holds, and whether it may be unpacked. Decides from its table alone; unpacks nothing."""

import stat
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from assistant.models.errors import WrongFileError

MOST_FILES: Final = 500  # a small model has about fifteen
MOST_BYTES: Final = 1_000_000_000
SUMS: Final = "SHA256SUMS"  # ours, and so nobody else's
_LONGEST_PATH: Final = 200  # characters
_DEEPEST: Final = 8
_ENCRYPTED: Final = 0x1


@dataclass(frozen=True)
class Member:
    """`path` is below the model's own folder."""

    entry: ZipInfo
    path: PurePosixPath

    @property
    def size_bytes(self) -> int:
        return self.entry.file_size


def members(entries: Sequence[ZipInfo]) -> tuple[Member, ...]:
    """The files of the one folder that the zip holds. WrongFileError with the first thing that doesn't belong there."""
    if len(entries) > 2 * MOST_FILES:
        raise WrongFileError(f"The zip file has {len(entries)} entries; a model has a few dozen at most.")
    tops: set[str] = set()
    files: dict[str, Member] = {}
    folders: set[str] = set()
    for entry in entries:
        path = _path_of(entry)
        tops.add(path.parts[0])
        below = PurePosixPath(*path.parts[1:])
        folders |= {_alike(parent) for parent in below.parents}
        if entry.is_dir():
            folders.add(_alike(below))
        elif not below.parts:
            raise WrongFileError(f"The zip file has {_shown(entry)} beside the model's folder; a model is one folder.")
        elif _alike(below) in files:
            raise WrongFileError(f"The zip file has {_shown(entry)} twice.")
        else:
            files[_alike(below)] = Member(entry, below)
    if len(tops) != 1 or not files:
        raise WrongFileError(f"The zip file holds {len(tops)} folders; a model is one folder with files in it.")
    for name, member in files.items():
        if name in folders:
            raise WrongFileError(f"The zip file has {_shown(member.entry)} as a file and as a folder.")
    total_bytes = sum(member.size_bytes for member in files.values())
    if len(files) > MOST_FILES or total_bytes > MOST_BYTES:
        raise WrongFileError(
            f"The zip file would unpack to {len(files)} files with {total_bytes:,} bytes; no small model is like that."
        )
    return tuple(files.values())


def _path_of(entry: ZipInfo) -> PurePosixPath:
    name = entry.filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or ":" in name:
        raise WrongFileError(f"The zip file has {_shown(entry)}, which leads out of the model's folder.")
    if not name.isprintable() or len(name) > _LONGEST_PATH or len(path.parts) > _DEEPEST:
        raise WrongFileError(f"The zip file has {_shown(entry)}; no model has such a name in it.")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR and not entry.is_dir()):
        raise WrongFileError(
            f"The zip file has {_shown(entry)}, which is neither a file nor a folder but perhaps a link."
        )
    if path.parts[1:] == (SUMS,):
        raise WrongFileError(f"The zip file has {_shown(entry)}; that name is kept for the sums of what was unpacked.")
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise WrongFileError(f"The zip file has {_shown(entry)} locked or packed in an unusual way.")
    return path


def _alike(path: PurePosixPath) -> str:
    """The same for names that some disks can't tell apart."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _shown(entry: ZipInfo) -> str:
    name = entry.filename if len(entry.filename) <= 60 else f"{entry.filename[:57]}..."
    return ascii(name)
