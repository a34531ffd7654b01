"""A goal together, told in words: chosen by one voice, kept by two, let go by one."""

import pytest
from helpers.happenings import SHIPPED
from helpers.table import Table

from assistant.session.kept import Kept

LIST = ["goal_list", "goal_thought", "goal_pause", "goal_listen", "goal_evening"]


@pytest.mark.parametrize(
    ("words", "goal"),
    [("the first", "thought"), ("pausing when it's too much", "pause"), ("we'll listen to the end", "listen")],
)
def test_a_goal_is_kept_after_two_yeses(table: Table, words: str, goal: str) -> None:
    assert table.begins("choose our goal")[2:] == ["goal_what", *LIST]
    assert table.says(words) == [f"goal_{goal}", "goal_keep"]
    assert table.says("yes") == ["goal_keep_other"]
    assert table.keeps.goal == ""
    assert table.says("yes") == ["goal_kept", "goal_goodbye"]
    assert table.keeps.goal == goal
    assert table.is_asleep


@pytest.mark.parametrize("text", SHIPPED.sayings["goal_what"])
def test_what_it_says_of_keeping_is_true(text: str) -> None:
    """The week stays, too, and which questions were asked: so what is promised is about what they say, no more."""
    promise = text.split(". ")[1]
    assert "kept" in promise
    assert promise.startswith(("Of what you say, ", "Of your words, "))


def test_one_no_keeps_nothing(table: Table) -> None:
    table.begins("choose our goal")
    table.says("the fourth")
    table.says("yes")
    assert table.says("I'd rather not") == ["goal_not_kept", "goal_goodbye"]
    assert table.keeps.goal == ""


def test_nobody_has_to_choose(table: Table) -> None:
    table.begins("choose our goal")
    assert table.is_quiet(31) == ["goal_goodbye"]
    assert table.keeps.goal == ""


def test_the_second_time_it_needs_no_explaining() -> None:
    table = Table(Kept(met=("goal_setting",)))
    assert table.begins("find a goal")[2:] == LIST


def test_one_voice_forgets_it_at_any_time() -> None:
    table = Table(Kept(goal="listen"))
    assert table.says("forget our goal") == ["goal_forgotten"]
    assert table.keeps.goal == ""
    assert table.says("forget our goal") == []


def test_forget_it_to_a_new_goal_leaves_the_one_they_keep() -> None:
    table = Table(Kept(goal="evening", met=("goal_setting",)))
    table.begins("choose our goal")
    table.says("the first")
    assert table.says("forget it") == ["goal_not_kept", "goal_goodbye"]
    assert table.keeps.goal == "evening"


def test_forget_it_to_the_goal_they_keep_already_lets_it_go() -> None:
    table = Table(Kept(goal="thought", met=("goal_setting",)))
    table.begins("choose our goal")
    table.says("the first")
    assert table.says("forget it")[0] == "goal_forgotten"
    assert table.keeps.goal == ""
