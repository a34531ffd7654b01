"""What one of them would rather not, told in words: pass, not ready, and how a closed topic opens again."""

import pytest
from helpers.evening import sayings
from helpers.table import Table

from assistant.session.commands import Chime
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.ritual import Depth
from assistant.session.state import AfterBoundary, Choosing, ListeningBack, Paused, Telling, Together, Turn

NOT_READY = "I'm not ready to talk about that"


@pytest.fixture
def coffee(table: Table) -> Table:
    """The first question was read; nobody has said a word."""
    table.begins("good morning coffee")
    return table


# Pass.


def test_pass_gives_up_only_the_own_answer(coffee: Table) -> None:
    assert coffee.says("pass") == ["pass_ok", "second_turn"]
    assert (coffee.turn.partner, coffee.sitting.question) == (1, "week_share")
    assert coffee.says("I'll pass") == ["pass_ok", "appreciation", "first_turn"]


# Whole answers.


@pytest.mark.parametrize("words", ["I don't know", "nothing really", "nothing", "no idea", "not much"])
@pytest.mark.parametrize("partner", [0, 1])
def test_a_few_words_are_a_whole_answer_and_nobody_is_asked_to_say_them_back(
    coffee: Table, words: str, partner: int
) -> None:
    if partner:
        coffee.says("pass")
    following = ["second_turn"] if partner == 0 else ["appreciation", "first_turn"]
    assert coffee.says(words) == [Chime.HAND_OVER, *following]


def test_i_dont_know_is_no_yes_when_something_would_open(table: Table) -> None:
    table.says("good morning coffee")
    assert table.says("I don't know") == ["not_today"]


# "I'm not ready to talk about that."


@pytest.mark.parametrize("words", [NOT_READY, "this is too much for me", "let's not talk about that", "not that one"])
def test_one_sentence_closes_it_for_both_without_a_reason(coffee: Table, words: str) -> None:
    assert coffee.says(words) == ["not_ready_ok"]
    assert coffee.sitting.closed_keys == {"week", "week_share", "week_share_lighter"}


def test_then_there_is_a_breath_before_anything_is_offered(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.is_quiet(6) == []
    assert coffee.is_quiet(5) == ["after_boundary"]
    assert coffee.is_quiet(20) == []  # and it is offered once


def test_what_they_say_to_each_other_then_is_not_cut_short_by_an_offer(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.says("That's all right, love.", for_s=15) == []
    assert coffee.is_quiet(6) == []
    assert coffee.is_quiet(5) == ["after_boundary"]


def test_said_twice_in_a_breath_it_is_answered_once_and_nothing_moves_on(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.says("I'm not ready") == []
    assert coffee.is_quiet(14) == ["after_boundary"]


def test_what_can_i_say_tells_what_there_is_now(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.says("what can I say") == ["after_boundary"]
    assert coffee.is_quiet(20) == []


def test_then_something_lighter_for_both_and_plums_need_no_saying_back(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.says("something lighter") == ["lighter_ok", "lighter_taste", "first_turn"]
    coffee.says("Plums.")
    assert coffee.says("your turn") == [Chime.HAND_OVER, "second_turn"]
    assert coffee.turn.partner == 1
    assert coffee.says("nothing really") == [Chime.HAND_OVER, "appreciation", "first_turn"]


@pytest.mark.parametrize("words", ["a quiet moment", "the second"])
def test_or_a_quiet_moment(coffee: Table, words: str) -> None:
    coffee.says(NOT_READY)
    assert coffee.says(words) == []
    assert isinstance(coffee.evening.state.mode, Together)
    assert coffee.is_quiet(64) == [Chime.OFFERED, "appreciation", "first_turn"]


def test_or_the_other_speaks_of_anything_for_as_long(table: Table) -> None:
    table.begins("start our check in")
    offered_s = table.turn.offered_s
    table.says(NOT_READY)
    assert table.says("your turn") == ["free_turn"]
    assert (table.turn.partner, table.turn.offered_s) == (1, offered_s)


def test_or_nobody_says_anything_and_it_goes_on(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.is_quiet(45) == ["after_boundary", "appreciation", "first_turn"]


def test_repeat_that_never_says_the_closed_question(coffee: Table) -> None:
    coffee.says(NOT_READY)
    assert coffee.says("repeat that") == ["not_ready_ok"]
    coffee.is_quiet(12)
    assert coffee.says("repeat that") == ["after_boundary"]


def test_the_listener_may_close_it_as_well_as_the_speaker(coffee: Table) -> None:
    coffee.says("It was about my sister.")
    coffee.says("your turn")
    assert isinstance(coffee.evening.state.mode, ListeningBack)
    coffee.says(NOT_READY)
    assert isinstance(coffee.evening.state.mode, AfterBoundary)
    assert "week" in coffee.sitting.closed_keys


def test_closed_while_choosing_there_may_still_be_something_lighter(table: Table) -> None:
    table.begins("start our check in")
    table.says("pass")
    table.says("pass")
    assert isinstance(table.evening.state.mode, Choosing)
    table.says(NOT_READY)
    assert table.says("something lighter") == ["lighter_ok", "lighter_taste", "first_turn"]
    assert "lighter_taste" not in table.keeps.asked  # it would tell of the boundary


def test_in_a_pause_it_is_closed_without_a_word(coffee: Table) -> None:
    coffee.says("pineapple")
    assert coffee.says(NOT_READY) == []
    for words in ("carry on", "yes", "yes"):
        coffee.says(words)
    assert coffee.sitting.question == "appreciation"


# Opened again.


def test_it_opens_again_at_a_wish_and_two_yeses_and_then_the_evening_goes_on(coffee: Table) -> None:
    coffee.says(NOT_READY)
    coffee.is_quiet(45)
    assert coffee.says("I'd like to come back to it") == ["reopen_first"]
    assert coffee.says("yes") == ["reopen_other"]
    assert coffee.says("yes") == ["week_share", "first_turn"]
    assert coffee.sitting.closed == ()
    coffee.says("pass")
    assert coffee.says("pass") == ["pass_ok", "appreciation_helped", "first_turn"]


def test_one_yes_leaves_it_closed_and_the_turn_is_whose_it_was(coffee: Table) -> None:
    coffee.says(NOT_READY)
    coffee.is_quiet(45)
    coffee.says("can we come back to that")
    coffee.says("yes")
    assert coffee.is_quiet(30) == []
    assert "week" in coffee.sitting.closed_keys
    assert coffee.turn.partner == 0


@pytest.mark.parametrize("no", ["no thanks", "", "wait please"])
def test_whoever_refused_to_open_it_is_not_asked_a_second_time(coffee: Table, no: str) -> None:
    coffee.says(NOT_READY)
    coffee.is_quiet(45)
    coffee.says("I'd like to come back to it")
    if no:
        coffee.says(no)
    coffee.is_quiet(30)
    if isinstance(coffee.evening.state.mode, Paused):
        for words in ("carry on", "yes", "yes", "I'd like to go on"):
            coffee.says(words)
    assert isinstance(coffee.evening.state.mode, Turn)
    assert coffee.says("I'd like to come back to it") == []


def test_after_a_refusal_what_the_boundary_offered_is_still_theirs(coffee: Table) -> None:
    coffee.says(NOT_READY)
    coffee.says("I'd like to come back to it")
    coffee.says("not now")
    assert coffee.says("something lighter") == ["lighter_ok", "lighter_taste", "first_turn"]


def test_where_nothing_was_closed_coming_back_says_nothing(coffee: Table) -> None:
    assert coffee.says("let's come back to that") == []


# Deeper, and not.


def test_whoever_refused_to_go_deeper_is_not_asked_a_second_time(coffee: Table) -> None:
    assert coffee.says("let's go deeper") == ["deeper_first"]
    coffee.says("I'd rather not")
    assert coffee.says("let's go deeper") == []


def test_asked_to_go_deeper_one_of_them_may_say_something_lighter(coffee: Table) -> None:
    coffee.says("something deeper")
    assert coffee.says("something lighter") == ["lighter_ok", "week_share_lighter"]
    assert coffee.sitting.depth == Depth.LIGHT


def test_lighter_may_be_asked_for_twice_and_the_other_still_has_a_turn(coffee: Table) -> None:
    assert coffee.says("something lighter please") == ["lighter_ok", "week_share_lighter"]
    assert coffee.says("a lighter one") == ["lighter_ok", "lighter_taste"]
    assert coffee.says("pass") == ["pass_ok", "second_turn"]
    assert (coffee.turn.partner, coffee.sitting.question) == (1, "lighter_taste")


@pytest.mark.parametrize("start", ["daily three", "start our six weeks"])
def test_where_a_question_has_no_lighter_one_what_comes_is_light_all_the_same(start: str) -> None:
    table = Table(Kept(week=3, met=("six_weeks",)))
    table.begins(start)
    assert table.says("something lighter") == ["lighter_ok", "lighter_taste"]
    assert table.turn.partner == 0


def test_after_the_safe_word_something_lighter_is_never_what_weighs_on_them(table: Table) -> None:
    table.begins("daily three")
    for words in ("pineapple", "carry on", "yes", "yes"):
        table.says(words)
    assert table.says("something lighter") == ["lighter_ok", "lighter_taste"]


# While something is announced.


@pytest.mark.parametrize(
    ("start", "kept", "told", "after"),
    [
        ("start our six weeks", Kept(week=5, met=("six_weeks",)), "week_five", "week_choice"),
        ("let's make up", Kept(), "repair_slowly", "quiet_now"),
        ("start our check in", Kept(goal="evening"), "goal_evening", "light_question"),
        ("good morning coffee", Kept(), "phones_away", "appreciation"),
    ],
)
@pytest.mark.parametrize("paused", [False, True])
def test_what_is_announced_can_be_closed_before_it_is_asked(
    start: str, kept: Kept, told: str, after: str, *, paused: bool
) -> None:
    table = Table(kept)
    table.says(start)
    table.says("yes")
    table.evening.says(Intent.YES)
    while not (isinstance(table.evening.state.mode, Telling) and table.evening.state.mode.last == told):
        table.evening.passes(0.2)
    before = len(table.heard)
    if paused:
        for words in ("pineapple", NOT_READY, "carry on", "yes", "yes"):
            table.says(words)
    else:
        assert sayings(table.evening.says(Intent.NOT_READY))[0] == "not_ready_ok"
        table.is_quiet(5)
    heard = table.heard[before:]
    assert after in heard
    assert not {"easier_when", "repair_felt", "goal_offer", "week_share"} & set(heard)
