"""What a crash left behind: offered to both, and forgotten in time."""

import pytest
from helpers.evening import Evening, sayings

from assistant.session.commands import Forget, Remember
from assistant.session.events import SafeWordHeard
from assistant.session.intents import Intent
from assistant.session.saving import as_text, from_text
from assistant.session.state import AskingMoment, AskingToCarryOn, Asleep, EarsClosed, Paused, State, Turn
from assistant.session.waking import wake


def a_turn(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


def test_after_a_crash_it_offers_to_carry_on_when_they_next_ask() -> None:
    before = Evening()
    before.begins(Intent.START_CHECK_IN)
    before.says(None, length_s=40)
    assert Remember() in before.commands
    used_s = a_turn(before).used_s
    saved = from_text(as_text(before.state))

    after = Evening(wake(saved, age_s=600.0, introduced=True), now_s=saved.now_s)
    assert sayings(after.passes(5)) == []
    assert sayings(after.says(Intent.START_CHECK_IN)) == ["carry_on_first"]
    assert isinstance(after.state.mode, AskingToCarryOn)
    after.both_say_yes()
    assert a_turn(after).used_s == pytest.approx(used_s)


def test_after_a_crash_a_no_begins_afresh() -> None:
    before = Evening()
    before.begins()
    after = Evening(wake(before.state, age_s=600.0, introduced=True), now_s=before.now_s)
    after.says(Intent.START_COFFEE)
    after.passes(3)
    assert sayings(after.says(Intent.NO)) == ["good_moment"]
    assert isinstance(after.state.mode, AskingMoment)


def test_a_paused_session_comes_back_paused_and_silent() -> None:
    before = Evening()
    before.begins()
    before.happens(SafeWordHeard(before.now_s, -0.5))
    before.passes(10)
    after = Evening(wake(before.state, age_s=None, introduced=True), now_s=before.now_s)
    assert isinstance(after.state.mode, Paused)
    assert sayings(after.passes(60)) == []


def test_whatever_a_crash_left_ears_that_were_closed_stay_closed() -> None:
    before = Evening()
    before.begins()
    after = Evening(wake(before.state, age_s=60.0, introduced=True, ears_closed=True), now_s=before.now_s)
    assert after.state == State(mode=EarsClosed())
    assert sayings(after.passes(3600)) == []


def test_two_hours_after_a_crash_everything_is_forgotten() -> None:
    before = Evening()
    before.begins()
    assert wake(before.state, age_s=2.1 * 3600, introduced=True) == State(introduced=True)


def test_what_a_crash_left_is_forgotten_after_two_hours_asleep() -> None:
    before = Evening()
    before.begins()
    after = Evening(wake(before.state, age_s=60.0, introduced=True), now_s=before.now_s, step_s=60.0)
    after.passes(2.1 * 3600)
    assert after.state.mode == Asleep()
    assert Forget() in after.commands
