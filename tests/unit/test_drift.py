"""How fast two clocks part follows from time stamps, though each of them comes late by another amount."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_S, BLOCK_SAMPLES
from assistant.devices.drift import ClockRate, robust_line

SEEDS = st.integers(0, 2**32 - 1)
A_MINUTE_EACH = settings(max_examples=8, deadline=None)


def stamped(slow_ppm: float, seed: int, *, seconds: float = 60.0, late_s: float = 0.01) -> ClockRate:
    """A clock that was watched for so long; each stamp came up to `late_s` late."""
    rate, chance = ClockRate(), np.random.default_rng(seed)
    for number in range(round(seconds / BLOCK_S)):
        at_s = number * BLOCK_S * (1 + slow_ppm * 1e-6) + chance.uniform(0.0, late_s)
        rate.note(number * BLOCK_SAMPLES, at_s)
    return rate


def known(rate: ClockRate) -> float:
    assert rate.slow_ppm is not None
    return rate.slow_ppm


@pytest.mark.parametrize("drift_ppm", [0.0, 20.0, 60.0, -60.0])
@given(seed=SEEDS)
@A_MINUTE_EACH
def test_after_a_minute_the_drift_of_two_clocks_is_known_though_their_stamps_lie_20_ms_apart(
    drift_ppm: float, seed: int
) -> None:
    """Each stream's stamps come up to 10 ms late, so that two of them differ by up to 20 ms."""
    microphone, loudspeaker = stamped(12.0, seed), stamped(12.0 + drift_ppm, seed + 1)
    assert known(loudspeaker) - known(microphone) == pytest.approx(drift_ppm, abs=3.0)


@given(seed=SEEDS, wrong=st.lists(st.integers(0, 2999), max_size=5), early_s=st.floats(0.03, 0.5))
@A_MINUTE_EACH
def test_a_few_stamps_that_are_plainly_wrong_change_nothing(seed: int, wrong: list[int], early_s: float) -> None:
    rate, chance = ClockRate(), np.random.default_rng(seed)
    for number in range(3000):
        late_s = -early_s if number in wrong else chance.uniform(0.0, 0.01)
        rate.note(number * BLOCK_SAMPLES, number * BLOCK_S * (1 + 20e-6) + late_s)
    assert known(rate) == pytest.approx(20.0, abs=3.0)


def test_before_half_a_minute_nothing_is_claimed() -> None:
    assert stamped(60.0, 1, seconds=25.0).slow_ppm is None


def test_a_clock_watched_anew_forgets_what_it_was() -> None:
    rate = stamped(60.0, 1)
    rate.clear()
    assert rate.slow_ppm is None


@given(
    slope=st.floats(-10, 10),
    start=st.floats(-1e3, 1e3),
    astray=st.lists(st.tuples(st.integers(0, 29), st.floats(-1e4, 1e4)), max_size=6),
)
def test_a_line_is_found_though_one_point_in_five_lies_astray(
    slope: float, start: float, astray: list[tuple[int, float]]
) -> None:
    places = np.arange(30.0)
    values = start + slope * places
    for number, by in astray:
        values[number] += by
    line = robust_line(places.tolist(), values.tolist())
    assert line.slope == pytest.approx(slope, abs=1e-6)
    assert line.at(100.0) == pytest.approx(start + 100.0 * slope, abs=1e-3)
