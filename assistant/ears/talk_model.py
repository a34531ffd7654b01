"""How often ordinary talk would be taken for a word. A model in numbers: no recording, no recogniser, no safe word.

Talk is a long string of phonemes, drawn from how often English words are said (data/talk_words.tsv). Each of them costs
so much where another is expected (data/talk_sounds.tsv), and the word is looked for everywhere in it, as the spotter
would. bench/talk_model.py makes both files, and says how well this agrees with what is counted on recordings.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.ears.keyword import CHANCE_PHONEMES
from assistant.ears.lexicon import Lexicon, Pronunciation
from assistant.ears.spotter import ASLEEP_MARGIN, THRESHOLD

WORDS_DRAWN: Final = 80_000  # about seven hours of talk
SEED: Final = 1
PHONEMES_AN_HOUR: Final = 36_000  # ten a second, while somebody talks
SHORTEST: Final = 3  # phonemes; any fewer come along all the time
SAME_PLACE: Final = 4  # phonemes: where a word fits, it nearly fits a little further on
LEEWAY: Final = 0.3  # nats per telling phoneme, as agrees with recordings: what misses by so much counts for a third
CHECK_IN_H: Final = 1 / 3
TALK_H_A_DAY: Final = 3.0  # of the sixteen that a household is awake

# Fitted to counts on recordings by `bench/talk_model.py compare`, which prints them.
FITTED_FACTOR: Final = 3.7  # an hour
FITTED_POWER: Final = 0.5
SPREAD: Final = 3.5  # two of three words lie within this factor of what is likely


@dataclass(frozen=True)
class Expected:
    """How many false pauses to expect; for two of three words the truth lies between `low` and `high`."""

    low: float
    likely: float
    high: float

    def times(self, factor: float) -> "Expected":
        return Expected(self.low * factor, self.likely * factor, self.high * factor)


class TalkModel:
    """Gives the same answers on every machine and on every day."""

    def __init__(self, lexicon: Lexicon, words: int = WORDS_DRAWN) -> None:
        """`words`: how much talk to look for them in; more takes longer, and finds what is rarer."""
        self._lexicon = lexicon
        rows = [line.split("\t") for line in _lines_of("talk_words.tsv")]
        self._per_million = {word: float(often) for word, often, _ in rows}
        self._costs = _Costs(_lines_of("talk_sounds.tsv"))
        self._said = self._drawn([sounds.split() for _, _, sounds in rows], words)
        self._passed = np.cumsum(self._costs.passed[self._said])

    def per_million(self, word: str) -> float:
        """How often a word is said among a million words of talk; 0 for a rare one."""
        return self._per_million.get(word, 0.0)

    def fits_per_hour(self, ways: Sequence[Pronunciation], threshold: float = THRESHOLD) -> float:
        """How often a word said in the likeliest of `ways` fits the talk, before what recordings teach."""
        spelled = [self._lexicon.symbols(way) for way in ways]
        return max((self._fits(symbols, threshold) for symbols in spelled if symbols), default=0.0)

    def per_hour(self, ways: Sequence[Pronunciation], threshold: float = THRESHOLD) -> Expected:
        """False alarms in an hour of talk."""
        likely = FITTED_FACTOR * self.fits_per_hour(ways, threshold) ** FITTED_POWER
        return Expected(likely / SPREAD, likely, likely * SPREAD)

    def per_check_in(self, ways: Sequence[Pronunciation]) -> Expected:
        """False pauses in twenty minutes of talk."""
        return self.per_hour(ways).times(CHECK_IN_H)

    def per_day_asleep(self, ways: Sequence[Pronunciation]) -> Expected:
        """False chimes in a day at home, where it sleeps and asks for more certainty."""
        return self.per_hour(ways, THRESHOLD + ASLEEP_MARGIN).times(TALK_H_A_DAY)

    def _drawn(self, sounds: Sequence[Sequence[str]], words: int) -> npt.NDArray[np.intp]:
        """The phonemes of many words of talk, each drawn as often as it is said."""
        draws = np.random.RandomState(SEED).random_sample(words)  # these never change
        often = np.cumsum(list(self._per_million.values()))
        numbered = [self._costs.numbers(word) for word in sounds]
        return np.concatenate([numbered[word] for word in np.searchsorted(often / often[-1], draws)])

    def _fits(self, symbols: Sequence[str], threshold: float) -> float:
        """Places in an hour of talk where the word scores `threshold`, or nearly; never more than its beginning has.

        Sellers' approximate matching (1980), with costs in nats in place of edits.
        """
        hours = self._said.size / PHONEMES_AN_HOUR
        fewest = math.inf
        costs = np.zeros(self._said.size + 1)  # of the word so far, where it ends after so many phonemes of the talk
        for length, expected in enumerate(self._costs.numbers(symbols), start=1):
            instead, unsaid = self._costs.instead[self._said, expected], self._costs.unsaid[expected]
            ends = np.minimum(costs[:-1] + instead, costs[1:] + unsaid)
            if length >= min(SHORTEST, len(symbols)):
                score = -ends / max(length - CHANCE_PHONEMES, 1)
                fewest = min(fewest, _places(threshold - score) / hours)
            # What is said in the midst of the word is passed over, at a price.
            costs = np.concatenate(([np.inf], self._passed + np.minimum.accumulate(ends - self._passed)))
        return fewest


class _Costs:
    """What a phoneme costs, in nats, where it is heard and another expected, or none; or expected and not heard."""

    def __init__(self, lines: Sequence[str]) -> None:
        symbols = lines[0].split()
        table = np.array([[float(cost) for cost in line.split()[1:]] for line in lines[1:]])
        self._numbers = {symbol: number for number, symbol in enumerate(symbols)}
        self.instead = table[:-1, :-1]  # (heard, expected)
        self.passed = table[:-1, -1]  # (heard,)
        self.unsaid = table[-1, :-1]  # (expected,)

    def numbers(self, symbols: Sequence[str]) -> npt.NDArray[np.intp]:
        return np.array([self._numbers[symbol] for symbol in symbols], np.intp)


def _places(missing: npt.NDArray[np.float64]) -> float:
    """How many places there are; each counts for less, the more it misses what is asked."""
    padded = np.pad(missing, (0, -missing.size % SAME_PLACE), constant_values=np.inf)
    nearest = padded.reshape(-1, SAME_PLACE).min(axis=1)
    return float(np.exp(-np.maximum(nearest, 0.0) / LEEWAY).sum())


def _lines_of(file: str) -> list[str]:
    text = files("assistant.ears").joinpath("data", file).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
