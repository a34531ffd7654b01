"""How deep it goes: deeper when both choose it, lighter when one of them does."""

from dataclasses import replace
from typing import assert_never

from assistant.session import steps
from assistant.session.answer import Answer
from assistant.session.asking import ask, patient
from assistant.session.book import Book
from assistant.session.commands import Hush
from assistant.session.ritual import AskStep, Depth, TurnsStep
from assistant.session.state import (
    AfterBoundary,
    AskingDeeper,
    AskingStep,
    Choosing,
    Held,
    ListeningBack,
    Telling,
    Together,
    Trying,
    Turn,
)


def enter_both_yes(book: Book, answer: Answer) -> Answer:
    """Both said yes to a question of the ritual."""
    step = steps.step_of(book, answer)
    if isinstance(step, AskStep) and step.to_depth is not None:
        answer = _at_least(answer, step.to_depth)
    return steps.enter(book, answer, answer.sitting.step + 1)


def ask_deeper(book: Book, answer: Answer, held: Held) -> Answer:
    """One of them would like something deeper: each is asked. After a refusal nobody is pressed: no word of it."""
    depth, refused = _next_depth(book, answer), answer.sitting.refused_depth
    if depth is not None and refused is not None and depth >= refused:
        return answer
    if depth is None:
        return answer.do(Hush()).say("no_deeper")
    return ask(answer.do(Hush()), AskingDeeper(patient(answer), depth, answer.sitting.step, held))


def _next_depth(book: Book, answer: Answer) -> Depth | None:
    """The depth next to the one they are at, if this step has a question there."""
    step, sitting = steps.step_of(book, answer), answer.sitting
    if not isinstance(step, TurnsStep) or not step.deck or sitting.topic != step.topic:
        return None
    open_ones = [one for one in book.decks[step.deck] if one.saying not in sitting.closed_keys]
    return min((one.depth for one in open_ones if one.depth > sitting.depth), default=None)


def go_deeper(book: Book, answer: Answer, asking: AskingDeeper) -> Answer:
    """Both chose it."""
    return steps.enter(book, _at_least(answer, asking.depth), asking.at)


def refuse_deeper(answer: Answer, depth: Depth) -> Answer:
    """Not both chose `depth`: it isn't asked for again in this session."""
    refused = answer.sitting.refused_depth
    least = depth if refused is None else min(depth, refused)
    return answer.seat(replace(answer.sitting, refused_depth=least))


def stay(book: Book, answer: Answer, held: Held) -> Answer:
    """Not both: on with what was, as if nobody had asked."""
    match held:
        case Choosing() | AfterBoundary() | AskingStep() | Telling() | Trying():
            return steps.next_step(book, answer)
        case Turn() | Together():
            return answer.become(replace(held, begins_s=answer.now_s))
        case ListeningBack():
            return answer.become(held)
        case _:
            assert_never(held)


def _at_least(answer: Answer, depth: Depth) -> Answer:
    return answer.seat(replace(answer.sitting, depth=max(answer.sitting.depth, depth)))


def lower(answer: Answer) -> Answer:
    """One "lighter" is enough."""
    return answer.seat(replace(answer.sitting, depth=Depth(max(Depth.LIGHT, answer.sitting.depth - 1))))
