"""Gets one model, from the first byte to its place among the others. The order of the steps; each is another file's."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from assistant.ears.vosk_models import check_model
from assistant.errors import HearingUnavailableError
from assistant.models.errors import ModelError, WrongFileError
from assistant.models.manifest import Model
from assistant.models.room import lack_of_room, needed_to_get
from assistant.models.shelf import Shelf, free_bytes
from assistant.models.transfer import Expected
from assistant.models.unpacking import Package
from assistant.models.wholeness import sum_of


class Stage(Enum):
    FETCHING = "fetching"
    UNPACKING = "unpacking"


class Fetch(Protocol):
    """As fetching.fetch; imported only where it is called for."""

    def __call__(self, url: str, file: Path, expected: Expected, moved: Callable[[int], None], /) -> None: ...


@dataclass(frozen=True)
class Getting:
    """`watch` hears the stage, the bytes so far and the bytes in all. `is_trusted` is asked once if no sum is known."""

    model: Model
    shelf: Shelf
    watch: Callable[[Stage, int, int], None]
    is_trusted: Callable[[Model], bool]
    free_bytes: Callable[[Path], int] = free_bytes

    def over_the_network(self, fetch: Fetch) -> Path | None:
        """The model's folder; None where it was not trusted. ModelError with a sentence, and nothing half in place."""
        with self.shelf.locked():
            known_sum = self._known_sum()
            if known_sum is None and not self.is_trusted(self.model):
                return None
            part = self.shelf.unfinished(self.model.name)
            if known_sum is None:
                part.unlink(missing_ok=True)  # who knows which file it began as
            had_bytes = part.stat().st_size if part.exists() else 0
            self._need_room(needed_to_get(self.model.size_bytes, had_bytes))
            self._fetch(fetch, part, is_exact=self.model.sha256 is not None)
            if known_sum and had_bytes and not _has_sum(part, known_sum):
                part.unlink()  # what was left from an earlier day may have spoilt it
                self._fetch(fetch, part, is_exact=self.model.sha256 is not None)
            try:
                with part.open("rb") as opened:
                    place = self._unpacked(opened, known_sum)
            except WrongFileError:
                part.unlink()
                raise
            part.unlink()
            return place

    def out_of(self, file: Path) -> Path | None:
        """The same from a zip file that is here already, and stays."""
        with self.shelf.locked():
            known_sum = self._known_sum()
            if known_sum is None and not self.is_trusted(self.model):
                return None
            try:
                with file.open("rb") as opened:
                    return self._unpacked(opened, known_sum)
            except FileNotFoundError as error:
                raise ModelError(f"There is no file {file}.") from error

    def _known_sum(self) -> str | None:
        return self.model.sha256 or self.shelf.remembered_sum(self.model.name)

    def _fetch(self, fetch: Fetch, part: Path, *, is_exact: bool) -> None:
        size_bytes = self.model.size_bytes
        fetch(
            self.model.url,
            part,
            Expected(size_bytes, is_exact),
            lambda done_bytes: self.watch(Stage.FETCHING, done_bytes, size_bytes),
        )

    def _unpacked(self, opened: io.BufferedReader, known_sum: str | None) -> Path:
        name = self.model.name
        found_sum = sum_of(opened)
        if known_sum is not None and found_sum != known_sum:
            raise WrongFileError(self._other_file(found_sum, known_sum))
        package = Package(opened)
        size_bytes = package.unpacked_bytes
        self._need_room(size_bytes)
        with self.shelf.building(name) as folder:
            package.unpack(folder, lambda done_bytes: self.watch(Stage.UNPACKING, done_bytes, size_bytes))
            try:
                check_model(folder)
            except HearingUnavailableError as error:
                raise WrongFileError(f"What is in the zip file of {name} is no whole Vosk model.") from error
            place = self.shelf.put(folder, name)
        if known_sum is None:
            self.shelf.remember_sum(name, found_sum)
        return place

    def _need_room(self, needed_bytes: int) -> None:
        lack = lack_of_room(self.free_bytes(self.shelf.folder), needed_bytes)
        if lack is not None:
            raise ModelError(f"The disk has too little room for {self.model.name}: {lack}.")

    def _other_file(self, found_sum: str, known_sum: str) -> str:
        sentence = (
            f"This is not {self.model.name} as it is known: its checksum is {found_sum}, not {known_sum}. "
            "Nothing of it was unpacked."
        )
        if self.model.sha256 is None:
            sentence += (
                " The known one is that of the file which came before; if you know why it changed, delete "
                f"{self.shelf.sum_file(self.model.name)} and you will be asked again."
            )
        return sentence


def _has_sum(file: Path, sha256: str) -> bool:
    with file.open("rb") as opened:
        return sum_of(opened) == sha256
