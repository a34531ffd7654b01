"""From prompts.yaml to the couple's book. Checks that a session can run on it; style is manner.py's matter."""

import difflib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from assistant.content.decks import decks_in, goals_in, programme_in, words_in
from assistant.content.known import SayingPlaces
from assistant.content.manner import holds
from assistant.content.places import Place
from assistant.content.reading import read_places
from assistant.content.rituals import ritual_in
from assistant.content.steps import Shelf
from assistant.errors import ContentError
from assistant.session.book import (
    NEEDED_RITUALS,
    NEEDED_SAYINGS,
    PAUSE_CUE,
    RITUALS,
    SAYINGS_WITH_MINUTES,
    Book,
)
from assistant.session.ritual import Ritual

LONGEST_SAYING: Final = 300  # characters; the voice needs an end in sight


def find_prompts(explicit: Path | None) -> Path:
    """The file to read: the one asked for, else the checkout's own, else the installed one."""
    package = Path(__file__).resolve().parent.parent
    places = [explicit] if explicit else [package.parent / "prompts.yaml", package / "prompts.yaml"]
    for path in places:
        if path.is_file():
            return path
    raise ContentError((f"{places[0]}: there is no such file; --prompts FILE names another.",))


def load_book(path: Path, safe_words: Sequence[str], sounds_like: Callable[[str, str], bool] | None = None) -> Book:
    """The book in `path`. ContentError with everything that is wrong.

    `sounds_like(saying, safe_word)` tells whether a spotter could take some of the saying for the safe word.
    """
    root = read_places(path)
    root.only("rituals", "decks", "goals", "feeling_words", "programme", "sayings")
    sayings = _sayings(root)
    for variants in sayings.values():
        for place in variants:
            _keep_safe_words_out(place, safe_words, sounds_like)
    decks, goals, words = decks_in(root, sayings), goals_in(root, sayings), words_in(root, sayings)
    programme = programme_in(root, sayings)
    rituals = _rituals(root, Shelf(sayings, decks, len(programme), timed=False))
    root.problems.raise_if_any()
    texts = {key: tuple(place.text() for place in variants) for key, variants in sayings.items()}
    return Book(rituals, texts, decks, goals, words, programme)


def _sayings(root: Place) -> SayingPlaces:
    place = root.need("sayings")
    if place is None:
        return {}
    sayings = {key: _variants(key, saying) for key, saying in place.parts()}
    for key in sorted(NEEDED_SAYINGS - sayings.keys()):
        close = difflib.get_close_matches(key, sayings.keys() - NEEDED_SAYINGS, n=1)
        hint = f'; is it the one called "{close[0]}"?' if close else "."
        place.wrong(f'the saying "{key}" is missing, which the assistant needs{hint}')
    return sayings


def _variants(key: str, saying: Place) -> tuple[Place, ...]:
    variants = tuple(Place(place.node, key, place.problems) for place in saying.variants())
    for place in variants:
        text = place.text()
        if len(text) > LONGEST_SAYING:
            place.wrong(f"{key} is {len(text)} characters long; {LONGEST_SAYING} are the most, two short sentences.")
        strange = [found for found in re.findall(r"\{[^}]*\}?|\}", text) if found != "{minutes}"]
        if strange:
            place.wrong(f"{key} has {strange[0][:20]!r} in it; only {{minutes}} can be filled in.")
        if "{minutes}" in text and key not in SAYINGS_WITH_MINUTES:
            place.wrong(f"{key} has {{minutes}} in it; only {' and '.join(sorted(SAYINGS_WITH_MINUTES))} can.")
    if key == PAUSE_CUE and (len(variants) != 1 or "?" in variants[0].text()):
        saying.wrong(f"{PAUSE_CUE} never varies and is never a question; write one text without a question mark.")
    return variants


def _keep_safe_words_out(
    place: Place, safe_words: Sequence[str], sounds_like: Callable[[str, str], bool] | None
) -> None:
    text = place.text()
    for word in safe_words:
        if holds(text, word):
            place.wrong(f"{place.name} has the safe word in it, and would pause itself; say it with other words.")
        elif sounds_like is not None and sounds_like(text, word):
            place.wrong(f"{place.name} sounds too much like the safe word; change it, or choose another safe word.")


def _rituals(root: Place, shelf: Shelf) -> dict[str, Ritual]:
    place = root.need("rituals")
    if place is None:
        return {}
    place.only(*RITUALS)
    for key in NEEDED_RITUALS:
        place.need(key)
    return {key: ritual_in(key, ritual, shelf) for key, ritual in place.parts() if key in RITUALS}
