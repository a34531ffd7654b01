"""The second witness of the safe word: it sounds as when the couple said it for practice. Decides nothing.

It knows no phonemes and no language, only the couple's own examples, so any word will do, as they say it. Whose example
it was that sounded alike is not in its answer, and is kept nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import STEP_SAMPLES, Embedding, Vector
from assistant.ears.gate import Gate
from assistant.ears.warping import Warping

# Five couples who say "computer", three examples from each partner, listened to 70 minutes of talk without that word,
# in a quiet room: all together 7 stretches in 5.8 hours were nearer than 0.60, and 101 nearer than 0.70. The farthest
# of 75 other recordings of theirs was at 0.45. With another phrase it was 2, 14, and 0.53.
ONCE_AN_HOUR: Final = 0.60
TENFOLD: Final = 0.10


@dataclass(frozen=True, eq=False)
class Example:
    """A word as somebody said it once; not who."""

    word: str
    vectors: Vector  # (length, numbers)
    ordinary: float  # how near ordinary talk comes


@dataclass(frozen=True)
class Evidence:
    """How like an example of `word` the sound was that ended at `end_s`.

    `distance` is 0 for the very same sound and 1 for what ordinary talk comes to now and then: so it means the same for
    an example that is like nothing else and for one that is like many words.
    """

    word: str
    end_s: float
    distance: float

    @property
    def rarity(self) -> float:
        """How rarely mere talk comes so near: 0 is once an hour, 1 once in ten hours, -1 ten times an hour."""
        return (ONCE_AN_HOUR - self.distance) / TENFOLD


class EmbeddingSource(Protocol):
    """What a witness needs of the speech embeddings."""

    def hear(self, samples: Samples) -> tuple[Embedding, ...]: ...
    def rest(self, samples: Samples) -> None: ...
    def reset(self, at_sample: int = 0) -> None: ...


class ExampleWitness:
    """Without examples it hears nothing and costs nothing; in a quiet room it costs little."""

    def __init__(self, examples: Sequence[Example], embeddings: EmbeddingSource) -> None:
        self._words = tuple(dict.fromkeys(example.word for example in examples))
        self._of_word = [[example.word == word for example in examples] for word in self._words]
        self._ordinary = np.array([example.ordinary for example in examples], np.float32)
        self._warping = Warping([example.vectors for example in examples]) if examples else None
        self._embeddings = embeddings
        self._gate = Gate()
        self.reset()

    def reset(self, at_s: float = 0.0) -> None:
        """Samples were lost: what was heard before no longer joins what comes, which begins at `at_s`."""
        self._waiting = np.empty(0, np.int16)
        self._end_sample = -1  # of the last embedding
        self._gate.reset()
        self._embeddings.reset(round(at_s * SAMPLE_RATE_HZ))

    def hear(self, samples: Samples) -> tuple[Evidence, ...]:
        """The next samples (n,), any number; the same evidence however they are cut: a word, each 80 ms of sound.

        `end_s` counts in seconds since the first sample.
        """
        if self._warping is None:
            return ()
        waiting = np.concatenate((self._waiting, samples))
        whole = waiting.size - waiting.size % STEP_SAMPLES
        self._waiting = waiting[whole:]
        evidence: list[Evidence] = []
        for step in waiting[:whole].reshape(-1, STEP_SAMPLES):
            evidence += self._look(step, self._warping)
        return tuple(evidence)

    def _look(self, step: Samples, warping: Warping) -> list[Evidence]:
        if not self._gate.hear(step):
            self._embeddings.rest(step)
            return []
        evidence: list[Evidence] = []
        for embedding in self._embeddings.hear(step):
            if embedding.end_sample != self._end_sample + STEP_SAMPLES:
                warping.forget()  # it rested in between
            self._end_sample = embedding.end_sample
            evidence += self._compare(embedding, warping)
        return evidence

    def _compare(self, embedding: Embedding, warping: Warping) -> list[Evidence]:
        distances = warping.hear(embedding.vector) / self._ordinary
        nearest = [(word, float(distances[mine].min())) for word, mine in zip(self._words, self._of_word, strict=True)]
        end_s = embedding.end_sample / SAMPLE_RATE_HZ
        return [Evidence(word, end_s, distance) for word, distance in nearest if distance < np.inf]
