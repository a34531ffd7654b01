"""Something lighter, for whoever asks: another question in place of this one. Nobody loses a turn by it."""

from dataclasses import replace
from typing import assert_never

from assistant.session.answer import Answer
from assistant.session.book import LIGHTER_DECK, Book
from assistant.session.decks import next_question, remembered
from assistant.session.deepening import lower
from assistant.session.ritual import Depth, TurnsStep
from assistant.session.shares import offered_s
from assistant.session.state import (
    AfterBoundary,
    AskingStep,
    Choosing,
    Held,
    ListeningBack,
    Telling,
    Together,
    Trying,
    Turn,
)
from assistant.session.steps import fresh_turn, next_step, ritual_of, step_of
from assistant.session.turns import once_read


def lighten(book: Book, answer: Answer, held: Held) -> Answer:
    """The question's own lighter one, and after that one for ease. Both stay lighter; where nothing is asked, on."""
    answer, step, sitting = lower(answer), step_of(book, answer), answer.sitting
    if not isinstance(step, TurnsStep):
        return next_step(book, answer)
    question = sitting.lighter
    if question in ("", sitting.question, *sitting.closed_keys):
        answer, question = light_question(book, answer)
    if not question:
        return next_step(book, answer)
    answer = answer.seat(replace(answer.sitting, question=question)).say("lighter_ok").say(question)
    match held:
        case Turn():
            return answer.become(once_read(answer, held))
        case ListeningBack(turn):
            return answer.become(once_read(answer, turn))
        case Telling() | Trying() | Choosing() | Together() | AfterBoundary() | AskingStep():
            return answer.become(fresh_turn(answer, 0, offered_s(ritual_of(book, answer), answer.sitting, step)))
        case _:
            assert_never(held)


def light_question(book: Book, answer: Answer) -> tuple[Answer, str]:
    """The next of those that have nothing to do with anything, as it becomes the topic; "" where there is none."""
    deck, sitting = book.decks.get(LIGHTER_DECK, ()), answer.sitting
    question = next_question(deck, Depth.LIGHT, sitting.lighter_asked, sitting.closed_keys)
    if question is None or LIGHTER_DECK in sitting.closed_keys:
        return answer, ""
    asked = remembered(deck, question, sitting.lighter_asked)  # kept nowhere: it would tell of the boundary
    light = replace(sitting, lighter_asked=asked, topic=LIGHTER_DECK, lighter="", depth=Depth.LIGHT)
    return answer.seat(light), question.saying
