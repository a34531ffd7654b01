"""Keeps what was played as far from its echo as when the canceller learned the room. It measures and cancels nothing.

Loudspeaker and microphone may have a clock each. They drift apart by some samples a second, and a canceller that must
learn the room anew all the time never learns it well: 60 ppm leave it a third of its worth. So the drift is followed,
and the reference moved along, between the samples and without a seam. On one clock it stays as it was, to the bit.
"""

from collections import deque
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, Samples
from assistant.devices.drift import Line, robust_line
from assistant.devices.resampling import WING, Floats, between
from assistant.ears.echo_place import EchoPlace, EchoSeen

BASE_LATE: Final = 320  # samples; where the echo comes ever earlier, the reference can come earlier, too
_HISTORY: Final = 8192  # samples: 60 ppm for two hours
_EARLIEST, _LATEST = WING - BASE_LATE, _HISTORY - BASE_LATE - 2 * BLOCK_SAMPLES
_LOOKS: Final = 30  # the drift follows from so many
_GLIDE: Final = 0.1  # samples that the reference is moved by in a block, at most
_STILL: Final = 0.05  # samples; nearer than that nothing is moved on one clock
_ONE_CLOCK: Final = 1e-6
_STAMPED: Final = 3e-6  # time stamps are no better than that
_MOST_DRIFT: Final = 3e-4  # no two crystals are further apart than that
_STEP: Final = 16.0  # samples; no drift goes so far between two looks: the sound card took a step
_SURE: Final = 0.6  # likeness at which one look is enough to believe in a step


class SteadyReference:
    """Block by block: what was heard and what was played come in, the reference for the canceller comes out."""

    def __init__(self) -> None:
        self._played = np.zeros(_HISTORY, np.float32)
        self._place = EchoPlace()
        self._sample = 0  # heard so far
        self._silent = _HISTORY  # samples since something was played
        self._late = 0.0  # beyond BASE_LATE, what is handed out comes so many samples later than it was played
        self._seen: deque[tuple[float, float]] = deque(maxlen=_LOOKS)  # (sample, how late the echo came)
        self._line: Line | None = None
        self._stamped_drift = 0.0
        self._doubted: float | None = None  # a step that only one look has seen
        self._lost = False  # sound was lost, so a step would be no surprise

    @property
    def drift_ppm(self) -> float:
        """How much slower the loudspeaker's clock runs than the microphone's, as far as is known."""
        return (self._stamped_drift if self._line is None else self._line.slope) * 1e6

    @property
    def late(self) -> float:
        """Samples by which the reference has been moved so far."""
        return self._late

    def steady(self, heard: Samples, played: Samples) -> Samples:
        """(BLOCK_SAMPLES,) each, from the same moment, `played` early or right; gives (BLOCK_SAMPLES,)."""
        self._played = np.concatenate((self._played[BLOCK_SAMPLES:], played.astype(np.float32)))
        late, self._late = self._late, self._next_late()
        self._sample += BLOCK_SAMPLES
        self._silent = 0 if played.any() else self._silent + BLOCK_SAMPLES
        if self._silent > _HISTORY:
            return played
        first = _HISTORY - BLOCK_SAMPLES - BASE_LATE - late
        reference = between(self._played, first, first + BLOCK_SAMPLES + late - self._late, BLOCK_SAMPLES)
        seen = self._place.hear(reference, heard.astype(np.float32), self._sample, (late + self._late) / 2)
        if seen is not None:
            self._follow(seen)
        return _whole(reference)

    def _next_late(self) -> float:
        drift = self.drift_ppm * 1e-6
        if self._line is None:
            return _allowed(self._late + drift * BLOCK_SAMPLES)
        away = self._line.at(self._sample + BLOCK_SAMPLES) - self._late
        if abs(drift) < _ONE_CLOCK and abs(away) < _STILL:
            return self._late
        return _allowed(self._late + float(np.clip(away, -_GLIDE, _GLIDE)))

    def _follow(self, seen: EchoSeen) -> None:
        expected = self._late if self._line is None else self._line.at(seen.at_sample)
        step = seen.late - expected
        if self._seen and abs(step) > _STEP:
            was_seen = self._doubted is not None and abs(self._doubted - step) < _STEP
            if not (self._lost or was_seen or seen.likeness > _SURE):
                self._doubted = step
                return
            self._move(step)
        self._doubted, self._lost = None, False
        self._seen.append((seen.at_sample, seen.late))
        if len(self._seen) > 1:
            line = robust_line(*zip(*self._seen, strict=True))
            self._line = line if abs(line.slope) < _MOST_DRIFT else None

    def _move(self, step: float) -> None:
        """All at once; how fast the clocks part is still known."""
        self._seen = deque(((sample, late + step) for sample, late in self._seen), maxlen=_LOOKS)
        self._line = None if self._line is None else Line(self._line.slope, self._line.start + step)
        self._late = _allowed(self._late + step if self._line is None else self._line.at(self._sample))

    def stepped(self, samples: int) -> None:
        """What comes next was played so many samples later (or earlier, < 0) than what follows on from the last."""
        unknown = np.zeros(min(max(0, samples), _HISTORY), np.float32)
        known = self._played[: max(0, _HISTORY + min(0, samples))]
        self._played = np.concatenate((np.zeros(_HISTORY, np.float32), known, unknown))[-_HISTORY:]
        self._move(float(samples))

    def expect_drift(self, ppm: float) -> None:
        """What time stamps say. The echo itself is more exact by far: they are believed only while there was none."""
        drift = float(np.clip(ppm * 1e-6, -_MOST_DRIFT, _MOST_DRIFT))
        self._stamped_drift = drift if abs(drift) > _STAMPED else 0.0

    def realign(self) -> None:
        """Samples were lost, as many heard as played."""
        self._played[:] = 0.0
        self._place.restart()
        self._doubted, self._lost = None, True


def _allowed(late: float) -> float:
    return min(max(late, float(_EARLIEST)), float(_LATEST))


def _whole(reference: Floats) -> Samples:
    whole: Samples = np.clip(np.rint(reference), -32768, 32767).astype(np.int16)
    return whole
