"""On Sunday, at the time they chose, one sentence that a guest may hear, once. In all other cases: silence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from helpers.evening import Evening, sayings
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.configuration import Configuration, load_configuration
from assistant.content.manner import remarks
from assistant.content.prompts import find_prompts, load_book
from assistant.devices.calendar import Sundays
from assistant.doctor.computer import Clock
from assistant.errors import ContentError
from assistant.session.events import (
    HearingLost,
    InvitationFellDue,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SpeechStarted,
    SpeechStopped,
)
from assistant.session.intents import Intent
from assistant.session.inviting import INVITATION, WAITS_S, fell_due
from assistant.session.state import Asleep

AT = time(10, 30)
SUNDAY = datetime(2026, 11, 22, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def asleep() -> Evening:
    evening = Evening()
    evening.passes(5.0)
    return evening


def test_when_the_time_has_come_it_says_one_sentence_and_no_more() -> None:
    evening = asleep()
    evening.happens(InvitationFellDue())
    assert sayings(evening.passes(3600.0)) == [INVITATION]
    assert evening.state.mode == Asleep()


def test_it_opens_nothing() -> None:
    evening = asleep()
    evening.happens(InvitationFellDue())
    evening.passes(5.0)
    evening.says(Intent.YES)
    evening.says(Intent.YES)
    assert evening.state.mode == Asleep()


def test_it_waits_for_a_silence_at_the_table_and_not_for_ever() -> None:
    evening = asleep()
    evening.happens(SpeechStarted(evening.now_s))
    evening.happens(InvitationFellDue())
    assert sayings(evening.passes(60.0)) == []
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(0.8)) == []
    assert sayings(evening.passes(1.0)) == [INVITATION]

    evening.happens(SpeechStarted(evening.now_s))
    evening.happens(InvitationFellDue())
    evening.passes(WAITS_S + 1.0)
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(60.0)) == []


def test_while_a_session_runs_nothing_is_said_nor_afterwards() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(InvitationFellDue())
    evening.says(Intent.STOP)
    evening.passes(3600.0)
    assert INVITATION not in sayings(evening.commands)


def test_a_session_that_begins_while_it_waits_takes_its_place() -> None:
    evening = asleep()
    evening.happens(SpeechStarted(evening.now_s))
    evening.happens(InvitationFellDue())
    evening.begins()
    evening.says(Intent.STOP)
    evening.passes(WAITS_S)
    assert INVITATION not in sayings(evening.commands)


def test_with_closed_ears_or_deaf_it_says_nothing() -> None:
    closed = asleep()
    closed.happens(KeyPressed(Key.MICROPHONE))
    closed.happens(InvitationFellDue())
    assert INVITATION not in sayings(closed.passes(60.0))

    deaf = asleep()
    deaf.happens(HearingLost(Loss.MICROPHONE))
    deaf.happens(InvitationFellDue())
    assert INVITATION not in sayings(deaf.passes(60.0))


def test_the_safe_word_silences_it_like_anything_else() -> None:
    evening = asleep()
    evening.happens(InvitationFellDue())
    evening.passes(0.2)
    assert evening.is_heard
    assert "Hush" in [type(command).__name__ for command in evening.happens(SafeWordHeard(evening.now_s, -0.5))]


def test_a_guest_hears_nothing_in_it_and_two_breaths_suffice() -> None:
    variants = load_book(find_prompts(None), Configuration().safe_words).sayings[INVITATION]
    assert len(variants) == 3
    for text in variants:
        assert not any(word in text.lower() for word in ("safe word", "check", "session", "pause", "talk", "goal"))
        assert remarks(text) == ()


# The clock.


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(0, 60))  # noqa: DTZ001 - any place's time
def test_it_falls_due_on_sundays_alone_and_only_as_the_minute_begins(before: datetime, later_s: int) -> None:
    now = before + timedelta(seconds=later_s)
    if fell_due(before, now, AT):
        assert now.strftime("%A") == "Sunday"
        assert before.time() < AT <= now.time()


@dataclass
class Clockwork:
    """A clock that shows what it is told to."""

    shows: datetime
    trusted: bool = True
    sundays: Sundays = field(init=False)

    def __post_init__(self) -> None:
        here = self.shows.astimezone()  # the chosen time is local, wherever the test runs
        self.sundays = Sundays(time(here.hour, here.minute), lambda: self.trusted, lambda: self.shows)

    def steps(self, *steps: timedelta) -> int:
        """How often it falls due on the way."""
        return sum(self._step(step) for step in steps)

    def _step(self, step: timedelta) -> bool:
        self.shows += step
        return self.sundays.fell_due()


def noon(trusted: bool = True) -> Clockwork:  # noqa: FBT001, FBT002 - one thing to say of a clock
    """Two minutes before the time they chose, on a Sunday everywhere on earth but at its very ends."""
    clock = Clockwork(SUNDAY.replace(hour=12), trusted=trusted)
    clock.shows -= 2 * MINUTE
    clock.sundays.fell_due()
    return clock


def seconds(count: float) -> Iterable[timedelta]:
    return [timedelta(seconds=0.2)] * round(count * 5)


def test_once_every_sunday() -> None:
    clock = noon()
    assert clock.steps(*seconds(240)) == 1
    assert clock.steps(*[MINUTE] * (7 * 24 * 60)) == 1


def test_a_program_started_later_that_day_says_nothing() -> None:
    clock = noon()
    clock.steps(*[MINUTE] * 2)
    after = Sundays(clock.shows.astimezone().time(), lambda: True, lambda: clock.shows)
    clock.shows += timedelta(seconds=1)
    assert not after.fell_due()


def test_a_clock_that_is_put_back_brings_it_no_second_time() -> None:
    clock = noon()
    assert clock.steps(*seconds(130), -2 * MINUTE, *seconds(240)) == 1


def test_a_clock_that_jumps_over_the_time_brings_it_not_at_all() -> None:
    """A Pi without network wakes up with yesterday's time; a laptop that slept wakes up in the afternoon."""
    clock = noon()
    assert clock.steps(timedelta(hours=3), *seconds(60)) == 0


def test_a_clock_that_can_not_be_trusted_brings_it_not_at_all() -> None:
    assert noon(trusted=False).steps(*seconds(240)) == 0


@pytest.mark.parametrize(
    ("clock", "trusted"),
    [
        (Clock(set_by_network=True, has_battery=False), True),
        (Clock(set_by_network=False, has_battery=True), True),
        (Clock(set_by_network=False, has_battery=False), False),
        (Clock(set_by_network=True, has_battery=True, years_behind=3.0), False),
    ],
)
def test_a_clock_is_trusted_that_is_set_or_has_a_battery(clock: Clock, *, trusted: bool) -> None:
    assert clock.is_trusted is trusted


# What they choose.


def test_unless_they_choose_a_time_there_is_none() -> None:
    assert Configuration().sunday_invitation is None


@pytest.mark.parametrize("written", ['"10:30"', "10:30", "'10:30'"])
def test_a_time_is_a_time_with_or_without_quotes(tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"sunday_invitation: {written}\n", "utf-8")
    assert load_configuration(path).sunday_invitation == AT


@pytest.mark.parametrize("written", ["25:00", "10.30", "noon", "10:60", "[10, 30]", "true", "10:3"])
def test_what_is_no_time_is_told_with_one_that_would_be(tmp_path: Path, written: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"sunday_invitation: {written}\n", "utf-8")
    with pytest.raises(ContentError, match=r'line 1: .*for example "10:30"'):
        load_configuration(path)
