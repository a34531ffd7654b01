"""What holds in every evening: it ends, its time is shared alike, and it can be saved, told again and gone on with."""

from dataclasses import replace

import pytest
from helpers.evening import Evening
from helpers.happenings import EVENINGS, KEPT, LIVELY, SHIPPED, STARTS, Story, an_evening
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.session.book import LIGHTER_DECK
from assistant.session.commands import Chime, Command, PlayChime
from assistant.session.events import SafeWordHeard, SpeechStopped, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.respond import respond
from assistant.session.ritual import (
    AskStep,
    ChimeStep,
    ChooseStep,
    GoalStep,
    JumpStep,
    OnlyIfStep,
    QuietStep,
    Ritual,
    SayGoalStep,
    SayStep,
    SayWeekStep,
    Step,
    TimedStep,
    TurnsStep,
    Way,
)
from assistant.session.saving import as_text, from_text
from assistant.session.state import Asleep, EarsClosed, Leaving, Paused, Turn
from assistant.session.waking import fits, wake

# Every ritual ends.


def ends(evening: Evening) -> bool:
    """Whether it closes of itself, when nobody says anything any more."""
    evening.happens(SpeechStopped(evening.now_s))
    for _ in range(8 * 60 * 6):  # eight hours, ten seconds at a time
        if isinstance(evening.state.mode, Asleep | EarsClosed):
            break
        evening.passes(10)
    return isinstance(evening.state.mode, Asleep | EarsClosed) and evening.state.sitting is None


@given(STARTS, EVENINGS | LIVELY, KEPT, st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_session_ends(start: Intent, story: Story, kept: Kept, introduced: bool) -> None:  # noqa: FBT001 - drawn
    assert ends(an_evening(start, story, kept=kept, introduced=introduced))


@st.composite
def rituals(draw: st.DrawFn) -> Ritual:
    """Any ritual that a couple could write: every kind of step, and jumps wherever they may lead."""
    count = draw(st.integers(1, 12))
    steps: list[Step] = []
    for number in range(count):
        further = st.integers(number + 1, count)
        at = draw(further)
        kinds: list[Step] = [
            SayStep("phones_away"),
            ChimeStep(Chime.OFFERED),
            QuietStep(0.5),
            TimedStep(1.0),
            TurnsStep("week", deck="coffee_week", listen_back=draw(st.booleans())),
            TurnsStep("chosen", ("question_wish", "question_weight"), offer="choose_question"),
            AskStep("daily_deeper", "daily_deeper_other", at, topic="us"),
            ChooseStep("coffee_ending", (Way("one", at), Way("other", draw(further)))),
            JumpStep(at),
            OnlyIfStep(at, weeks=(1, 3)),
            GoalStep("goal_list", at),
            SayGoalStep(),
            SayWeekStep(),
        ]
        steps.append(draw(st.sampled_from(kinds)))
    return Ritual("sunday_coffee", tuple(steps), goodbye="coffee_goodbye")


@given(rituals(), LIVELY, KEPT)
@settings(max_examples=60, deadline=None)
def test_every_ritual_that_can_be_written_ends_however_it_branches(ritual: Ritual, story: Story, kept: Kept) -> None:
    book = replace(SHIPPED, rituals={"sunday_coffee": ritual})
    assert ends(an_evening(Intent.START_COFFEE, story, kept=kept, book=book))


@pytest.mark.parametrize("at", [0, 1, 4])
def test_no_step_leads_back_and_none_beyond_the_end(at: int) -> None:
    with pytest.raises(ValueError, match="steps lead forward"):
        Ritual("endless", (SayStep("phones_away"), JumpStep(at), SayStep("phones_away")), goodbye="coffee_goodbye")


def test_a_session_ends_even_if_they_never_stop_talking_about_it() -> None:
    evening = Evening(book=SHIPPED)
    evening.begins()
    evening.says(None, length_s=3 * 3600 + 10)
    evening.passes(2)
    assert isinstance(evening.state.mode, Leaving)


# Time is the same for both.


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=80, deadline=None)
def test_the_time_offered_to_each_is_equal_within_a_second(start: Intent, story: Story, kept: Kept) -> None:
    first: Turn | None = None  # the turn before, of the same question
    for moment in an_evening(start, story, kept=kept).transitions:
        match moment.after.mode:
            case Turn(partner=0) as turn:
                first = turn
            case Turn(partner=1, offered_s=None) if first is not None and first.offered_s is not None:
                assert moment.after.sitting is not None
                assert moment.after.sitting.clock is None  # it was put away
            case Turn(partner=1, offered_s=float() as offered_s):
                assert first is not None
                assert first.offered_s == pytest.approx(offered_s, abs=1.0)
            case _:
                pass


@given(STARTS, LIVELY, KEPT, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_something_lighter_costs_nobody_a_turn(start: Intent, story: Story, kept: Kept, nth: int) -> None:
    had = [
        moment.after
        for moment in an_evening(start, story, kept=kept).transitions
        if isinstance(moment.after.mode, Turn)
    ]
    if not had:
        return
    state = had[nth % len(had)]
    for _ in range(6):  # more often than there are questions
        lighter = UtteranceHeard(state.now_s, state.now_s, Intent.LIGHTER)
        before, (state, _) = state, respond(SHIPPED, state, lighter, state.now_s)
        assert before.sitting is not None
        if LIGHTER_DECK in before.sitting.closed_keys:
            return  # nothing is left that could be asked in its place
        assert isinstance(before.mode, Turn)
        assert isinstance(state.mode, Turn)
        assert state.mode.partner == before.mode.partner
        assert state.sitting is not None
        assert state.sitting.step == before.sitting.step


@given(STARTS, EVENINGS, st.floats(0.0, 5.0), st.floats(0.0, 3600.0))
@settings(max_examples=50, deadline=None)
def test_a_pause_never_costs_a_partner_time(start: Intent, story: Story, late_s: float, paused_s: float) -> None:
    evening = an_evening(start, story)
    if not isinstance(evening.state.mode, Turn):
        return
    word_end_s = evening.now_s
    used_s = evening.state.mode.used_s
    evening.now_s += late_s
    evening.happens(SafeWordHeard(word_end_s, -0.5))
    state = evening.state
    for seconds_s in (paused_s / 2, paused_s):
        state, _ = respond(evening.book, state, TimePassed(), evening.now_s + seconds_s)
    if isinstance(state.mode, Paused):
        assert isinstance(state.mode.held, Turn)
        assert state.mode.held.used_s == pytest.approx(used_s, abs=1e-6)


@given(STARTS, EVENINGS, st.floats(-1e4, 1e4))
@settings(max_examples=30, deadline=None)
def test_time_never_runs_backwards(start: Intent, story: Story, jump_s: float) -> None:
    evening = an_evening(start, story)
    before_s = evening.state.now_s
    state, _ = respond(evening.book, evening.state, TimePassed(), evening.now_s + jump_s)
    assert state.now_s >= before_s
    if state.sitting is not None and state.sitting.clock is not None:
        assert state.sitting.clock.used_s >= 0


# It can be saved, told again, and gone on with.


@given(STARTS, EVENINGS)
@settings(max_examples=40, deadline=None)
def test_any_state_survives_save_and_load_unchanged(start: Intent, story: Story) -> None:
    state = an_evening(start, story).state
    assert from_text(as_text(state)) == state


@given(STARTS, EVENINGS)
@settings(max_examples=30, deadline=None)
def test_the_same_evening_gives_the_same_answers(start: Intent, story: Story) -> None:
    def told() -> list[Command]:
        return an_evening(start, story).commands

    assert told() == told()
    assert all(isinstance(c.chime, str) for c in told() if isinstance(c, PlayChime))


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=40, deadline=None)
def test_what_a_crash_leaves_can_go_on_with_the_same_book(start: Intent, story: Story, kept: Kept) -> None:
    for moment in an_evening(start, story, kept=kept).transitions[::5]:
        woken = wake(from_text(as_text(moment.after)), 60.0, introduced=True, kept=moment.after.kept)
        assert fits(SHIPPED, woken)
        assert woken.kept == moment.after.kept
