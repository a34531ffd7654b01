"""How well a word fits what was heard: a score for its phonemes in a window of log-probabilities. Arithmetic only.

Before and after the word whatever was said costs nothing; inside it each frame costs the log-probability of the word's
own token there. A word heard without any doubt costs 0. It is not set against what else the frame might be: in noise
nothing is sure, and then no other token is much likelier than any phoneme of any word.

The cost is shared among the word's phonemes less three: in an hour of any talk three of them come along by chance, so
a word of four says little about what was meant. So one threshold fits "orchid" and "smart mirror", quiet and noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.ears.lexicon import Pronunciation

MAX_WAYS: Final = 24  # a long phrase of words with two pronunciations each would double with every word
CHANCE_PHONEMES: Final = 3  # of some twenty that sound different enough: three in a row come four times an hour
_NEVER: Final = -1e9


@dataclass(frozen=True)
class Match:
    """The best place for a word in a window. `score` is 0 for a certain one, below it in nats per telling phoneme."""

    score: float
    end_frame: int  # the first frame that hears the word's last phoneme


def ways_of_phrase(words: Sequence[Sequence[Pronunciation]]) -> tuple[Pronunciation, ...]:
    """Every way to say a phrase, from the ways to say each of its words; at most MAX_WAYS, the usual ones first."""
    ways: list[Pronunciation] = [()]
    for word in words:
        ways = [so_far + way for so_far, way in product(ways, word)][:MAX_WAYS]
    return tuple(dict.fromkeys(way for way in ways if way))


class Keyword:
    """One word or phrase in all its pronunciations, ready to be looked for. Keeps nothing between windows."""

    def __init__(self, ways: Sequence[Pronunciation], blank: int) -> None:
        """`ways` are phoneme numbers; `blank` is the token between phonemes. ValueError without a sound."""
        if not ways or not all(ways):
            raise ValueError("a word needs at least one sound")
        lengths = np.array([len(way) for way in ways], np.intp)
        self._longest = int(lengths.max())
        self._telling = np.maximum(lengths - CHANCE_PHONEMES, 1).astype(np.float32)
        # A state for each phoneme, and a blank between two: p, blank, p, blank, p.
        self._states = np.full((len(ways), 2 * self._longest - 1), blank, np.intp)
        self._may_skip = np.full(self._states.shape, _NEVER, np.float32)
        for number, way in enumerate(ways):
            self._states[number, : 2 * len(way) : 2] = way
            # The blank may be left out, except between two phonemes that are the same.
            for place in range(1, len(way)):
                if way[place] != way[place - 1]:
                    self._may_skip[number, 2 * place] = 0.0
        self._last = 2 * lengths - 2

    @property
    def phonemes(self) -> int:
        """How many phonemes the longest way to say it has."""
        return self._longest

    def look(self, log_probs: npt.NDArray[np.float32]) -> Match | None:
        """Find the word anywhere in `log_probs` (frames, tokens); None when it can't fit into so few frames."""
        costs = log_probs[:, self._states].astype(np.float64)  # (frames, ways, states)
        spent = costs.cumsum(axis=0)  # by whoever stays in a state from the first frame to the end of each,
        before = spent - costs  # and to its beginning
        never = np.full(costs.shape[:2], _NEVER)
        scores = np.full(len(costs), 2 * _NEVER)
        one_back, two_back = never, never  # the best that ends in each frame in the state before, and before that
        # Whoever is in a state at a frame came into it at some frame until then: a running maximum over all frames.
        for state in range(self._states.shape[1]):
            entering = never.copy()
            entering[1:] = np.maximum(one_back[:-1], two_back[:-1] + self._may_skip[:, state])
            if state == 0:
                entering[:] = 0.0  # the word may begin at any frame
            best = spent[:, :, state] + np.maximum.accumulate(entering - before[:, :, state], axis=0)
            for way in np.flatnonzero(self._last == state):
                np.maximum(scores, best[:, way] / self._telling[way], out=scores)
            one_back, two_back = best, one_back
        if not scores.size or scores.max() < _NEVER / 1e3:
            return None
        end = int(scores.argmax())
        return Match(float(scores[end]), end)
