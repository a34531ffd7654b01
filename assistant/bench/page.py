"""The frame of a page of results in Markdown: its head, and its tables. Knows nothing of what was measured."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from assistant.bench.cells import Table


def head(title: str, asked: str, on: date, rests_on: Mapping[str, str], *, is_sample: bool) -> list[str]:
    """Lines. `asked`: the words after `sunday-coffee bench`; `rests_on`: what the figures depend on, by its name."""
    return [
        f"# {title}" + (", on a sample" if is_sample else ""),
        "",
        f"Made by `sunday-coffee bench {asked}` on {on}.",
        "",
        *(f"- {name}: {what}" for name, what in rests_on.items()),
        "",
    ]


def with_chapter(page: str, chapter: str) -> str:
    """`page` with `chapter`, in place of one of the same title or at its end. A chapter begins with "# TITLE"."""
    title = chapter.partition("\n")[0]
    chapters = {each.partition("\n")[0]: each.strip() for each in re.split("^(?=# )", page, flags=re.MULTILINE)}
    chapters[title] = chapter.strip()
    return "\n\n".join(filter(None, chapters.values())) + "\n"


def body(tables: Iterable[Table]) -> list[str]:
    """Lines: each table under its title and note. One without rows is left out."""
    lines = []
    for table in tables:
        if table.rows:
            lines += [f"## {table.title}", "", table.note, "", _line(table.columns)]
            lines += [_line(["---"] * len(table.columns)), *map(_line, table.rows), ""]
    return lines


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
