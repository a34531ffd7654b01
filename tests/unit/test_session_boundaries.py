"""Boundaries and goals where they meet a pause, a crash, or what is listened for. Their stories are tests/stories'."""

from dataclasses import replace

import pytest
from helpers.evening import Evening, sayings

from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import Book
from assistant.session.commands import Forget, Remember
from assistant.session.events import SafeWordHeard, SpeechStarted
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.listening import expected
from assistant.session.ritual import SayStep
from assistant.session.sitting import Sitting
from assistant.session.state import Asleep, State, Turn
from assistant.session.waking import fits, wake


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture
def evening(book: Book) -> Evening:
    evening = Evening(book=book)
    evening.begins()
    return evening


def sitting_of(evening: Evening) -> Sitting:
    assert evening.state.sitting is not None
    return evening.state.sitting


def turn_of(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


def test_i_dont_know_may_also_be_how_an_answer_begins(evening: Evening) -> None:
    evening.says(Intent.NOTHING)
    evening.happens(SpeechStarted(evening.now_s))
    evening.passes(30)
    assert turn_of(evening).partner == 0


def test_a_boundary_is_forgotten_with_the_evening(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.says(Intent.STOP)
    evening.passes(5)
    assert Forget() in evening.commands
    assert (evening.state.mode, evening.state.sitting) == (Asleep(), None)
    assert "week" not in str(evening.state.kept.met)


def test_a_pause_after_a_boundary_comes_back_to_what_was_offered(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    evening.says(Intent.CARRY_ON)
    assert sayings(evening.both_say_yes())[-1:] == ["after_boundary"]
    evening.passes(3)
    assert sayings(evening.says(Intent.LIGHTER))[0] == "lighter_ok"


def test_what_opens_again_at_once_is_asked_only_once(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(3)
    evening.says(Intent.LIGHTER)
    evening.passes(3)
    evening.says(Intent.COME_BACK)
    assert sayings(evening.both_say_yes())[-2:] == ["week_share", "first_turn"]
    evening.says(Intent.PASS)
    assert sayings(evening.says(Intent.PASS))[-2:] == ["appreciation", "first_turn"]


def test_what_was_closed_in_a_book_they_have_since_rewritten_is_not_taken_up(evening: Evening, book: Book) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(40)
    woken = wake(evening.state, 60.0, introduced=True)
    assert fits(book, woken)
    coffee = book.rituals["sunday_coffee"]
    number = sitting_of(evening).closed[0].step
    steps = (*coffee.steps[:number], SayStep("phones_away"), *coffee.steps[number + 1 :])
    rewritten = replace(book, rituals={**book.rituals, "sunday_coffee": replace(coffee, steps=steps)})
    assert not fits(rewritten, woken)


def test_a_boundary_spoken_in_a_pause_is_saved_at_once_and_without_a_word(evening: Evening) -> None:
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert evening.says(Intent.NOT_READY) == [Remember()]
    assert "week" in sitting_of(evening).closed_keys


def test_the_goal_can_be_forgotten_in_a_pause_and_the_pause_stays_quiet(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert Intent.FORGET_GOAL in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_GOAL)) == []
    assert evening.state.kept.goal == ""


def test_forget_it_to_an_offered_goal_forgets_it_and_goes_on(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    evening.begins(Intent.START_CHECK_IN)
    assert Intent.FORGET_IT in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_IT)) == ["goal_forgotten", "light_question", "first_turn"]
    assert evening.state.kept.goal == ""


def test_the_goal_can_be_forgotten_any_time_and_forget_it_alone_only_where_it_is_offered(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    assert Intent.FORGET_GOAL in expected(evening.state)
    assert Intent.FORGET_IT not in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_GOAL)) == ["goal_forgotten"]
    assert Intent.FORGET_GOAL not in expected(evening.state)
