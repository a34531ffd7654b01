"""What is the phoneme spotter's own: what it forgives, what it costs. What any spotter promises is in the contract."""

import numpy as np
import pytest
from helpers.letters import WORD, LoudPhonemes, quiet, spelled
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.spotter import (
    LONGEST_WINDOW_S,
    PhonemeSpotter,
    Spotted,
    UnpronounceableError,
    choose_hop_s,
    window_for_s,
)


def hear_all(spotter: PhonemeSpotter, sound: Samples) -> tuple[Spotted, ...]:
    heard = [found for start in range(0, sound.size, 320) for found in spotter.hear(sound[start : start + 320])]
    return (*heard, *spotter.finish())


def accepted(found: tuple[Spotted, ...]) -> list[Spotted]:
    return [spotted for spotted in found if spotted.accepted]


def test_a_word_at_the_very_end_of_a_recording_is_heard() -> None:
    sound = np.concatenate((quiet(1.02), spelled(WORD)))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 1


def test_other_talk_is_not_the_word() -> None:
    talk = np.tile(np.concatenate((spelled("adgjm"), quiet(0.14), spelled("vbkzqw"), quiet(0.26))), 20)
    assert accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), talk)) == []


def test_one_sound_swallowed_is_forgiven() -> None:
    sound = np.concatenate((quiet(1.2), spelled("zqavbk"), quiet(2)))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 1


def test_what_sounded_a_little_like_it_is_a_candidate_once() -> None:
    sound = np.concatenate((quiet(1.2), spelled("zqavak"), quiet(2)))
    (near,) = hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound)
    assert not near.accepted
    assert near.score < -0.5


def test_asleep_it_needs_more_certainty() -> None:
    sound = np.concatenate((quiet(1.2), spelled("zqavak"), quiet(2)))
    spotter = PhonemeSpotter(LoudPhonemes(), [WORD])
    (near,) = hear_all(spotter, sound)
    lenient = PhonemeSpotter(LoudPhonemes(), [WORD], threshold=near.score - 0.1)
    assert len(accepted(hear_all(lenient, sound))) == 1
    lenient.asleep = True
    assert accepted(hear_all(lenient, sound)) == []


def test_a_quiet_room_costs_no_pass() -> None:
    phonemes = LoudPhonemes()
    spotter = PhonemeSpotter(phonemes, [WORD])
    spotter.hear(quiet(60))
    assert phonemes.passes == 0


def test_no_noise_sets_off_a_storm() -> None:
    rng = np.random.default_rng(2)
    noises = (
        np.full(SAMPLE_RATE_HZ * 5, 30000, np.int16),
        rng.choice(np.array([-32768, 32767], np.int16), SAMPLE_RATE_HZ * 5),
        rng.integers(-3000, 3000, SAMPLE_RATE_HZ * 5).astype(np.int16),
    )
    for noise in noises:
        assert accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), noise)) == []


def test_a_word_without_a_sound_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnpronounceableError, match="choose a word that can be said aloud"):
        PhonemeSpotter(LoudPhonemes(), ["!?"])


@given(st.floats(0.001, 1.0))
def test_the_chosen_hop_leaves_half_a_core(window_cost_s: float) -> None:
    hop_s = choose_hop_s(window_cost_s)
    if hop_s is None:
        assert window_cost_s > 0.25
    else:
        assert 0.2 <= hop_s <= 0.5
        assert window_cost_s <= 0.5 * hop_s


def test_a_fast_machine_answers_sooner_than_a_slow_one() -> None:
    assert choose_hop_s(0.05) == 0.2
    assert choose_hop_s(0.15) == 0.3
    assert choose_hop_s(0.5) is None


@given(st.integers(1, 40), st.floats(0.2, 0.5))
def test_a_window_has_room_for_a_slow_word_and_a_hop(phonemes: int, hop_s: float) -> None:
    window_s = window_for_s(phonemes, hop_s)
    assert 1.0 + hop_s <= window_s <= LONGEST_WINDOW_S
