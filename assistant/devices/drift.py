"""How much slower one clock runs than another, from times of which none is exact. Arithmetic only; no clock is read."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ

_SPAN_S: Final = 1  # of these only the earliest stamp is kept
_KEPT_SPANS: Final = 60
_NEEDED_SPANS: Final = 30
_MIDDLE: Final = (0.3, 0.7)  # of the time watched
_TOO_EARLY_S: Final = 0.002  # so far before all others a stamp is wrong: others are late, never early

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    slope: float
    start: float  # at 0

    def at(self, place: float) -> float:
        return self.start + self.slope * place


def robust_line(places: Sequence[float], values: Sequence[float]) -> Line:
    """The line that most of the points lie on (Theil and Sen's, far pairs counting for more), at least two points."""
    at, value = np.asarray(places, np.float64), np.asarray(values, np.float64)
    one, other = np.triu_indices(at.size, 1)
    apart = at[other] - at[one]
    slopes = (value[other] - value[one]) / apart
    slope = _middle(slopes, apart)
    return Line(slope, float(np.median(value - slope * at)))


def _middle(values: Floats, weights: Floats) -> float:
    """The median of `values`, each counting as much as its weight."""
    order = np.argsort(values)
    up_to = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(up_to, up_to[-1] / 2)])


class ClockRate:
    """How fast a stream's clock runs against the clock of its stamps, from the last minute of them.

    A callback comes late, and by a different amount each time, but never early: the earliest stamps lie on a line, and
    all the others above it. So 20 ms of scatter leave an error of about 1 ppm, where an average would leave 6.
    """

    def __init__(self) -> None:
        self._earliest: deque[tuple[float, float]] = deque(maxlen=_KEPT_SPANS)  # (place, how late), s, one a span

    def note(self, sample: int, at_s: float) -> None:
        """The stream's `sample` was at `at_s`."""
        place_s = sample / SAMPLE_RATE_HZ
        late_s = at_s - place_s
        if self._earliest and int(self._earliest[-1][0] / _SPAN_S) == int(place_s / _SPAN_S):
            if late_s < self._earliest[-1][1]:
                self._earliest[-1] = (place_s, late_s)
        else:
            self._earliest.append((place_s, late_s))

    @property
    def slow_ppm(self) -> float | None:
        """By how much this clock is slower than that of the stamps; None before it is known, after half a minute."""
        if len(self._earliest) < _NEEDED_SPANS:
            return None
        places, lates = zip(*self._earliest, strict=True)
        line = robust_line(places, lates)
        kept = [(place, late) for place, late in self._earliest if late >= line.at(place) - _TOO_EARLY_S]
        return _slope_below(kept) * 1e6

    def clear(self) -> None:
        self._earliest.clear()


def _slope_below(points: Sequence[tuple[float, float]]) -> float:
    """Of the line that lies under the points: their lower hull, over its middle, where it is surest."""
    hull: list[tuple[float, float]] = []
    for point in points:
        while len(hull) > 1 and _turns_down(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    places, values = zip(*hull, strict=True)
    begin, end = np.quantile((places[0], places[-1]), _MIDDLE)
    low, high = np.interp((begin, end), places, values)
    return float((high - low) / (end - begin))


def _turns_down(first: tuple[float, float], second: tuple[float, float], third: tuple[float, float]) -> bool:
    forward, up = second[0] - first[0], second[1] - first[1]
    return forward * (third[1] - first[1]) <= up * (third[0] - first[0])
