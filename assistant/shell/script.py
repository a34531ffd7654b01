"""A ritual as a script to read: each step, and what is said in it. Knows steps by their fields only, not by their kind.

So a new kind of step reads well here from its first day: a field that names a saying is said, any other is a remark.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Final

from assistant.session.book import Book

_SAID_FIRST: Final = (
    "topic",
    "introduce",
    "sayings",
    "offer",
    "choose",
    "question",
    "questions",
    "deck",
    "first",
    "other",
)
"""Fields in the order in which they are heard, after what they are about; all others follow as they are written."""


@dataclass(frozen=True)
class Remark:
    """What the script says about a step; nobody says it aloud."""

    text: str
    depth: int = 1


@dataclass(frozen=True)
class Line:
    """One saying in all its wordings, said as `role`, a question or an offer."""

    role: str
    key: str
    wordings: tuple[str, ...]


def script_of(key: str, book: Book) -> Iterator[Remark | Line]:
    """The ritual from its title to its goodbye; KeyError if there is none of that name."""
    ritual = book.rituals[key]
    yield Remark(_title(key, ritual), depth=0)
    for number, step in enumerate(ritual.steps, 1):
        yield Remark(f"{number}. {_words(type(step).__name__.removesuffix('Step'))}")
        yield from described(step, ritual.minutes, book)
    yield Remark("Goodbye")
    yield _line("goodbye", ritual.goodbye, book)


def _title(key: str, ritual: Any) -> str:  # noqa: ANN401 - any kind of ritual
    told = [_words(key)]
    if ritual.minutes is not None:
        told.append(f"{ritual.minutes} minutes" + (f", or {ritual.short_minutes}" if ritual.short_minutes else ""))
    return ": ".join(told)


def described(part: Any, minutes: float | None, book: Book) -> Iterator[Remark | Line]:  # noqa: ANN401 - any step
    """Every field of a step, or of what belongs to one, that tells anything."""
    for name in sorted((field.name for field in fields(part)), key=_place):
        value = getattr(part, name)
        for one in value if isinstance(value, tuple) else (value,):
            yield from _told(name, one, minutes, book)


def _told(name: str, value: Any, minutes: float | None, book: Book) -> Iterator[Remark | Line]:  # noqa: ANN401
    what = _words(name).lower()
    decks: Mapping[str, Any] = getattr(book, "decks", {})
    match value:
        case None | False | "":
            return
        case str() if value in book.sayings:
            yield _line(what, value, book)
        case str() if name == "deck" and value in decks:
            yield Remark(f"one question of the deck {value}:", depth=2)
            for question in decks[value]:
                yield from described(question, minutes, book)
        case True:
            yield Remark(what, depth=2)
        case Enum():
            yield Remark(f"{what}: {value.name.lower()}", depth=2)
        case int() if name.endswith("at"):
            yield Remark(f"{what.removesuffix('at').strip() or 'then'}: on with {value + 1}", depth=2)
        case float() if name == "share":
            yield from [Remark(_share(value, minutes), depth=2)] if minutes and value else []
        case _ if is_dataclass(value):
            yield from described(value, minutes, book)
        case _:
            yield Remark(f"{what}: {value:g}" if isinstance(value, float) else f"{what}: {value}", depth=2)


def _share(share: float, minutes: float) -> str:
    both = share * minutes
    return f"{both:g} of the {minutes:g} minutes, {both / 2:g} for each of you"


def _line(role: str, key: str, book: Book) -> Line:
    return Line(role, key, book.sayings[key])


def _place(name: str) -> int:
    return _SAID_FIRST.index(name) if name in _SAID_FIRST else len(_SAID_FIRST)


def _words(name: str) -> str:
    """Keep goal, from KeepGoal or keep_goal."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return apart[:1].upper() + apart[1:]
