"""A couple is told before the first Sunday whether their safe word can be trusted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ears.judge import SUGGESTED, Judge, Verdict
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.pronunciation import UnsayableError
from assistant.ears.talk_model import TalkModel
from assistant.shell.safe_word import the_judge

SOUNDS = st.lists(st.sampled_from("ptkbdgmnlszæiəu"), min_size=1, max_size=10)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return the_judge(None)


@pytest.fixture(scope="module")
def phonemes() -> Phonemes:
    return Phonemes()


@pytest.fixture(scope="module")
def talk(phonemes: Phonemes) -> TalkModel:
    return TalkModel(Lexicon(phonemes), words=10_000)  # an hour of talk is enough for laws


def test_the_usual_safe_word_is_a_good_one(judge: Judge) -> None:
    judgement = judge.judge("pineapple")
    assert (judgement.verdict, judgement.reasons, judgement.better) == (Verdict.GOOD, (), ())
    assert judgement.per_check_in.high < 0.1


@pytest.mark.parametrize("word", ["red", "stop", "love", "Al", "tea", "oh"])
def test_one_short_syllable_is_refused_with_three_better_words(judge: Judge, word: str) -> None:
    judgement = judge.judge(word)
    assert judgement.verdict is Verdict.REFUSED
    assert "one short syllable" in judgement.reasons[0]
    assert len(judgement.better) == 3
    assert set(judgement.better) < set(SUGGESTED)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("love", "word of every day"),
        ("okay", "word of every day"),
        ("stop talking", "made of everyday words"),
        ("Veronica", "the name Veronica"),
        ("Zoë", "the name Zoe"),
        ("banana", "come along often"),
        ("carry on", "The assistant itself says"),
        ("time left", "The assistant itself says"),
        ("company", "may say to the assistant"),
        ("red balloon over the yellow submarine", "too long to say"),
    ],
)
def test_a_weak_word_is_warned_about_in_plain_words(judge: Judge, word: str, why: str) -> None:
    judgement = judge.judge(word)
    assert judgement.verdict is not Verdict.GOOD
    assert any(why in reason for reason in judgement.reasons), judgement.reasons
    assert judgement.better


@pytest.mark.parametrize("word", ["jarvis", "blorptastic", "silver spoon"])
def test_names_and_made_up_words_and_phrases_are_welcome(judge: Judge, word: str) -> None:
    assert judge.judge(word).verdict is Verdict.GOOD


def test_no_reason_holds_a_figure(judge: Judge) -> None:
    for word in ("red", "okay", "banana", "alice"):
        assert not any(character.isdigit() for reason in judge.judge(word).reasons for character in reason)


@pytest.mark.parametrize("word", SUGGESTED)
def test_every_word_it_suggests_passes_its_own_judgement(judge: Judge, word: str) -> None:
    assert judge.judge(word).verdict is Verdict.GOOD


def test_a_word_spelled_by_another_is_judged_by_its_sound(judge: Judge) -> None:
    assert judge.judge("pineapple", "red").verdict is Verdict.REFUSED


def test_another_judge_says_the_same(judge: Judge) -> None:
    again = the_judge(None)
    for word in ("pineapple", "okay", "lighthouse", "blorptastic"):
        assert judge.judge(word) == again.judge(word)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=10) | st.text("abcdefghijklmnopqrstuvwxyz '", max_size=12))
def test_any_text_gives_a_judgement_or_one_sentence(judge: Judge, text: str) -> None:
    try:
        told: str = judge.judge(text).verdict
    except UnsayableError as error:
        told = str(error)
    assert "\n" not in told


@settings(max_examples=40, deadline=None)
@given(SOUNDS, SOUNDS)
def test_a_longer_word_is_never_more_dangerous_than_its_beginning(
    talk: TalkModel, phonemes: Phonemes, beginning: list[str], rest: list[str]
) -> None:
    short = tuple(phonemes.id_of(sound) for sound in beginning)
    long = short + tuple(phonemes.id_of(sound) for sound in rest)
    assert talk.per_check_in([long]).likely <= talk.per_check_in([short]).likely
    assert talk.per_day_asleep([long]).likely <= talk.per_day_asleep([short]).likely


@settings(max_examples=20, deadline=None)
@given(SOUNDS, st.floats(-3, 0), st.floats(0, 2))
def test_asking_for_more_certainty_never_raises_false_alarms(
    talk: TalkModel, phonemes: Phonemes, sounds: list[str], threshold: float, more: float
) -> None:
    way = tuple(phonemes.id_of(sound) for sound in sounds)
    assert talk.per_hour([way], threshold + more).likely <= talk.per_hour([way], threshold).likely


def test_a_word_that_is_said_all_day_is_expected_all_day(talk: TalkModel, phonemes: Phonemes) -> None:
    lexicon = Lexicon(phonemes)
    assert talk.per_check_in(lexicon.of_word("because")).likely > 1
    assert talk.per_check_in(lexicon.of_word("porcupine")).likely < 0.1
    assert talk.per_million("because") > 1000
    assert talk.per_million("pineapple") == 0.0
