"""Sunday coffee, told in words: from good morning to the quiet minute, and the other ways it can end."""

import pytest
from helpers.table import Table

from assistant.session.commands import Chime, Keep
from assistant.session.ritual import Depth
from assistant.session.state import Choosing, Together


def both_pass(table: Table, questions: int) -> None:
    for _ in range(2 * questions):
        table.says("pass")


def test_sunday_coffee_from_good_morning_to_a_quiet_minute(table: Table) -> None:
    assert table.says("good morning coffee") == ["good_moment"]
    assert table.says("yes") == ["good_moment_other"]
    assert table.says("yes please") == ["phones_away", "week_share", "first_turn"]
    assert table.says("On Tuesday I walked home along the river.") == []
    assert table.says("your turn") == [Chime.HAND_OVER, "listen_back"]
    assert table.says("You walked by the river.") == []
    assert table.says("yes") == [Chime.HAND_OVER, "second_turn"]
    assert table.says("The soup on Friday was the best of it.") == []
    assert table.says("I'm done") == [Chime.HAND_OVER, "listen_back_again"]
    assert table.says("yes") == [Chime.HAND_OVER, "appreciation", "first_turn"]
    assert table.says("Thank you for the tea each morning.") == []
    assert table.says("over to you") == [Chime.HAND_OVER, "second_turn"]
    assert table.says("next") == [Chime.HAND_OVER, "coffee_ending"]
    assert table.says("a quiet minute") == []
    assert table.is_quiet(70) == [Chime.OFFERED, "coffee_goodbye"]
    assert table.is_asleep


def test_the_very_first_time_it_says_what_it_does_and_each_may_try_the_pause() -> None:
    table = Table(introduced=False)
    assert table.begins("good morning coffee")[2:] == [
        *("intro_what", "intro_keeps_nothing", "intro_safe_word", "intro_closing", "intro_invite")
    ]
    for after in (["intro_invite_other"], ["phones_away", "week_share", "first_turn"]):
        assert table.says("pineapple") == [Chime.PAUSE, "pause_cue"]
        assert table.says("carry on") == ["go_on_first"]
        assert table.says("yes") == ["go_on_other"]
        assert table.says("yes") == after


def test_when_nobody_wishes_for_more_it_ends_with_a_quiet_minute(table: Table) -> None:
    table.begins("good morning coffee")
    both_pass(table, 2)
    assert isinstance(table.evening.state.mode, Choosing)
    assert table.is_quiet(35) == []
    assert table.is_quiet(65) == [Chime.OFFERED, "coffee_goodbye"]
    assert table.is_asleep


def test_each_sunday_has_another_question_until_the_deck_is_through(table: Table) -> None:
    for _ in range(4):
        table.begins("good morning coffee")
        table.says("stop for today")
    assert table.questions == ["week_share", "week_moment", "week_surprise", "week_share"]
    assert Keep() in table.evening.commands


@pytest.mark.parametrize("words", ["the second", "a deeper question", "one more question"])
def test_a_deeper_question_at_the_end_is_asked_of_the_other_too(table: Table, words: str) -> None:
    table.begins("good morning coffee")
    both_pass(table, 2)
    assert table.says(words) == ["deeper_other"]
    assert table.says("yes") == ["more_hope", "first_turn"]
    assert table.sitting.depth == Depth.MIDDLE
    table.says("A garden, one day.")
    table.says("your turn")
    assert table.says("I don't know") == [Chime.HAND_OVER, "coffee_goodbye"]


def test_when_only_one_wishes_to_go_deeper_it_becomes_a_quiet_minute(table: Table) -> None:
    table.begins("good morning coffee")
    both_pass(table, 2)
    table.says("the second")
    assert table.is_quiet(20) == []
    assert isinstance(table.evening.state.mode, Together)
    assert table.sitting.depth == Depth.LIGHT
    assert "more_hope" not in table.heard


def test_open_talk_ends_in_a_lull_and_never_in_the_middle_of_a_sentence(table: Table) -> None:
    table.begins("good morning coffee")
    both_pass(table, 2)
    table.says("open talk")
    assert table.says("So the two of us could go there in May.", for_s=6 * 60) == [Chime.OFFERED]
    assert table.says("And take the slow train.", for_s=20) == []
    assert table.is_quiet(10) == ["coffee_goodbye"]


def test_something_deeper_is_asked_of_each_and_then_both_begin_with_it(table: Table) -> None:
    table.begins("good morning coffee")
    assert table.says("something deeper") == ["deeper_first"]
    assert table.says("yes") == ["deeper_other"]
    assert table.says("yes") == ["week_unsaid", "first_turn"]
    assert table.turn.partner == 0


def test_one_yes_goes_no_deeper_and_the_turn_stays_whose_it_was(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("It was a long week, and the shop was full.", for_s=20)
    table.says("something deeper")
    table.says("yes")
    assert table.is_quiet(20) == []
    assert table.turn.used_s > 20
    assert table.sitting.question == "week_share"


def test_one_lighter_brings_both_up_again(table: Table) -> None:
    table.begins("good morning coffee")
    for words in ("something deeper", "yes", "yes"):
        table.says(words)
    assert table.says("something lighter") == ["lighter_ok", "week_share"]
    assert table.sitting.depth == Depth.LIGHT
