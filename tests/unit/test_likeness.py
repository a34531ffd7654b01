"""A saying that sounds like the safe word would pause the session by itself."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.prompts import find_prompts, load_book
from assistant.ears.lexicon import Lexicon
from assistant.ears.likeness import Likeness, likeness_distance
from assistant.ears.phonemes import Phonemes
from assistant.errors import ContentError

SOUNDS = st.lists(st.integers(0, 9), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(Lexicon(Phonemes()))


@given(SOUNDS, SOUNDS, SOUNDS)
def test_a_word_that_stands_in_a_saying_is_no_distance_away(
    before: list[int], word: list[int], after: list[int]
) -> None:
    assert likeness_distance(before + word + after, word) == 0


@given(SOUNDS, SOUNDS)
def test_a_distance_is_never_more_than_the_whole_word(saying: list[int], word: list[int]) -> None:
    assert 0 <= likeness_distance(saying, word) <= 1


def test_a_saying_that_only_sounds_like_the_safe_word_is_told_apart_by_its_sound(likeness: Likeness) -> None:
    assert likeness.sounds_like("The pine apples are ripe.", "pineapple")
    assert likeness.sounds_like("About one minute is left.", "minnow")
    assert not likeness.sounds_like("The apple is ripe.", "pineapple")


def test_everything_the_assistant_says_can_be_said_with_the_usual_safe_word(likeness: Likeness) -> None:
    book = load_book(find_prompts(None), ["pineapple"], likeness.sounds_like)
    assert book.sayings["pause_cue"]


def test_a_safe_word_that_a_saying_sounds_like_is_refused_with_its_line(likeness: Likeness) -> None:
    with pytest.raises(ContentError) as told:
        load_book(Path(find_prompts(None)), ["minnow"], likeness.sounds_like)
    assert all("prompts.yaml, line" in problem for problem in told.value.problems)
    assert any("time_left" in problem for problem in told.value.problems)
