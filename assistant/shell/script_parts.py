"""What a script is made of: lines that are said, and notes on what happens. Values only."""

from dataclasses import dataclass

from assistant.session.book import Book


@dataclass(frozen=True)
class Note:
    """What happens, or when. What stands deeper below it is for some sittings only, unless it is `usual`."""

    text: str
    depth: int = 0
    minutes: float = 0.0  # that it takes
    usual: bool = False
    instead: bool = False  # of what the usual one before it leads to


@dataclass(frozen=True)
class Line:
    """One saying in all its wordings."""

    key: str
    wordings: tuple[str, ...]
    depth: int = 0
    label: str = ""  # what it is for
    instead: bool = False  # of another one, so that it takes no time of its own


Part = Note | Line


def said(book: Book, key: str) -> Line:
    return Line(key, book.sayings[key])


def length(minutes: float) -> str:
    """One minute; 2 minutes 24; 56 seconds."""
    whole, seconds = divmod(round(60 * minutes), 60)
    told = [f"{whole} minute{'' if whole == 1 else 's'}"] if whole else []
    if seconds:
        told.append(f"{seconds} seconds")
    return " and ".join(told)
