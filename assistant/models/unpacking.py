"""Unpacks a model's zip into a new folder. What may be unpacked is decided in archive.py."""

import hashlib
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final
from zipfile import BadZipFile, ZipFile

from assistant.models.archive import SUMS, Member, members
from assistant.models.errors import WrongFileError

_CHUNK_BYTES: Final = 1 << 18
# What zipfile raises where a zip is damaged: beside its own error those of what lies below it.
_DAMAGED: Final = (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError)


class Package:
    """A zip file that is open for reading. WrongFileError if it is none, or holds what no model does."""

    def __init__(self, opened: IO[bytes]) -> None:
        try:
            self._zip = ZipFile(opened)
        except _DAMAGED as error:
            raise WrongFileError("The file is no zip file, or only a part of one.") from error
        self._members = members(self._zip.infolist())

    @property
    def unpacked_bytes(self) -> int:
        return sum(member.size_bytes for member in self._members)

    def unpack(self, folder: Path, moved: Callable[[int], None]) -> None:
        """Into `folder`, which must be new, with the sum of each file in SHA256SUMS; safe on the disk when it returns.

        `moved` hears how many bytes there are. WrongFileError if the zip is damaged.
        """
        folder.mkdir()
        done_bytes = 0
        sums: list[str] = []
        for member in self._members:
            target = folder / member.path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                done_bytes = self._write(member, target, done_bytes, moved, sums)
            except _DAMAGED as error:
                raise WrongFileError(f"The zip file is damaged: {member.path} can't be unpacked.") from error
        with _new(folder / SUMS) as file:
            file.write("".join(sums).encode())
            _settle(file)

    def _write(
        self, member: Member, target: Path, done_bytes: int, moved: Callable[[int], None], sums: list[str]
    ) -> int:
        digest = hashlib.sha256()
        with self._zip.open(member.entry) as packed, _new(target) as file:
            while chunk := packed.read(_CHUNK_BYTES):  # never more than the table says, or zipfile complains
                file.write(chunk)
                digest.update(chunk)
                done_bytes += len(chunk)
                moved(done_bytes)
            _settle(file)
        sums.append(f"{digest.hexdigest()}  {member.path}\n")
        return done_bytes


def _new(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644), "wb")


def _settle(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())
