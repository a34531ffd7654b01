"""The package pyopen-wakeword, wrapped: sound in, speech embeddings out. No other file imports it; it decides nothing.

An embedding says in 96 numbers how the last 0.8 s sounded: Google's speech embedding model, made for short commands,
the same for every word and every voice. The wake words that come in the package are not used.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.errors import HearingUnavailableError

STEP_SAMPLES: Final = 1280  # one embedding
STEP_S: Final = STEP_SAMPLES / SAMPLE_RATE_HZ
NUMBERS: Final = 96
PRE_ROLL_STEPS: Final = 4  # after a rest, so many embeddings from before it ended are made too

Vector = npt.NDArray[np.float32]

_WINDOW_ROWS: Final = 76  # of the spectrum, 10 ms each, in one embedding
_ROWS_A_STEP: Final = 8
_ROWS_READY: Final = _WINDOW_ROWS - _ROWS_A_STEP  # with so many waiting, a step gives one embedding
_PRIMING_SAMPLES: Final = 480  # the package hears each step with so much of the one before it
_FORGETTING_STEPS: Final = 11  # of silence, until nothing is left in a window of what was before


@dataclass(frozen=True, eq=False)
class Embedding:
    """`vector` (NUMBERS,) float32: how the sound up to `end_sample` sounded."""

    end_sample: int
    vector: Vector


class SpeechEmbeddings:
    """Samples in any pieces give the same embeddings, one each STEP_SAMPLES. One instance hears one stream."""

    def __init__(self) -> None:
        """HearingUnavailableError where the package is missing or broken."""
        try:
            from pyopen_wakeword import OpenWakeWordFeatures  # noqa: PLC0415, TID251 - the one file that may

            self._features = OpenWakeWordFeatures.from_builtin()
        except (ImportError, OSError, ValueError) as error:
            raise HearingUnavailableError(
                f"The package pyopen-wakeword, which compares with spoken examples, can't be loaded ({error}). "
                "The safe word is heard without it, from its text. Install it anew: make setup."
            ) from error
        self._features.new_audio_samples = 0  # else its first call works through 8 s of silence
        self._run(np.zeros(_PRIMING_SAMPLES, np.int16))
        self.reset()

    def reset(self, at_sample: int = 0) -> None:
        """What was heard before no longer joins what comes, which begins at `at_sample`; before it was silence."""
        self._waiting = np.empty(0, np.int16)
        self._end_sample = at_sample
        self._rested = 0
        for _ in range(_FORGETTING_STEPS):
            self._run(np.zeros(STEP_SAMPLES, np.int16))

    def hear(self, samples: Samples) -> tuple[Embedding, ...]:
        """The next samples (n,); the embeddings that end with them.

        After a rest, up to PRE_ROLL_STEPS from before its end come first: a word may have begun there.
        """
        return tuple(embedding for step in self._steps(samples) for embedding in self._embed(step))

    def rest(self, samples: Samples) -> None:
        """The next samples, for a tenth of the cost: nothing is made of them unless `hear` needs them soon after."""
        for step in self._steps(samples):
            self._run(step)
            self._end_sample += STEP_SAMPLES
            self._rested += 1

    def _steps(self, samples: Samples) -> npt.NDArray[np.int16]:
        waiting = np.concatenate((self._waiting, samples))
        whole = waiting.size - waiting.size % STEP_SAMPLES
        self._waiting = waiting[whole:]
        return waiting[:whole].reshape(-1, STEP_SAMPLES)

    def _embed(self, step: Samples) -> list[Embedding]:
        missed, self._rested = min(self._rested, PRE_ROLL_STEPS), 0
        vectors = self._run(step, ready_rows=_ROWS_READY + missed * _ROWS_A_STEP)
        self._end_sample += STEP_SAMPLES
        ends = range(self._end_sample - missed * STEP_SAMPLES, self._end_sample + 1, STEP_SAMPLES)
        return [Embedding(end, vector) for end, vector in zip(ends, vectors, strict=True)]

    def _run(self, step: Samples, ready_rows: int = 0) -> list[Vector]:
        """One step through the package. `ready_rows` of spectrum count as new; without any, no embedding is due."""
        self._features.new_mels = ready_rows
        made = self._features.process_streaming(np.ascontiguousarray(step, np.int16).tobytes())
        return [np.array(vector, np.float32).reshape(NUMBERS) for vector in made]
