"""Choosing one of a few: two questions, the ways of a ritual, a goal. A long silence takes what opens least."""

from dataclasses import replace
from typing import Final

from assistant.session import steps
from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.asking import ask
from assistant.session.book import Book
from assistant.session.catching import ask_again, hear_end, is_to_ask_again, miss
from assistant.session.commands import Hush
from assistant.session.events import Event, SayingFinished, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.ritual import ChooseStep, GoalStep, TurnsStep, Way
from assistant.session.state import Answers, AskingDeeper, Choosing

CHOOSING_S: Final = 30.0  # so long a silence while choosing takes the first, the lightest
ORDINALS: Final = (Intent.FIRST, Intent.SECOND, Intent.THIRD, Intent.FOURTH)
_AGAIN: Final = {1: "didnt_catch_which", 2: "which_of_two", 3: "which_of_three", 4: "which_of_four"}


def while_choosing(book: Book, answer: Answer, mode: Choosing, event: Event) -> Answer:
    quiet_since_s = answer.state.quiet_since_s
    quiet_s = 0.0 if quiet_since_s is None else answer.now_s - max(quiet_since_s, mode.since_s)
    match event:
        case UtteranceHeard(intent=intent, choice=choice, end_s=end_s) if intent in (*ORDINALS, Intent.CHOICE):
            names = _names(book, answer)
            number = ORDINALS.index(intent) if intent in ORDINALS else names.index(choice) if choice in names else None
            if number is not None and number < len(names):
                return _take(book, answer, number, end_s)
            return miss(answer, mode)
        case UtteranceHeard(intent=Intent.DEEPER, end_s=end_s) if (way := _deeper_way(book, answer)) is not None:
            return _take(book, answer, way, end_s)
        case UtteranceHeard(intent=Intent.REPEAT):
            return _read_again(book, answer.do(Hush())).become(replace(mode, since_s=answer.now_s, missed=False))
        case UtteranceHeard(intent=None):
            return miss(answer, mode)
        case SayingFinished(key):
            return hear_end(answer, mode, key)
        case TimePassed() if is_to_ask_again(answer, mode, quiet_s):
            return ask_again(answer, mode, _AGAIN[len(_names(book, answer))])
        case TimePassed() if quiet_s >= CHOOSING_S:
            return _take_none(book, answer)
        case _:
            return answer


def _names(book: Book, answer: Answer) -> tuple[str, ...]:
    match steps.step_of(book, answer):
        case TurnsStep(questions=questions):
            return questions
        case ChooseStep(ways=ways):
            return tuple(way.name for way in ways)
        case GoalStep():
            return tuple(book.goals)
        case step:
            raise TypeError(f"nothing is chosen in {step}")


def _read_again(book: Book, answer: Answer) -> Answer:
    match steps.step_of(book, answer):
        case TurnsStep(offer=str() as offer) | ChooseStep(offer=offer):
            return answer.say(offer)
        case GoalStep(offer=offer):
            return steps.read_goals(book, answer, offer)
        case step:
            raise TypeError(f"nothing is chosen in {step}")


def _deeper_way(book: Book, answer: Answer) -> int | None:
    """Where a deeper question is among the ways, it may be called so."""
    match steps.step_of(book, answer):
        case ChooseStep(ways=ways):
            return next((number for number, way in enumerate(ways) if way.depth is not None), None)
        case _:
            return None


def _take(book: Book, answer: Answer, number: int, said_s: float) -> Answer:
    answer = answer.do(Hush())
    match steps.step_of(book, answer):
        case TurnsStep(questions=questions):
            return steps.first_turn(book, answer, questions[number])
        case ChooseStep(ways=ways):
            return _go(book, answer, ways[number], said_s)
        case GoalStep():
            goal = tuple(book.goals)[number]
            chosen = answer.seat(replace(answer.sitting, goal=goal))
            return steps.enter(book, chosen, answer.sitting.step + 1)
        case step:
            raise TypeError(f"nothing is chosen in {step}")


def _go(book: Book, answer: Answer, way: Way, said_s: float) -> Answer:
    """One voice is enough to choose, unless it goes deeper: then the other is asked, too."""
    if way.depth is None or way.depth <= answer.sitting.depth:
        return steps.enter(book, answer, way.at)
    if answer.sitting.refused_depth is not None and way.depth >= answer.sitting.refused_depth:
        return steps.next_step(book, answer)  # not both chose it a while ago: the first way, without asking again
    answers = Answers(until_s=answer.now_s + SAYING_LIMIT_S, yes_s=said_s)
    return ask(answer, AskingDeeper(answers, way.depth, way.at, Choosing(answer.now_s)))


def _take_none(book: Book, answer: Answer) -> Answer:
    match steps.step_of(book, answer):
        case TurnsStep(questions=questions):
            return steps.first_turn(book, answer, questions[0])
        case _:
            return steps.next_step(book, answer)  # the first way; past the goals
