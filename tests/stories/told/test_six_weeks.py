"""The six weeks, told in words: what each week brings, and how the week moves."""

import pytest
from helpers.table import SHIPPED, Table

from assistant.session.commands import Chime
from assistant.session.kept import Kept
from assistant.session.ritual import Depth
from assistant.session.state import Choosing, Together


def in_week(week: int) -> Table:
    return Table(Kept(week=week, met=("six_weeks",)))


def test_the_third_week_from_beginning_to_end() -> None:
    table = in_week(3)
    assert table.begins("start our six weeks")[2:] == ["week_three", "sharing_today", "first_turn"]
    assert table.sitting.depth == Depth.LIGHT
    table.says("Relief, when the rain stopped.")
    assert table.says("over to you") == [Chime.HAND_OVER, "second_turn"]
    table.says("Pride. The shelf holds.")
    assert table.says("next") == [Chime.HAND_OVER, "week_choice"]
    assert table.says("the next week") == ["week_on"]
    assert table.says("yes") == ["week_on_other"]
    assert table.says("yes") == ["week_moved", "programme_goodbye"]
    assert table.is_asleep
    assert table.keeps.week == 4


@pytest.mark.parametrize("week", [1, 2])
def test_the_first_weeks_are_each_partners_own_and_nothing_is_asked_about_them(week: int) -> None:
    table = in_week(week)
    assert table.begins("start our six weeks")[2:] == [SHIPPED.programme[week - 1], "notice_paper"]
    choice = "week_choice_first" if week == 1 else "week_choice"  # there is nothing before the first to go back to
    assert table.is_quiet(185) == [Chime.OFFERED, "notice_yours", choice]
    assert table.is_quiet(31) == ["week_stays", "programme_goodbye"]
    assert table.questions == []


def test_a_quiet_moment_that_is_interrupted_goes_on_with_what_was_left() -> None:
    table = in_week(1)
    table.begins("start our six weeks")
    table.is_quiet(60)
    table.says("pineapple")
    table.is_quiet(300)
    for words in ("carry on", "yes", "yes"):
        table.says(words)
    assert isinstance(table.evening.state.mode, Together)
    assert 55 < table.evening.state.mode.used_s < 75
    assert table.says("next")[0] == "notice_yours"


def test_the_fourth_week_is_the_safe_space() -> None:
    table = in_week(4)
    assert table.begins("open the programme")[2:] == ["week_four", "space_rules", "space_question", "first_turn"]
    table.says("It was loud in me.")
    assert table.says("your turn") == [Chime.HAND_OVER, "listen_back"]
    for words in ("yes", "pass"):
        heard = table.says(words)
    assert heard == ["pass_ok", "quiet_now"]
    assert isinstance(table.evening.state.mode, Together)


def test_whoever_asked_for_a_quiet_moment_there_is_not_given_a_second_one() -> None:
    table = in_week(4)
    table.begins("open the programme")
    table.says("I'm not ready to talk about that")
    table.says("a quiet moment")
    assert table.is_quiet(70) == [Chime.OFFERED, "week_choice"]


def test_the_fifth_week_is_a_sentence_that_both_finish() -> None:
    table = in_week(5)
    assert table.begins("start our six weeks")[2:] == ["week_five", "easier_when", "first_turn"]
    table.says("pass")
    assert table.says("pass") == ["pass_ok", "week_choice"]


def test_the_sixth_week_is_a_goal_together_and_says_who_can_help() -> None:
    table = in_week(6)
    table.begins("start our six weeks")
    table.says("the second")
    table.says("yes")
    assert table.says("yes") == ["goal_kept", "programme_end", "who_can_help", "week_choice_last"]
    assert table.is_quiet(31) == ["week_stays", "programme_goodbye"]
    assert table.keeps == Kept(week=6, goal="pause", met=("six_weeks",))


def test_from_the_sixth_week_it_goes_back_one_week_each_time_and_says_no_more_than_that() -> None:
    table = in_week(6)
    for week in (5, 4):
        table.begins("start our six weeks")
        while table.heard[-1] not in {"week_choice", "week_choice_last"}:
            table.says("pass")
        for words in ("one week back", "yes", "yes"):
            table.says(words)
        assert table.keeps.week == week
    assert all("go back" in text or "week by week" in text.lower() for text in SHIPPED.sayings["programme_end"])


def at_the_choice_of_weeks(week: int) -> Table:
    table = in_week(week)
    table.begins("start our six weeks")
    while not isinstance(table.evening.state.mode, Choosing):
        table.says("pass")
    return table


@pytest.mark.parametrize(("words", "week"), [("the next week", 4), ("one week back", 2), ("stay here", 3)])
def test_the_week_moves_when_both_say_so(words: str, week: int) -> None:
    table = at_the_choice_of_weeks(3)
    for each in (words, "yes", "yes"):
        table.says(each)
    assert table.keeps.week == week
    assert table.heard[-1] == "programme_goodbye"


def test_one_voice_moves_no_week() -> None:
    table = at_the_choice_of_weeks(3)
    table.says("the next week")
    table.says("yes")
    assert table.is_quiet(20) == ["week_stays", "programme_goodbye"]
    assert table.keeps.week == 3


def test_before_the_first_week_there_is_none() -> None:
    table = at_the_choice_of_weeks(1)
    for words in ("one week back", "yes", "yes"):
        table.says(words)
    assert table.keeps.week == 1


def test_what_it_is_about_is_said_the_first_time_only(table: Table) -> None:
    assert "programme_what" in table.begins("start our six weeks")
    table.says("stop for today")
    assert "programme_what" not in table.begins("start our six weeks")
