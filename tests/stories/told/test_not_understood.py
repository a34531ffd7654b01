"""A choice that wasn't understood, told in words: asked for once more, in a few words, and then left to them."""

from collections.abc import Callable

import pytest
from helpers.evening import sayings
from helpers.table import Table

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


def mumbled_in_vain(table: Table) -> list[str]:
    """One says something, and nobody goes on: what is heard after it."""
    assert table.says(MUMBLED) == []
    return table.is_quiet(7)


CHOICES = pytest.mark.parametrize(
    ("come_to_a_choice", "again"),
    [
        (choose_one_of_two, "which_of_two"),
        (choose_one_of_three, "which_of_three"),
        (choose_a_goal, "which_of_four"),
    ],
)


@CHOICES
def test_a_choice_that_was_not_understood_is_asked_for_once_and_then_it_is_quiet(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    assert mumbled_in_vain(table) == [again]
    assert mumbled_in_vain(table) == []
    assert table.says("no I mean the other boat") == []
    assert table.is_quiet(7) == []


@CHOICES
def test_said_once_more_it_is_taken(come_to_a_choice: Callable[[Table], None], again: str, table: Table) -> None:
    come_to_a_choice(table)
    at_choice = type(table.evening.state.mode)
    assert mumbled_in_vain(table) == [again]
    table.says("the first")
    assert not isinstance(table.evening.state.mode, at_choice)


@CHOICES
def test_whoever_asks_to_hear_it_again_hears_the_whole_offer(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    offer = table.heard[-5:] if again == "which_of_four" else table.heard[-1:]
    assert mumbled_in_vain(table) == [again]
    assert table.says("say that again please") == offer
    assert mumbled_in_vain(table) == []  # once is once


@CHOICES
def test_while_it_is_still_being_read_nobody_is_told_that_they_were_not_understood(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    evening = table.evening
    evening.says(Intent.REPEAT)
    assert sayings(evening.says(None, length_s=0.5)) == []
    assert again not in table.is_quiet(10)
    assert mumbled_in_vain(table) == [again]


@CHOICES
def test_a_couple_who_talk_it_over_are_not_interrupted(
    come_to_a_choice: Callable[[Table], None], again: str, table: Table
) -> None:
    come_to_a_choice(table)
    for _ in range(6):
        assert table.says(MUMBLED) == []
        assert table.is_quiet(1) == []
    assert table.is_quiet(5) == [again]


@pytest.mark.parametrize(
    ("come_to_a_choice", "opens_least"),
    [
        (choose_one_of_two, ["question_wish", "first_turn"]),
        (choose_a_goal, ["goal_goodbye"]),
    ],
)
def test_the_silence_after_it_takes_what_opens_least(
    come_to_a_choice: Callable[[Table], None], opens_least: list[str], table: Table
) -> None:
    come_to_a_choice(table)
    mumbled_in_vain(table)
    table.says(MUMBLED)
    assert table.is_quiet(25) == []
    assert table.is_quiet(10) == opens_least


def test_the_silence_after_it_is_a_quiet_moment_at_the_end_of_a_coffee(table: Table) -> None:
    choose_one_of_three(table)
    mumbled_in_vain(table)
    table.evening.passes(35)
    assert isinstance(table.evening.state.mode, Together)


def test_the_fourth_of_three_is_none_of_them(table: Table) -> None:
    choose_one_of_three(table)
    assert table.says("the fourth") == []
    assert table.is_quiet(7) == ["which_of_three"]
    assert table.says("the fourth") == []
    assert isinstance(table.evening.state.mode, Choosing)


def test_after_a_boundary_they_may_say_what_they_like_to_each_other(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("I'm not ready to talk about that")
    assert table.says("come here love") == []
    assert table.is_quiet(12) == ["after_boundary"]
    assert table.says("it is all right") == []
    assert table.says("open talk") == []
    assert table.is_quiet(20) == []
    assert isinstance(table.evening.state.mode, AfterBoundary)


def test_what_may_be_said_can_be_asked_for_and_a_murmur_does_not_cut_it_short(table: Table) -> None:
    choose_one_of_two(table)
    evening = table.evening
    assert sayings(evening.says(Intent.HELP)) == ["help_turn"]
    assert sayings(evening.says(None, length_s=0.5)) == []
    table.is_quiet(5)
    assert mumbled_in_vain(table) == ["which_of_two"]


def test_in_korean_too_it_is_asked_for_once() -> None:
    table = Table(language="ko")
    table.begins("체크인 시작해요")
    table.says("패스")
    assert table.says("패스")[-1] == "choose_question"
    assert table.says("배가 있는 거") == []
    assert table.is_quiet(7) == ["which_of_two"]
    assert table.says("배가 있는 거") == []
    assert table.is_quiet(7) == []
