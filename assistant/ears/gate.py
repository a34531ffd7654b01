"""Saves the spotter's work while the room is quiet. For cost only: it judges no meaning, and when in doubt it is open.

Energy over the quietest moment of the last ten seconds, so loud and soft talk are alike to it. The quietest moment,
not an average: talk has gaps, so however long someone talks the floor stays in the gaps and never creeps onto speech.
"""

from collections import deque
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Samples

FRAME_SAMPLES: Final = 320
MARGIN_DB: Final = 6.0  # steady noise wavers by 2 dB to both sides
HANGOVER_S: Final = 0.7  # longer than a hop of the spotter and than the gaps in a word or a phrase
MEMORY_S: Final = 10
STARTING_S: Final = 3.0  # so long it trusts no floor: somebody may be talking already
LOWEST_POWER: Final = 0.5  # of a mean square in int16 steps; below this there is nothing but zeros and dither

_FRAMES_A_SECOND: Final = SAMPLE_RATE_HZ // FRAME_SAMPLES
_MARGIN: Final = 10 ** (MARGIN_DB / 10)


class Gate:
    """Open while someone might be talking. There is no pre-roll here: the spotter always keeps what was just heard."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the room, as after a gap."""
        self._waiting = np.empty(0, np.int16)
        self._quietest = deque[npt.NDArray[np.float32]](maxlen=MEMORY_S)  # powers of each second
        self._frames = 0
        self._open_until_frame = 0

    def hear(self, samples: Samples) -> bool:
        """Whether it is open at the end of `samples` (n,); what is left of a frame waits for the next call."""
        self._waiting = np.concatenate((self._waiting, samples))
        whole = self._waiting.size - self._waiting.size % FRAME_SAMPLES
        for frame in self._waiting[:whole].reshape(-1, FRAME_SAMPLES):
            self._hear_frame(frame)
        self._waiting = self._waiting[whole:]
        return self._frames < self._open_until_frame

    def _hear_frame(self, frame: Samples) -> None:
        powers = np.maximum(_powers(frame), LOWEST_POWER)
        if self._frames % _FRAMES_A_SECOND == 0:
            self._quietest.append(powers)
        self._quietest[-1] = np.minimum(self._quietest[-1], powers)
        self._frames += 1
        starting = self._frames <= STARTING_S * _FRAMES_A_SECOND
        floors = LOWEST_POWER if starting else np.min(self._quietest, axis=0)
        if (powers > floors * _MARGIN).any():
            self._open_until_frame = self._frames + round(HANGOVER_S * _FRAMES_A_SECOND)


def _powers(frame: Samples) -> npt.NDArray[np.float32]:
    """Twice, each as differences of neighbours, in which a constant offset vanishes and rumble nearly so.

    Among averages of four samples vowels stand out of a hiss; among the samples themselves, consonants of a hum.
    """
    wave = frame.astype(np.float32)
    low = wave.reshape(-1, 4).mean(axis=1)
    return np.array([np.square(np.diff(low)).mean(), np.square(np.diff(wave)).mean()], np.float32)
