"""One figure as text, marked where it is a bound. Formats; reckons nothing."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.bench.results import Result
from assistant.bench.statistics import FEWEST_EVENTS, Operating

BOUND: Final = (
    "*: fewer than three false alarms stand behind the threshold; °: fewer than three words were missed. "
    "Such a figure is a bound, not a measurement."
)


@dataclass(frozen=True)
class Table:
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(share: float) -> str:
    return f"{100 * share:.1f}"


def missed_cell(result: Result, word: str, point: Operating) -> str:
    missed = int(np.count_nonzero(result.words[word].best < point.threshold))
    return _marked(result.missed(point.threshold)[word], missed, point)


def mean_missed(result: Result, point: Operating) -> str:
    """The mean of the recorded words."""
    missed = sum(int(np.count_nonzero(said.best < point.threshold)) for said in result.words.values())
    return _marked(result.mean_missed(point.threshold), missed, point)


def rate_cell(point: Operating) -> str:
    places = f"{point.places} place{'' if point.places == 1 else 's'}"
    return f"{point.per_hour:.2g}" + (f" (bound: {places})" if point.is_bound else "")


def _marked(share: float, missed: int, point: Operating) -> str:
    return percent(share) + ("*" if point.is_bound else "") + ("°" if missed < FEWEST_EVENTS else "")
