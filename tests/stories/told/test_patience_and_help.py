"""Silence, and help for whoever asks for it, told in words."""

import pytest
from helpers.table import Table

from assistant.session.commands import Chime
from assistant.session.state import Paused


@pytest.fixture
def coffee(table: Table) -> Table:
    """The first question was read; nobody has said a word."""
    table.begins("good morning coffee")
    return table


def test_a_long_silence_is_met_by_one_soft_offer_and_no_second(coffee: Table) -> None:
    assert coffee.is_quiet(55) == []
    assert coffee.is_quiet(20) == ["soft_offer"]
    assert coffee.is_quiet(8 * 60) == []


def test_the_other_has_a_silence_of_their_own(coffee: Table) -> None:
    coffee.is_quiet(70)
    coffee.says("pass")
    assert coffee.is_quiet(70) == ["soft_offer"]


def test_whoever_speaks_is_offered_nothing(coffee: Table) -> None:
    assert coffee.says("It began on Monday, when the letter came.", for_s=300) == []
    assert coffee.is_quiet(30) == []


def test_ten_minutes_without_a_voice_are_a_pause_without_a_word(coffee: Table) -> None:
    assert coffee.is_quiet(9 * 60) == ["soft_offer"]
    assert coffee.turn.partner == 0
    assert coffee.is_quiet(2 * 60) == []
    assert isinstance(coffee.evening.state.mode, Paused)


def test_help_me_start_gives_a_beginning_and_the_turn_stays(coffee: Table) -> None:
    assert coffee.says("help me start") == ["stem_start"]
    coffee.says("This week I felt", for_s=5)
    assert coffee.turn.partner == 0


def test_help_me_listen_gives_one_to_the_listener(coffee: Table) -> None:
    coffee.says("It was a long week.")
    coffee.says("your turn")
    assert coffee.says("help me listen") == ["stem_listen"]
    coffee.says("It sounds like you were tired.")
    assert coffee.says("yes") == [Chime.HAND_OVER, "second_turn"]


def test_words_come_small_first_and_more_on_request(coffee: Table) -> None:
    asked = ["help me find a word", "more words please", "I can't find the word", "other words", "some more words"]
    said = [coffee.says(words) for words in asked]
    assert said == [["words_small"], ["words_more"], ["words_warm"], ["words_heavy"], ["words_heavy"]]


@pytest.mark.parametrize("asleep", [True, False])
def test_who_can_help_us_is_answered_whenever_it_is_asked(table: Table, asleep: bool) -> None:  # noqa: FBT001 - two cases of one story
    if not asleep:
        table.begins("start our check in")
    assert table.says("who can help us") == ["who_can_help"]


def test_in_a_pause_nobody_is_told_of_counsellors(coffee: Table) -> None:
    coffee.says("pineapple")
    assert coffee.says("who can help us") == []


def test_what_can_i_say_is_answered_in_each_place(table: Table) -> None:
    assert table.says("what can I say") == ["help_asleep"]
    table.says("good morning coffee")
    assert table.says("what can I say") == ["help_question"]
    table.says("yes")
    table.says("yes")
    assert table.says("what can we say") == ["help_turn"]
    table.says("pineapple")
    assert table.says("help") == ["help_paused"]
