"""A session under way: what an event does to the step it meets. It opens nothing by itself."""

from dataclasses import replace
from typing import Final, assert_never

from assistant.session import asides, boundary, deepening, helping, lightening, steps, timer, turns
from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.choosing import while_choosing
from assistant.session.commands import Chime, Hush
from assistant.session.events import Event, Key, KeyPressed, SayingFinished, SpeechStarted, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.lulls import use_lull
from assistant.session.pausing import fall_quiet
from assistant.session.ritual import IntroduceStep
from assistant.session.state import (
    AfterBoundary,
    Choosing,
    HandingOver,
    Held,
    ListeningBack,
    Talk,
    Telling,
    Together,
    Trying,
    Turn,
)
from assistant.session.steps import introduced, next_step, step_of
from assistant.session.together import while_together

CLAIMED_S: Final = 20.0  # after so much of a turn it is theirs: the one before doesn't come back


def while_talking(book: Book, answer: Answer, mode: Talk, event: Event) -> Answer:
    """What closes comes first, then what is asked for in any step; the rest depends on the step."""
    quiet_since_s = answer.state.quiet_since_s
    match event:
        case UtteranceHeard(intent=Intent.REPEAT) if isinstance(mode, Telling):
            return steps.enter(book, answer.do(Hush()), answer.sitting.step)
        case UtteranceHeard(intent=Intent.REPEAT) if isinstance(mode, Choosing):
            return while_choosing(book, answer, mode, event)
        case UtteranceHeard(intent=Intent.REPEAT) if isinstance(mode, AfterBoundary) and mode.offered:
            return boundary.while_after_boundary(book, answer, mode, event)
        case UtteranceHeard(intent=Intent.PASS):
            answer = answer.do(Hush())
            answer = answer.say("pass_ok") if isinstance(mode, Turn) else answer
            return turns.leave_turn(book, answer, held_of(mode))
        case UtteranceHeard(intent=Intent.NOT_READY):
            return boundary.close_topic(book, answer, held_of(mode))
        case UtteranceHeard(intent=Intent.COME_BACK):
            return boundary.ask_to_reopen(answer, held_of(mode))
        case UtteranceHeard(intent=Intent.LIGHTER) if not isinstance(mode, AfterBoundary):
            return lightening.lighten(book, answer.do(Hush()), held_of(mode))
        case UtteranceHeard(intent=Intent.HELP) if isinstance(mode, AfterBoundary):
            return boundary.while_after_boundary(book, answer, mode, event)
        case UtteranceHeard(intent=Intent.DEEPER) if not isinstance(mode, Choosing):
            return deepening.ask_deeper(book, answer, held_of(mode))
        case TimePassed() if (
            quiet_since_s is not None
            and not isinstance(mode, Together)  # a quiet moment is quiet
            and answer.now_s - quiet_since_s >= book.patience.silence_minutes * 60
        ):
            return fall_quiet(answer, held_of(mode))
        case UtteranceHeard(intent=intent, minutes=minutes) if intent is not None:
            aside = _aside(book, answer, intent, minutes)
            return _in_step(book, answer, mode, event) if aside is None else aside
        case _:
            return _in_step(book, answer, mode, event)


def held_of(mode: Talk) -> Held:
    """What goes on after an interruption: a hand-over that was not finished goes back to its turn."""
    return mode.held if isinstance(mode, HandingOver) else mode


def _aside(book: Book, answer: Answer, intent: Intent, minutes: float | None) -> Answer | None:
    match intent:
        case Intent.HELP:
            return answer.say("help_turn")
        case Intent.REPEAT:
            return asides.repeat(answer)
        case Intent.FORGET_GOAL:
            return helping.forget_goal(answer)
        case _:
            return helping.help_with(book, answer, intent) or timer.answer_timer(book, answer, intent, minutes)


def _in_step(book: Book, answer: Answer, mode: Talk, event: Event) -> Answer:
    match mode:
        case Telling():
            return _while_telling(book, answer, mode, event)
        case Trying():
            return _while_trying(book, answer, mode, event)
        case Choosing():
            return while_choosing(book, answer, mode, event)
        case Together():
            return while_together(book, answer, mode, event)
        case AfterBoundary():
            return boundary.while_after_boundary(book, answer, mode, event)
        case Turn():
            return _while_turn(book, answer, mode, event)
        case ListeningBack():
            return _while_listening_back(book, answer, mode, event)
        case HandingOver():
            return _while_handing_over(book, answer, mode, event)
        case _:
            assert_never(mode)


def _while_telling(book: Book, answer: Answer, mode: Telling, event: Event) -> Answer:
    match event:
        case SayingFinished(key) if key == mode.last:
            return _told(book, answer)
        case TimePassed() if answer.now_s >= mode.until_s:
            return _told(book, answer)
        case _:
            return answer


def _told(book: Book, answer: Answer) -> Answer:
    if isinstance(step_of(book, answer), IntroduceStep):
        return introduced(answer).become(Trying(answer.now_s + turns.TRYING_S))
    return next_step(book, answer)


def _while_trying(book: Book, answer: Answer, mode: Trying, event: Event) -> Answer:
    match event:
        case UtteranceHeard(intent=Intent.HAND_OVER | Intent.GO_ON | Intent.CARRY_ON | Intent.YES | Intent.NO):
            return next_step(book, answer)
        case KeyPressed(Key.ENTER):
            return next_step(book, answer)
        case TimePassed() if answer.now_s >= mode.until_s:
            return next_step(book, answer)
        case _:
            return answer


def _while_turn(book: Book, answer: Answer, turn: Turn, event: Event) -> Answer:
    last = answer.state.last_said
    match event:
        case SayingFinished(key) if last is not None and key == last.key and answer.now_s < turn.begins_s:
            return answer.become(replace(turn, begins_s=answer.now_s))
        case UtteranceHeard(intent=Intent.HAND_OVER):
            return turns.hand_over(book, answer.do(Hush()), turn)
        case UtteranceHeard(intent=Intent.NOTHING):
            return turns.hand_over(book, answer.do(Hush()), turn, listen_back=False)
        case UtteranceHeard(intent=Intent.GO_ON) if turn.before is not None:
            return answer.do(Hush()).become(replace(turn.before, begins_s=answer.now_s))
        case UtteranceHeard(intent=None) if turn.before is not None and answer.now_s > turn.begins_s:
            return answer.become(replace(turn, before=None))  # the other of them has begun
        case TimePassed():
            turn = replace(turn, before=None) if turn.used_s >= CLAIMED_S else turn
            return use_lull(book, answer.become(turn), turn)
        case _:
            return answer


def _while_listening_back(book: Book, answer: Answer, mode: ListeningBack, event: Event) -> Answer:
    match event:
        case UtteranceHeard(intent=Intent.YES | Intent.HAND_OVER | Intent.NOTHING) | KeyPressed(Key.ENTER):
            return turns.hand_over(book, answer.do(Hush()), mode)
        case UtteranceHeard(intent=Intent.GO_ON):
            return answer.do(Hush()).become(replace(mode.turn, begins_s=answer.now_s))
        case _:
            return answer


def _while_handing_over(book: Book, answer: Answer, mode: HandingOver, event: Event) -> Answer:
    match event:
        case SpeechStarted() | UtteranceHeard(intent=Intent.GO_ON):
            return answer.become(mode.held)
        case SayingFinished(Chime.HAND_OVER):
            return answer.become(replace(mode, until_s=answer.now_s + book.patience.hand_over_s))
        case TimePassed() if answer.now_s >= mode.until_s and answer.state.quiet_since_s is None:
            return answer.become(mode.held)
        case TimePassed() if answer.now_s >= mode.until_s:
            return turns.handed_over(book, answer, mode)
        case _:
            return answer
