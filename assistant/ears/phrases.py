"""The phrase recogniser: the embedded default. Finds the expected sentence in an utterance's phonemes, or none.

It makes one pass over the whole utterance once that has ended, so it has no words before.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final, Protocol

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import Pronunciation, words_of
from assistant.ears.phonemes import LogProbs
from assistant.ears.phrase_graph import PhraseGraph
from assistant.ears.recogniser import Heard

LONGEST_COMMAND_S: Final = 9.0
"""Eight seconds of speech with the quiet around it. Whoever talks for longer isn't giving a command."""

_NO_FIT: Final = -100.0
_BY_CHANCE: Final = 1
"""So many sounds of a sentence come along in any talk: two are easily found, twenty are not."""

# Nats a frame. In noise hama writes nothing rather than a sound it doubts: of two sentences that fit, the one with
# fewer sounds would win, though more was said.
_SILENCE_COSTS: Final = 2.0

# The score that is usual of a sentence truly said in a noisy kitchen, and how far one of a single sound may stray from
# it. A mean strays by the root of how many it is taken of: a long sentence that fits badly was not said.
_USUAL: Final = -1.4
_STRAYS: Final = 7.0

# hama knows the sounds of many languages and now and then writes an English one as its neighbour's.
_ALSO_WRITTEN: Final = {
    "j": ("ʝ", "ɟ", "͡"),  # the "y" that begins an utterance comes as the three in a row
    "ɛ": ("e",), "oʊ": ("o",), "ɔ": ("o", "ɒ"), "ɑ": ("a", "ɒ"), "æ": ("a",), "ʌ": ("ə", "ɐ"), "ə": ("ʌ", "ɐ"),  # noqa: RUF001 - phonetic letters
    "ɝ": ("ɚ", "ɜ"), "ɹ": ("r", "ɾ"), "g": ("ɡ",), "t": ("tʰ",), "k": ("kʰ",), "p": ("pʰ",),  # noqa: RUF001 - phonetic letters
}  # fmt: skip
# With blanks between the three they would count as several; two of them are no English sound, so as well a blank.
_NO_SOUND: Final = ("ɟ", "͡")
# What is hummed between two words: "um", "uh", "er".
_HUMS: Final = ("ʌ", "ə", "ɐ", "ɜ", "m")


class PhonemeHearing(Protocol):
    """What the recogniser needs of `Phonemes`."""

    @property
    def blank(self) -> int: ...
    def id_of(self, token: str) -> int: ...
    def log_probs(self, samples: Samples) -> LogProbs: ...


class Pronouncing(Protocol):
    """What it needs of `Lexicon`."""

    def of_word(self, word: str) -> Collection[Pronunciation]: ...


class PhraseRecogniser:
    """Implements `Recogniser`.

    `threshold`: the least score of a short sentence that counts as heard; of a long one more is asked. A score is the
    log-probability of the whole utterance being that sentence and nothing else, 0 at best, shared among its phonemes
    less one. It is not set against what else the sounds might be: in noise nothing is sure, and no other sound is much
    likelier.
    """

    def __init__(self, phonemes: PhonemeHearing, lexicon: Pronouncing, threshold: float = -4.5) -> None:
        self._phonemes = phonemes
        # a guess finds sounds even where there are no letters
        self._ways = cache(lambda word: lexicon.of_word(word) if words_of(word) else ())
        self._threshold = threshold
        self._alike = [
            (phonemes.id_of(sound), [phonemes.id_of(token) for token in (sound, *others)])
            for sound, others in _ALSO_WRITTEN.items()
        ]
        self._hums = [phonemes.id_of(token) for token in _HUMS]
        self._no_sound = [phonemes.id_of(token) for token in _NO_SOUND]
        self._graphs: dict[frozenset[str], PhraseGraph] = {}  # states alternate, so each set is compiled once
        self._samples: list[Samples] = []
        self._too_long = False
        self.expect(())

    def expect(self, sentences: Sequence[str]) -> None:
        expected = frozenset(sentences)
        if expected not in self._graphs:
            self._graphs[expected] = self._graph_of(expected)
        self._graph = self._graphs[expected]

    def hear(self, samples: Samples) -> str:
        self._samples.append(samples)
        if sum(part.size for part in self._samples) > LONGEST_COMMAND_S * SAMPLE_RATE_HZ:
            self._too_long, self._samples = True, []
        return ""

    def finish(self) -> Heard:
        samples = np.concatenate([np.empty(0, np.int16), *self._samples])
        too_long, self._samples, self._too_long = self._too_long, [], False
        if too_long or self._graph.is_empty:
            return Heard(None, _NO_FIT)
        log_probs = self._phonemes.log_probs(samples)
        path = self._graph.best(self._without_reserve(log_probs))
        if path is None:
            return Heard(None, _NO_FIT)
        score = self._fit(path.text, log_probs)
        return Heard(path.text if score >= self._least(path.phonemes) else None, score, path.text)

    def knows(self, word: str) -> bool:
        return bool(self._ways(word))

    def _least(self, phonemes: int) -> float:
        return max(self._threshold, _USUAL - _STRAYS / math.sqrt(phonemes))

    def _fit(self, sentence: str, log_probs: LogProbs) -> float:
        """How well a sentence fits once it is chosen. Here its sounds may be written as a neighbour's.

        Not before: "pass" begins to hama somewhat like the strange "y" of "yes", and would open what it should close.
        """
        english = self._as_english(log_probs)
        path = self._graph_of((sentence,)).best(english)
        if path is None:
            return _NO_FIT
        return (path.loss + float(english.max(axis=1).sum())) / max(path.phonemes - _BY_CHANCE, 1)

    def _graph_of(self, sentences: Iterable[str]) -> PhraseGraph:
        return PhraseGraph(sentences, self._ways, self._phonemes.blank, self._hums)

    def _without_reserve(self, log_probs: LogProbs) -> LogProbs:
        """To choose by: what was heard where silence is dear. A score is of what was heard as it is."""
        dear = log_probs.copy()
        dear[:, self._phonemes.blank] -= _SILENCE_COSTS
        return dear

    def _as_english(self, log_probs: LogProbs) -> LogProbs:
        english = log_probs.copy()
        for sound, written in self._alike:
            english[:, sound] = log_probs[:, written].max(axis=1)
        blank = self._phonemes.blank
        english[:, blank] = log_probs[:, [blank, *self._no_sound]].max(axis=1)
        return english
