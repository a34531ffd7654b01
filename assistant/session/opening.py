"""From asleep into a session, and what a verdict opens or leaves closed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, assert_never

from assistant.session import boundary, deepening, helping, lightening, pausing, steps, turns
from assistant.session.answer import Answer
from assistant.session.asking import Verdict, ask, hear_answer, patient
from assistant.session.book import Book
from assistant.session.commands import Hush
from assistant.session.events import Event, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.leaving import fall_asleep, leave
from assistant.session.news import told_news
from assistant.session.sitting import Clock, Sitting
from assistant.session.state import (
    FORGOTTEN_AFTER_S,
    Asking,
    AskingDeeper,
    AskingMoment,
    AskingStep,
    AskingToCarryOn,
    AskingToGoOn,
    AskingToReopen,
    Asleep,
)

STARTS: Final[Mapping[Intent, str]] = {
    Intent.START_COFFEE: "sunday_coffee",
    Intent.START_CHECK_IN: "weekly_check_in",
    Intent.START_TIMER: "weekly_check_in",
    Intent.START_DAILY: "daily_three",
    Intent.START_GOAL: "goal_setting",
    Intent.START_REPAIR: "repair",
    Intent.START_PROGRAMME: "six_weeks",
}


def while_asleep(book: Book, answer: Answer, mode: Asleep, event: Event) -> Answer:
    match event:
        case TimePassed() if mode.left is not None and answer.now_s - mode.left.woke_s >= FORGOTTEN_AFTER_S:
            return fall_asleep(answer)
        case UtteranceHeard(intent=Intent.HELP):
            return answer.say("help_asleep")
        case UtteranceHeard(intent=Intent.WHO_HELPS):
            return answer.say("who_can_help")
        case UtteranceHeard(intent=Intent.FORGET_GOAL):
            return helping.forget_goal(answer)
        case UtteranceHeard(intent=intent, minutes=minutes) if (
            intent is not None and STARTS.get(intent) in book.rituals and answer.state.hears
        ):
            answer = answer.seat(_fresh(book, STARTS[intent], minutes, answer.now_s))
            if mode.left is not None:
                return ask(answer, AskingToCarryOn(patient(answer), mode.left))
            return ask(answer, AskingMoment(patient(answer)))
        case UtteranceHeard(intent=intent) if intent in STARTS and answer.state.hears:
            return answer.say("not_in_book")
        case _:
            return answer


def _fresh(book: Book, key: str, minutes: float | None, now_s: float) -> Sitting:
    ritual = book.rituals[key]
    if ritual.minutes is None:
        return Sitting(key, started_s=now_s)
    wanted = minutes or ritual.minutes
    short = ritual.short_minutes is not None and wanted <= ritual.short_minutes
    return Sitting(key, started_s=now_s, clock=Clock(total_s=wanted * 60.0), short=short)


def while_asking(book: Book, answer: Answer, asking: Asking, event: Event) -> Answer:
    match asking, event:
        case AskingStep(), UtteranceHeard(intent=Intent.FORGET_IT) if _is_another(answer):
            return refuse(book, answer, asking)
        case AskingStep(), UtteranceHeard(intent=Intent.FORGET_IT | Intent.FORGET_GOAL):
            return steps.next_step(book, helping.forget_goal(answer.do(Hush())))
        case AskingDeeper(held=held, depth=depth), UtteranceHeard(intent=Intent.LIGHTER):
            return lightening.lighten(book, deepening.refuse_deeper(answer.do(Hush()), depth), held)
    answer, verdict = hear_answer(answer, asking, event, book.patience.answer_s)
    match verdict:
        case Verdict.BOTH_YES:
            return _open(book, answer, asking)
        case Verdict.NO:
            return refuse(book, answer, asking)
        case Verdict.SILENCE:
            return _stay_closed(book, answer, asking)
        case None:
            return answer
        case _:
            assert_never(verdict)


def _is_another(answer: Answer) -> bool:
    """Whether the goal on the table was chosen here; the one that they keep is not what "it" is about."""
    return answer.sitting.goal not in ("", answer.state.kept.goal)


def _open(book: Book, answer: Answer, asking: Asking) -> Answer:
    match asking:
        case AskingMoment():
            return steps.begin(book, told_news(book, answer))
        case AskingStep():
            return deepening.enter_both_yes(book, answer)
        case AskingDeeper():
            return deepening.go_deeper(book, answer, asking)
        case AskingToReopen(held=held):
            return boundary.reopen(book, answer, held)
        case AskingToGoOn(paused=paused):
            return pausing.come_back(book, answer, paused)
        case AskingToCarryOn(left=left):
            return turns.go_on(
                book, told_news(book, answer).seat(replace(left.sitting, started_s=answer.now_s)), left.mode
            )
        case _:
            assert_never(asking)


def refuse(book: Book, answer: Answer, asking: Asking) -> Answer:
    """A spoken no. Nobody is asked again."""
    match asking:
        case AskingMoment():
            return leave(answer, "not_today")
        case AskingStep() | AskingDeeper() | AskingToReopen():
            return _stay_closed(book, answer.do(Hush()), asking)
        case AskingToGoOn(paused=paused):
            return answer.do(Hush()).become(paused)
        case AskingToCarryOn():
            return ask(answer.do(Hush()), AskingMoment(patient(answer)))
        case _:
            assert_never(asking)


def not_ready(book: Book, answer: Answer, asking: AskingToGoOn | AskingStep | AskingDeeper) -> Answer:
    """A no, and the topic it is about is closed."""
    match asking:
        case AskingToGoOn():
            return refuse(book, boundary.mark_closed(book, answer), asking)
        case AskingStep():
            return steps.next_step(book, boundary.mark_closed(book, answer).do(Hush()).say("not_ready_ok"))
        case AskingDeeper(held=held, depth=depth):
            return boundary.close_topic(book, deepening.refuse_deeper(answer, depth), held)
        case _:
            assert_never(asking)


def _stay_closed(book: Book, answer: Answer, asking: Asking) -> Answer:
    """Silence. It closes without a word."""
    match asking:
        case AskingMoment():
            return fall_asleep(answer)
        case AskingStep():
            return steps.next_step(book, answer)
        case AskingDeeper(held=held, depth=depth):
            return deepening.stay(book, deepening.refuse_deeper(answer, depth), held)
        case AskingToReopen(held=held):
            return boundary.stay(book, boundary.leave_closed(answer), held)
        case AskingToGoOn(paused=paused):
            return answer.become(paused)
        case AskingToCarryOn(left=left):
            return answer.seat(None).become(Asleep(left))
        case _:
            assert_never(asking)
