"""Where the program begins, given what a crash may have left behind. Opens nothing: two yeses do that later."""

from dataclasses import replace
from typing import assert_never

from assistant.session.book import Book
from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.session.ritual import AskStep, ChooseStep, GoalStep, IntroduceStep, Step, TurnsStep
from assistant.session.sitting import Sitting
from assistant.session.state import (
    FORGOTTEN_AFTER_S,
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
    Held,
    Leaving,
    Left,
    ListeningBack,
    Paused,
    Returning,
    State,
    Telling,
    Together,
    Trying,
    Turn,
)


def wake(
    saved: State | None,
    age_s: float | None,
    *,
    introduced: bool,
    kept: Kept = NOTHING_KEPT,
    ears_closed: bool = False,
) -> State:
    """The first state. `age_s` of what was saved is None when the clock can't be trusted; asking is safe all the same.

    `kept` is what stays between sessions, and newer than what a crash left of it. Ears that were closed stay closed,
    whatever else was left.

    Audio time goes on from where the saved state stood, so none of its times needs to be moved.
    """
    fresh = State(mode=EarsClosed() if ears_closed else Asleep(), introduced=introduced, kept=kept)
    if ears_closed or saved is None or (age_s is not None and age_s > FORGOTTEN_AFTER_S):
        return fresh
    introduced = introduced or saved.introduced
    here = replace(saved, introduced=introduced, hears=True, quiet_since_s=saved.now_s, kept=kept)
    mode = saved.mode
    match mode:
        case Paused():
            return replace(here, mode=replace(mode, cued=False))  # paused, and silent
        case AskingToGoOn(paused=paused):
            return replace(here, mode=paused)
        case HandingOver(held=held) | Returning(held=held) | AskingDeeper(held=held) | AskingToReopen(held=held):
            return _asleep(here, saved, Left(held, saved.sitting, saved.now_s) if saved.sitting is not None else None)
        case Telling() | Trying() | Choosing() | Turn() | ListeningBack() | Together() | AfterBoundary() | AskingStep():
            return _asleep(here, saved, Left(mode, saved.sitting, saved.now_s) if saved.sitting is not None else None)
        case AskingToCarryOn(left=left):
            return _asleep(here, saved, replace(left, woke_s=saved.now_s))
        case AskingMoment() | Asleep() | Leaving() | EarsClosed():
            return fresh
        case _:
            assert_never(mode)


def _asleep(here: State, saved: State, left: Left | None) -> State:
    return replace(here, mode=Asleep(left), sitting=None, saved_s=saved.now_s)


def fits(book: Book, state: State) -> bool:
    """Whether what `wake` gave can go on with this book: the couple may have changed it since the crash."""
    sitting: Sitting | None
    match state.mode:
        case Asleep(left=None) | EarsClosed():
            return True
        case Asleep(left=Left(mode=held, sitting=sitting)):
            pass
        case Paused(held=held):
            sitting = state.sitting
        case _:
            return False
    if sitting is None or sitting.ritual not in book.rituals or not _sayings_of(state, sitting) <= {"", *book.sayings}:
        return False
    steps = book.rituals[sitting.ritual].steps
    places = (sitting.step, *(closed.step for closed in sitting.closed))
    if not all(0 <= place < len(steps) for place in places):
        return False
    asked = (steps[closed.step] for closed in sitting.closed if closed.question)
    return all(isinstance(step, TurnsStep) for step in asked) and _belongs(held, steps[sitting.step])


def _sayings_of(state: State, sitting: Sitting) -> set[str]:
    last = "" if state.last_said is None else state.last_said.key
    closed = (saying for one in sitting.closed for saying in (one.question, one.lighter))
    return {sitting.question, sitting.lighter, last, *closed}


def _belongs(mode: Held | AskingMoment, step: Step) -> bool:
    match mode:
        case AskingMoment() | Telling() | Together():
            return True
        case AskingStep(first=first, other=other):
            return isinstance(step, AskStep) and (first, other) == (step.first, step.other)
        case Trying():
            return isinstance(step, IntroduceStep)
        case Choosing():
            return isinstance(step, ChooseStep | GoalStep) or (isinstance(step, TurnsStep) and step.offer is not None)
        case Turn() | ListeningBack() | AfterBoundary():
            return isinstance(step, TurnsStep)
        case _:
            assert_never(mode)
