"""Finds the safe word in a line that was typed. Letters only: sound is the spotter's."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from assistant.ears.lexicon import words_of

_ALIKE: Final = 0.8  # "pinaple" is the safe word, too: whoever types it may be in a hurry


def safe_word_in(text: str, safe_words: Iterable[str]) -> str | None:
    """The one of `safe_words` that stands somewhere in `text`, perhaps misspelled; None if none does."""
    typed = words_of(text)
    for safe_word in safe_words:
        wanted = "".join(words_of(safe_word))
        for count in {len(words_of(safe_word)), 1}:  # a phrase may be run together
            for start in range(len(typed) - count + 1):
                if _alike("".join(typed[start : start + count]), wanted):
                    return safe_word
    return None


def _alike(typed: str, wanted: str) -> bool:
    return SequenceMatcher(None, typed, wanted, autojunk=False).ratio() >= _ALIKE
