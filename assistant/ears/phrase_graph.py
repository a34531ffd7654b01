"""Sentences as one graph of phonemes, and the best way through it. Arithmetic only: no sound, no threshold."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import LogProbs
from assistant.ears.sentence_graph import START, Builder

_IMPOSSIBLE: Final = np.float32(-1e30)
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


class PhraseGraph:
    """A graph for `sentences`, which share their beginnings and their ends; see `sentence_graph` for what stands for
    numbers and lengths.

    `ways` tells how a word is pronounced; a sentence with a word that has no sound is left out. `hums`: sounds that
    count as silence between words.
    """

    def __init__(
        self,
        sentences: Iterable[str],
        ways: Callable[[str], Collection[Pronunciation]],
        blank: int,
        hums: Sequence[int] = (),
    ) -> None:
        builder = Builder(ways)
        finals = builder.sentences(sentences)
        self._blank = blank
        self._hums = list(hums)
        self._labels: _Numbers = np.array(builder.labels, np.intp)
        self._chains: _Numbers = np.array(builder.chains, np.intp)
        self._words = builder.words
        self._lengths = np.bincount(self._chains)
        self._before = [tuple(dict.fromkeys(ends)) for ends in builder.before]
        self._finals: _Numbers = np.unique(np.array(finals, np.intp))
        self._sources: _Numbers = np.concatenate([np.array(ends, np.intp) for ends in self._before])
        counts = np.array([len(ends) for ends in self._before], np.intp)
        self._first_arc: _Numbers = np.cumsum(counts) - counts
        # CTC: the same phoneme twice needs a blank between.
        self._twice = self._labels[self._sources] == np.repeat(self._labels, counts)
        ends = np.zeros(len(self._words), bool)
        ends[builder.word_ends] = True
        self._between_words = ends

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
        emitted[:, START] = _IMPOSSIBLE
        blank, hum = (log_probs[:, tokens].max(axis=1) for tokens in ([self._blank], [self._blank, *self._hums]))
        silent = np.where(self._between_words, hum[:, None], blank[:, None])
        sounding = np.full((frames + 1, self.nodes), _IMPOSSIBLE, np.float32)
        resting = np.full((frames + 1, self.nodes), _IMPOSSIBLE, np.float32)
        resting[0, START] = 0.0
        for frame in range(frames):
            arcs = np.where(self._twice, _IMPOSSIBLE, sounding[frame, self._sources])
            np.maximum(arcs, resting[frame, self._sources], out=arcs)
            entered = np.maximum.reduceat(arcs, self._first_arc)
            np.maximum(entered, sounding[frame], out=entered)
            np.add(entered, emitted[frame], out=sounding[frame + 1])
            np.maximum(sounding[frame], resting[frame], out=resting[frame + 1])
            resting[frame + 1] += silent[frame]
        return sounding, resting

    def _path_back(self, node: int, sounding: LogProbs, resting: LogProbs, fitting: npt.NDArray[np.float64]) -> Path:
        """Follow the best way back; its choices are made again from the scores, so that none need be kept.

        `fitting` (frames + 1,): what the best path without any sentence gains.
        """
        lost = float(max(sounding[-1, node], resting[-1, node]) - fitting[-1])
        rests = bool(resting[-1, node] >= sounding[-1, node])
        words: list[WordHeard] = []
        for frame in range(len(fitting) - 2, -1, -1):
            came, came_resting = self._step_back(node, sounding[frame], resting[frame], rests=rests)
            if self._chains[came] != self._chains[node] and (word := self._words[node]):
                lost_before = float((resting if came_resting else sounding)[frame, came] - fitting[frame])
                words.append(WordHeard(word, int(self._lengths[self._chains[node]]), lost - lost_before))
                lost = lost_before
            node, rests = came, came_resting
        return Path(tuple(reversed(words)), lost)

    def _step_back(self, node: int, sounding: LogProbs, resting: LogProbs, *, rests: bool) -> tuple[int, bool]:
        """The node one frame earlier, and whether it rested then."""
        ways = [(node, False), (node, True)] if rests or node == START else [(node, False)]
        if not rests:
            ways += [(other, True) for other in self._before[node]]
            ways += [(other, False) for other in self._before[node] if self._labels[other] != self._labels[node]]
        return max(ways, key=lambda way: (resting if way[1] else sounding)[way[0]])
