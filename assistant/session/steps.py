"""From step to step of a ritual: which one comes, and how it begins. How a turn runs and moves is turns.py."""

from dataclasses import replace
from typing import Final, assert_never

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.asking import ask, patient
from assistant.session.book import Book
from assistant.session.commands import NoteIntroduced, PlayChime
from assistant.session.decks import Question, next_question, remembered
from assistant.session.leaving import leave
from assistant.session.ritual import (
    AskStep,
    ChimeStep,
    ChooseStep,
    Depth,
    GoalStep,
    IntroduceStep,
    JumpStep,
    KeepGoalStep,
    MoveWeekStep,
    OnlyIfStep,
    QuietStep,
    Ritual,
    SayGoalStep,
    SayStep,
    SayWeekStep,
    Step,
    TimedStep,
    TurnsStep,
)
from assistant.session.shares import has_room, offered_s
from assistant.session.state import AskingStep, Choosing, Telling, Together, Turn

QUIET_SETTLES_S: Final = 2.0  # after the chime that ends a quiet moment
TALK_SETTLES_S: Final = 10.0  # after the chime that ends open talk, a silence so long


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
    """Both said yes: the first step. Where a ritual says something the first time only, they know it from now on."""
    key, kept = answer.sitting.ritual, answer.state.kept
    week = min(kept.week, max(1, len(book.programme)))
    sitting = replace(answer.sitting, first_time=key not in kept.met, depth=book.rituals[key].depth, week=week)
    told_once = any(isinstance(step, OnlyIfStep) and step.first_time for step in book.rituals[key].steps)
    return enter(book, answer.seat(sitting).keep(kept.meets(key) if told_once else kept), 0)


def next_step(book: Book, answer: Answer) -> Answer:
    """Onwards, past what takes two yeses. An introduction that was cut short counts as heard."""
    sitting = answer.sitting
    if sitting.back_to is not None:
        return enter(book, answer.seat(replace(sitting, back_to=None)), sitting.back_to)
    step = step_of(book, answer)
    rested = isinstance(answer.state.mode, Together) and not isinstance(step, QuietStep | TimedStep)
    match step:
        case IntroduceStep():
            return enter(book, introduced(answer), sitting.step + 1)
        case AskStep(otherwise_at=at) | GoalStep(otherwise_at=at):
            return enter(book, answer, at, rested=rested)
        case _:
            return enter(book, answer, sitting.step + 1, rested=rested)


def introduced(answer: Answer) -> Answer:
    if answer.state.introduced:
        return answer
    return replace(answer, state=replace(answer.state, introduced=True)).do(NoteIntroduced())


def enter(book: Book, answer: Answer, first: int, *, rested: bool = False) -> Answer:
    """The first step from number `first` on that has something to do; after the last one, goodbye.

    `rested`: they come from a quiet moment they asked for; one is enough.
    """
    ritual = ritual_of(book, answer)
    answer = listening_anew(answer)
    number = first
    while number < len(ritual.steps):
        step = ritual.steps[number]
        answer = answer.seat(replace(answer.sitting, step=number, question="", lighter="", topic=""))
        match step:
            case JumpStep(at=at):
                number = at
            case OnlyIfStep(otherwise_at=at):
                number = number + 1 if is_for(book, answer, step) else at
            case SayStep() | QuietStep() if rested and ritual.is_quiet_at(number):
                number += 1
            case AskStep(otherwise_at=at) if step.topic in answer.sitting.closed_keys:
                number = at
            case KeepGoalStep():
                answer = answer.keep(replace(answer.state.kept, goal=answer.sitting.goal or answer.state.kept.goal))
                number += 1
            case MoveWeekStep(by=by):
                week = min(max(1, answer.sitting.week + by), max(1, len(book.programme)))
                answer = answer.keep(replace(answer.state.kept, week=week))
                number += 1
            case _:
                begun = _begin(book, answer, step)
                if begun is not None:
                    return begun
                number += 1
    return leave(answer, ritual.goodbye)


def is_for(book: Book, answer: Answer, step: OnlyIfStep) -> bool:
    """A goal counts while it can be said: it may be gone from a book that they have rewritten."""
    kept = answer.state.kept
    return (
        (not step.weeks or answer.sitting.week in step.weeks)
        and (not step.first_time or answer.sitting.first_time)
        and (not step.with_goal or kept.goal in book.goals)
    )


def _begin(
    book: Book,
    answer: Answer,
    step: SayStep
    | IntroduceStep
    | TurnsStep
    | ChimeStep
    | QuietStep
    | TimedStep
    | AskStep
    | ChooseStep
    | GoalStep
    | SayGoalStep
    | SayWeekStep,
) -> Answer | None:
    """The step under way; None where there is nothing to do in it."""
    match step:
        case SayStep(saying):
            return tell(answer, (saying,))
        case IntroduceStep(sayings, invite):
            return None if answer.state.introduced else tell(answer, (*sayings, invite))
        case TurnsStep():
            question = question_for(book, answer, step)
            return ask_step(book, answer, step, question) if question and has_room(answer.sitting, step) else None
        case ChimeStep(chime):
            return answer.do(PlayChime(chime)).become(Telling(chime, answer.now_s + SAYING_LIMIT_S))
        case QuietStep(minutes):
            return answer.become(together(answer, minutes, QUIET_SETTLES_S))
        case TimedStep(minutes):
            return answer.become(together(answer, minutes, TALK_SETTLES_S))
        case AskStep(first, other, topic=topic):
            return ask(answer, AskingStep(patient(answer), first, other, topic))
        case ChooseStep(offer):
            return answer.say(offer).become(Choosing(answer.now_s))
        case GoalStep(offer):
            return read_goals(book, answer, offer).become(Choosing(answer.now_s))
        case SayGoalStep():
            goal = book.goals.get(answer.sitting.goal or answer.state.kept.goal)
            return None if goal is None else tell(answer, (goal,))
        case SayWeekStep():
            return tell(answer, (book.programme[answer.sitting.week - 1],)) if book.programme else None
        case _:
            assert_never(step)


def read_goals(book: Book, answer: Answer, offer: str) -> Answer:
    for saying in (offer, *book.goals.values()):
        answer = answer.say(saying)
    return answer


def together(answer: Answer, minutes: float, settle_s: float) -> Together:
    return Together(minutes * 60.0, answer.now_s, settle_s)


def listening_anew(answer: Answer) -> Answer:
    """A silence counts from here on, not from before the pause."""
    state = answer.state
    if state.quiet_since_s is None:
        return answer
    return replace(answer, state=replace(state, quiet_since_s=state.now_s))


def tell(answer: Answer, sayings: tuple[str, ...]) -> Answer:
    for key in sayings:
        answer = answer.say(key)
    return answer.become(Telling(sayings[-1], answer.now_s + SAYING_LIMIT_S * len(sayings)))


def question_for(book: Book, answer: Answer, step: TurnsStep) -> Question | None:
    """What is asked in this step, as deep as both chose, or else its lighter one; None when that is closed, too."""
    sitting = answer.sitting
    if step.topic in sitting.closed_keys:
        return None
    if not step.deck:
        too_deep = (step.depth or Depth.LIGHT) > sitting.depth
        saying = step.lighter if too_deep else step.questions[0]
        return Question(saying, lighter=step.lighter) if saying and saying not in sitting.closed_keys else None
    most = sitting.depth if step.depth is None else min(step.depth, sitting.depth)
    return next_question(book.decks[step.deck], most, answer.state.kept.asked, sitting.closed_keys)


def ask_step(book: Book, answer: Answer, step: TurnsStep, question: Question) -> Answer:
    """Let them choose where there is a choice, else begin with the one question."""
    answer = answer.seat(replace(answer.sitting, topic=step.topic, lighter=question.lighter or step.lighter or ""))
    if step.offer is not None and question.saying in step.questions:
        return answer.say(step.offer).become(Choosing(answer.now_s))
    if step.deck:
        kept = answer.state.kept
        answer = answer.keep(replace(kept, asked=remembered(book.decks[step.deck], question, kept.asked)))
    return first_turn(book, answer, question.saying)


def first_turn(book: Book, answer: Answer, question: str) -> Answer:
    step = turns_of(book, answer)
    answer = answer.seat(replace(answer.sitting, question=question)).say(question).invite(step.first)
    return answer.become(fresh_turn(answer, 0, offered_s(ritual_of(book, answer), answer.sitting, step)))


def fresh_turn(answer: Answer, partner: int, turn_s: float | None, before: Turn | None = None) -> Turn:
    """It begins when its question has been read; at the latest when a saying must have come to its end."""
    return Turn(partner, answer.now_s + SAYING_LIMIT_S, turn_s, before=before)
