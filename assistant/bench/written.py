"""Puts the figures into a folder: their chapter of the page, the curves behind it, pictures of those with a goal."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.bench.cells import Table
from assistant.bench.conditions import Condition, goal_of
from assistant.bench.curves import curves_csv, curves_of
from assistant.bench.page import with_chapter
from assistant.bench.picture import draw
from assistant.bench.report import Circumstances, markdown
from assistant.bench.results import Result
from assistant.errors import SundayCoffeeError


def write_results(
    folder: Path, tables: Iterable[Table], results: Sequence[Result], around: Circumstances, *, with_pictures: bool
) -> Path:
    """The page. SundayCoffeeError, one sentence, if it can't be written."""
    curves = folder / ("quick" if around.is_sample else "curves")
    with writing_to(folder):
        curves.mkdir(parents=True, exist_ok=True)
        page = write_chapter(folder, markdown(tables, around), is_sample=around.is_sample)
        for condition in dict.fromkeys(result.condition for result in results):
            here = curves_of(result for result in results if result.condition == condition)
            stem = curves / _file_name(condition)
            stem.with_suffix(".csv").write_text(curves_csv(here), "utf-8")
            if with_pictures and goal_of(condition, with_examples=False) is not None:
                draw(f"Safe word, {condition.name}", here, stem.with_suffix(".png"))
    return page


def write_chapter(folder: Path, chapter: str, *, is_sample: bool) -> Path:
    """The page, which has a chapter for each kind of measurement; the newest of a kind counts. Raises OSError."""
    page = folder / ("RESULTS-quick.md" if is_sample else "RESULTS.md")
    folder.mkdir(parents=True, exist_ok=True)
    before = page.read_text("utf-8") if page.exists() else ""
    page.write_text(with_chapter(before, chapter), "utf-8")
    return page


@contextmanager
def writing_to(folder: Path) -> Iterator[None]:
    """SundayCoffeeError, one sentence, where what is done within can't be written."""
    try:
        yield
    except OSError as error:
        raise SundayCoffeeError(
            f"The results can't be written to {folder} ({error.strerror}). Name a folder of yours with --out DIR."
        ) from error


def _file_name(condition: Condition) -> str:
    return "".join(letter if letter.isalnum() or letter in "+-" else "_" for letter in condition.name)
