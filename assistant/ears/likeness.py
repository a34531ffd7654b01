"""How much one text sounds like another, by phonemes. Text only: it hears nothing and refuses nothing."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from assistant.ears.keyword import ways_of_phrase
from assistant.ears.lexicon import Lexicon, Pronunciation, words_of

TOO_LIKE: Final = 0.3  # one phoneme of a short word, two of a long one: the spotter could take one for the other


def likeness_distance(saying: Sequence[int], word: Sequence[int]) -> float:
    """How many phonemes of `word` must change for it to stand somewhere in `saying`, as a share of its length.

    Approximate substring matching after Sellers (1980): free start and end in `saying`, every edit costs one.
    """
    return min(_edits(saying, word, anywhere=True)) / len(word)


def whole_distance(one: Sequence[int], other: Sequence[int]) -> float:
    """How many phonemes must change to make one word of the other, as a share of the longer one's length."""
    return _edits(one, other, anywhere=False)[-1] / max(len(one), len(other))


def _edits(saying: Sequence[int], word: Sequence[int], *, anywhere: bool) -> list[int]:
    """The fewest edits that make `word` of what ends after each phoneme of `saying`, or before the first."""
    if not word:
        raise ValueError("a word needs at least one sound")
    costs = [0] * (len(saying) + 1) if anywhere else list(range(len(saying) + 1))
    for row, phoneme in enumerate(word, start=1):
        above, costs = costs, [row]
        for column, heard in enumerate(saying, start=1):
            costs.append(min(above[column - 1] + (heard != phoneme), above[column] + 1, costs[-1] + 1))
    return costs


class Likeness:
    def __init__(self, lexicon: Lexicon) -> None:
        self._usual = cache(lambda word: next(iter(lexicon.of_word(word)), ()))
        self._lexicon = lexicon

    def sounds_like(self, saying: str, safe_word: str) -> bool:
        """Whether the safe word could be heard in `saying`; each word in its usual pronunciation."""
        ways = ways_of_phrase([self._lexicon.of_word(word) for word in words_of(safe_word)])
        return self.heard_in([saying], ways) is not None

    def heard_in(self, sayings: Iterable[str], ways: Sequence[Pronunciation]) -> str | None:
        """The one of `sayings` in which a safe word said in one of these ways could be heard best, if in any."""
        return self._likest(sayings, ways, likeness_distance)

    def same_as(self, names: Iterable[str], ways: Sequence[Pronunciation]) -> str | None:
        """The one of `names` that as a whole sounds most like a safe word said in one of these ways, if any does."""
        return self._likest(names, ways, whole_distance)

    def _likest(
        self,
        texts: Iterable[str],
        ways: Sequence[Pronunciation],
        distance: Callable[[Sequence[int], Sequence[int]], float],
    ) -> str | None:
        nearest, found = TOO_LIKE, None
        for text in texts:
            said = self.sounds_of(text)
            away = min((distance(said, way) for way in ways), default=TOO_LIKE)
            if away < nearest:
                nearest, found = away, text
        return found

    def sounds_of(self, text: str) -> Pronunciation:
        """Each word in its usual pronunciation."""
        return tuple(sound for word in words_of(text) for sound in self._usual(word))
