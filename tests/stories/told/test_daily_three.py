"""The daily three, told in words: three small questions, and a deeper one when both choose it."""

from helpers.table import Table

from assistant.session.commands import Chime
from assistant.session.ritual import Depth
from assistant.session.state import AskingStep


def three_answers(table: Table) -> None:
    table.begins("daily three")
    for _ in range(3):
        table.says("The light on the stairs.")
        table.says("your turn")
        table.says("The bread.")
        table.says("your turn")


def test_three_questions_and_a_restful_evening(table: Table) -> None:
    assert table.begins("let's do our daily three")[2:] == ["daily_best", "first_turn"]
    table.says("The bread was still warm.")
    assert table.says("your turn") == [Chime.HAND_OVER, "second_turn"]
    assert table.says("I don't know") == [Chime.HAND_OVER, "daily_weighing", "first_turn"]
    assert table.says("nothing really") == [Chime.HAND_OVER, "second_turn"]
    table.says("The dentist, a bit.")
    assert table.says("next") == [Chime.HAND_OVER, "daily_liked", "first_turn"]
    assert table.says("pass") == ["pass_ok", "second_turn"]
    assert table.says("pass") == ["pass_ok", "daily_deeper"]
    assert table.says("no thanks") == ["daily_goodbye"]
    assert table.is_asleep


def test_the_deeper_one_comes_when_both_choose_it(table: Table) -> None:
    three_answers(table)
    assert table.heard[-1] == "daily_deeper"
    assert table.says("yes") == ["daily_deeper_other"]
    assert table.says("yes") == ["daily_us", "first_turn"]
    assert table.sitting.depth == Depth.DEEP
    assert table.questions == ["daily_best", "daily_weighing", "daily_liked", "daily_us"]
    table.says("Close, and a bit tired.")
    assert table.says("your turn") == [Chime.HAND_OVER, "listen_back"]


def test_one_yes_and_a_silence_is_a_no(table: Table) -> None:
    three_answers(table)
    table.says("yes")
    assert table.is_quiet(20) == ["daily_goodbye"]


def test_not_ready_for_the_deeper_one_closes_it(table: Table) -> None:
    three_answers(table)
    assert table.says("I'm not ready for that") == ["not_ready_ok", "daily_goodbye"]
    assert table.is_asleep


def test_a_pause_before_the_deeper_one_asks_both_anew(table: Table) -> None:
    three_answers(table)
    table.says("yes")
    assert table.says("pineapple") == [Chime.PAUSE, "pause_cue"]
    table.says("carry on")
    table.says("yes")
    assert table.says("yes") == ["daily_deeper"]
    assert isinstance(table.evening.state.mode, AskingStep)
    assert table.evening.state.mode.answers.yes_s is None


def test_in_the_three_there_is_nothing_deeper_and_it_says_so(table: Table) -> None:
    table.begins("daily three")
    assert table.says("something deeper") == ["no_deeper"]
    assert table.turn.partner == 0
