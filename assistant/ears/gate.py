"""Saves the spotter's work while the room is quiet. For cost only: it judges no meaning, and when in doubt it is open.

Energy over the quietest moment of the last ten seconds, so loud and soft talk are alike to it. The quietest moment,
not an average: talk has gaps, so however long someone talks the floor stays in the gaps and never creeps onto speech.
"""

import math
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
_QUARTERS: Final = np.full(4, 0.25, np.float32)

_Powers = tuple[float, float]  # of what is low, and of what is high
_ANYTHING: Final[_Powers] = (math.inf, math.inf)


class Gate:
    """Open while someone might be talking. There is no pre-roll here: the spotter always keeps what was just heard."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the room, as after a gap."""
        self._waiting = np.empty(0, np.int16)
        self._quietest = deque[_Powers](maxlen=MEMORY_S - 1)  # of each second that is over
        self._floors = self._quietest_now = _ANYTHING  # of all those seconds, and of the present one
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
        low, high = _powers(frame)
        if self._frames and self._frames % _FRAMES_A_SECOND == 0:
            self._quietest.append(self._quietest_now)
            lows, highs = zip(*self._quietest, strict=True)
            self._floors, self._quietest_now = (min(lows), min(highs)), _ANYTHING
        self._quietest_now = min(self._quietest_now[0], low), min(self._quietest_now[1], high)
        self._frames += 1
        low_floor, high_floor = LOWEST_POWER, LOWEST_POWER
        if self._frames > STARTING_S * _FRAMES_A_SECOND:
            low_floor, high_floor = map(min, self._floors, self._quietest_now)
        if low > low_floor * _MARGIN or high > high_floor * _MARGIN:
            self._open_until_frame = self._frames + round(HANGOVER_S * _FRAMES_A_SECOND)


def _powers(frame: Samples) -> _Powers:
    """Twice, each as differences of neighbours, in which a constant offset vanishes and rumble nearly so.

    Among averages of four samples vowels stand out of a hiss; among the samples themselves, consonants of a hum.
    """
    wave = frame.astype(np.float32)
    return _power_of_steps(wave.reshape(-1, 4) @ _QUARTERS), _power_of_steps(wave)


def _power_of_steps(wave: npt.NDArray[np.float32]) -> float:
    steps = wave[1:] - wave[:-1]
    return max(float(steps @ steps) / steps.size, LOWEST_POWER)
