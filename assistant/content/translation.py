"""The book in the couple's language: the rituals of prompts.yaml, said in the language's own sayings. Translates none.

A ritual that isn't whole in the language is left out of the book, and so can't be started; the others stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.content.languages import FIRST, sayings_of
from assistant.content.prompts import find_prompts, load_book
from assistant.content.reading import read_places
from assistant.content.sayings import SafeWords, variants_in
from assistant.content.wholeness import lacking_anywhere, lacking_in
from assistant.ears.understanding import Commands
from assistant.errors import ContentError
from assistant.session.book import Book

Sayings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Spoken:
    """A book as it is spoken in one language."""

    book: Book
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by each ritual that isn't whole


def book_in(language: str, prompts: Path | None, safe_words: SafeWords) -> Spoken:
    """`prompts`: the couple's own file, a whole book in `language` or sayings alone. ContentError with all mistakes."""
    own = own_sayings(language, prompts)
    if own is None:
        path = find_prompts(prompts)
        return Spoken(load_book(path, safe_words.words, safe_words.sounds_like, language=language))
    rituals = load_book(find_prompts(None), ())  # whose English is never said
    spoken = in_their_words(rituals, read_sayings(own, safe_words), Commands.of_language(language))
    if lacking := lacking_anywhere(rituals, spoken.book.sayings, Commands.of_language(language)):
        raise ContentError(tuple(f"{own}: {lack} is missing, which every ritual needs." for lack in lacking))
    return spoken


def own_sayings(language: str, prompts: Path | None) -> Path | None:
    """The file with the sayings of `language`; None where a whole book has them, with its rituals."""
    if language == FIRST:
        return None
    if prompts is None:
        return sayings_of(language)
    return None if read_places(find_prompts(prompts)).find("rituals") else prompts


def read_sayings(path: Path, safe_words: SafeWords) -> Sayings:
    """ContentError with everything that is wrong in a file of sayings."""
    root = read_places(path)
    root.only("sayings")
    listed = root.need("sayings")
    places = {key: variants_in(key, saying) for key, saying in listed.parts()} if listed else {}
    for variants in places.values():
        safe_words.keep_out_of(variants)
    root.problems.raise_if_any()
    return {key: tuple(place.text() for place in variants) for key, variants in places.items()}


def in_their_words(book: Book, sayings: Sayings, commands: Commands) -> Spoken:
    """`book` with `sayings` in place of its own, and with those of its rituals that are whole in them."""
    found = {key: lacking_in(ritual, book, sayings, commands) for key, ritual in book.rituals.items()}
    whole = {key: ritual for key, ritual in book.rituals.items() if not found[key]}
    return Spoken(
        replace(book, rituals=whole, sayings=sayings), {key: lacking for key, lacking in found.items() if lacking}
    )
