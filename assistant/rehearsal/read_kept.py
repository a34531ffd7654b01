"""What a script's couple bring along from earlier sittings, read and checked. Nothing is kept of a rehearsal itself."""

from dataclasses import replace

from assistant.content.places import Place, Span
from assistant.session.book import Book
from assistant.session.kept import NOTHING_KEPT, Kept


def kept_in(place: Place, book: Book) -> Kept:
    """As in session/kept.py, by the same names."""
    place.only("week", "goal", "asked", "met")
    kept = NOTHING_KEPT
    for key, value in place.parts():
        match key:
            case "week":
                kept = replace(kept, week=value.whole(Span(1, max(1, len(book.programme)), 1)))
            case "goal":
                kept = replace(kept, goal=value.choice(book.goals))
            case "asked":
                kept = replace(kept, asked=tuple(one.choice(book.sayings) for one in value.each()))
            case "met":
                kept = replace(kept, met=tuple(one.choice(book.rituals) for one in value.each()))
            case _:
                pass  # told already, by `only`
    return kept
