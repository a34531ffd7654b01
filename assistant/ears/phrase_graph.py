"""Sentences as one graph of phonemes, and the best way through it. Arithmetic only: no sound, no threshold."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import LogProbs

NUMBER: Final = "{minutes}"
ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")
LAST: Final = "ninety"
FILLERS: Final = ("um", "uh", "okay", "so", "well", "okay so")
"""A sentence may begin with one of these; it is no part of the sentence."""

_START: Final = 0
_IMPOSSIBLE: Final = np.float32(-1e30)
_Ends = tuple[int, ...]  # the nodes that a next word may follow
_Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class WordHeard:
    text: str
    phonemes: int
    loss: float  # log-probability lost to whatever fits the same frames best; 0 is perfect


@dataclass(frozen=True)
class Path:
    """The best way through the graph for one utterance."""

    words: tuple[WordHeard, ...]
    loss_before: float  # what was lost before the first word, fillers included

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def phonemes(self) -> int:
        return sum(word.phonemes for word in self.words)

    @property
    def loss(self) -> float:
        return self.loss_before + sum(word.loss for word in self.words)


@dataclass
class _Builder:
    """Nodes in an order in which each comes after all that may stand before it."""

    ways: Callable[[str], Collection[Pronunciation]]
    labels: list[int] = field(default_factory=lambda: [-1])
    words: list[str | None] = field(default_factory=lambda: [None])  # of the node where a word begins
    before: list[_Ends] = field(default_factory=lambda: [(_START,)])

    def word(self, ends: _Ends, word: str, written: str) -> _Ends:
        """Every pronunciation of `word` after `ends`, side by side; () when it has none."""
        return tuple(self._chain(ends, way, written) for way in self.ways(word))

    def any_of(self, ends: _Ends, words: Iterable[str]) -> _Ends:
        return tuple(end for word in words for end in self.word(ends, word, word))

    def number(self, ends: _Ends) -> _Ends:
        """Any number from 1 to 90: all tens share one set of ones."""
        tens = self.any_of(ends, TENS)
        return self.any_of(ends, (*ONES, *TEENS, LAST)) + tens + self.any_of(tens, ONES)

    def filler(self, ends: _Ends, words: Iterable[str]) -> _Ends:
        for word in words:
            ends = self.word(ends, word, "")
        return ends

    def _chain(self, ends: _Ends, way: Pronunciation, written: str) -> int:
        for place, label in enumerate(way):
            self.labels.append(label)
            self.words.append(None if place else written)
            self.before.append(ends)
            ends = (len(self.labels) - 1,)
        return ends[0]


class PhraseGraph:
    """A graph for `sentences`, which share their beginnings; "{minutes}" is any number in words.

    `ways` tells how a word is pronounced; a sentence with a word that has no sound is left out.
    """

    def __init__(self, sentences: Iterable[str], ways: Callable[[str], Collection[Pronunciation]], blank: int) -> None:
        builder = _Builder(ways)
        start: _Ends = (_START,)
        start += tuple(end for filler in FILLERS for end in builder.filler((_START,), filler.split()))
        known: dict[str, _Ends] = {"": start}
        finals: list[int] = []
        for sentence in sorted(set(sentences)):
            so_far = ""
            for word in sentence.split():
                ends, so_far = known[so_far], f"{so_far} {word}"
                if so_far not in known:
                    known[so_far] = (
                        () if not ends else builder.number(ends) if word == NUMBER else builder.word(ends, word, word)
                    )
            finals += known[so_far] if so_far else ()
        self._blank = blank
        self._labels: _Numbers = np.array(builder.labels, np.intp)
        self._words = builder.words
        self._before = builder.before
        self._finals: _Numbers = np.unique(np.array(finals, np.intp))
        self._sources: _Numbers = np.concatenate([np.array(ends, np.intp) for ends in builder.before])
        counts = np.array([len(ends) for ends in builder.before], np.intp)
        self._first_arc: _Numbers = np.cumsum(counts) - counts
        # CTC: the same phoneme twice needs a blank between.
        self._twice = self._labels[self._sources] == np.repeat(self._labels, counts)

    @property
    def nodes(self) -> int:
        return len(self._words)

    @property
    def is_empty(self) -> bool:
        """Whether there is no sentence in it."""
        return not self._finals.size

    def best(self, log_probs: LogProbs) -> Path | None:
        """The likeliest sentence for frames (frames, tokens); None when none could be said in so few."""
        if self.is_empty or not len(log_probs):
            return None
        sounding, resting = self._forward(log_probs)
        last = np.maximum(sounding[-1, self._finals], resting[-1, self._finals])
        if last.max() < _IMPOSSIBLE / 2:
            return None
        fitting = np.concatenate(([0.0], log_probs.max(axis=1).cumsum(dtype=np.float64)))
        return self._path_back(int(self._finals[last.argmax()]), sounding, resting, fitting)

    def _forward(self, log_probs: LogProbs) -> tuple[LogProbs, LogProbs]:
        """Viterbi: (frames + 1, nodes) best log-probability while a node sounds, and in the blank after it."""
        frames = len(log_probs)
        emitted = log_probs[:, self._labels]
        emitted[:, _START] = _IMPOSSIBLE
        sounding = np.full((frames + 1, self.nodes), _IMPOSSIBLE, np.float32)
        resting = np.full((frames + 1, self.nodes), _IMPOSSIBLE, np.float32)
        resting[0, _START] = 0.0
        for frame in range(frames):
            arcs = np.where(self._twice, _IMPOSSIBLE, sounding[frame, self._sources])
            np.maximum(arcs, resting[frame, self._sources], out=arcs)
            entered = np.maximum.reduceat(arcs, self._first_arc)
            np.maximum(entered, sounding[frame], out=entered)
            np.add(entered, emitted[frame], out=sounding[frame + 1])
            np.maximum(sounding[frame], resting[frame], out=resting[frame + 1])
            resting[frame + 1] += log_probs[frame, self._blank]
        return sounding, resting

    def _path_back(self, node: int, sounding: LogProbs, resting: LogProbs, fitting: npt.NDArray[np.float64]) -> Path:
        """Follow the best way back; its choices are made again from the scores, so that none need be kept.

        `fitting` (frames + 1,): what the best path without any sentence gains.
        """
        lost = float(max(sounding[-1, node], resting[-1, node]) - fitting[-1])
        rests = bool(resting[-1, node] >= sounding[-1, node])
        words: list[WordHeard] = []
        phonemes = 0
        for frame in range(len(fitting) - 2, -1, -1):
            came, came_resting = self._step_back(node, sounding[frame], resting[frame], rests=rests)
            if came != node:
                phonemes += 1
                if (word := self._words[node]) is not None:
                    lost_before = float((resting if came_resting else sounding)[frame, came] - fitting[frame])
                    if word:
                        words.append(WordHeard(word, phonemes, lost - lost_before))
                        lost = lost_before
                    phonemes = 0
            node, rests = came, came_resting
        return Path(tuple(reversed(words)), lost)

    def _step_back(self, node: int, sounding: LogProbs, resting: LogProbs, *, rests: bool) -> tuple[int, bool]:
        """The node one frame earlier, and whether it rested then."""
        ways = [(node, False), (node, True)] if rests or node == _START else [(node, False)]
        if not rests:
            ways += [(other, True) for other in self._before[node]]
            ways += [(other, False) for other in self._before[node] if self._labels[other] != self._labels[node]]
        return max(ways, key=lambda way: (resting if way[1] else sounding)[way[0]])
