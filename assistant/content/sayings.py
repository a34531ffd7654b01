"""Sayings, from their places in a file: whether they can be said at all. Style is manner.py's matter."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.content.manner import MOST_SENTENCES, MOST_WORDS, SHORT_WORDS, holds
from assistant.content.places import Place
from assistant.ears.lexicon import words_of
from assistant.session.book import PAUSE_CUE, SAYINGS_WITH_MINUTES

LONGEST_SAYING: Final = 300  # characters; the voice needs an end in sight
TWO_BREATHS: Final = MOST_SENTENCES * MOST_WORDS + SHORT_WORDS  # words


@dataclass(frozen=True)
class SafeWords:
    """What no saying may hold.

    `sounds_like(saying, safe_word)` tells whether a spotter could take some of the saying for the safe word.
    """

    words: Sequence[str]
    sounds_like: Callable[[str, str], bool] | None = None

    def keep_out_of(self, places: Iterable[Place]) -> None:
        for place in places:
            text = place.text()
            for word in self.words:
                if holds(text, word):
                    place.wrong(
                        f"{place.name} has the safe word in it, and would pause itself; say it with other words."
                    )
                elif self.sounds_like is not None and self.sounds_like(text, word):
                    place.wrong(
                        f"{place.name} sounds too much like the safe word; change it, or choose another safe word."
                    )


def variants_in(key: str, saying: Place) -> tuple[Place, ...]:
    """The wordings of one saying, each called by its key."""
    variants = tuple(Place(place.node, key, place.problems) for place in saying.variants())
    for place in variants:
        _check(key, place)
    if key == PAUSE_CUE and (len(variants) != 1 or "?" in variants[0].text()):
        saying.wrong(f"{PAUSE_CUE} never varies and is never a question; write one text without a question mark.")
    return variants


def _check(key: str, place: Place) -> None:
    text = place.text()
    words = len(words_of(text))
    if len(text) > LONGEST_SAYING:
        place.wrong(f"{key} is {len(text)} characters long; {LONGEST_SAYING} are the most, two short sentences.")
    elif words > TWO_BREATHS:
        place.wrong(
            f"{key} has {words} words, more than two breaths; "
            f"{MOST_SENTENCES} sentences of {MOST_WORDS} words are the most."
        )
    strange = [found for found in re.findall(r"\{[^}]*\}?|\}", text) if found != "{minutes}"]
    if strange:
        place.wrong(f"{key} has {strange[0][:20]!r} in it; only {{minutes}} can be filled in.")
    if "{minutes}" in text and key not in SAYINGS_WITH_MINUTES:
        place.wrong(f"{key} has {{minutes}} in it; only {' and '.join(sorted(SAYINGS_WITH_MINUTES))} can.")
