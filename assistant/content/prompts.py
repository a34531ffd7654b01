"""From prompts.yaml to the couple's book. Checks that a session can run on it; style is manner.py's matter."""

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from assistant.content.decks import decks_in, goals_in, programme_in, words_in
from assistant.content.known import SayingPlaces
from assistant.content.packs import PackShelf, packs_within_reach
from assistant.content.places import Place
from assistant.content.reading import read_places
from assistant.content.rituals import ritual_in
from assistant.content.sayings import SafeWords, variants_in
from assistant.content.steps import Shelf
from assistant.errors import ContentError
from assistant.session.book import NEEDED_RITUALS, NEEDED_SAYINGS, RITUALS, Book
from assistant.session.ritual import Ritual

_PACKAGE: Final = Path(__file__).resolve().parent.parent
SHIPPED: Final = _PACKAGE / "prompts.yaml"
"""As it came with an installed program. Not there in a checkout, whose own stands at its top."""


def own_prompts() -> Path:
    """Where the couple keep theirs, beside their configuration, when there is no checkout to edit it in."""
    return user_config_path("sunday-coffee") / "prompts.yaml"


def find_prompts(explicit: Path | None) -> Path:
    """The file to read: the one asked for, else the checkout's, else the couple's own, else as it came."""
    places = [explicit] if explicit else [_PACKAGE.parent / "prompts.yaml", own_prompts(), SHIPPED]
    for path in places:
        if path.is_file():
            return path
    raise ContentError((f"{places[0]}: there is no such file; --prompts FILE names another.",))


def load_book(
    path: Path,
    safe_words: Sequence[str],
    sounds_like: Callable[[str, str], bool] | None = None,
    *,
    language: str = "en",
) -> Book:
    """The book in `path`, with the packs it draws from. ContentError with everything that is wrong in any of them.

    `sounds_like(saying, safe_word)` tells whether a spotter could take some of the saying for the safe word.
    `language`: that of the book, and so of its packs.
    """
    root = read_places(path)
    root.only("rituals", "decks", "goals", "feeling_words", "programme", "sayings")
    sayings, packs = _sayings(root), PackShelf(packs_within_reach(path), language)
    decks, goals, words = decks_in(root, sayings, packs), goals_in(root, sayings), words_in(root, sayings)
    programme = programme_in(root, sayings)
    rituals = _rituals(root, Shelf(sayings, decks, len(programme), timed=False))
    all_sayings = {**sayings, **packs.sayings}
    for variants in all_sayings.values():
        SafeWords(safe_words, sounds_like).keep_out_of(variants)
    if problems := (*root.problems.sentences, *packs.problems):
        raise ContentError(problems)
    texts = {key: tuple(place.text() for place in variants) for key, variants in all_sayings.items()}
    return Book(rituals, texts, decks, goals, words, programme)


def _sayings(root: Place) -> SayingPlaces:
    place = root.need("sayings")
    if place is None:
        return {}
    sayings = {key: variants_in(key, saying) for key, saying in place.parts()}
    for key in sorted(NEEDED_SAYINGS - sayings.keys()):
        close = difflib.get_close_matches(key, sayings.keys() - NEEDED_SAYINGS, n=1)
        hint = f'; is it the one called "{close[0]}"?' if close else "."
        place.wrong(f'the saying "{key}" is missing, which the assistant needs{hint}')
    return sayings


def _rituals(root: Place, shelf: Shelf) -> dict[str, Ritual]:
    place = root.need("rituals")
    if place is None:
        return {}
    place.only(*RITUALS)
    for key in NEEDED_RITUALS:
        place.need(key)
    return {key: ritual_in(key, ritual, shelf) for key, ritual in place.parts() if key in RITUALS}
