"""A name that no dictionary knows is said three times, and the assistant finds English words that sound like it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ears.by_ear import sounds_in, way_said
from assistant.ears.keyword import ways_of_phrase
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import LogProbs, Phonemes
from assistant.ears.pronunciation import syllables_in
from assistant.ears.respelling import words_like

LETTERS = "-abcdefghijklmnopqrstuvwxyz"  # "-" is the blank
ENGLISH = range(1, 21)  # a to t: the others are sounds of other languages


def frames(heard: str, doubt: str = "", sure: float = 0.9) -> LogProbs:
    """One frame a letter of `heard`; what is left of each is for the letter of `doubt` below it."""
    probabilities = np.full((len(heard), len(LETTERS)), 1e-4, np.float32)
    for row, letter, other in zip(probabilities, heard, doubt or heard, strict=True):
        row[LETTERS.index(other)] = 1 - sure
        row[LETTERS.index(letter)] = sure
    result: LogProbs = np.log(probabilities)
    return result


def letters(way: tuple[int, ...]) -> str:
    return "".join(LETTERS[sound] for sound in way)


def test_each_sound_counts_once_however_long_it_lasts() -> None:
    assert letters(sounds_in(frames("--aab-b-c--"), ENGLISH, blank=0)) == "abbc"


def test_a_sound_that_is_not_english_is_heard_as_the_nearest_that_is() -> None:
    assert letters(sounds_in(frames("-azc-", "-abc-"), ENGLISH, blank=0)) == "abc"


def test_of_three_times_that_counts_which_fits_all_of_them() -> None:
    once_mumbled = (frames("-abc-"), frames("-a-c-", "-abc-"), frames("-abd-", "-abc-", sure=0.6))
    assert letters(way_said(once_mumbled, ENGLISH, blank=0)) == "abc"


def test_where_nothing_was_said_there_is_no_sound() -> None:
    assert way_said((frames("-----"),), ENGLISH, blank=0) == ()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(Phonemes())


def often(word: str) -> float:
    return 100.0 if word in {"win", "pie", "apple", "nap", "fine"} else 0.0


def test_the_commonest_word_is_taken_and_as_few_as_can_be() -> None:
    assert words_like(("W", "IH", "N"), often) == ("win",)
    assert words_like(("P", "AY", "AE", "P", "AX", "L"), often) == ("pie", "apple")
    assert words_like((), often) == ()


@settings(deadline=None, max_examples=5)
@given(st.lists(st.sampled_from(["nash", "ville", "zoo", "ree", "pumpkin", "oyster", "jay"]), min_size=1, max_size=3))
def test_what_words_sound_like_is_written_with_words_that_sound_so(lexicon: Lexicon, words: list[str]) -> None:
    (usual, *_) = ways_of_phrase([lexicon.of_word(word) for word in words])
    sounds = lexicon.symbols(usual)
    assert sounds
    written = words_like(sounds, often)
    assert len(written) <= len(words)
    assert ways_of_phrase([lexicon.of_word(word) for word in written])[0] == usual


@settings(deadline=None, max_examples=5)
@given(st.lists(st.sampled_from(["S", "T", "NG", "ZH", "AX", "IY", "OY", "M"]), max_size=9))
def test_any_sounds_are_written_with_words_that_can_be_said_or_not_at_all(lexicon: Lexicon, sounds: list[str]) -> None:
    for word in words_like(sounds, often):
        said = lexicon.symbols(lexicon.of_word(word)[0])
        assert said
        assert syllables_in(said)
