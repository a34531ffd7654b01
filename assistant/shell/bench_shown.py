"""What a measurement shows at the terminal, while it goes on and when it is done. Measures nothing."""

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table as RichTable

from assistant.bench.cells import Table

J = TypeVar("J")
R = TypeVar("R")


def all_done(
    doing: Generator[tuple[J, R], None, None], pieces: int, name_of: Callable[[J], str], console: Console
) -> list[tuple[J, R]]:
    """In the order in which they were done. A Ctrl-C goes on to the caller, once it is told what it leaves."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    so_far: list[tuple[J, R]] = []
    try:
        with Progress(*columns, TimeRemainingColumn(), console=console) as progress, closing(doing):
            task = progress.add_task("Listening", total=pieces)
            for job, outcome in doing:
                so_far.append((job, outcome))
                progress.update(task, advance=1, description=name_of(job))
    except KeyboardInterrupt:
        console.print(f"Stopped after {len(so_far)} of {pieces} pieces; the same command goes on from there.")
        raise
    return so_far


def show(table: Table, console: Console) -> None:
    """As in the page, where a table without rows is left out."""
    if not table.rows:
        return
    drawn = RichTable(
        *table.columns, title=table.title, caption=table.note, title_justify="left", caption_justify="left"
    )
    for row in table.rows:
        drawn.add_row(*(cell.replace("**", "") for cell in row))
    console.print(drawn)
