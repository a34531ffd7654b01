"""Writes sounds as English words that sound like them: "win", "nash ville". Text only; it hears nothing."""

from collections.abc import Callable, Sequence
from typing import Final

from assistant.ears.lexicon import dictionary_words
from assistant.ears.pronunciation import syllables_in

LONGEST_WORD: Final = 8  # sounds
_A_WORD: Final = 2.0
_A_RARE_WORD: Final = 3.0
_A_SOUND_LEFT_OUT: Final = 4.0

Symbols = tuple[str, ...]


def words_like(sounds: Sequence[str], per_million: Callable[[str], float]) -> tuple[str, ...]:
    """As few words as can be, common ones first, that are said with `sounds` (of `Lexicon.symbols`); () if none are.

    A sound that no word has there is left out: every word has a vowel, so that it can be said.
    """
    stretches = {
        tuple(sounds[start:end])
        for start in range(len(sounds))
        for end in range(start + 1, min(start + LONGEST_WORD, len(sounds)) + 1)
    }
    word_for: dict[Symbols, str] = {}
    for word, symbols in dictionary_words():
        if symbols in stretches and syllables_in(symbols) and _plainer(word, word_for.get(symbols), per_million):
            word_for[symbols] = word
    return _fewest(tuple(sounds), word_for, per_million)


def _plainer(word: str, other: str | None, per_million: Callable[[str], float]) -> bool:
    return other is None or (-per_million(word), len(word), word) < (-per_million(other), len(other), other)


def _fewest(sounds: Symbols, word_for: dict[Symbols, str], per_million: Callable[[str], float]) -> tuple[str, ...]:
    """The cheapest way to write each beginning of the sounds, the longest beginning last."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(sounds) + 1):
        cost, words = best[end - 1]
        ways = [(cost + _A_SOUND_LEFT_OUT, words)]
        for start in range(max(0, end - LONGEST_WORD), end):
            word = word_for.get(sounds[start:end])
            if word is not None:
                cost, words = best[start]
                ways.append((cost + (_A_WORD if per_million(word) else _A_RARE_WORD), (*words, word)))
        best.append(min(ways))
    return best[-1][1]
