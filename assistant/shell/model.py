"""`sunday-coffee model list`, `check` and `remove`: what models are here, and in what condition. Fetches nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final, Self

from rich.console import Console
from rich.table import Table

from assistant.ears.vosk_models import models_in_reach
from assistant.models.errors import ModelError
from assistant.models.manifest import Model, chosen, find_manifest, load_manifest
from assistant.models.room import megabytes
from assistant.models.shelf import Shelf, default_models_folder
from assistant.models.wholeness import condition_of

_TABLE_CHARACTERS: Final = 80  # where there is less room, a name would be cut short


@dataclass(frozen=True)
class Cupboard:
    """The models that there are to fetch, and the folder that they go to."""

    models: tuple[Model, ...]
    shelf: Shelf

    @classmethod
    def at(cls, folder: Path | None, manifest: Path | None) -> Self:
        """None: the person's own. ContentError if the list can't be read."""
        return cls(load_manifest(manifest or find_manifest()), Shelf(folder or default_models_folder()))

    def in_reach(self) -> list[Path]:
        """Each once, also where the folder and $VOSK_MODEL_PATH are the same."""
        return list(dict.fromkeys(models_in_reach(self.shelf.folder)))

    def named(self, typed: str) -> str:
        """The name of a model, in the list or in the folder. ModelError if there is none."""
        if typed in {folder.name for folder in self.in_reach()}:
            return typed
        return chosen(self.models, typed).name


@contextmanager
def disk_told(cupboard: Cupboard) -> Iterator[None]:
    """A disk that refuses becomes a sentence."""
    try:
        yield
    except OSError as error:
        raise ModelError(f"{error.filename or cupboard.shelf.folder}: {error.strerror or error}.") from error


def list_models(cupboard: Cupboard) -> None:
    with disk_told(cupboard):
        here = cupboard.in_reach()
        rows = [_row(cupboard, model, here) for model in cupboard.models]
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if console.width < _TABLE_CHARACTERS:
        for language, name, size, memory, licence, how_far in rows:
            console.print(f"{language}: {name}\n  {size}, {memory} of memory, {licence}")
            if how_far:
                console.print(f"  here: {how_far}")
    else:
        table = Table("language", "model", "size", "memory", "licence", "here", box=None, pad_edge=False)
        for row in rows:
            table.add_row(*row)
        console.print(table)
    for folder in here:
        console.print(f"Here: {folder}")
    if not here:
        console.print("None is needed: the built-in recogniser hears without.")
        console.print("To fetch one: sunday-coffee model get en")
    console.print(f"There are sentences to listen for in: {', '.join(_languages_with_sentences())}.")
    for model in cupboard.models:
        if model.sha256 is None:
            console.print(f"Nobody published a checksum for {model.name}; you are asked before it is fetched.")


def _row(cupboard: Cupboard, model: Model, here: Sequence[Path]) -> tuple[str, str, str, str, str, str]:
    return (
        f"{model.spoken} ({model.short_language})",
        model.name,
        megabytes(model.size_bytes),
        f"{model.memory_mb} MB",
        model.licence,
        _how_far(cupboard, model, here),
    )


def _languages_with_sentences() -> list[str]:
    return sorted(folder.name for folder in files("assistant.languages").iterdir() if has_sentences_in(folder.name))


def has_sentences_in(language: str) -> bool:
    """Whether there are command sentences in this language, which a model is to hear."""
    return files("assistant.languages").joinpath(language, "commands.yaml").is_file()


def _how_far(cupboard: Cupboard, model: Model, here: Sequence[Path]) -> str:
    if model.name in {folder.name for folder in here}:
        return "yes"
    return "part of it" if cupboard.shelf.unfinished(model.name).exists() else ""


def check_models(cupboard: Cupboard, typed: Sequence[str]) -> bool:
    """Whether all are whole."""
    with disk_told(cupboard):
        here = cupboard.in_reach()
        names = [cupboard.named(name) for name in typed]
        for name in names:
            if name not in {folder.name for folder in here}:
                raise ModelError(f"{name} is not here. To fetch it: sunday-coffee model get {name}")
        folders = [folder for folder in here if not names or folder.name in names]
        if not folders:
            print("No model is here, and none is needed.")
        told = [_is_told_whole(cupboard, folder) for folder in folders]
        return all(told)


def _is_told_whole(cupboard: Cupboard, folder: Path) -> bool:
    condition = condition_of(folder)
    if condition.flaw is not None:
        print(f"{folder}: {condition.flaw}")
        if folder.name in {model.name for model in cupboard.models}:
            print(f"  To fetch it again: sunday-coffee model get {folder.name}")
        return False
    if condition.is_proven:
        print(f"{folder}: whole, each file as it came.")
    else:
        print(f"{folder}: all its parts are here. It was unpacked by hand, so there are no sums to compare.")
    return True


def remove_model(cupboard: Cupboard, typed: str) -> None:
    """Only from the models folder; what lies elsewhere is others' too."""
    name = cupboard.named(typed)
    shelf = cupboard.shelf
    place = shelf.place_of(name)
    with disk_told(cupboard):
        part = shelf.unfinished(name)
        if not place.exists() and not part.exists():
            elsewhere = [folder for folder in cupboard.in_reach() if folder.name == name]
            if elsewhere:
                raise ModelError(
                    f"{elsewhere[0]} is not in {shelf.folder}, so it stays; delete it by hand if you like."
                )
            raise ModelError(f"{name} is not here, so there is nothing to remove.")
        with shelf.locked():
            part.unlink(missing_ok=True)
            if place.exists():
                shelf.remove(name)
    print(f"{name} is gone from {shelf.folder}.")
