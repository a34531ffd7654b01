"""The weekly check-in, told in words: twenty minutes, five on a tired day, and the goal that may come along."""

import pytest
from helpers.table import SAFE_WORD, Table

from assistant.session.commands import Chime
from assistant.session.kept import Kept


def both_take_their_time(table: Table) -> list[str]:
    """Each speaks for as long as they are offered."""
    heard = []
    for _ in range(2):
        offered_s = table.turn.offered_s
        assert offered_s is not None
        heard += table.says("There is more to tell than fits here.", for_s=offered_s)
        heard += table.says("your turn")
    return heard


def test_a_check_in_of_twenty_minutes(table: Table) -> None:
    assert table.begins("start our check in")[2:] == ["phones_away", "light_question", "first_turn"]
    assert table.turn.offered_s == pytest.approx(0.3 * 20 * 60 / 2)
    assert both_take_their_time(table)[-1:] == ["choose_question"]
    assert table.says("the second") == ["question_weight", "first_turn"]
    heard = both_take_their_time(table)
    assert Chime.HALF in heard
    assert heard[-2:] == ["question_ahead", "first_turn"]
    assert both_take_their_time(table)[-1] == "check_in_goodbye"
    assert table.is_asleep
    assert table.questions == ["light_question", "question_weight", "question_ahead"]
    assert table.heard.count(Chime.HALF) == 1


def test_on_a_tired_day_five_minutes_and_two_questions(table: Table) -> None:
    assert table.begins("start a five minute check in")[2:] == ["phones_away", "light_question", "first_turn"]
    offered_s = table.turn.offered_s
    table.says("pass")
    assert table.turn.offered_s == offered_s
    table.says("pass")
    assert table.says("the first") == ["question_wish", "first_turn"]
    table.says("pass")
    assert table.says("pass") == ["pass_ok", "check_in_goodbye"]
    assert table.is_asleep


def test_nobody_choosing_takes_the_lighter_question(table: Table) -> None:
    table.begins("start our check in")
    table.says("pass")
    assert table.says("pass") == ["pass_ok", "choose_question"]
    assert table.is_quiet(31) == ["question_wish", "first_turn"]


def test_the_time_is_told_when_asked_and_nobody_is_cut_off_at_its_end(table: Table) -> None:
    table.begins("start a ten minute check in")
    table.says("It has been a long week.", for_s=120)
    assert table.says("how much time is left") == ["time_left"]
    assert table.says("add five minutes") == ["time_added"]
    assert table.says("that's enough") == ["time_as_before"]
    table.says("And then there was more of it.", for_s=8 * 60)
    assert table.heard[-1] == "time_over"
    assert table.says("your turn") == [Chime.HAND_OVER, "second_turn"]
    assert table.says("That is how it was for me, too.", for_s=30) == []
    assert table.says("I'm done")[-1] == "check_in_goodbye"


def test_no_clock_tonight(table: Table) -> None:
    table.begins("start our check in")
    assert table.says("no clock tonight") == ["clock_away"]
    assert table.says("We have all the time there is.", for_s=25 * 60) == []
    assert table.turn.offered_s is None


def test_a_kept_goal_is_offered_and_a_silence_passes_it_by() -> None:
    table = Table(Kept(goal="evening"))
    assert table.begins("start our check in")[2:] == ["phones_away", "goal_evening", "goal_offer"]
    assert table.is_quiet(20) == ["light_question", "first_turn"]
    assert table.keeps.goal == "evening"


def test_a_kept_goal_has_a_question_when_both_like_it() -> None:
    table = Table(Kept(goal="evening"))
    table.begins("start our check in")
    assert table.says("yes") == ["goal_offer_other"]
    assert table.says("sure") == ["goal_question", "first_turn"]


def test_forget_it_lets_the_offered_goal_go_and_the_check_in_goes_on() -> None:
    table = Table(Kept(goal="evening"))
    table.begins("start our check in")
    assert table.says("forget it") == ["goal_forgotten", "light_question", "first_turn"]
    assert table.keeps.goal == ""


def test_without_a_goal_nothing_is_said_of_one(table: Table) -> None:
    assert not {"goal_offer", "goal_evening"} & set(table.begins("start our check in"))


def test_a_goal_that_is_no_longer_in_their_book_is_not_spoken_of() -> None:
    table = Table(Kept(goal="no longer in the book"))
    assert table.begins("start our check in")[3] == "light_question"
    assert table.keeps.goal  # it stays theirs; the book may come back


def test_whoever_spoke_while_the_clock_was_stopped_still_has_the_turn_after_a_pause(table: Table) -> None:
    table.begins("start our check in")
    assert table.says("stop the clock") == ["clock_stopped"]
    assert table.says("your turn")[-1:] == ["second_turn"]
    table.says("the best of it was a long walk along the river", for_s=40)
    assert table.says(SAFE_WORD)[-1] == "pause_cue"
    table.says("carry on")
    table.says("yes")
    table.says("yes")
    assert table.says("I'd like to go on") == ["given_back"]
