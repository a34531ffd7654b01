"""How well a word fits what was heard."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ears.keyword import MAX_WAYS, Keyword, Match, ways_of_phrase
from assistant.ears.phonemes import LogProbs

TOKENS = 8
BLANK = 7


def heard(*tokens: int, doubt: float = 0.0) -> LogProbs:
    """A frame for each token; `doubt` is shared by all the others."""
    rows = np.full((len(tokens), TOKENS), max(doubt, 1e-4) / (TOKENS - 1), np.float32)
    rows[np.arange(len(tokens)), tokens] = 1 - doubt
    return np.log(rows)


def found(word: tuple[int, ...], frames: LogProbs) -> Match:
    match = Keyword([word], BLANK).look(frames)
    assert match is not None
    return match


def test_a_word_said_clearly_costs_nothing_and_ends_at_its_last_sound() -> None:
    match = found((1, 2, 3), heard(BLANK, 1, 1, BLANK, 2, 3, 3, BLANK))
    assert match == Match(0.0, 5)


def test_a_word_is_found_amid_other_talk() -> None:
    assert found((1, 2, 3), heard(5, 4, 1, 2, 3, 6, 5)).score == 0.0


def test_half_a_word_is_not_the_word() -> None:
    assert found((1, 2, 3, 4), heard(BLANK, 1, 2, BLANK, BLANK, BLANK)).score < -2.0


def test_the_sounds_in_another_order_are_another_word() -> None:
    assert found((1, 2, 3), heard(3, BLANK, 2, BLANK, 1)).score < -2.0


def test_a_doubled_sound_needs_a_breath_between() -> None:
    assert found((1, 1), heard(1, BLANK, 1)).score == 0.0
    assert found((1, 1), heard(1, 1, 1, 5)).score < -1.0


def test_one_wrong_sound_weighs_less_in_a_long_phrase_than_in_a_short_word() -> None:
    short = found((1, 2, 3, 4), heard(1, 5, 3, 4))
    long = found((1, 2, 3, 4, 1, 2), heard(1, 5, 3, 4, 1, 2))
    assert long.score == pytest.approx(short.score / 3), "three sounds of each come along by chance"


def test_a_word_that_noise_left_in_doubt_is_less_sure_than_a_clear_one() -> None:
    clear, doubtful = (found((1, 2, 3), heard(1, 2, 3, doubt=doubt)).score for doubt in (0.0, 0.5))
    assert clear == 0.0
    assert doubtful == pytest.approx(3 * np.log(0.5))


def test_the_way_that_fits_best_counts() -> None:
    both = Keyword([(1, 2, 3), (4, 5)], BLANK).look(heard(6, 4, 5, 6))
    assert both == Match(0.0, 2)


def test_too_few_frames_hold_no_word() -> None:
    word = Keyword([(1, 2, 3)], BLANK)
    assert word.look(heard(1, 2)) is None
    assert word.look(heard()[:0]) is None


def test_a_word_without_a_sound_is_refused() -> None:
    for silent in ([], [()]):
        with pytest.raises(ValueError, match="at least one sound"):
            Keyword(silent, BLANK)


def test_a_phrase_is_said_in_every_way_its_words_are() -> None:
    assert ways_of_phrase([[(1,), (2,)], [(3, 4)]]) == ((1, 3, 4), (2, 3, 4))


def test_a_long_phrase_does_not_double_with_every_word() -> None:
    ways = ways_of_phrase([[(1,), (2,)]] * 12)
    assert len(ways) == MAX_WAYS
    assert ways[0] == (1,) * 12, "the usual way comes first"


def test_a_phrase_with_an_unsayable_word_has_no_way() -> None:
    assert ways_of_phrase([[(1,)], []]) == ()


frames = st.lists(st.integers(0, TOKENS - 1), min_size=1, max_size=30)
words = st.lists(st.integers(0, TOKENS - 2), min_size=1, max_size=5).map(tuple)


@settings(deadline=None)
@given(frames, words)
def test_nothing_fits_better_than_a_perfect_word(tokens: list[int], word: tuple[int, ...]) -> None:
    match = Keyword([word], BLANK).look(heard(*tokens))
    assert match is None or match.score <= 0.0


@settings(deadline=None)
@given(frames, words)
def test_silence_around_it_never_hurts_a_word(tokens: list[int], word: tuple[int, ...]) -> None:
    alone = Keyword([word], BLANK).look(heard(*tokens))
    amid = Keyword([word], BLANK).look(heard(BLANK, *tokens, BLANK))
    if alone is not None:
        assert amid is not None
        assert amid.score >= alone.score


@settings(deadline=None)
@given(words)
def test_every_word_is_found_in_its_own_saying(word: tuple[int, ...]) -> None:
    slowly = [token for sound in word for token in (sound, BLANK)]
    assert found(word, heard(*slowly)) == Match(0.0, 2 * len(word) - 2)
