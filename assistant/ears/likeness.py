"""How much of a saying sounds like a safe word, by phonemes. Text only: it hears nothing and refuses nothing."""

from collections.abc import Sequence
from typing import Final

from assistant.ears.keyword import ways_of_phrase
from assistant.ears.lexicon import Lexicon, Pronunciation, words_of

TOO_LIKE: Final = 0.3  # one phoneme of a short word, two of a long one: the spotter could take one for the other


def likeness_distance(saying: Sequence[int], word: Sequence[int]) -> float:
    """How many phonemes of `word` must change for it to stand somewhere in `saying`, as a share of its length.

    Approximate substring matching after Sellers (1980): free start and end in `saying`, every edit costs one.
    """
    if not word:
        raise ValueError("a word needs at least one sound")
    costs = [0] * (len(saying) + 1)
    for row, phoneme in enumerate(word, start=1):
        above, costs = costs, [row]
        for column, heard in enumerate(saying, start=1):
            costs.append(min(above[column - 1] + (heard != phoneme), above[column] + 1, costs[-1] + 1))
    return min(costs) / len(word)


class Likeness:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def sounds_like(self, saying: str, safe_word: str) -> bool:
        """Whether the safe word could be heard in `saying`; each word in its usual pronunciation."""
        said: list[int] = []
        for word in words_of(saying):
            said += next(iter(self._lexicon.of_word(word)), ())
        return any(likeness_distance(said, way) < TOO_LIKE for way in self._ways(safe_word))

    def _ways(self, safe_word: str) -> tuple[Pronunciation, ...]:
        return ways_of_phrase([self._lexicon.of_word(word) for word in words_of(safe_word)])
