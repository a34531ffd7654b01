"""A choice that wasn't understood, told in words: asked for once more, in a few words, and then left to them."""

from collections.abc import Callable

import pytest
from helpers.evening import sayings
from helpers.table import Table

from assistant.session.events import SpeechStarted, SpeechStopped, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.state import AfterBoundary, Choosing, Together

MUMBLED = "the one with the boat"


def choose_one_of_two(table: Table) -> None:
    table.begins("start our check in")
    table.says("pass")
    assert table.says("pass")[-1] == "choose_question"


def choose_one_of_three(table: Table) -> None:
    table.begins("good morning coffee")
    for _ in range(4):
        table.says("pass")
    assert table.heard[-1] == "coffee_ending"


def choose_a_goal(table: Table) -> None:
    table.begins("set a goal")
    assert table.heard[-1] == "goal_evening"


def close_a_topic(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("I'm not ready to talk about that")
    assert table.is_quiet(12) == ["after_boundary"]


CHOICES = pytest.mark.parametrize(
    ("come_to_a_choice", "again"),
    [
        (choose_one_of_two, "which_of_two"),
        (choose_one_of_three, "which_of_three"),
        (choose_a_goal, "which_of_four"),
        (close_a_topic, "after_boundary_again"),
    ],
)


@CHOICES
def test_a_choice_that_was_not_understood_is_asked_for_once_and_then_it_is_quiet(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    assert table.says(MUMBLED) == [again]
    assert table.says(MUMBLED) == []
    assert table.says("no I mean the other boat") == []


@CHOICES
def test_said_once_more_it_is_taken(come_to_a_choice: Callable[[Table], None], again: str, table: Table) -> None:
    come_to_a_choice(table)
    at_choice = type(table.evening.state.mode)
    assert table.says(MUMBLED) == [again]
    table.says("the first")
    assert not isinstance(table.evening.state.mode, at_choice)


@CHOICES
def test_whoever_asks_to_hear_it_again_hears_the_whole_offer(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    offer = table.heard[-5:] if again == "which_of_four" else table.heard[-1:]
    assert table.says(MUMBLED) == [again]
    assert table.says("say that again please") == offer
    assert table.says(MUMBLED) == []  # once is once


@CHOICES
def test_while_it_is_still_being_read_nobody_is_told_that_they_were_not_understood(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    evening = table.evening
    evening.says(Intent.REPEAT)
    assert sayings(evening.says(None, length_s=0.5)) == []
    table.is_quiet(10)
    assert table.says(MUMBLED) == [again]


@CHOICES
def test_whoever_goes_on_talking_is_not_interrupted(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    evening, start_s = table.evening, table.evening.now_s
    evening.happens(SpeechStarted(start_s))
    evening.passes(3)
    evening.happens(SpeechStopped(evening.now_s))
    evening.passes(0.6)
    evening.happens(SpeechStarted(evening.now_s))
    assert sayings(evening.happens(UtteranceHeard(start_s, start_s + 3, None))) == []
    evening.passes(3)
    evening.happens(SpeechStopped(evening.now_s))
    evening.passes(0.8)
    assert sayings(evening.happens(UtteranceHeard(start_s + 3.6, start_s + 6.6, None))) == [again]


@pytest.mark.parametrize(
    ("come_to_a_choice", "opens_least"),
    [
        (choose_one_of_two, ["question_wish", "first_turn"]),
        (choose_a_goal, ["goal_goodbye"]),
        (close_a_topic, ["appreciation", "first_turn"]),
    ],
)
def test_the_silence_after_it_takes_what_opens_least(
    come_to_a_choice: Callable[[Table], None], opens_least: list[str], table: Table
) -> None:
    come_to_a_choice(table)
    table.says(MUMBLED)
    table.says(MUMBLED)
    assert table.is_quiet(25) == []
    assert table.is_quiet(10) == opens_least


def test_the_silence_after_it_is_a_quiet_moment_at_the_end_of_a_coffee(table: Table) -> None:
    choose_one_of_three(table)
    table.says(MUMBLED)
    table.evening.passes(32)
    assert isinstance(table.evening.state.mode, Together)


def test_the_fourth_of_three_is_none_of_them(table: Table) -> None:
    choose_one_of_three(table)
    assert table.says("the fourth") == ["which_of_three"]
    assert table.says("the fourth") == []
    assert isinstance(table.evening.state.mode, Choosing)


def test_open_talk_is_nothing_that_was_offered_after_a_boundary(table: Table) -> None:
    close_a_topic(table)
    assert table.says("open talk") == ["after_boundary_again"]
    assert isinstance(table.evening.state.mode, AfterBoundary)


def test_before_anything_was_offered_after_a_boundary_they_may_say_what_they_like(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("I'm not ready to talk about that")
    assert table.says("come here love") == []
    assert table.says("it is all right") == []


def test_what_may_be_said_can_be_asked_for_and_a_murmur_does_not_cut_it_short(table: Table) -> None:
    choose_one_of_two(table)
    evening = table.evening
    assert sayings(evening.says(Intent.HELP)) == ["help_turn"]
    assert sayings(evening.says(None, length_s=0.5)) == []
    table.is_quiet(5)
    assert table.says(MUMBLED) == ["which_of_two"]


def test_in_korean_too_it_is_asked_for_once() -> None:
    table = Table(language="ko")
    table.begins("체크인 시작해요")
    table.says("패스")
    assert table.says("패스")[-1] == "choose_question"
    assert table.says("배가 있는 거") == ["which_of_two"]
    assert table.says("배가 있는 거") == []
    table.says("그 얘기는 하고 싶지 않아요")
    assert table.is_quiet(14) == ["after_boundary"]
    assert table.says("이리 와 봐") == ["after_boundary_again"]
    assert table.says("이리 와 봐") == []
