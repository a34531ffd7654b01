"""What was played while something was heard: early, never late, and nothing that began or ended is forgotten."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples, Started
from assistant.devices.pairing import EARLY_S, Pairing, Together
from assistant.voice.player import Played

EARLY = round(EARLY_S * SAMPLE_RATE_HZ)


def counted(first: int) -> Samples:
    """Sound whose samples say where they lie."""
    return (np.arange(first, first + BLOCK_SAMPLES) % 30_000 + 1).astype(np.int16)


def played_and_heard(pairing: Pairing, wander_s: list[float], *, ahead: int = 6, from_s: float = 0.0) -> list[Together]:
    """A loudspeaker `ahead` blocks before the microphone, whose stamps wander; both began at the same moment."""
    first = 0 if from_s == 0.0 else round(from_s / BLOCK_S)
    taken = []
    for number in range(len(wander_s) + ahead):
        place = (first + number) * BLOCK_SAMPLES
        pairing.played(Played(place, counted(place)), place / SAMPLE_RATE_HZ)
        if number >= ahead:
            heard = number - ahead
            pairing.heard((first + heard) * BLOCK_S + wander_s[heard])
            taken.append(pairing.take())
    return taken


def test_the_reference_is_what_sounded_at_that_moment_a_little_early() -> None:
    together = played_and_heard(Pairing(), [0.0] * 20)
    sound = np.concatenate([one.pcm for one in together])
    np.testing.assert_array_equal(sound, np.arange(EARLY, EARLY + sound.size) % 30_000 + 1)


@given(wander_s=st.lists(st.floats(-0.0099, 0.0099), min_size=1, max_size=60))  # 20 ms from end to end, as measured
def test_stamps_that_wander_never_tear_the_reference_and_never_make_it_late(wander_s: list[float]) -> None:
    together = played_and_heard(Pairing(), wander_s)
    sound = np.concatenate([one.pcm for one in together]).astype(int)
    lead = int(sound[0]) - 1
    assert 0 <= lead <= 0.15 * SAMPLE_RATE_HZ
    np.testing.assert_array_equal(sound, np.arange(lead, lead + sound.size) % 30_000 + 1)


def test_clocks_that_have_run_far_apart_are_set_right() -> None:
    together = played_and_heard(Pairing(), [0.0] * 30 + [0.1] * 60, ahead=12)
    assert int(together[-1].pcm[0]) - 1 == (89 * BLOCK_SAMPLES + EARLY + 1600) % 30_000


def test_after_lost_sound_the_reference_is_found_anew() -> None:
    pairing = Pairing()
    played_and_heard(pairing, [0.0] * 30)
    pairing.restart_microphone()
    together = played_and_heard(pairing, [0.0] * 10, from_s=1.0)
    assert int(together[0].pcm[0]) - 1 == 50 * BLOCK_SAMPLES + EARLY


def test_before_anything_was_played_the_reference_is_silence() -> None:
    pairing = Pairing()
    pairing.heard(0.0)
    assert not pairing.take().pcm.any()


def test_what_began_and_ended_is_told_where_its_sound_lies() -> None:
    pairing = Pairing()
    for number in range(12):
        place = number * BLOCK_SAMPLES
        started = (Started("chime", place + 100),) if number == 5 else ()
        pairing.played(
            Played(place, counted(place), started, ("chime",) if number == 7 else ()), place / SAMPLE_RATE_HZ
        )
    told = []
    for number in range(8):
        pairing.heard(number * BLOCK_S)
        together = pairing.take()
        told += [("started", number * BLOCK_SAMPLES + one.first_sample) for one in together.started]
        told += [("finished", number) for _ in together.finished]
    begun = 5 * BLOCK_SAMPLES + 100 - EARLY
    assert told == [("started", begun), ("finished", (8 * BLOCK_SAMPLES - 1 - EARLY) // BLOCK_SAMPLES)]


def test_what_ended_while_the_microphone_was_closed_is_told_afterwards() -> None:
    pairing = Pairing()
    for number in range(500):
        place = number * BLOCK_SAMPLES
        finished = ("goodbye",) if number == 3 else ()
        pairing.played(Played(place, counted(place), (), finished), place / SAMPLE_RATE_HZ)
    pairing.restart_microphone()
    pairing.heard(490 * BLOCK_S)
    assert pairing.take().finished == ("goodbye",)


def test_how_fast_the_clocks_part_is_told_and_every_step_is_too() -> None:
    """A loudspeaker whose clock is 500 ppm slow, for two minutes: the reference is never torn without a word."""
    pairing, lead, ahead = Pairing(), None, 10
    for number in range(6_000 + ahead):
        place = number * BLOCK_SAMPLES
        pairing.played(Played(place, counted(place)), place / SAMPLE_RATE_HZ * (1 + 500e-6))
        if number >= ahead:
            pairing.heard((number - ahead) * BLOCK_S)
            together = pairing.take()
            assert together.clocks is not None
            expected = 0 if lead is None else lead + BLOCK_SAMPLES + together.clocks.stepped_samples
            lead = int(together.pcm[0]) - 1
            assert expected % 30_000 == (lead if expected else expected)
    assert together.clocks is not None
    assert together.clocks.drift_ppm is not None
    assert abs(together.clocks.drift_ppm - 500.0) < 1.0
