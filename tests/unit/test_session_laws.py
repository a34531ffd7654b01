"""What holds in every evening: one voice closes, at once; only two open."""

from itertools import product
from typing import get_args

import pytest
from helpers.evening import Evening, sayings
from helpers.happenings import EVENINGS, KEPT, LIVELY, SHIPPED, STARTS, YESES, Story, Watched, an_evening, placed
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.session.commands import CloseMicrophone, Say
from assistant.session.events import Key, KeyPressed, SafeWordHeard, UtteranceHeard
from assistant.session.intents import CLOSING, Intent
from assistant.session.kept import Kept
from assistant.session.listening import expected
from assistant.session.pausing import SAID_IN_A_PAUSE
from assistant.session.respond import respond
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
    Mode,
    Paused,
    Returning,
    State,
    Telling,
    Together,
    Trying,
    Turn,
)
from assistant.session.waking import wake

OPEN = Telling | Trying | Choosing | Turn | ListeningBack | HandingOver | Together | AfterBoundary
TALKING = OPEN | Returning | AskingStep | AskingDeeper | AskingToReopen
CLOSED = Asleep | EarsClosed | Paused | AskingMoment | AskingToGoOn | AskingToCarryOn | Leaving


def states_of_each_mode() -> dict[str, State]:
    """A check-in, a coffee, a crash: by the end of these the session has been everywhere."""
    evening = Watched(State(introduced=False, kept=Kept(goal="evening")), SHIPPED, step_s=1.0)
    evening.begins(Intent.START_CHECK_IN)
    evening.passes(10)  # the introduction
    evening.says(Intent.NO)
    evening.passes(10)  # the goal is offered
    for intent in (Intent.NO, Intent.DEEPER, Intent.NO, Intent.HAND_OVER, Intent.NOT_READY, Intent.COME_BACK):
        evening.says(intent)
        evening.passes(8)
    evening.says(Intent.NO)
    evening.says(Intent.CHOICE, choice="quiet")
    evening.says(Intent.HAND_OVER)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    evening.passes(3)
    evening.says(Intent.STOP)
    evening.passes(5)
    evening.begins(Intent.START_COFFEE)
    evening.says(Intent.HAND_OVER)
    evening.passes(6)
    crashed = Watched(wake(evening.state, 60.0, introduced=True), SHIPPED, now_s=evening.now_s)
    crashed.says(Intent.START_COFFEE)
    crashed.happens(KeyPressed(Key.MICROPHONE))
    return evening.modes | crashed.modes


EVERYWHERE = states_of_each_mode()


def test_there_is_a_state_of_each_mode() -> None:
    assert EVERYWHERE.keys() == {mode.__name__ for mode in get_args(Mode)}


def pauses(state: State) -> None:
    """The safe word was over a fifth of a second ago."""
    after, commands = respond(SHIPPED, state, SafeWordHeard(state.now_s - 0.2, -0.5), state.now_s)
    match state.mode:
        case Asleep() | EarsClosed() | Paused(cued=True) | AskingToGoOn() | AskingToCarryOn():
            assert sayings(list(commands)) == ["chime.pause"]  # a repeated safe word is answered by the chime alone
        case _:
            assert sayings(list(commands)) == ["chime.pause", "pause_cue"]
    assert isinstance(after.mode, Paused | Asleep | EarsClosed)


@pytest.mark.parametrize("mode", EVERYWHERE)
def test_no_mode_ignores_the_safe_word(mode: str) -> None:
    pauses(EVERYWHERE[mode])


@given(STARTS, EVENINGS | LIVELY, st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_state_ignores_the_safe_word(start: Intent, story: Story, introduced: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    for state in an_evening(start, story, introduced=introduced).modes.values():
        pauses(state)


@given(STARTS, EVENINGS)
@settings(max_examples=40, deadline=None)
def test_after_the_safe_word_only_what_a_pause_allows_is_said(start: Intent, story: Story) -> None:
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
def test_nothing_opens_without_two_yeses_a_second_apart(start: Intent, story: Story) -> None:
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


def closes(before: State, intent: Intent) -> None:
    """One voice, one word of those that close."""
    now_s = before.now_s
    after, commands = respond(SHIPPED, before, UtteranceHeard(now_s - 1.5, now_s - 0.9, intent), now_s)
    if isinstance(before.mode, CLOSED):
        assert isinstance(after.mode, CLOSED)
        assert not (isinstance(before.mode, Paused) and isinstance(after.mode, AskingToGoOn))
    match intent:
        case Intent.ENOUGH if before.sitting and before.sitting.undo_until_s >= now_s and before.sitting.added_s:
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


@pytest.mark.parametrize("mode", EVERYWHERE)
@pytest.mark.parametrize("intent", sorted(CLOSING))
def test_any_single_closing_word_is_obeyed_in_every_mode(mode: str, intent: Intent) -> None:
    closes(EVERYWHERE[mode], intent)


@given(STARTS, EVENINGS | LIVELY)
@settings(max_examples=40, deadline=None)
def test_any_single_closing_word_is_obeyed_in_every_state(start: Intent, story: Story) -> None:
    for state, intent in product(an_evening(start, story).modes.values(), CLOSING):
        closes(state, intent)


def asked(state: State) -> tuple[str, int] | None:
    """Which question is being asked of whom."""
    if state.sitting is None or not isinstance(state.mode, Turn):
        return None
    return state.sitting.question, state.mode.partner


@pytest.mark.parametrize("mode", EVERYWHERE)
def test_wherever_something_can_be_closed_the_closing_words_are_listened_for(mode: str) -> None:
    state = EVERYWHERE[mode]
    if not isinstance(state.mode, Asleep | EarsClosed | Leaving):
        assert expected(state) >= CLOSING


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=60, deadline=None)
def test_what_both_choose_comes_with_the_second_yes_and_with_nothing_else(
    start: Intent, story: Story, kept: Kept
) -> None:
    for moment in an_evening(start, story, kept=kept).transitions:
        before, after = moment.before, moment.after
        deeper = before.sitting and after.sitting and after.sitting.depth > before.sitting.depth
        opened = after.kept.goal not in ("", before.kept.goal) or after.kept.week != before.kept.week
        if deeper or opened:
            assert isinstance(before.mode, AskingStep | AskingDeeper | AskingMoment | AskingToCarryOn)
            assert before.mode.answers.yes_s is not None
            match moment.event:
                case KeyPressed(key):
                    assert key is Key.ENTER
                case UtteranceHeard(intent=intent):
                    assert intent in YESES
                case other:
                    raise AssertionError(other)
