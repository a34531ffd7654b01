"""Finds what the loudspeaker played at the moment something was heard. Arithmetic on time stamps; it reads no clock.

The echo canceller needs a reference that is never late and may be some way early, so what was played is given EARLY_S
ahead of its time stamp. Stamps wander by some 20 ms on a sound server while the sound itself does not, so the two
streams stay as they were first put together until they are clearly apart. A step would disturb the canceller, so it is
told, and so is how fast the clocks part: who follows the echo (ears/reference.py) makes both good.
"""

from collections import deque
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy as np

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, SAMPLE_RATE_HZ, Clocks, Samples, Started
from assistant.devices.drift import ClockRate
from assistant.voice.player import Played

EARLY_S: Final = 0.05
_LATE_S: Final = 0.02  # the reference came so much closer to the echo: a step is due
_AHEAD_S: Final = 0.04  # it ran so far ahead of the echo, as after a gap in what was played: a step is due
_STAMPS: Final = 9
_CLOCKED_SAMPLES: Final = 5 * SAMPLE_RATE_HZ  # so often the drift is worked out
_KEPT_BLOCKS: Final = 100  # of what was played and not yet asked for: 2 s


@dataclass(frozen=True, eq=False)
class Together:
    """What was played while a block was heard: (BLOCK_SAMPLES,), and what began or ended there, in samples from it."""

    pcm: Samples
    started: tuple[Started, ...]
    finished: tuple[str, ...]
    clocks: Clocks | None = None


class _Stamps:
    """When sample 0 of a stream was, from many stamps none of which is exact."""

    def __init__(self) -> None:
        self._starts_s: deque[float] = deque(maxlen=_STAMPS)
        self._rate = ClockRate()

    def note(self, sample: int, at_s: float) -> None:
        self._starts_s.append(at_s - sample / SAMPLE_RATE_HZ)
        self._rate.note(sample, at_s)

    def start_s(self) -> float | None:
        return median(self._starts_s) if self._starts_s else None

    def slow_ppm(self) -> float | None:
        return self._rate.slow_ppm

    def clear(self) -> None:
        self._starts_s.clear()
        self._rate.clear()


class Pairing:
    """Two streams on one time line. What was played comes in by `played`, when a piece was heard by `heard`."""

    def __init__(self) -> None:
        self._played: deque[Played] = deque(maxlen=_KEPT_BLOCKS)
        self._marks: deque[tuple[int, Started | str]] = deque()  # never lost, whatever happens to the sound
        self._played_stamps = _Stamps()
        self._heard_stamps = _Stamps()
        self._noted = 0  # samples of the microphone's stream that have a stamp
        self._taken = 0  # samples of the microphone's stream that were asked for
        self._lead: int | None = None  # from the microphone's count of samples to the loudspeaker's
        self._drift_ppm: float | None = None

    def played(self, played: Played, sounds_at_s: float) -> None:
        self._played_stamps.note(played.first_sample, sounds_at_s)
        self._played.append(played)
        self._marks.extend((started.first_sample, started) for started in played.started)
        self._marks.extend((played.first_sample + BLOCK_SAMPLES - 1, key) for key in played.finished)

    def heard(self, captured_at_s: float) -> None:
        """The next BLOCK_S of the microphone's stream began to be captured then."""
        self._heard_stamps.note(self._noted, captured_at_s)
        self._noted += BLOCK_SAMPLES

    def restart_loudspeaker(self) -> None:
        """The loudspeaker was opened anew: its stamps begin anew, what it played before keeps its place."""
        self._played_stamps.clear()
        self._lead = None

    def restart_microphone(self) -> None:
        """The microphone was opened anew, or samples were lost: what comes next is sample 0."""
        self._heard_stamps.clear()
        self._noted = self._taken = 0
        self._lead = None

    def take(self) -> Together:
        """What belongs to the next BLOCK_SAMPLES that were heard; silence where nothing was played, or none knows."""
        was = self._lead
        self._align()
        taken, self._taken = self._taken, self._taken + BLOCK_SAMPLES
        if self._lead is None:
            return Together(np.zeros(BLOCK_SAMPLES, np.int16), (), ())
        if taken % _CLOCKED_SAMPLES == 0:
            self._measure_drift()
        stepped_samples = 0 if was is None else self._lead - was
        return replace(self._cut(taken + self._lead), clocks=Clocks(self._drift_ppm, stepped_samples))

    def _align(self) -> None:
        heard_s, played_s = self._heard_stamps.start_s(), self._played_stamps.start_s()
        if heard_s is None or played_s is None:
            return
        right = round((heard_s - played_s + EARLY_S) * SAMPLE_RATE_HZ)
        if self._lead is None or not -_LATE_S <= (self._lead - right) / SAMPLE_RATE_HZ <= _AHEAD_S:
            self._lead = right

    def _measure_drift(self) -> None:
        """What was known stays known while a stream that was opened anew has too few stamps."""
        heard_ppm, played_ppm = self._heard_stamps.slow_ppm(), self._played_stamps.slow_ppm()
        if heard_ppm is not None and played_ppm is not None:
            self._drift_ppm = played_ppm - heard_ppm

    def _cut(self, first: int) -> Together:
        pcm = np.zeros(BLOCK_SAMPLES, np.int16)
        end = first + BLOCK_SAMPLES
        while self._played and self._played[0].first_sample + BLOCK_SAMPLES <= first - _STEP_BACK:
            self._played.popleft()
        for played in self._played:
            begin, stop = max(first, played.first_sample), min(end, played.first_sample + BLOCK_SAMPLES)
            if begin < stop:
                pcm[begin - first : stop - first] = played.pcm[begin - played.first_sample : stop - played.first_sample]
        started: list[Started] = []
        finished: list[str] = []
        while self._marks and self._marks[0][0] < end:
            match self._marks.popleft():
                case place, Started(key):
                    started.append(Started(key, max(0, place - first)))
                case _, str(key):
                    finished.append(key)
        return Together(pcm, tuple(started), tuple(finished))


_STEP_BACK: Final = round(4 * BLOCK_S * SAMPLE_RATE_HZ)  # a step may ask again for what was just given
