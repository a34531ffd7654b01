"""A topic that someone is not ready to talk about: how it closes, what may come then, and how it opens again."""

from dataclasses import replace
from typing import Final

from assistant.session import deepening, steps
from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.asking import ask, patient
from assistant.session.book import FREE_TURN, Book
from assistant.session.commands import Hush
from assistant.session.events import Event, Key, KeyPressed, SayingFinished, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.lightening import light_question
from assistant.session.ritual import AskStep, JumpStep, OnlyIfStep, SayGoalStep, SayStep, SayWeekStep, TurnsStep
from assistant.session.sitting import Closed, Sitting
from assistant.session.state import AfterBoundary, AskingToReopen, Choosing, Held, ListeningBack, Turn

BREATH_S: Final = 10.0  # so long a silence comes before anything is offered
WAITS_S: Final = 30.0  # and so long a one after it goes on to the next step
QUIET_MINUTES: Final = 1.0
_FREE: Final = "free"  # the topic of a turn without a question


def close_topic(book: Book, answer: Answer, held: Held) -> Answer:
    """Someone is not ready: it is not asked again in this session, of neither of them."""
    if isinstance(held, AfterBoundary) and not held.offered:
        return answer.become(replace(held, since_s=answer.now_s))  # the same words twice, in one breath
    answer = answer.do(Hush()).say("not_ready_ok")
    if is_closed(book, answer) or not isinstance(steps.step_of(book, answer), TurnsStep):
        return steps.next_step(book, mark_closed(book, answer))
    answer = mark_closed(book, answer)
    turn = held if isinstance(held, Turn) else held.turn if isinstance(held, ListeningBack) else None
    answer = answer.seat(replace(answer.sitting, question="", lighter=""))
    return answer.become(AfterBoundary(answer.now_s + SAYING_LIMIT_S, turn))


def mark_closed(book: Book, answer: Answer) -> Answer:
    """The topic that is open here is closed; what goes on now is not changed."""
    (topic, step), sitting = _topic(book, answer), answer.sitting
    if not topic or topic in sitting.closed_keys:
        return answer
    closed = Closed(topic, sitting.question, sitting.lighter, step)
    return answer.seat(replace(sitting, closed=(*sitting.closed, closed)))


def is_closed(book: Book, answer: Answer) -> bool:
    topic, _ = _topic(book, answer)
    return topic in answer.sitting.closed_keys


def _topic(book: Book, answer: Answer) -> tuple[str, int]:
    """What is open here, and in which step; while something is told, that is what it leads to."""
    match steps.step_of(book, answer):
        case AskStep(topic=topic):
            return topic, answer.sitting.step
        case SayStep() | SayGoalStep() | SayWeekStep():
            return _announced(book, answer)
        case _:
            return answer.sitting.topic, answer.sitting.step


def _announced(book: Book, answer: Answer) -> tuple[str, int]:
    """The next topic to come, unless something else is announced or comes before it."""
    ritual, number = steps.ritual_of(book, answer), answer.sitting.step + 1
    while number < len(ritual.steps):
        match ritual.steps[number]:
            case TurnsStep(topic=topic) | AskStep(topic=topic):
                return topic, number
            case JumpStep(at=at):
                number = at
            case OnlyIfStep(otherwise_at=at) as guard:
                number = number + 1 if steps.is_for(book, answer, guard) else at
            case SayStep():
                number += 1
            case _:
                break
    return "", answer.sitting.step


def while_after_boundary(book: Book, answer: Answer, mode: AfterBoundary, event: Event) -> Answer:
    """A breath, then the offer: something lighter, a quiet moment, or hand over. A long silence goes on without."""
    quiet_since_s = answer.state.quiet_since_s
    quiet_s = 0.0 if quiet_since_s is None else answer.now_s - max(quiet_since_s, mode.since_s)
    match event:
        case UtteranceHeard(intent=Intent.LIGHTER | Intent.FIRST):
            return _lighter(book, answer.do(Hush()))
        case UtteranceHeard(intent=Intent.CHOICE, choice="quiet") | UtteranceHeard(intent=Intent.SECOND):
            quiet = steps.together(answer, QUIET_MINUTES, steps.QUIET_SETTLES_S)
            return answer.do(Hush()).become(quiet)
        case UtteranceHeard(intent=Intent.HAND_OVER | Intent.THIRD):
            return _free_turn(book, answer.do(Hush()), mode)
        case UtteranceHeard(intent=Intent.GO_ON) | KeyPressed(Key.ENTER):
            return steps.next_step(book, answer.do(Hush()))
        case SayingFinished():
            return answer.become(replace(mode, since_s=answer.now_s))
        case UtteranceHeard(intent=Intent.HELP | Intent.REPEAT):
            return offer(answer.do(Hush()), mode)
        case TimePassed() if not mode.offered and quiet_s >= BREATH_S:
            return offer(answer, mode)
        case TimePassed() if quiet_s >= WAITS_S:
            return steps.next_step(book, answer)
        case _:
            return answer


def offer(answer: Answer, mode: AfterBoundary) -> Answer:
    """Say what there is now."""
    offered = replace(mode, since_s=answer.now_s + SAYING_LIMIT_S, offered=True)
    return answer.say("after_boundary").become(offered)


def _lighter(book: Book, answer: Answer) -> Answer:
    """A question that has nothing to do with the topic, for both alike."""
    answer, question = light_question(book, answer)
    return steps.first_turn(book, answer.say("lighter_ok"), question) if question else steps.next_step(book, answer)


def _free_turn(book: Book, answer: Answer, mode: AfterBoundary) -> Answer:
    """The other of them may speak, of anything they like; for as long as the one before was offered."""
    if mode.turn is None or mode.turn.partner == 1 or _FREE in answer.sitting.closed_keys:
        return steps.next_step(book, answer)
    answer = answer.seat(replace(answer.sitting, topic=_FREE, question=FREE_TURN)).say(FREE_TURN)
    return answer.become(steps.fresh_turn(answer, 1, mode.turn.offered_s))


def ask_to_reopen(answer: Answer, held: Held) -> Answer:
    """One of them would like to come back to what was closed last. After a refusal nobody is pressed: no word of it."""
    if not answer.sitting.closed or answer.sitting.closed[-1].refused:
        return answer
    return ask(answer.do(Hush()), AskingToReopen(patient(answer), held))


def leave_closed(answer: Answer) -> Answer:
    """Not both wished to open it: it rests for this session."""
    *others, closed = answer.sitting.closed
    return answer.seat(replace(answer.sitting, closed=(*others, replace(closed, refused=True))))


def stay(book: Book, answer: Answer, held: Held) -> Answer:
    """On with what was; a choice, and what may come after a boundary, are still theirs."""
    match held:
        case Choosing():
            return steps.enter(book, answer, answer.sitting.step)
        case AfterBoundary():
            return answer.become(replace(held, since_s=answer.now_s))
        case _:
            return deepening.stay(book, answer, held)


def reopen(book: Book, answer: Answer, held: Held) -> Answer:
    """Both said yes: the topic now, and then the ritual goes on where it was."""
    sitting = answer.sitting
    *others, closed = sitting.closed
    back_to = sitting.back_to if sitting.back_to is not None else _after(sitting, closed, held)
    opened = replace(sitting, closed=tuple(others), back_to=back_to, step=closed.step)
    answer = answer.seat(opened)
    if not closed.question:
        return steps.enter(book, answer, closed.step)
    answer = answer.seat(replace(opened, topic=closed.topic, lighter=closed.lighter))
    return steps.first_turn(book, answer, closed.question)


def _after(sitting: Sitting, closed: Closed, held: Held) -> int:
    """The step where the ritual goes on; what was opened again is not asked a second time."""
    return sitting.step + (_is_past(held) or sitting.step == closed.step)


def _is_past(held: Held) -> bool:
    """Whether the step that was interrupted is over for both of them, or nearly."""
    match held:
        case AfterBoundary() | Turn(partner=1) | ListeningBack(turn=Turn(partner=1)):
            return True
        case _:
            return False
