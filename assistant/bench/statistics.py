"""From scores to figures: misses, false alarms, how sure both are, and the curve between them. Arithmetic only."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

FEWEST_EVENTS: Final = 3  # a figure with fewer behind it is a bound, not a measurement
_SURE: Final = 0.95

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Span:
    """Where in a stream a word was said, in seconds; `word_end_s` is its acoustic end."""

    start_s: float
    end_s: float
    word_end_s: float


@dataclass(frozen=True)
class Peak:
    """A place at which an ear thought of a word."""

    end_s: float
    score: float
    heard_at_s: float


def best_in(spans: Sequence[Span], peaks: Sequence[Peak]) -> list[Peak | None]:
    """For each span the best peak that ends in it (start < end <= end), or None."""
    return [
        max((peak for peak in peaks if span.start_s < peak.end_s <= span.end_s), key=lambda p: p.score, default=None)
        for span in spans
    ]


def first_in(spans: Sequence[Span], hits: Sequence[Peak]) -> list[Peak | None]:
    """For each span the hit that was heard first of those that end in it, or None."""
    return [
        min(
            (hit for hit in hits if span.start_s < hit.end_s <= span.end_s),
            key=lambda hit: hit.heard_at_s,
            default=None,
        )
        for span in spans
    ]


def apart(peaks: Sequence[Peak], least_s: float) -> list[Peak]:
    """The best peaks, none of which end within `least_s` of a better one: what is told twice was said once."""
    kept: list[Peak] = []
    for peak in sorted(peaks, key=lambda each: (-each.score, each.end_s)):
        if all(abs(peak.end_s - other.end_s) >= least_s for other in kept):
            kept.append(peak)
    return kept


def share_missed(best: Scores, threshold: float) -> float:
    """The share of words, 0 to 1, whose best score lies below the threshold; -inf: nothing was heard at all."""
    if best.size == 0:
        raise ValueError("no word was said, so none can be missed")
    return float(np.mean(best < threshold))


@dataclass(frozen=True)
class Operating:
    """A threshold, and the false alarms that `hours` of talk gave at it.

    `places`: how many different places in the talk stand behind them. Several couples who chose the same word listen to
    the same talk, and what one takes for it the others may take for it too: that is one piece of evidence.
    """

    threshold: float
    events: int
    hours: float
    places: int

    @property
    def per_hour(self) -> float:
        return self.events / self.hours

    @property
    def is_bound(self) -> bool:
        return self.places < FEWEST_EVENTS

    @property
    def interval(self) -> tuple[float, float]:
        """Per hour, 95 %, from the places: each counts as often as it was taken."""
        low, high = poisson_interval(self.places)
        each = self.events / self.places if self.places else 1.0
        return low * each / self.hours, high * each / self.hours


def operating_at(threshold: float, false_scores: Scores, hours: float, places: Scores | None = None) -> Operating:
    """`places`: the best score of each place; None: every false alarm is a place of its own."""
    events = int(np.count_nonzero(false_scores >= threshold))
    return Operating(threshold, events, hours, events if places is None else int(np.count_nonzero(places >= threshold)))


def operating_for(
    per_hour: float, false_scores: Scores, hours: float, floor: float, places: Scores | None = None
) -> Operating:
    """The lowest threshold at which talk gives at most so many false alarms an hour; never below `floor`.

    `floor` is the score below which the ear does not tell. As scores may tie, fewer events than allowed may remain.
    """
    allowed = math.floor(per_hour * hours + 1e-9)
    falling = np.sort(false_scores)[::-1]
    above = float(np.nextafter(falling[allowed], np.inf)) if falling.size > allowed else floor
    return operating_at(max(above, floor), false_scores, hours, places)


@dataclass(frozen=True, eq=False)
class Det:
    """Detection error trade-off: at each threshold (rising) the false alarms an hour (falling), the misses (rising)."""

    thresholds: Scores
    per_hour: Scores
    missed: Scores


def det(best: Scores, false_scores: Scores, hours: float) -> Det:
    """At every score that changes either figure."""
    finite = np.concatenate((best[np.isfinite(best)], false_scores))
    thresholds = np.unique(np.concatenate((finite, np.nextafter(finite, np.inf))))
    falling = np.sort(false_scores)
    rising = np.sort(best)
    false = falling.size - np.searchsorted(falling, thresholds, side="left")
    missed = np.searchsorted(rising, thresholds, side="left")
    return Det(thresholds, false / hours, missed / max(best.size, 1))


def poisson_interval(events: int) -> tuple[float, float]:
    """The 95 % interval of the expected number, from a count (Garwood 1936, exact)."""
    tail = (1 - _SURE) / 2
    low = 0.0 if events == 0 else _root(lambda mean: 1 - _poisson_cdf(events - 1, mean), tail, events + 1.0)
    high = _root(lambda mean: 1 - _poisson_cdf(events, mean), 1 - tail, 4.0 * events + 20.0)
    return low, high


def share_interval(count: int, among: int) -> tuple[float, float]:
    """The 95 % interval of a share, from `count` of `among` (Wilson 1927)."""
    z, share = 1.959964, count / among
    middle, width = (
        share + z * z / (2 * among),
        z * math.sqrt(share * (1 - share) / among + z * z / (4 * among * among)),
    )
    scale = 1 + z * z / among
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def _poisson_cdf(count: int, mean: float) -> float:
    if mean <= 0.0:
        return 1.0
    counts = np.arange(count + 1)
    log_factorials = np.concatenate(([0.0], np.cumsum(np.log(counts[1:]))))
    return min(1.0, float(np.exp(counts * math.log(mean) - mean - log_factorials).sum()))


def _root(rising: Callable[[float], float], aim: float, high: float) -> float:
    """Where a rising function of a mean reaches `aim`, by halving."""
    low = 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < aim else (low, middle)
    return (low + high) / 2
