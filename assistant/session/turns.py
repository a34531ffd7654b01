"""How a turn moves: handed over, taken up again, passed, made lighter, left for good. One voice is enough to close."""

from dataclasses import replace
from typing import Final, assert_never

from assistant.session import clock as clocks
from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.book import FREE_TURN, Book
from assistant.session.commands import Chime, PlayChime
from assistant.session.state import (
    AfterBoundary,
    AskingStep,
    Choosing,
    HandingOver,
    Held,
    ListeningBack,
    Telling,
    Together,
    Trying,
    Turn,
)
from assistant.session.steps import enter, fresh_turn, listening_anew, next_step, turns_of

TRYING_S: Final = 45.0  # so long the invitation to try the pause stands


def hand_over(book: Book, answer: Answer, held: Turn | ListeningBack, *, listen_back: bool = True) -> Answer:
    """A soft chime and three seconds: if talk goes on, so does the turn; and if it has gone on already."""
    if answer.state.quiet_since_s is None:
        return answer.become(held)
    until_s = answer.now_s + 2 * book.patience.hand_over_s  # counted anew once the chime has sounded
    return answer.do(PlayChime(Chime.HAND_OVER)).become(HandingOver(held, until_s, listen_back))


def handed_over(book: Book, answer: Answer, handing: HandingOver) -> Answer:
    match handing.held:
        case Turn() as held if handing.listen_back and _is_said_back(book, answer):
            again = answer.sitting.invited_back
            answer = answer.seat(replace(answer.sitting, invited_back=True))
            return answer.say_of_turn("listen_back_again" if again else "listen_back").become(ListeningBack(held))
        case Turn() as turn:
            return _next_turn(book, answer, turn)
        case ListeningBack(turn):
            return _next_turn(book, answer, turn)
        case _:
            assert_never(handing.held)


def _is_said_back(book: Book, answer: Answer) -> bool:
    """Not what was asked in place of it, after a boundary: that was to be light."""
    step = turns_of(book, answer)
    return step.listen_back and answer.sitting.topic == step.topic


def _next_turn(book: Book, answer: Answer, turn: Turn) -> Answer:
    """The other of them gets the same question and the same time, whatever the first one said or left unsaid."""
    if turn.partner == 1:
        return next_step(book, answer)
    step = turns_of(book, answer)
    return answer.invite(step.second).become(fresh_turn(answer, 1, turn.offered_s, before=replace(turn, before=None)))


def leave_turn(book: Book, answer: Answer, held: Held) -> Answer:
    """Only the speaker's own answer is given up; the other still gets the question."""
    match held:
        case Turn():
            return _next_turn(book, answer, held)
        case ListeningBack(turn):
            return _next_turn(book, answer, turn)
        case Telling() | Trying() | Choosing() | Together() | AfterBoundary() | AskingStep():
            return next_step(book, answer)
        case _:
            assert_never(held)


def go_on(book: Book, answer: Answer, held: Held) -> Answer:
    """Take up what was interrupted, with all its time; the one who was interrupted may also hand over."""
    answer = listening_anew(answer)
    clock = answer.sitting.clock
    match held:
        case Trying(tried=False):
            return answer.say("intro_invite_other").become(Trying(answer.now_s + TRYING_S, tried=True))
        case Telling() | Trying():
            return next_step(book, answer)
        case AfterBoundary():
            return next_step(book, answer)
        case Choosing() | AskingStep():
            return enter(book, answer, answer.sitting.step)
        case Together():
            return answer.become(replace(held, begins_s=answer.now_s))
        case Turn(used_s=0.0) if clock is None or not clock.stopped:  # a stopped one can't tell who had begun
            return _ask_again(book, answer, held)
        case Turn():
            return answer.say("given_back").become(once_read(answer, held))
        case ListeningBack():
            return answer.say_of_turn("listen_back").become(held)
        case _:
            assert_never(held)


def _ask_again(book: Book, answer: Answer, turn: Turn) -> Answer:
    """The question was cut short, so nobody had begun: once more."""
    step, question = turns_of(book, answer), answer.sitting.question
    answer = answer.say(question)
    if question != FREE_TURN:
        answer = answer.invite(step.first if turn.partner == 0 else step.second)
    return answer.become(once_read(answer, turn))


def once_read(answer: Answer, turn: Turn) -> Turn:
    """Its time runs on once the question has been read."""
    return replace(turn, begins_s=answer.now_s + SAYING_LIMIT_S)


def give_back(answer: Answer, seconds_s: float) -> Answer:
    """The safe word was over `seconds_s` ago: that time was nobody's turn."""
    mode = answer.state.mode
    match mode:
        case Turn():
            given_s = min(max(0.0, seconds_s), mode.used_s)
            answer = answer.become(replace(mode, used_s=mode.used_s - given_s))
        case HandingOver(held=Turn() as turn):
            given_s = min(max(0.0, seconds_s), turn.used_s)
            answer = answer.become(replace(mode, held=replace(turn, used_s=turn.used_s - given_s)))
        case Together():
            given_s = min(max(0.0, seconds_s), mode.used_s)
            answer = answer.become(replace(mode, used_s=mode.used_s - given_s))
        case ListeningBack() | HandingOver():
            given_s = max(0.0, seconds_s)
        case _:
            return answer
    sitting = answer.sitting
    return answer.seat(replace(sitting, clock=clocks.ran(sitting.clock, -given_s)))
