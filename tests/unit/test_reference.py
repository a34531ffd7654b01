"""On two clocks the reference goes with the echo; on one it stays as it is, to the bit."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices.acoustics import EchoPath, at_level, kitchen
from assistant.devices.partner import speak
from assistant.devices.resampling import to_int16
from assistant.ears.echo import EchoCanceller, SteadyCanceller
from assistant.ears.reference import BASE_LATE, SteadyReference

TEXT = "Good morning. There's room for the other of you now, as much or as little as you like. Take all your time."
ANSWER = "I would like to tell you something about my week, and how it was for me when the children were away."


@cache
def talking(seconds: float, text: str = TEXT, voice: str = "en-us+f3") -> Samples:
    """Somebody talks all the while."""
    said = np.concatenate((speak(text, voice), np.zeros(SAMPLE_RATE_HZ // 5, np.int16)))
    return np.resize(said, round(seconds * SAMPLE_RATE_HZ) // BLOCK_SAMPLES * BLOCK_SAMPLES)


def in_the_room(played: Samples, drift_ppm: float, echo_db: float = 0.0) -> Samples:
    """The echo at the microphone, with a soft hum 30 dB below."""
    path, hum = EchoPath(echo_db, drift_ppm, 1), to_int16(at_level(kitchen(1), -56.0))
    echo = [to_int16(path.hear(block)) for block in blocks(played)]
    return np.concatenate(echo) + np.resize(hum, played.size)


def blocks(sound: Samples) -> Iterator[Samples]:
    yield from sound.reshape(-1, BLOCK_SAMPLES)


def followed(reference: SteadyReference, heard: Samples, played: Samples) -> Samples:
    pairs = zip(blocks(heard), blocks(played), strict=True)
    return np.concatenate([reference.steady(*pair) for pair in pairs])


def suppressed_db(drift_ppm: float, seconds: float) -> float:
    """How much weaker the assistant's own voice is in the last four seconds."""
    played = talking(seconds)
    heard = in_the_room(played, drift_ppm)
    canceller = SteadyCanceller(EchoCanceller())
    left = np.concatenate([canceller.clean(*pair) for pair in zip(blocks(heard), blocks(played), strict=True)])
    last = slice(-4 * SAMPLE_RATE_HZ, None)
    return float(10 * np.log10(np.square(heard[last], dtype=float).mean() / np.square(left[last], dtype=float).mean()))


@pytest.mark.parametrize("drift_ppm", [60.0, -60.0])
def test_on_two_clocks_its_own_voice_grows_as_weak_as_on_one(drift_ppm: float) -> None:
    assert suppressed_db(drift_ppm, 14) > 25


@pytest.mark.parametrize("drift_ppm", [5.0, 100.0, -60.0])
def test_after_ten_seconds_of_its_voice_the_drift_is_known_to_two_millionths(drift_ppm: float) -> None:
    reference, played = SteadyReference(), talking(11)
    followed(reference, in_the_room(played, drift_ppm), played)
    assert reference.drift_ppm == pytest.approx(drift_ppm, abs=2.0)


def test_somebody_who_talks_all_the_while_as_loud_as_the_echo_does_not_lead_it_astray() -> None:
    reference, played = SteadyReference(), talking(20)
    partner = talking(20, ANSWER, "en-gb")
    followed(reference, in_the_room(played, 40.0) // 2 + partner // 2, played)
    assert reference.drift_ppm == pytest.approx(40.0, abs=2.0)


def test_on_one_clock_nothing_is_touched() -> None:
    reference, played = SteadyReference(), talking(20)
    steady = followed(reference, in_the_room(played, 0.0), played)
    np.testing.assert_array_equal(steady[BASE_LATE:], played[:-BASE_LATE])


def test_without_an_echo_nothing_is_touched_whoever_talks() -> None:
    reference, played = SteadyReference(), talking(20)
    steady = followed(reference, talking(20, ANSWER, "en-gb"), played)
    np.testing.assert_array_equal(steady[BASE_LATE:], played[:-BASE_LATE])


def test_a_step_that_the_sound_card_takes_is_found_within_three_seconds() -> None:
    played = talking(24)
    heard = in_the_room(played, 0.0)
    half = 12 * SAMPLE_RATE_HZ
    step = 400
    reference = SteadyReference()
    followed(reference, heard[:half], played[:half])
    followed(reference, heard[half - step : half - step + 3 * SAMPLE_RATE_HZ], played[half : half + 3 * SAMPLE_RATE_HZ])
    assert reference.late == pytest.approx(step, abs=0.1)


@given(steps=st.tuples(*[st.integers(0, 900)] * 3), back=st.integers(0, 600))
@settings(max_examples=20, deadline=None)
def test_a_step_that_was_told_is_not_even_noticed(steps: tuple[int, int, int], back: int) -> None:
    """What is known of the sound goes on exactly where it was; what was jumped over is silence."""
    reference, sound = SteadyReference(), np.arange(1, 50 * BLOCK_SAMPLES).astype(np.int16)
    due = dict(zip((10, 14, 18, 24), (*steps, -min(back, sum(steps))), strict=True))
    place, out = 0, []
    for number in range(30):
        if number in due:
            reference.stepped(due[number])
            place += due[number]
        out.append(reference.steady(np.zeros(BLOCK_SAMPLES, np.int16), sound[place : place + BLOCK_SAMPLES]))
        place += BLOCK_SAMPLES
    steady = np.concatenate(out)
    known = steady != 0
    assert known[-BLOCK_SAMPLES:].all()
    np.testing.assert_array_equal(steady[known], (np.arange(steady.size) - BASE_LATE + 1)[known])


def test_before_it_has_heard_an_echo_it_takes_the_time_stamps_word_and_no_longer() -> None:
    reference, played = SteadyReference(), talking(12)
    reference.expect_drift(60.0)
    assert reference.drift_ppm == pytest.approx(60.0)
    followed(reference, in_the_room(played, 20.0), played)
    reference.expect_drift(60.0)
    assert reference.drift_ppm == pytest.approx(20.0, abs=1.0)


def test_after_lost_sound_the_echo_is_found_again_and_the_drift_is_still_known() -> None:
    reference, played = SteadyReference(), talking(20)
    heard = in_the_room(played, 60.0)
    half = 12 * SAMPLE_RATE_HZ
    followed(reference, heard[:half], played[:half])
    reference.realign()
    assert reference.drift_ppm == pytest.approx(60.0, abs=1.0)
    followed(reference, heard[half + 100 :][: 3 * SAMPLE_RATE_HZ], played[half:][: 3 * SAMPLE_RATE_HZ])
    lost = 60e-6 * 15 * SAMPLE_RATE_HZ - 100
    assert reference.late == pytest.approx(lost, abs=0.5)
