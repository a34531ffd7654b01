"""`sunday-coffee model get`: asks where trust is needed, shows how far it is, says where the model is."""

import sys
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from assistant.models.errors import ModelError
from assistant.models.getting import Getting, Stage
from assistant.models.manifest import Model, chosen
from assistant.models.room import megabytes
from assistant.models.wholeness import condition_of
from assistant.shell.model import Cupboard, disk_told, has_sentences_in


def get_model(cupboard: Cupboard, typed: str, file: Path | None, *, trusted: bool) -> bool:
    """Whether it is here now. ModelError with a sentence."""
    model = chosen(cupboard.models, typed)
    with disk_told(cupboard):
        if _is_here_already(cupboard, model):
            return True
        print(_announced(model, file))
        try:
            with _Bars() as bars:
                getting = Getting(model, cupboard.shelf, bars.show, partial(_is_trusted, already=trusted))
                place = getting.out_of(file) if file else _over_the_network(getting)
        except KeyboardInterrupt:
            goes_on = file is None and model.sha256 is not None  # without a sum nobody could tell what it began as
            ending = "What came is kept; the same command goes on from there." if goes_on else "Nothing is in place."
            print(f"Stopped. {ending}", file=sys.stderr)
            raise
    if place is None:
        print("Then it stays where it is.")
        return False
    print(f"It is in {place}.")
    if has_sentences_in(model.short_language):
        print(f"To hear with it: sunday-coffee run --model {place}")
    return True


def _over_the_network(getting: Getting) -> Path | None:
    from assistant.models.fetching import fetch  # noqa: PLC0415 - here alone, so that no session loads what it needs

    return getting.over_the_network(fetch)


def _announced(model: Model, file: Path | None) -> str:
    lines = [
        f"{model.name}: {model.spoken}, {megabytes(model.size_bytes)}, {model.licence},",
        f"from {file or urlsplit(model.url).hostname}.",
        f"Hearing with it takes about {model.memory_mb} MB of memory.",
    ]
    if not has_sentences_in(model.short_language):
        lines.append(f"There are no sentences to listen for in {model.spoken} yet, so it would hear none.")
    return "\n".join(lines)


def _is_here_already(cupboard: Cupboard, model: Model) -> bool:
    for folder in cupboard.in_reach():
        if folder.name != model.name:
            continue
        flaw = condition_of(folder).flaw
        if flaw is None:
            print(f"It is here already: {folder}")
            return True
        print(f"{folder} is here, but not whole: {flaw}")
    return False


class _Bars(AbstractContextManager["_Bars"]):
    """A bar for each stage, at a terminal; elsewhere nothing moves."""

    def __init__(self) -> None:
        console = Console(highlight=False)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            DownloadColumn(),
            TimeRemainingColumn(compact=True),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[Stage, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def show(self, stage: Stage, done_bytes: int, all_bytes: int) -> None:
        if stage not in self._tasks:
            self._progress.start()
            self._tasks[stage] = self._progress.add_task(f"{stage.value:>9}", total=all_bytes)
        self._progress.update(self._tasks[stage], completed=done_bytes, total=max(done_bytes, all_bytes))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()


def _is_trusted(model: Model, *, already: bool) -> bool:
    if already:
        return True
    print(f"Nobody published a checksum for {model.name}.")
    print("So nothing can tell whether what comes is what was meant.")
    if not sys.stdin.isatty():
        raise ModelError("There is nobody here to ask; with --yes you say that you trust it.")
    print("Get it all the same, and remember its checksum from now on? y or n: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
