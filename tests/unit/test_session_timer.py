"""The clock by voice: told kindly, longer or shorter for both alike, and put away when it is in the way."""

import pytest
from helpers.evening import Evening, sayings
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import Book
from assistant.session.commands import Say
from assistant.session.intents import Intent
from assistant.session.sitting import Clock
from assistant.session.state import Paused, Turn
from assistant.session.timer import rounded_minutes


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture
def evening(book: Book) -> Evening:
    """A check-in of ten minutes; the first of them speaks."""
    evening = Evening(book=book)
    evening.begins(Intent.START_TIMER, 10)
    return evening


def clock_of(evening: Evening) -> Clock:
    assert evening.state.sitting is not None
    assert evening.state.sitting.clock is not None
    return evening.state.sitting.clock


def turn_of(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


def minutes_said(evening: Evening) -> int | None:
    says = [command for command in evening.commands if isinstance(command, Say)]
    return says[-1].minutes


@given(st.floats(0, 7200))
def test_what_is_left_is_told_in_round_minutes(left_s: float) -> None:
    minutes = rounded_minutes(left_s)
    assert abs(minutes * 60 - left_s) <= (30 if minutes < 10 else 150)
    assert minutes <= 10 or minutes % 5 == 0


def test_a_third_of_an_hour_is_about_twenty_minutes(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins(Intent.START_CHECK_IN)
    evening.says(None, length_s=90)
    assert sayings(evening.says(Intent.TIMER_STATUS)) == ["time_left"]
    assert minutes_said(evening) == 20


def test_added_minutes_are_said_and_shared_by_both(evening: Evening) -> None:
    before_s = turn_of(evening).offered_s
    assert sayings(evening.says(Intent.INCREASE_TIMER, 10)) == ["time_added"]
    assert minutes_said(evening) == 10
    assert clock_of(evening).total_s == 20 * 60
    assert before_s is not None
    assert turn_of(evening).offered_s == pytest.approx(2 * before_s)


def test_one_thats_enough_takes_them_back(evening: Evening) -> None:
    evening.says(Intent.INCREASE_TIMER, 10)
    evening.passes(4)
    assert sayings(evening.says(Intent.ENOUGH)) == ["time_as_before"]
    assert clock_of(evening).total_s == 10 * 60
    assert turn_of(evening).partner == 0


def test_thats_enough_is_a_pause_at_any_other_time(evening: Evening) -> None:
    evening.says(Intent.INCREASE_TIMER, 10)
    evening.passes(30)
    evening.says(Intent.ENOUGH)
    assert isinstance(evening.state.mode, Paused)
    assert clock_of(evening).total_s == 20 * 60


def test_a_second_thats_enough_is_a_pause_too(evening: Evening) -> None:
    evening.says(Intent.INCREASE_TIMER, 10)
    evening.says(Intent.ENOUGH)
    evening.says(Intent.ENOUGH)
    assert isinstance(evening.state.mode, Paused)


def test_minutes_taken_away_shorten_what_is_left_for_both_alike(evening: Evening) -> None:
    assert sayings(evening.says(Intent.DECREASE_TIMER, 5)) == ["time_taken"]
    offered_s = turn_of(evening).offered_s
    assert offered_s == pytest.approx(5 * 60 * 0.3 / 2)
    evening.says(Intent.PASS)
    assert turn_of(evening).offered_s == offered_s


def test_what_the_first_was_offered_the_second_is_offered_whatever_is_taken_then(evening: Evening) -> None:
    offered_s = turn_of(evening).offered_s
    evening.says(Intent.PASS)
    evening.says(Intent.DECREASE_TIMER, 5)
    assert turn_of(evening).offered_s == offered_s


def test_more_cannot_be_taken_than_is_left(evening: Evening) -> None:
    evening.says(None, length_s=120)
    evening.says(Intent.DECREASE_TIMER, 60)
    assert clock_of(evening).left_s == 0
    assert sayings(evening.passes(5)) == ["time_over"]


def test_no_clock_tonight_means_no_chimes_and_no_time_offered(evening: Evening) -> None:
    assert sayings(evening.says(Intent.CANCEL_TIMER)) == ["clock_away"]
    assert turn_of(evening).offered_s is None
    evening.says(None, length_s=15 * 60)
    assert sayings(evening.passes(5)) == []
    assert sayings(evening.says(Intent.TIMER_STATUS)) == ["no_clock"]


def test_a_clock_can_be_set_where_there_was_none(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins()
    assert sayings(evening.says(Intent.START_TIMER, 15)) == ["time_set"]
    assert clock_of(evening).left_s == pytest.approx(15 * 60)
    assert turn_of(evening).offered_s is None


def test_a_clock_set_anew_counts_from_now(evening: Evening) -> None:
    evening.says(None, length_s=240)
    evening.says(Intent.START_TIMER, 1)
    assert sayings(evening.commands)[-1] == "time_set_one"
    assert clock_of(evening).left_s == pytest.approx(60)


def test_stopping_and_starting_it_gives_nothing_away_and_takes_nothing(evening: Evening) -> None:
    evening.says(Intent.PAUSE_TIMER)
    left_s = clock_of(evening).left_s
    evening.passes(200)
    assert sayings(evening.says(Intent.UNPAUSE_TIMER)) == ["clock_started"]
    assert clock_of(evening).left_s == left_s


def test_one_thats_enough_takes_back_a_timer_that_made_it_longer(evening: Evening) -> None:
    evening.says(Intent.START_TIMER, 30)
    assert sayings(evening.says(Intent.ENOUGH)) == ["time_as_before"]
    assert clock_of(evening).total_s == 600


def test_after_a_shorter_timer_thats_enough_takes_back_nothing_that_was_added_before(evening: Evening) -> None:
    evening.says(Intent.INCREASE_TIMER, 5)
    evening.says(Intent.START_TIMER, 5)
    evening.says(Intent.ENOUGH)
    assert isinstance(evening.state.mode, Paused)
