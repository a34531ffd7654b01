"""From step to step of a ritual, and what each of them is offered there. How a turn runs and moves is turns.py."""

from dataclasses import replace
from typing import Final, assert_never

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.book import Book, IntroduceStep, Ritual, SayStep, Step, TurnsStep
from assistant.session.commands import NoteIntroduced
from assistant.session.leaving import leave
from assistant.session.state import Choosing, Telling, Turn

WORTH_STARTING_S: Final = 120.0  # with less time than this left, a step marked "only if time is left" is not begun


def ritual_of(book: Book, answer: Answer) -> Ritual:
    return book.rituals[answer.sitting.ritual]


def step_of(book: Book, answer: Answer) -> Step:
    return ritual_of(book, answer).steps[answer.sitting.step]


def turns_of(book: Book, answer: Answer) -> TurnsStep:
    """The step of a turn that is under way."""
    step = step_of(book, answer)
    if not isinstance(step, TurnsStep):
        raise TypeError(f"step {answer.sitting.step} of {answer.sitting.ritual} has no turns")
    return step


def begin(book: Book, answer: Answer) -> Answer:
    return enter(book, answer, 0)


def next_step(book: Book, answer: Answer) -> Answer:
    """Onwards; an introduction that was cut short counts as heard."""
    if isinstance(step_of(book, answer), IntroduceStep):
        answer = introduced(answer)
    return enter(book, answer, answer.sitting.step + 1)


def introduced(answer: Answer) -> Answer:
    if answer.state.introduced:
        return answer
    return replace(answer, state=replace(answer.state, introduced=True)).do(NoteIntroduced())


def enter(book: Book, answer: Answer, first: int) -> Answer:
    """The first step from number `first` on that has something to do; after the last one, goodbye."""
    ritual = ritual_of(book, answer)
    answer = listening_anew(answer)
    for number in range(first, len(ritual.steps)):
        step = ritual.steps[number]
        here = answer.seat(replace(answer.sitting, step=number, question=""))
        match step:
            case SayStep(saying):
                return _tell(here, (saying,))
            case IntroduceStep(sayings, invite):
                if not here.state.introduced:
                    return _tell(here, (*sayings, invite))
            case TurnsStep():
                if _has_room(here, step):
                    return ask_step(book, here, step)
            case _:
                assert_never(step)
    return leave(answer, ritual.goodbye)


def listening_anew(answer: Answer) -> Answer:
    """A silence counts from here on, not from before the pause."""
    state = answer.state
    if state.quiet_since_s is None:
        return answer
    return replace(answer, state=replace(state, quiet_since_s=state.now_s))


def _tell(answer: Answer, sayings: tuple[str, ...]) -> Answer:
    for key in sayings:
        answer = answer.say(key)
    return answer.become(Telling(sayings[-1], answer.now_s + SAYING_LIMIT_S * len(sayings)))


def _has_room(answer: Answer, step: TurnsStep) -> bool:
    sitting = answer.sitting
    if step.topic in sitting.closed_topics or (step.only_if_time_left and sitting.short):
        return False
    if sitting.clock is None or sitting.clock.stopped or step.share == 0:
        return True
    least_s = WORTH_STARTING_S if step.only_if_time_left else 0.0
    return sitting.clock.left_s > least_s


def ask_step(book: Book, answer: Answer, step: TurnsStep) -> Answer:
    """Let them choose where there is a choice, else begin with the one question."""
    if len(step.questions) > 1 and step.choose is not None:
        return answer.say(step.choose).become(Choosing(answer.now_s))
    return first_turn(book, answer, step.questions[0])


def first_turn(book: Book, answer: Answer, question: str) -> Answer:
    step = turns_of(book, answer)
    answer = answer.seat(replace(answer.sitting, question=question)).say(question).say(step.first)
    return answer.become(fresh_turn(answer, 0, offered_s(book, answer, step)))


def fresh_turn(answer: Answer, partner: int, turn_s: float | None, before: Turn | None = None) -> Turn:
    """It begins when its question has been read; at the latest when a saying must have come to its end."""
    return Turn(partner, answer.now_s + SAYING_LIMIT_S, turn_s, before=before)


def offered_s(book: Book, answer: Answer, step: TurnsStep) -> float | None:
    """What each of them is offered in this step: the same for both, never owed."""
    clock = answer.sitting.clock
    if clock is None or step.share == 0:
        return None
    shares = [
        other.share
        for other in ritual_of(book, answer).steps
        if isinstance(other, TurnsStep) and not (answer.sitting.short and other.only_if_time_left)
    ]
    step_s = clock.total_s * step.share / sum(shares)
    return min(step_s, clock.left_s) / 2 if step.only_if_time_left else step_s / 2
