"""What a sitting of a ritual is made of, in the order in which it is likely to be said. Decides nothing.

Not what it takes to answer a couple who ask for something: that may come at any time, or never.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from assistant.session.book import PAUSE_CUE, Book

_FIRST: Final = (PAUSE_CUE, "good_moment", "good_moment_other", "not_today", "didnt_catch")


def sayable(ritual: str, book: Book) -> tuple[tuple[str, str], ...]:
    """(key, text) of every variant, each once, the pause cue first of all; without those that hold a number.

    KeyError if there is no such ritual.
    """
    keys = dict.fromkeys((*_FIRST, *_named(book.rituals[ritual], book)))
    return tuple((key, text) for key in keys for text in book.sayings[key] if "{minutes}" not in text)


def _named(part: object, book: Book) -> Iterator[str]:
    """Whatever a step is: what it names of the book's sayings, and of its decks."""
    match part:
        case str():
            if part in book.sayings:
                yield part
            for question in book.decks.get(part, ()):
                yield from (key for key in (question.saying, question.lighter) if key is not None)
        case tuple():
            for one in part:
                yield from _named(one, book)
        case _ if is_dataclass(part):
            for field in fields(part):
                yield from _named(getattr(part, field.name), book)
