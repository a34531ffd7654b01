"""The folder with the models: what lies where, what goes in whole and what goes out whole. Knows no network, no zip."""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from assistant.models.errors import ModelError
from assistant.whole_file import write_whole

_WORKSHOP: Final = ".downloads"  # what is unfinished, and what is remembered; never taken for a model
_SUM: Final = re.compile(r"([0-9a-f]{64})  \S+\n?")


def default_models_folder() -> Path:
    """The checkout's own, else one in the person's data."""
    checkout = Path(__file__).resolve().parents[2] / "models"
    return checkout if (checkout / "manifest.yaml").is_file() else user_data_path("sunday-coffee") / "models"


class Shelf:
    """OSError where the folder can't be written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._workshop = folder / _WORKSHOP

    def place_of(self, name: str) -> Path:
        return self.folder / name

    def unfinished(self, name: str) -> Path:
        """The zip file as far as it has come."""
        return self._workshop / f"{name}.zip.part"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else gets or removes a model meanwhile. ModelError if somebody else does."""
        self._workshop.mkdir(parents=True, exist_ok=True)
        with (self._workshop / "lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ModelError(f"Another sunday-coffee is busy with {self.folder}; let it end first.") from error
            yield

    @contextmanager
    def building(self, name: str) -> Iterator[Path]:
        """A folder that isn't there yet, for a model to be built in; what is still in it at the end goes away."""
        new = self._workshop / f"{name}.new"
        _delete(new)
        try:
            yield new
        finally:
            _delete(new)

    def put(self, built: Path, name: str) -> Path:
        """In its place at once, with all that is in it. What lay there goes away."""
        place = self.place_of(name)
        old = self._workshop / f"{name}.old"
        _delete(old)
        if os.path.lexists(place):
            place.rename(old)
        built.rename(place)
        _settle(self.folder)
        _delete(old)
        return place

    def remove(self, name: str) -> None:
        """Gone at once for whoever looks for models. What is remembered of its sum stays."""
        old = self._workshop / f"{name}.old"
        _delete(old)
        self.place_of(name).rename(old)
        _settle(self.folder)
        _delete(old)

    def remembered_sum(self, name: str) -> str | None:
        """Of a file whose sum nobody published: that of the one which came. ModelError if it can't be read."""
        file = self.sum_file(name)
        if not file.exists():
            return None
        found = _SUM.fullmatch(file.read_text("utf-8", errors="replace"))
        if found is None:
            raise ModelError(f"{file} is damaged. If you delete it, you will be asked again.")
        return found[1]

    def remember_sum(self, name: str, sha256: str) -> None:
        write_whole(self.sum_file(name), f"{sha256}  {name}.zip\n".encode(), mode=0o644)

    def sum_file(self, name: str) -> Path:
        """As sha256sum --check reads it."""
        return self._workshop / f"{name}.zip.sha256"


def free_bytes(folder: Path) -> int:
    """On the disk of `folder`, which may not be there yet."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free


def _delete(path: Path) -> None:
    """A folder with all in it; of a link the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """What was renamed in it stays so when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
