"""Figures that couples trust rest on this arithmetic: misses, false alarms, and how sure both are."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bench.statistics import (
    Peak,
    Span,
    apart,
    best_in,
    det,
    first_in,
    operating_at,
    operating_for,
    poisson_interval,
    share_interval,
    share_missed,
)

FLOOR = -4.0
scores = st.lists(st.floats(FLOOR, 0.0), max_size=40).map(np.array)
some_scores = st.lists(st.one_of(st.floats(FLOOR, 0.0), st.just(-math.inf)), min_size=1, max_size=40).map(np.array)
hours = st.floats(0.1, 200.0)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (3, 0.6187, 8.767), (10, 4.795, 18.39)]
)
def test_intervals_are_those_of_the_tables(events: int, low: float, high: float) -> None:
    assert poisson_interval(events) == pytest.approx((low, high), abs=0.005)


@given(st.integers(0, 300))
def test_a_count_lies_within_its_own_interval(events: int) -> None:
    low, high = poisson_interval(events)
    assert low <= events < high
    assert poisson_interval(events + 1)[1] > high


@given(st.integers(1, 500), st.data())
def test_a_share_lies_within_its_own_interval(among: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, among))
    low, high = share_interval(count, among)
    assert 0.0 <= low <= count / among + 1e-9
    assert count / among - 1e-9 <= high <= 1.0
    assert high > low


def test_nothing_missed_in_forty_still_leaves_doubt() -> None:
    low, high = share_interval(0, 40)
    assert low == 0.0
    assert 0.05 < high < 0.1


@given(st.floats(0.01, 20.0), scores, hours)
def test_a_threshold_never_gives_more_false_alarms_than_asked_for(rate: float, false: np.ndarray, h: float) -> None:
    point = operating_for(rate, false, h, FLOOR)
    assert point.per_hour <= rate + 1e-6 or point.threshold == FLOOR
    assert point.threshold >= FLOOR


@given(st.floats(0.01, 20.0), scores, hours)
def test_any_lower_threshold_would_give_too_many(rate: float, false: np.ndarray, h: float) -> None:
    point = operating_for(rate, false, h, FLOOR)
    if point.threshold > FLOOR:
        assert operating_at(float(np.nextafter(point.threshold, -np.inf)), false, h).per_hour > rate - 1e-6


@given(scores, hours)
def test_more_false_alarms_allowed_never_asks_for_a_higher_score(false: np.ndarray, h: float) -> None:
    thresholds = [operating_for(rate, false, h, FLOOR).threshold for rate in (0.1, 0.5, 1.0, 5.0)]
    assert thresholds == sorted(thresholds, reverse=True)


def test_a_figure_with_two_events_behind_it_is_a_bound() -> None:
    assert operating_at(-1.0, np.array([-0.5, -0.6, -2.0]), 10.0).is_bound
    assert not operating_at(-1.0, np.array([-0.5, -0.6, -0.7]), 10.0).is_bound


def test_what_eleven_couples_took_for_their_word_at_two_places_is_a_bound_too() -> None:
    taken = np.array([-0.5] * 11 + [-0.6] * 11)
    point = operating_at(-1.0, taken, 22.0, places=np.array([-0.5, -0.6]))
    assert point.per_hour == 1.0
    assert point.is_bound
    low, high = point.interval
    assert low < 1.0 < high
    assert high > operating_at(-1.0, taken, 22.0).interval[1]


@given(st.lists(st.tuples(st.floats(0.0, 10.0), st.floats(-4.0, 0.0)), max_size=30))
def test_what_is_told_twice_within_a_moment_counts_once_by_its_best_score(told: list[tuple[float, float]]) -> None:
    peaks = [Peak(end_s, score, end_s) for end_s, score in told]
    kept = apart(peaks, 0.8)
    for peak in peaks:
        assert any(abs(peak.end_s - one.end_s) < 0.8 and one.score >= peak.score for one in kept)
    ends_s = sorted(one.end_s for one in kept)
    assert all(later - earlier >= 0.8 for earlier, later in pairwise(ends_s))


@given(some_scores, scores, hours)
def test_along_the_curve_misses_rise_as_false_alarms_fall(best: np.ndarray, false: np.ndarray, h: float) -> None:
    curve = det(best, false, h)
    assert (np.diff(curve.missed) >= 0).all()
    assert (np.diff(curve.per_hour) <= 0).all()


@given(some_scores, scores, hours)
def test_the_curve_says_what_each_threshold_says(best: np.ndarray, false: np.ndarray, h: float) -> None:
    curve = det(best, false, h)
    for threshold, per_hour, missed in zip(curve.thresholds, curve.per_hour, curve.missed, strict=True):
        assert missed == pytest.approx(share_missed(best, float(threshold)))
        assert per_hour == pytest.approx(operating_at(float(threshold), false, h).per_hour)


def test_a_word_never_heard_is_missed_at_any_threshold() -> None:
    assert share_missed(np.array([-math.inf, -1.0]), -1e9) == 0.5


def test_each_recording_is_given_its_own_best_peak() -> None:
    spans = [Span(0.0, 2.0, 1.5), Span(2.0, 4.0, 3.5), Span(4.0, 6.0, 5.5)]
    peaks = [Peak(1.4, -0.9, 1.8), Peak(1.9, -0.3, 2.1), Peak(3.4, -1.0, 3.6)]
    assert best_in(spans, peaks) == [peaks[1], peaks[2], None]
    assert first_in(spans, peaks) == [peaks[0], peaks[2], None]


@given(st.lists(st.tuples(st.floats(0.0, 10.0), st.floats(-4.0, 0.0)), max_size=30))
def test_no_peak_counts_for_two_recordings(told: list[tuple[float, float]]) -> None:
    peaks = [Peak(end_s, score, end_s) for end_s, score in told]
    spans = [Span(start, start + 2.0, start + 1.0) for start in (0.0, 2.0, 4.0, 6.0)]
    best = [peak for peak in best_in(spans, peaks) if peak is not None]
    assert len({id(peak) for peak in best}) == len(best)
