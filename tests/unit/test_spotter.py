"""The safe word is heard wherever it falls, once, and nothing else is taken for it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import FRAME_S, FRAME_SAMPLES, LogProbs
from assistant.ears.spotter import (
    LONGEST_WINDOW_S,
    PhonemeSpotter,
    Spotted,
    UnpronounceableError,
    choose_hop_s,
    window_for_s,
)

BLANK = 27
LOUDNESS_STEP = 1000
HUNDRED_S = 100


class LoudPhonemes:
    """A phoneme for each letter, as loud as its place in the alphabet; hears them with little doubt."""

    blank = BLANK

    def __init__(self) -> None:
        self.passes = 0

    def id_of(self, token: str) -> int:
        raise KeyError(token)

    def guess(self, word: str) -> Pronunciation:
        return tuple(1 + "abcdefghijklmnopqrstuvwxyz".index(letter) for letter in word if letter.isalpha())

    def log_probs(self, samples: Samples) -> LogProbs:
        self.passes += 1
        frames = samples[: samples.size - samples.size % FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        loud = np.rint(np.abs(frames.astype(float)).mean(axis=1) / LOUDNESS_STEP).astype(int)
        rows = np.full((len(frames), BLANK + 1), 0.03 / BLANK, np.float32)
        rows[np.arange(len(frames)), np.where((loud > 0) & (loud < BLANK), loud, BLANK)] = 0.97
        return np.log(rows)


def said(word: str) -> Samples:
    """80 ms a letter, of which a frame sounds, in the code that LoudPhonemes hears."""
    frames = np.zeros((4 * len(word), FRAME_SAMPLES))
    frames[::4] = [["abcdefghijklmnopqrstuvwxyz".index(letter) + 1] for letter in word]
    samples: Samples = (frames.reshape(-1) * LOUDNESS_STEP * np.resize([1, -1], frames.size)).astype(np.int16)
    return samples


def quiet(frames: int) -> Samples:
    return np.zeros(frames * FRAME_SAMPLES, np.int16)


def hear_all(spotter: PhonemeSpotter, sound: Samples, piece: int = 320) -> tuple[Spotted, ...]:
    heard = [found for start in range(0, sound.size, piece) for found in spotter.hear(sound[start : start + piece])]
    return (*heard, *spotter.finish())


def accepted(found: tuple[Spotted, ...]) -> list[Spotted]:
    return [spotted for spotted in found if spotted.accepted]


WORD = "zqxvbk"  # in no dictionary: its sounds are its letters


@pytest.mark.parametrize("frames_before", range(50, 66))
def test_the_word_is_heard_once_wherever_it_falls(frames_before: int) -> None:
    sound = np.concatenate((quiet(frames_before), said(WORD), quiet(100)))
    (hit,) = accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))
    end_s = frames_before * FRAME_S + len(WORD) * 0.08
    assert hit.word == WORD
    assert end_s - 0.16 < hit.word_end_s <= end_s, "perhaps a sound early: it need not wait for the very end"
    assert hit.heard_at_s - end_s <= 0.3, "no later than a hop"
    assert hit.score > -2.0


def test_the_word_is_heard_in_the_middle_of_talk() -> None:
    sound = np.concatenate((said("adgjmadgjm"), said(WORD), said("adgjmadgjm")))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 1


def test_said_twice_it_is_heard_twice() -> None:
    sound = np.concatenate((quiet(60), said(WORD), quiet(25), said(WORD), quiet(60)))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 2


def test_a_word_at_the_very_end_of_a_recording_is_heard() -> None:
    sound = np.concatenate((quiet(51), said(WORD)))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 1


def test_other_talk_is_not_the_word() -> None:
    talk = np.tile(np.concatenate((said("adgjm"), quiet(7), said("vbkzqw"), quiet(13))), 20)
    assert accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), talk)) == []


def test_one_sound_swallowed_is_forgiven() -> None:
    sound = np.concatenate((quiet(60), said("zqavbk"), quiet(100)))
    assert len(accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound))) == 1


def test_what_sounded_a_little_like_it_is_a_candidate_once() -> None:
    sound = np.concatenate((quiet(60), said("zqavak"), quiet(100)))
    (near,) = hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), sound)
    assert not near.accepted
    assert near.score < -0.5


def test_two_words_are_told_apart() -> None:
    other = "jfhgwpd"
    sound = np.concatenate((quiet(60), said(other), quiet(60), said(WORD), quiet(60)))
    hits = accepted(hear_all(PhonemeSpotter(LoudPhonemes(), [WORD, other]), sound))
    assert [hit.word for hit in hits] == [other, WORD]


def test_asleep_it_needs_more_certainty() -> None:
    sound = np.concatenate((quiet(60), said("zqavak"), quiet(100)))
    spotter = PhonemeSpotter(LoudPhonemes(), [WORD])
    (near,) = hear_all(spotter, sound)
    lenient = PhonemeSpotter(LoudPhonemes(), [WORD], threshold=near.score - 0.1)
    assert len(accepted(hear_all(lenient, sound))) == 1
    lenient.asleep = True
    assert accepted(hear_all(lenient, sound)) == []


def test_after_a_gap_the_two_halves_are_not_joined_and_times_go_on() -> None:
    word = said(WORD)
    spotter = PhonemeSpotter(LoudPhonemes(), [WORD])
    spotter.hear(np.concatenate((quiet(60), word[: word.size // 2])))
    spotter.reset(at_s=HUNDRED_S)
    found = hear_all(spotter, np.concatenate((word[word.size // 2 :], quiet(50), word, quiet(50))))
    (hit,) = accepted(found)
    assert hit.word_end_s > HUNDRED_S + 1


def test_a_quiet_room_costs_no_pass() -> None:
    phonemes = LoudPhonemes()
    spotter = PhonemeSpotter(phonemes, [WORD])
    spotter.hear(quiet(3000))
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


def test_with_no_safe_word_it_hears_none() -> None:
    assert hear_all(PhonemeSpotter(LoudPhonemes(), []), said(WORD)) == ()


EVENING = np.concatenate((quiet(47), said("adgjm"), said(WORD), quiet(33), said("zqavak"), quiet(41), said(WORD)))
WHOLE = hear_all(PhonemeSpotter(LoudPhonemes(), [WORD]), EVENING, EVENING.size)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 9000), max_size=30))
def test_it_does_not_matter_how_the_sound_is_cut(cuts: list[int]) -> None:
    spotter = PhonemeSpotter(LoudPhonemes(), [WORD])
    edges = [*np.cumsum([0, *cuts]).clip(0, EVENING.size), EVENING.size]
    found = [spotted for start, end in pairwise(edges) for spotted in spotter.hear(EVENING[start:end])]
    assert (*found, *spotter.finish()) == WHOLE
    assert len(accepted(WHOLE)) == 2


@given(st.floats(0.001, 1.0), st.floats(1.0, 2.0))
def test_the_chosen_hop_leaves_half_a_core(window_cost_s: float, window_s: float) -> None:
    hop_s = choose_hop_s(window_cost_s, window_s)
    if hop_s is None:
        assert window_cost_s > 0.19
    else:
        assert 0.2 <= hop_s <= 0.5
        assert window_cost_s <= 0.5 * hop_s


def test_a_fast_machine_answers_sooner_than_a_slow_one() -> None:
    assert choose_hop_s(0.05, 1.4) == 0.2
    assert choose_hop_s(0.15, 1.4) == pytest.approx(0.34)
    assert choose_hop_s(0.5, 1.4) is None


@given(st.integers(1, 40), st.floats(0.2, 0.5))
def test_a_window_has_room_for_a_slow_word_and_a_hop(phonemes: int, hop_s: float) -> None:
    window_s = window_for_s(phonemes, hop_s)
    assert 1.0 + hop_s <= window_s <= LONGEST_WINDOW_S
