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


@dataclass(frozen=True)
class Around:
    """What a step is part of."""

    book: Book
    minutes: float | None = None  # the ritual's; None: no clock
    steps: int = 0


def script_of(key: str, book: Book) -> Iterator[Remark | Line]:
    """The ritual from its title to its goodbye; KeyError if there is none of that name."""
    ritual = book.rituals[key]
    yield Remark(_title(key, ritual), depth=0)
    for number, step in enumerate(ritual.steps, 1):
        yield Remark(f"{number}. {_words(type(step).__name__.removesuffix('Step'))}")
        yield from described(step, Around(book, ritual.minutes, len(ritual.steps)))
    yield Remark("Goodbye")
    yield Line("goodbye", ritual.goodbye, book.sayings[ritual.goodbye])


def described(part: Any, around: Around) -> Iterator[Remark | Line]:  # noqa: ANN401 - any step, or what belongs to it
    """Every field that tells anything."""
    for name in sorted((field.name for field in fields(part)), key=_place):
        value = getattr(part, name)
        if isinstance(value, tuple) and all(isinstance(one, int | float) for one in value):
            value = ", ".join(f"{one:g}" for one in value)
        for one in value if isinstance(value, tuple) else (value,):
            yield from _told(name, one, around)


def _title(key: str, ritual: Any) -> str:  # noqa: ANN401 - any kind of ritual
    told = [_words(key)]
    if ritual.minutes is not None:
        told.append(f"{ritual.minutes} minutes" + (f", or {ritual.short_minutes}" if ritual.short_minutes else ""))
    return ": ".join(told)


def _told(name: str, value: Any, around: Around) -> Iterator[Remark | Line]:  # noqa: ANN401 - any field
    what = _words(name).lower()
    match value:
        case None | False | "":
            return
        case str() if name == "deck":
            yield Remark(f"one question of the deck {value}:", depth=2)
            for question in _decks(around.book)[value]:
                yield from described(question, around)
        case str() if name != "topic" and value in around.book.sayings:
            yield Line(what, value, around.book.sayings[value])
        case True:
            yield Remark(what, depth=2)
        case Enum():
            yield Remark(f"{what}: {value.name.lower()}", depth=2)
        case int() if name.endswith("at"):
            where = value + 1 if value < around.steps else "the goodbye"
            yield Remark(f"{what.removesuffix('at').strip() or 'then'}: on with {where}", depth=2)
        case float() if name == "share":
            if around.minutes and value:
                yield Remark(_share(value, around.minutes), depth=2)
        case float():
            yield Remark(f"{what}: {value:g}", depth=2)
        case _ if is_dataclass(value):
            yield from described(value, around)
        case _:
            yield Remark(f"{what}: {value}", depth=2)


def _decks(book: Book) -> Mapping[str, Any]:
    decks: Mapping[str, Any] = getattr(book, "decks", {})
    return decks


def _share(share: float, minutes: float) -> str:
    both = share * minutes
    return f"{both:g} of the {minutes:g} minutes, {both / 2:g} for each of you"


def _place(name: str) -> int:
    return _SAID_FIRST.index(name) if name in _SAID_FIRST else len(_SAID_FIRST)


def _words(name: str) -> str:
    """Keep goal, from KeepGoal or keep_goal."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()
    return apart[:1].upper() + apart[1:]
