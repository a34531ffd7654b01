"""Sounds that spell, and true fakes that read them: a letter is a loudness. So laws of hearing need no voice."""

from collections import deque
from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import PRE_ROLL_STEPS, STEP_SAMPLES, Embedding
from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import FRAME_SAMPLES, LogProbs

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
BLANK: Final = 27
LETTER_S: Final = 0.08
WORD: Final = "zqxvbk"  # in no dictionary: its sounds are its letters
_LOUDNESS_STEP: Final = 1000


class LoudPhonemes:
    """A phoneme for each letter, as loud as its place in the alphabet; hears them with little doubt."""

    blank = BLANK

    def __init__(self) -> None:
        self.passes = 0

    def id_of(self, token: str) -> int:
        raise KeyError(token)

    def guess(self, word: str) -> Pronunciation:
        return tuple(1 + LETTERS.index(letter) for letter in word if letter.isalpha())

    def log_probs(self, samples: Samples) -> LogProbs:
        self.passes += 1
        frames = samples[: samples.size - samples.size % FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        loud = np.rint(np.abs(frames.astype(float)).max(axis=1, initial=0.0) / _LOUDNESS_STEP).astype(int)
        rows = np.full((len(frames), BLANK + 1), 0.03 / BLANK, np.float32)
        rows[np.arange(len(frames)), np.where((loud > 0) & (loud < BLANK), loud, BLANK)] = 0.97
        return np.log(rows)


class LoudEmbeddings:
    """Says of each step how much of it was which letter. What it rested through, it remembers as the true one does."""

    def __init__(self) -> None:
        self.reset()

    def reset(self, at_sample: int = 0) -> None:
        self._end_sample = at_sample
        self._rested = deque[Samples](maxlen=PRE_ROLL_STEPS)

    def hear(self, samples: Samples) -> tuple[Embedding, ...]:
        steps = [*self._rested, *samples.reshape(-1, STEP_SAMPLES)]
        first = self._end_sample - len(self._rested) * STEP_SAMPLES
        self._rested.clear()
        self._end_sample += samples.size
        ends = range(first + STEP_SAMPLES, self._end_sample + 1, STEP_SAMPLES)
        return tuple(Embedding(end, _shares(step)) for end, step in zip(ends, steps, strict=True))

    def rest(self, samples: Samples) -> None:
        self._rested.extend(samples.reshape(-1, STEP_SAMPLES))
        self._end_sample += samples.size


def _shares(step: Samples) -> np.ndarray:
    """Of each letter; of quiet only where there is nothing else."""
    loud = np.rint(np.abs(step.astype(float)) / _LOUDNESS_STEP).astype(int).clip(0, BLANK)
    shares = np.bincount(loud, minlength=BLANK + 1).astype(np.float32)
    shares[0] = 0.0 if shares[1:].any() else 1.0
    return shares


def spelled(word: str) -> Samples:
    """LETTER_S a letter, of which a frame sounds, in the code that these fakes hear."""
    frames = np.zeros((4 * len(word), FRAME_SAMPLES))
    frames[::4] = [[LETTERS.index(letter) + 1] for letter in word]
    samples: Samples = (frames.reshape(-1) * _LOUDNESS_STEP * np.resize([1, -1], frames.size)).astype(np.int16)
    return samples


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16)
