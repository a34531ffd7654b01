"""The sayings of a book by their keys, for whatever names one. Checks that they are there; reads nothing else."""

import difflib
from collections.abc import Mapping

from assistant.content.places import Place

SayingPlaces = Mapping[str, tuple[Place, ...]]


def known(place: Place, sayings: SayingPlaces) -> str:
    """The key that stands here."""
    key = place.text()
    if key and key not in sayings:
        close = difflib.get_close_matches(key[:60], sayings, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else "; write it there, or name another."
        place.wrong(f'{place.name} names "{key[:60]}", which is none of the sayings{hint}')
    return key


def needed(place: Place, key: str, sayings: SayingPlaces) -> str:
    found = place.need(key)
    return known(found, sayings) if found else ""


def wanted(place: Place, key: str, sayings: SayingPlaces) -> str | None:
    """None where it isn't given."""
    found = place.find(key)
    return known(found, sayings) if found else None


def listed(place: Place, key: str, sayings: SayingPlaces) -> tuple[str, ...]:
    found = place.need(key)
    return tuple(known(entry, sayings) for entry in found.variants()) if found else ()
