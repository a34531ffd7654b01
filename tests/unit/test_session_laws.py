"""What holds in every evening, whatever happens in it, in whatever order."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from helpers.evening import Evening, sayings
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.manner import remarks
from assistant.content.prompts import find_prompts, load_book
from assistant.session.commands import CloseMicrophone, Command, PlayChime, Say
from assistant.session.events import (
    Event,
    HearingLost,
    HearingRestored,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import CLOSING, Intent
from assistant.session.kept import Kept
from assistant.session.listening import expected
from assistant.session.opening import STARTS as ALL_STARTS
from assistant.session.pausing import SAID_IN_A_PAUSE
from assistant.session.respond import respond
from assistant.session.ritual import AskStep, Depth, Ritual, TurnsStep
from assistant.session.saving import as_text, from_text
from assistant.session.state import (
    AfterBoundary,
    AskingDeeper,
    AskingMoment,
    AskingStep,
    AskingToCarryOn,
    AskingToGoOn,
    AskingToReopen,
    Asleep,
    Choosing,
    EarsClosed,
    HandingOver,
    Leaving,
    ListeningBack,
    Paused,
    Returning,
    State,
    Telling,
    Together,
    Trying,
    Turn,
)
from assistant.session.waking import fits, wake

OPEN = Telling | Trying | Choosing | Turn | ListeningBack | HandingOver | Together | AfterBoundary
TALKING = OPEN | Returning | AskingStep | AskingDeeper | AskingToReopen
CLOSED = Asleep | EarsClosed | Paused | AskingMoment | AskingToGoOn | AskingToCarryOn | Leaving

YESES = [Intent.YES, Intent.CARRY_ON, Intent.GO_ON]
ONWARDS = [Intent.PASS, Intent.HAND_OVER, Intent.SECOND, Intent.THIRD, Intent.DEEPER, Intent.COME_BACK]
CHOICES = ["quiet", "question", "next", "back", "thought", "nothing of the kind"]


@st.composite
def happenings(draw: st.DrawFn) -> tuple[float, Event]:
    """Some time goes by, and then something happens; events that matter come more often."""
    wait_s = draw(st.sampled_from([0.0, 0.1, 1.5, 4.0, 30.0, 400.0]))
    intent = draw(st.one_of(st.none(), st.sampled_from(Intent), st.sampled_from(YESES)))
    choice = draw(st.sampled_from(CHOICES))
    event = draw(
        st.one_of(
            st.just(UtteranceHeard(0, 0, intent, draw(st.sampled_from([None, 1, 5, 90])), choice=choice)),
            st.just(UtteranceHeard(0, 0, draw(st.sampled_from(YESES)))),
            st.just(UtteranceHeard(0, 0, draw(st.sampled_from(ONWARDS)))),
            st.just(SafeWordHeard(0, -0.5)),
            st.sampled_from([SpeechStarted(0), SpeechStopped(0), HearingLost(Loss.LAG), HearingRestored()]),
            st.sampled_from(Key).map(KeyPressed),
            st.just(TimePassed()),
        )
    )
    return wait_s, event


def placed(event: Event, now_s: float) -> Event:
    """The event as it would be at `now_s`; an utterance is understood 0.9 s after its end."""
    match event:
        case UtteranceHeard():
            return replace(event, start_s=now_s - 1.5, end_s=now_s - 0.9)
        case SafeWordHeard():
            return replace(event, word_end_s=now_s - 0.3)
        case SpeechStarted():
            return SpeechStarted(now_s)
        case SpeechStopped():
            return SpeechStopped(now_s)
        case _:
            return event


EVENINGS = st.lists(happenings(), max_size=40)
STARTS = st.sampled_from(sorted(ALL_STARTS))
SHIPPED = load_book(find_prompts(None), ())


def an_evening(start: Intent, story: list[tuple[float, Event]], *, introduced: bool = True) -> Evening:
    evening = Evening(State(introduced=introduced), book=SHIPPED, step_s=5.0)
    evening.begins(start, 10)
    for wait_s, event in story:
        evening.passes(wait_s)
        evening.happens(placed(event, evening.now_s))
    return evening


@given(STARTS, EVENINGS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_state_ignores_the_safe_word(start: Intent, story: list[tuple[float, Event]], introduced: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    evening = an_evening(start, story, introduced=introduced)
    before = evening.state.mode
    said = sayings(evening.happens(SafeWordHeard(evening.now_s - 0.2, -0.5)))
    assert said[0] == "chime.pause"
    match before:
        case Asleep() | EarsClosed() | Paused(cued=True) | AskingToGoOn() | AskingToCarryOn():
            assert said == ["chime.pause"]  # a repeated safe word is answered by the chime alone
        case _:
            assert said == ["chime.pause", "pause_cue"]
    assert isinstance(evening.state.mode, Paused | Asleep | EarsClosed)


@given(STARTS, EVENINGS)
@settings(max_examples=40, deadline=None)
def test_after_the_safe_word_only_what_a_pause_allows_is_said(start: Intent, story: list[tuple[float, Event]]) -> None:
    evening = Evening(book=SHIPPED, step_s=5.0)
    evening.begins(start)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    offers = 0
    for wait_s, event in story:
        for commands in (evening.passes(wait_s), evening.happens(placed(event, evening.now_s))):
            if not isinstance(evening.state.mode, Paused | AskingToGoOn):
                return  # both said yes, or one of them closed the session
            said = [c.key for c in commands if isinstance(c, Say)]
            assert set(said) <= SAID_IN_A_PAUSE
            offers += said.count("offer_return")
            assert offers <= 1


@given(STARTS, EVENINGS)
@settings(max_examples=40, deadline=None)
def test_nothing_opens_without_two_yeses_a_second_apart(start: Intent, story: list[tuple[float, Event]]) -> None:
    evening = Evening(book=SHIPPED, step_s=5.0)
    yeses: list[float] = []
    for wait_s, event in [(0.0, UtteranceHeard(0, 0, start)), *story]:
        evening.passes(wait_s)
        here = placed(event, evening.now_s)
        was_open = isinstance(evening.state.mode, TALKING)
        match here:
            case UtteranceHeard(intent=intent, start_s=start_s) if intent in YESES:
                yeses.append(start_s)
            case KeyPressed(Key.ENTER):
                yeses.append(evening.now_s)
            case _:
                pass
        evening.happens(here)
        is_open = isinstance(evening.state.mode, TALKING)
        if is_open and not was_open:
            assert len(yeses) >= 2
            assert yeses[-1] - yeses[0] >= 1.0
        if was_open != is_open:
            yeses.clear()


@given(STARTS, EVENINGS, st.sampled_from(sorted(CLOSING)))
@settings(max_examples=50, deadline=None)
def test_any_single_closing_word_is_obeyed_in_every_state(
    start: Intent, story: list[tuple[float, Event]], intent: Intent
) -> None:
    evening = an_evening(start, story)
    before = evening.state
    commands = evening.happens(placed(UtteranceHeard(0, 0, intent), evening.now_s))
    after = evening.state
    if isinstance(before.mode, CLOSED):
        assert isinstance(after.mode, CLOSED)
        assert not (isinstance(before.mode, Paused) and isinstance(after.mode, AskingToGoOn))
    match intent:
        case Intent.ENOUGH if (
            before.sitting and before.sitting.undo_until_s >= evening.now_s and before.sitting.added_s
        ):
            assert isinstance(after.mode, OPEN | CLOSED)
        case Intent.PAUSE | Intent.ENOUGH:
            assert isinstance(after.mode, Paused | Asleep | EarsClosed)
        case Intent.STOP | Intent.NOT_TODAY | Intent.COMPANY:
            assert isinstance(after.mode, Leaving | Asleep | EarsClosed)
        case Intent.CLOSE_EARS:
            assert isinstance(after.mode, EarsClosed)
            assert CloseMicrophone() in commands
        case Intent.NOT_READY if isinstance(before.mode, Paused) and isinstance(before.mode.held, Turn):
            assert after.sitting is not None
            assert after.sitting.closed
        case Intent.PASS | Intent.NOT_READY | Intent.LIGHTER:
            if isinstance(before.mode, Turn):
                assert asked(after) != asked(before)
        case _:
            raise AssertionError(intent)


def asked(state: State) -> tuple[str, int] | None:
    """Which question is being asked of whom."""
    if state.sitting is None or not isinstance(state.mode, Turn):
        return None
    return state.sitting.question, state.mode.partner


@given(STARTS, EVENINGS)
@settings(max_examples=50, deadline=None)
def test_wherever_something_can_be_closed_the_closing_words_are_listened_for(
    start: Intent, story: list[tuple[float, Event]]
) -> None:
    evening = an_evening(start, story)
    if not isinstance(evening.state.mode, Asleep | EarsClosed | Leaving):
        assert expected(evening.state) >= CLOSING


@given(STARTS, EVENINGS, st.floats(0.0, 5.0), st.floats(0.0, 3600.0))
@settings(max_examples=50, deadline=None)
def test_a_pause_never_costs_a_partner_time(
    start: Intent, story: list[tuple[float, Event]], late_s: float, paused_s: float
) -> None:
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


@given(STARTS, EVENINGS)
@settings(max_examples=30, deadline=None)
def test_every_session_ends(start: Intent, story: list[tuple[float, Event]]) -> None:
    evening = an_evening(start, story)
    evening.happens(SpeechStopped(evening.now_s))
    for _ in range(8 * 60 * 6):  # eight hours of nobody saying anything, ten seconds at a time
        if isinstance(evening.state.mode, Asleep | EarsClosed):
            break
        evening.passes(10)
    assert isinstance(evening.state.mode, Asleep | EarsClosed)
    assert evening.state.sitting is None


def test_a_session_ends_even_if_they_never_stop_talking_about_it() -> None:
    evening = Evening(book=SHIPPED)
    evening.begins()
    evening.says(None, length_s=3 * 3600 + 10)
    evening.passes(2)
    assert isinstance(evening.state.mode, Leaving)


@given(STARTS, EVENINGS, st.floats(-1e4, 1e4))
@settings(max_examples=30, deadline=None)
def test_time_never_runs_backwards(start: Intent, story: list[tuple[float, Event]], jump_s: float) -> None:
    evening = an_evening(start, story)
    before_s = evening.state.now_s
    state, _ = respond(evening.book, evening.state, TimePassed(), evening.now_s + jump_s)
    assert state.now_s >= before_s
    if state.sitting is not None and state.sitting.clock is not None:
        assert state.sitting.clock.used_s >= 0


@given(STARTS, EVENINGS)
@settings(max_examples=40, deadline=None)
def test_any_state_survives_save_and_load_unchanged(start: Intent, story: list[tuple[float, Event]]) -> None:
    state = an_evening(start, story).state
    assert from_text(as_text(state)) == state


@given(STARTS, EVENINGS)
@settings(max_examples=30, deadline=None)
def test_the_same_evening_gives_the_same_answers(start: Intent, story: list[tuple[float, Event]]) -> None:
    def told() -> list[Command]:
        return an_evening(start, story).commands

    assert told() == told()
    assert all(isinstance(c.chime, str) for c in told() if isinstance(c, PlayChime))


STAYING = [
    *(3 * [Intent.PASS, Intent.YES] + 2 * [Intent.HAND_OVER, Intent.NOT_READY, Intent.REPEAT]),
    *(Intent.NO, Intent.NOTHING, Intent.LIGHTER, Intent.DEEPER, Intent.COME_BACK, Intent.CHOICE, Intent.FIRST),
    *(Intent.SECOND, Intent.THIRD, Intent.GO_ON, Intent.CARRY_ON, Intent.HELP_WORD, Intent.INCREASE_TIMER),
    *(Intent.DECREASE_TIMER, Intent.START_TIMER, Intent.CANCEL_TIMER, Intent.ENOUGH),
]
LIVELY = st.lists(
    st.tuples(
        st.sampled_from([1.0, 4.0, 4.0, 8.0, 40.0]),
        st.one_of(
            st.builds(
                lambda intent, choice: UtteranceHeard(0, 0, intent, choice=choice),
                st.sampled_from(STAYING),
                st.sampled_from(CHOICES),
            ),
            st.sampled_from(7 * [TimePassed()] + [SafeWordHeard(0, -0.5)]),
        ),
    ),
    min_size=10,
    max_size=30,
)
"""An evening in which much is said and nobody leaves: it goes far into a ritual."""


def told_step_by_step(
    start: Intent, story: list[tuple[float, Event]], kept: Kept
) -> Iterator[tuple[State, State, Event]]:
    """Every transition of an evening: before, after, and what happened."""
    evening = Evening(State(kept=kept), book=SHIPPED, step_s=5.0)
    evening.begins(start, 10)
    for wait_s, event in story:
        for happening in (TimePassed(), placed(event, evening.now_s)):
            before = evening.state
            evening.happens(happening)
            yield before, evening.state, happening
        evening.passes(wait_s)


KEPT = st.builds(Kept, week=st.integers(1, 6), goal=st.sampled_from(["", "thought", "no longer in the book"]))


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=60, deadline=None)
def test_what_both_choose_comes_with_the_second_yes_and_with_nothing_else(
    start: Intent, story: list[tuple[float, Event]], kept: Kept
) -> None:
    for before, after, event in told_step_by_step(start, story, kept):
        deeper = before.sitting and after.sitting and after.sitting.depth > before.sitting.depth
        opened = after.kept.goal not in ("", before.kept.goal) or after.kept.week != before.kept.week
        if deeper or opened:
            assert isinstance(before.mode, AskingStep | AskingDeeper | AskingMoment | AskingToCarryOn)
            assert before.mode.answers.yes_s is not None
            assert event == KeyPressed(Key.ENTER) or (isinstance(event, UtteranceHeard) and event.intent in YESES)


TWICE = replace(
    SHIPPED,
    rituals={
        "sunday_coffee": Ritual(
            "sunday_coffee",
            (
                TurnsStep("us", deck="coffee_week"),
                AskStep("daily_deeper", "daily_deeper_other", otherwise_at=3, topic="us", to_depth=Depth.DEEP),
                TurnsStep("us", ("daily_us",), lighter="daily_us_lighter"),
                TurnsStep("more", deck="coffee_week", listen_back=True),
                TurnsStep("us", ("question_wish", "question_weight"), offer="choose_question"),
                TurnsStep("last", deck="coffee_week"),
                TurnsStep("us", ("daily_us",)),
            ),
            goodbye="coffee_goodbye",
        )
    },
)
"""A book that comes back to the same topics and the same questions, again and again."""


@given(LIVELY, KEPT)
@settings(max_examples=150, deadline=None)
def test_after_a_boundary_the_topic_is_offered_to_nobody_until_both_open_it_again(
    story: list[tuple[float, Event]], kept: Kept
) -> None:
    evening = Evening(State(kept=kept), book=TWICE, step_s=2.0)
    evening.begins()
    for wait_s, event in story:
        for happens in (True, False):
            before = evening.state
            commands = evening.happens(placed(event, evening.now_s)) if happens else evening.passes(wait_s)
            if before.sitting is None or evening.state.sitting is None:
                return
            closed = before.sitting.closed_keys
            if len(evening.state.sitting.closed) < len(before.sitting.closed):
                assert isinstance(before.mode, AskingToReopen)
                assert before.mode.answers.yes_s is not None
                continue
            assert not closed & {command.key for command in commands if isinstance(command, Say)}
            if isinstance(evening.state.mode, Turn | Choosing | AskingStep):
                assert asked_about(evening) not in closed


def asked_about(evening: Evening) -> str:
    sitting = evening.state.sitting
    assert sitting is not None
    mode = evening.state.mode
    return mode.topic if isinstance(mode, AskingStep) else sitting.topic


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=60, deadline=None)
def test_the_time_offered_to_each_is_equal_within_a_second(
    start: Intent, story: list[tuple[float, Event]], kept: Kept
) -> None:
    first_s: float | None = None
    for _, after, _ in told_step_by_step(start, story, kept):
        match after.mode:
            case Turn(partner=0, offered_s=offered_s):
                first_s = offered_s
            case Turn(partner=1, offered_s=None):
                assert first_s is None or after.sitting is None or after.sitting.clock is None
            case Turn(partner=1, offered_s=float() as offered_s):
                assert first_s is not None
                assert abs(offered_s - first_s) <= 1.0
            case _:
                pass


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=40, deadline=None)
def test_no_path_plays_a_saying_that_is_not_in_the_couples_book_or_not_in_its_manner(
    start: Intent, story: list[tuple[float, Event]], kept: Kept
) -> None:
    evening = Evening(State(introduced=False, kept=kept), book=SHIPPED, step_s=5.0)
    evening.begins(start, 10)
    for wait_s, event in story:
        evening.passes(wait_s)
        evening.happens(placed(event, evening.now_s))
    for command in evening.commands:
        if isinstance(command, Say):
            assert [remarks(text) for text in SHIPPED.sayings[command.key] if remarks(text)] == []
            assert ("{minutes}" in SHIPPED.sayings[command.key][0]) == (command.minutes is not None)


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=40, deadline=None)
def test_what_a_crash_leaves_can_go_on_with_the_same_book(
    start: Intent, story: list[tuple[float, Event]], kept: Kept
) -> None:
    for _, after, _ in told_step_by_step(start, story, kept):
        woken = wake(from_text(as_text(after)), 60.0, introduced=True, kept=after.kept)
        assert fits(SHIPPED, woken)
        assert woken.kept == after.kept
