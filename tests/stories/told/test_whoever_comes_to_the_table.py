"""Whoever sits there, told in words: the quiet one, the one of few words, the one who stutters; guests; an end."""

import pytest
from helpers.table import SHIPPED, Table

from assistant.session.commands import Chime, ClearScreen, CloseMicrophone, Forget, OpenMicrophone
from assistant.session.events import Key
from assistant.session.kept import Kept
from assistant.session.presence import Presence, presence
from assistant.session.state import EarsClosed, ListeningBack, Turn
from assistant.session.waking import fits, wake

STARTS = {
    "sunday_coffee": "good morning coffee",
    "weekly_check_in": "start our check in",
    "daily_three": "daily three",
    "goal_setting": "choose our goal",
    "repair": "let's make up",
    "six_weeks": "start our six weeks",
}


def test_every_ritual_is_called_by_its_name() -> None:
    assert STARTS.keys() == SHIPPED.rituals.keys()


# The one who never answers.


@pytest.mark.parametrize("start", STARTS.values())
@pytest.mark.parametrize("week", [1, 3])
def test_one_of_them_never_says_a_word_and_it_still_ends_in_peace(start: str, week: int) -> None:
    table = Table(Kept(week=week))
    table.begins(start)
    for _ in range(20):
        if table.is_asleep:
            break
        if isinstance(table.evening.state.mode, Turn) and table.turn.partner == 0:
            table.says("The one of us who talks has something to say.")
            table.says("your turn")
        else:
            table.is_quiet(65)
            table.says("next")  # whose turn it is not has waited long enough
    assert table.is_asleep
    assert "didnt_catch" not in table.heard
    assert table.heard.count("soft_offer") <= len(table.questions)  # one a turn at most, and only in the quiet ones


def test_nobody_is_waited_for_at_the_door(table: Table) -> None:
    table.says("good morning coffee")
    table.says("yes")
    assert table.is_quiet(20) == []
    assert table.is_asleep


# The one of few words.


@pytest.mark.parametrize("start", [STARTS["sunday_coffee"], STARTS["daily_three"], STARTS["repair"]])
def test_one_word_each_time_is_enough_all_evening(start: str) -> None:
    table = Table()
    table.begins(start)
    while isinstance(table.evening.state.mode, Turn | ListeningBack):
        table.says("Fine.")
        table.says("next")
    table.is_quiet(120)
    assert table.is_asleep
    assert not {"soft_offer", "didnt_catch"} & set(table.heard)


def test_pass_is_the_only_word_of_one_of_them_and_the_other_loses_nothing(table: Table) -> None:
    table.begins("start our check in")
    offered_s = table.turn.offered_s
    table.says("pass")
    assert table.turn.offered_s == offered_s
    assert table.sitting.question == "light_question"


# The one whose words come in pieces.


def test_pieces_of_a_word_are_talk_and_change_nothing(table: Table) -> None:
    table.begins("good morning coffee")
    for piece in ("I'm", "I'm n", "not r"):
        assert table.says(piece) == []
    assert table.turn.partner == 0
    assert table.says("I'm not ready") == ["not_ready_ok"]


def test_asked_for_a_yes_it_takes_the_fault_on_itself_once_and_then_hears_the_yes(table: Table) -> None:
    table.says("good morning coffee")
    assert table.says("y y") == ["didnt_catch"]
    assert table.says("yes") == ["good_moment_other"]
    assert table.says("ye") == ["didnt_catch"]
    assert table.says("yes")[0] == "phones_away"


def test_whoever_needs_long_for_a_beginning_is_not_hurried(table: Table) -> None:
    table.begins("daily three")
    for _ in range(5):
        assert table.says("The", for_s=0.5) == []
        assert table.is_quiet(40) == []
    assert table.turn.partner == 0


# Guests.


@pytest.mark.parametrize("start", STARTS.values())
def test_company_in_the_middle_closes_with_a_word_that_a_guest_may_hear(start: str) -> None:
    table = Table()
    table.begins(start)
    assert table.says("we have company") == ["company"]
    assert table.is_asleep
    assert table.evening.commands.count(ClearScreen()) == 1


def test_company_after_a_boundary_hears_nothing_of_it(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("I'm not ready to talk about that")
    assert table.says("someone's at the door") == []  # it isn't one of the sentences; nothing is given away either
    assert table.says("there's someone at the door") == ["company"]


def test_close_your_ears_in_the_middle_and_only_the_key_opens_them(table: Table) -> None:
    table.begins("start our check in")
    table.says("There is one thing that I", for_s=10)
    assert table.says("close your ears") == ["ears_closed"]
    assert CloseMicrophone() in table.evening.commands
    assert table.evening.state.sitting is None
    for words in ("good morning coffee", "carry on", "pineapple"):
        table.says(words)
    assert table.evening.state.mode == EarsClosed()
    assert table.presses(Key.MICROPHONE) == [Chime.WELCOME]
    assert table.is_asleep


def test_ears_that_were_closed_are_closed_when_it_is_started_anew_and_not_a_word_is_said_of_it(table: Table) -> None:
    table.evening.state = wake(None, None, introduced=True, ears_closed=True)
    assert fits(SHIPPED, table.evening.state)
    assert presence(table.evening.state, sounds=False) is Presence.CLOSED
    assert table.is_quiet(3600) == []
    assert table.says("good morning coffee") == []
    assert table.presses(Key.MICROPHONE) == [Chime.WELCOME]
    assert table.says("good morning coffee") == ["good_moment"]


def test_where_there_is_no_keyboard_a_short_press_of_the_button_opens_them_as_the_key_does(table: Table) -> None:
    table.says("close your ears")
    assert table.presses(Key.SPACE) == []  # it goes down: there is nothing to pause
    assert table.presses(Key.BUTTON) == [Chime.WELCOME]
    assert OpenMicrophone() in table.evening.commands
    assert table.is_asleep


def test_a_button_that_is_held_down_leaves_them_closed(table: Table) -> None:
    table.says("close your ears")
    assert table.presses(Key.SPACE) + table.presses(Key.STOP) == []
    assert table.evening.state.mode == EarsClosed()


def test_in_a_session_letting_the_button_go_changes_nothing_about_the_pause(table: Table) -> None:
    table.begins("good morning coffee")
    assert table.presses(Key.SPACE) == [Chime.PAUSE, "pause_cue"]
    paused = table.evening.state.mode
    assert table.presses(Key.BUTTON) == []
    assert table.evening.state.mode == paused


# An early end.


@pytest.mark.parametrize("start", STARTS.values())
def test_a_stop_half_way_is_one_sentence_and_nothing_is_asked_about_it_later(start: str) -> None:
    table = Table()
    table.begins(start)
    assert table.says("stop for today") == ["goodbye_stopped"]
    assert table.is_asleep
    assert Forget() in table.evening.commands
    assert table.is_quiet(600) == []
    assert table.says(start) == ["good_moment"]


def test_what_was_asked_before_the_stop_counts_as_asked(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("It was")
    table.says("let's finish here")
    assert table.keeps == Kept(asked=("week_share",))
