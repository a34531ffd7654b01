"""What happens in a session, as one pure function: a state and an event give a new state and commands."""

from dataclasses import replace
from typing import Final, assert_never

from assistant.session import clock as clocks
from assistant.session import inviting, leaving, opening, pausing, talking, timer
from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.commands import Command, Forget, Hush, Quit, Remember, SpeakCarefully
from assistant.session.events import (
    EchoStayedHigh,
    Event,
    HearingLost,
    HearingRestored,
    InputEnded,
    InvitationFellDue,
    Key,
    KeyPressed,
    SafeWordHeard,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import Intent
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
    Talk,
    Telling,
    Together,
    Trying,
    Turn,
)

SAVE_EVERY_S: Final = 10.0  # of the running clock; transitions are saved at once


def respond(book: Book, state: State, event: Event, now_s: float) -> tuple[State, tuple[Command, ...]]:
    """The state after `event`, and what is to be done, in order. `now_s` is audio time; it never runs backwards."""
    aged = _aged(state, max(now_s, state.now_s))
    answer = _answer(book, Answer(_noticed(aged, event)), event)
    return _remembered(state, answer)


def _aged(state: State, now_s: float) -> State:
    """Turns and the clock run on while there is a turn; nothing else does."""
    mode = state.mode
    match mode:
        case Turn() | HandingOver() | ListeningBack() if _is_stopped(state):
            return replace(state, now_s=now_s)
        case Turn():
            mode, ran_s = _ran(mode, state.now_s, now_s)
        case HandingOver(held=Turn() as turn):
            turn, ran_s = _ran(turn, state.now_s, now_s)
            mode = replace(mode, held=turn)
        case Together():
            longer = clocks.together_ran(mode, state.now_s, now_s)
            mode, ran_s = longer, longer.used_s - mode.used_s
        case ListeningBack():
            ran_s = now_s - state.now_s
        case _:
            return replace(state, now_s=now_s)
    sitting = state.sitting
    if sitting is not None:
        sitting = replace(sitting, clock=clocks.ran(sitting.clock, ran_s))
    return replace(state, now_s=now_s, mode=mode, sitting=sitting)


def _is_stopped(state: State) -> bool:
    return state.sitting is not None and state.sitting.clock is not None and state.sitting.clock.stopped


def _ran(turn: Turn, was_s: float, now_s: float) -> tuple[Turn, float]:
    longer = clocks.turn_ran(turn, was_s, now_s)
    return longer, longer.used_s - turn.used_s


def _noticed(state: State, event: Event) -> State:
    """Whether someone speaks; a lull is what chimes wait for."""
    match event:
        case SpeechStarted():
            return replace(state, quiet_since_s=None)
        case SpeechStopped(at_s):
            return replace(state, quiet_since_s=min(at_s, state.now_s))
        case _:
            return state


def _answer(book: Book, answer: Answer, event: Event) -> Answer:
    match event:
        case SafeWordHeard(word_end_s=word_end_s):
            return pausing.pause(book, answer, word_end_s)
        case UtteranceHeard(intent=Intent.PAUSE, start_s=start_s):
            return pausing.pause(book, answer, start_s)
        case UtteranceHeard(intent=Intent.ENOUGH, start_s=start_s):
            undone = timer.undo(book, answer) if isinstance(answer.state.mode, Talk) else None
            return undone or pausing.pause(book, answer, start_s)
        case KeyPressed(Key.SPACE) if isinstance(answer.state.mode, EarsClosed):
            return answer.do(Hush())  # nothing is there to be paused
        case KeyPressed(Key.SPACE):
            return pausing.pause(book, answer, answer.now_s)
        case HearingLost():
            return pausing.deafen(answer, event)
        case HearingRestored():
            return pausing.hear_again(answer)
        case EchoStayedHigh():
            return answer.do(SpeakCarefully())
        case InvitationFellDue():
            return inviting.fall_due(answer)
        case InputEnded():
            return leaving.fall_asleep(answer.do(Hush())).do(Quit())
        case KeyPressed(Key.MICROPHONE):
            return leaving.turn_microphone(answer)
        case KeyPressed(Key.BUTTON):
            return leaving.open_ears(answer)
        case KeyPressed(Key.QUIT):
            return leaving.quit_now(answer)
        case UtteranceHeard(intent=Intent.STOP | Intent.NOT_TODAY) | KeyPressed(Key.STOP):
            return leaving.stop(answer)
        case UtteranceHeard(intent=Intent.COMPANY):
            return leaving.welcome_company(answer)
        case UtteranceHeard(intent=Intent.CLOSE_EARS):
            return leaving.close_ears(answer)
        case _:
            return _in_mode(book, answer, event)


def _in_mode(book: Book, answer: Answer, event: Event) -> Answer:
    mode = answer.state.mode
    match mode:
        case Asleep(invites_until_s=float() as until_s) if isinstance(event, TimePassed):
            return inviting.wait_for_lull(book, answer, mode, until_s)
        case Asleep():
            return opening.while_asleep(book, answer, mode, event)
        case AskingToGoOn() | AskingStep() | AskingDeeper() if (
            isinstance(event, UtteranceHeard) and event.intent is Intent.NOT_READY
        ):
            return opening.not_ready(book, answer, mode)
        case AskingMoment() | AskingStep() | AskingDeeper() | AskingToReopen() | AskingToGoOn() | AskingToCarryOn():
            return opening.while_asking(book, answer, mode, event)
        case Paused():
            return pausing.while_paused(book, answer, mode, event)
        case Returning():
            return pausing.while_returning(book, answer, mode, event)
        case Leaving():
            return leaving.while_leaving(answer, mode, event)
        case EarsClosed():
            return answer
        case (
            Telling() | Trying() | Choosing() | Turn() | ListeningBack() | Together() | AfterBoundary() | HandingOver()
        ):
            return talking.while_talking(book, answer, mode, event)
        case _:
            assert_never(mode)


def _remembered(before: State, answer: Answer) -> tuple[State, tuple[Command, ...]]:
    """Saved on each transition, and now and then for the clock; an ended session leaves nothing behind."""
    state = answer.state
    if state.sitting is None or Forget() in answer.commands:
        return state, answer.commands
    is_bounded = before.sitting is not None and state.sitting.closed != before.sitting.closed  # also without a word
    is_transition = bool(answer.commands) or is_bounded or type(state.mode) is not type(before.mode)
    if not is_transition and state.now_s - state.saved_s < SAVE_EVERY_S:
        return state, answer.commands
    return replace(state, saved_s=state.now_s), (*answer.commands, Remember())
