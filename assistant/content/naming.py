"""Names for the two of them, on the screen and in setup. Says which will do; nobody is told apart by them."""

from collections.abc import Sequence
from typing import Final

from assistant.content.places import Place, shown

BOTH: Final = 2
LONGEST: Final = 20  # characters; in any script it fits the name of a file, beside the safe word


def tidy(name: str) -> str:
    return " ".join(name.split())


def what_is_wrong(name: str, others: Sequence[str] = ()) -> str | None:
    """Why `name` won't do beside the names of `others`; None where it will."""
    if not any(letter.isalpha() for letter in name) or not tidy(name).isprintable():
        return "A name has letters in it, so that it can be read; for example Ana."
    if len(tidy(name)) > LONGEST:
        return f"The name {shown(name)} is too long; {LONGEST} characters are enough, a nickname will do."
    if any(tidy(name).casefold() == tidy(other).casefold() for other in others):
        return f"Both of you would be {shown(tidy(name))}: I would take two voices for one. Give two different names."
    return None


def names_in(place: Place) -> tuple[str, ...]:
    """Both, as the couple wrote them; what is wrong is in the place's problems."""
    names: list[str] = []
    entries = place.variants()
    for entry in entries:
        name = entry.text()
        wrong = what_is_wrong(name, names) if name else None
        if wrong is not None:
            entry.wrong(wrong)
        names.append(tidy(name))
    if entries and len(entries) != BOTH:
        place.wrong("names are those of both of you, two different ones: names: [Ana, Ben].")
    return tuple(names)
