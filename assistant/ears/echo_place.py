"""Measures how late the echo comes after what was played, to a hundredth of a sample. It moves and cancels nothing.

The way from loudspeaker to microphone is estimated anew from each second of the assistant's own voice. Held against the
ways before, which took the same walls, what is left is a shift in time: the clocks have run apart. A partner who speaks
meanwhile is like noise to it; where too much is unlike the room so far, nothing is said.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.devices.resampling import Floats

Spectrum = npt.NDArray[np.complex128]

_FRAME: Final = 4096  # 256 ms: the echo and its tail fit in with room to spare
_HOP: Final = 6 * BLOCK_SAMPLES
_FRAMES: Final = 8  # in which something is played make one look: about a second of voice
_LONGEST_LOOK: Final = 4 * SAMPLE_RATE_HZ  # samples; a look that takes longer would tell of no moment in particular
_AUDIBLE: Final = 30.0**2  # mean square, int16 steps; played more softly, nothing can be measured
_ALIKE: Final = 0.4  # of 1: the least likeness of the way to the ways before that is believed
_NEWEST: Final = 0.1  # weight of the last look in what is remembered
_STRANGE_LOOKS: Final = 6  # in a row: somebody has moved the loudspeaker
_WINDOW: Final = np.hanning(_FRAME + 1)[:-1]
_TURN: Final = 2 * np.pi * np.arange(_FRAME // 2 + 1) / _FRAME  # phase of each frequency for a sample of delay


@dataclass(frozen=True)
class EchoSeen:
    """Around `at_sample` the echo came `late` samples later than at first; `likeness` of 1: as sure as can be."""

    at_sample: float
    late: float
    likeness: float


class EchoPlace:
    def __init__(self) -> None:
        self._way: Spectrum | None = None  # from loudspeaker to microphone, as it was at first
        self._strange = 0
        self._reference = np.zeros(_FRAME, np.float32)
        self._heard = np.zeros(_FRAME, np.float32)
        self._fresh = 0  # samples that no frame has seen yet
        self._look = _Look()

    def hear(self, reference: Floats, heard: Floats, at_sample: int, late: float) -> EchoSeen | None:
        """(BLOCK_SAMPLES,) each, int16 steps. `late`: so far `reference` was moved already, to go with the echo."""
        self._reference = np.concatenate((self._reference[BLOCK_SAMPLES:], reference))
        self._heard = np.concatenate((self._heard[BLOCK_SAMPLES:], heard))
        self._fresh += BLOCK_SAMPLES
        if self._fresh < _HOP:
            return None
        self._fresh = 0
        if float(np.square(self._reference).mean()) < _AUDIBLE:
            return None
        if at_sample - self._look.began > _LONGEST_LOOK:
            self._look = _Look(at_sample)
        self._look.add(self._reference, self._heard, at_sample - _FRAME // 2, late)
        return self._judged() if self._look.frames == _FRAMES else None

    def _judged(self) -> EchoSeen | None:
        look, self._look = self._look, _Look()
        way = look.way()
        if self._way is None:
            self._way = way
            return EchoSeen(look.at_sample, look.late, 1.0)
        shift, likeness = _shift(way * np.conj(self._way))
        if likeness < _ALIKE:
            self._strange += 1
            if self._strange == _STRANGE_LOOKS:
                self._way, self._strange = way, 0
            return None
        self._strange = 0
        self._way = (1 - _NEWEST) * self._way + _NEWEST * way * np.exp(1j * _TURN * shift)
        return EchoSeen(look.at_sample, look.late + shift, likeness)

    def restart(self) -> None:
        """Sound was lost: what comes next has nothing to do with what came before, but the room is the same."""
        self._reference[:] = self._heard[:] = 0.0
        self._fresh, self._look = 0, _Look()


class _Look:
    """Some frames of what was played and heard, and what they have in common."""

    def __init__(self, began: int = -_LONGEST_LOOK) -> None:
        self.began = began
        self.frames = 0
        self._common: Spectrum = np.zeros(_TURN.size, np.complex128)
        self._played = np.zeros(_TURN.size)
        self._heard = np.zeros(_TURN.size)
        self._at = self._late = 0.0

    def add(self, reference: Floats, heard: Floats, at_sample: float, late: float) -> None:
        played, came = np.fft.rfft(reference * _WINDOW), np.fft.rfft(heard * _WINDOW)
        self._common += came * np.conj(played)
        self._played += np.abs(played) ** 2
        self._heard += np.abs(came) ** 2
        self._at += at_sample
        self._late += late
        self.frames += 1

    @property
    def at_sample(self) -> float:
        return self._at / self.frames

    @property
    def late(self) -> float:
        return self._late / self.frames

    def way(self) -> Spectrum:
        """Each frequency's phase, and as its size how much of what was heard there was played (the coherence)."""
        size = np.abs(self._common) + 1e-9
        way: Spectrum = self._common / size * (size**2 / (self._played * self._heard + 1.0))
        return way


def _shift(common: Spectrum) -> tuple[float, float]:
    """By how many samples two ways differ whose cross-spectrum is `common`, and how much of it that shift explains."""
    weight = np.abs(common) + 1e-12
    peak = int(np.fft.irfft(common, _FRAME).argmax())
    shift = float(peak - _FRAME if peak > _FRAME // 2 else peak)
    for _ in range(2):  # from the nearest sample to between the samples: the slope that the phase still has
        left = np.angle(common * np.exp(1j * _TURN * shift))
        shift -= float((weight * _TURN * left).sum() / (weight * _TURN**2).sum())
    likeness = float((common * np.exp(1j * _TURN * shift)).real.sum() / weight.sum())
    return shift, likeness
