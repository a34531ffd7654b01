"""A safe word is shown as it will be listened for, and can be put right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.pronunciation import Pronunciations, UnsayableError


@pytest.fixture(scope="module")
def pronunciations() -> Pronunciations:
    return Pronunciations(Lexicon(Phonemes()))


@pytest.mark.parametrize(
    ("word", "readable"),
    [
        ("pineapple", "PIE-nap-ul"),
        ("butterfly", "BUT-ur-flie"),
        ("snowflake", "SNOH-flake"),
        ("computer", "kum-PYOO-tur"),
        ("smart mirror", "smart MEER-ur"),
        ("yellow submarine", "YEL-oh SUB-mur-een"),
        ("orange", "OR-unj"),
        ("island", "EYE-lund"),
        ("ice cream", "ice kreem"),
        ("mango", "MANG-goh"),
        ("nightingale", "NIE-ting-gale"),
    ],
)
def test_a_word_is_shown_in_letters_that_anybody_can_read(
    pronunciations: Pronunciations, word: str, readable: str
) -> None:
    assert pronunciations.of(word).readable == readable


def test_a_made_up_word_is_guessed_and_says_so(pronunciations: Pronunciations) -> None:
    assert pronunciations.of("blorptastic").guessed
    assert not pronunciations.of("pineapple").guessed


def test_a_name_with_an_accent_is_looked_up_without_it(pronunciations: Pronunciations) -> None:
    assert pronunciations.of("Zoë") == pronunciations.of("zoë")
    assert pronunciations.of("Zoë").readable == "ZOH-ee"
    assert pronunciations.of("Zoë").text == "zoë"


def test_a_word_can_be_spelled_by_words_that_sound_like_it(pronunciations: Pronunciations) -> None:
    spelled = pronunciations.of("Nguyen", "win")
    assert (spelled.text, spelled.readable) == ("nguyen", "win")
    assert spelled.ways == pronunciations.of("win").ways
    assert pronunciations.of("nashville", "nash ville").ways == pronunciations.of("nashville").ways


def test_a_voice_is_given_the_very_sounds_with_their_stress(pronunciations: Pronunciations) -> None:
    assert pronunciations.of("pineapple").for_espeak == "p'aInap@l"
    assert pronunciations.of("banana").for_espeak == "b@n'an@"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no letters"),
        ("🍍", "no letters"),
        ("?!", "no letters"),
        ("42", "digits"),
        ("R2D2", "digits"),
        ("ананас", "English"),
        ("菠萝", "English"),
        ("hmm", "sounds"),
        ("pine" * 9, "too long"),
        ("one banana two banana three banana four " * 2, "too long"),
    ],
)
def test_what_cannot_be_said_is_told_in_one_sentence(pronunciations: Pronunciations, text: str, why: str) -> None:
    with pytest.raises(UnsayableError, match=why) as told:
        pronunciations.of(text)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_either_shown_or_told_of_in_one_sentence(pronunciations: Pronunciations, text: str) -> None:
    try:
        told = pronunciations.of(text).readable
    except UnsayableError as error:
        told = str(error)
    assert told.endswith((".", '"')) or told.replace("-", "").replace(" ", "").isalpha()
