"""The clock, when someone asks for it: told, set, longer, shorter, stopped or put away. For both alike, said aloud."""

from dataclasses import replace
from typing import Final

from assistant.session import clock as clocks
from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.intents import Intent
from assistant.session.shares import offered_s
from assistant.session.sitting import Clock
from assistant.session.state import HandingOver, ListeningBack, Turn
from assistant.session.steps import ritual_of, turns_of

USUAL_MINUTES: Final = 5  # "add some time"
UNDO_S: Final = 20.0  # so long after minutes were added, one "that's enough" takes them back
ROUGHLY_FROM_MINUTES: Final = 10  # from here on, what is left is told in fives


def answer_timer(book: Book, answer: Answer, intent: Intent, minutes: float | None) -> Answer | None:
    """None where `intent` has nothing to do with the clock."""
    match intent:
        case Intent.TIMER_STATUS:
            return tell_time(answer)
        case Intent.START_TIMER:
            return _set_time(book, answer, minutes or USUAL_MINUTES)
        case Intent.INCREASE_TIMER:
            return _add_time(book, answer, minutes or USUAL_MINUTES)
        case Intent.DECREASE_TIMER:
            return _take_time(book, answer, minutes or USUAL_MINUTES)
        case Intent.PAUSE_TIMER:
            return _stop_clock(answer, stopped=True)
        case Intent.UNPAUSE_TIMER:
            return _stop_clock(answer, stopped=False)
        case Intent.CANCEL_TIMER:
            return _put_away(answer)
        case _:
            return None


def tell_time(answer: Answer) -> Answer:
    """How much is left, in round minutes: nobody is held to a second."""
    clock = answer.state.sitting.clock if answer.state.sitting is not None else None
    if clock is None:
        return answer.say("no_clock")
    minutes = rounded_minutes(clock.left_s)
    match minutes:
        case 0:
            return answer.say("time_nearly_over")
        case 1:
            return answer.say("time_left_one")
        case _:
            return answer.say("time_left", minutes)


def rounded_minutes(left_s: float) -> int:
    minutes = round(left_s / 60)
    return minutes if minutes <= ROUGHLY_FROM_MINUTES else 5 * round(left_s / 300)


def _set_time(book: Book, answer: Answer, minutes: float) -> Answer:
    """So many minutes from now on, whether a clock ran before or not."""
    clock = answer.sitting.clock
    used_s = 0.0 if clock is None else clock.used_s
    fresh = clocks.set_to(Clock(0.0, used_s), used_s + minutes * 60.0)
    gained_s = 0.0 if clock is None else max(0.0, fresh.total_s - clock.total_s)
    return _say_minutes(
        _undoable(_with_clock(book, answer, fresh), gained_s), "time_set", (fresh.total_s - used_s) / 60
    )


def _add_time(book: Book, answer: Answer, minutes: float) -> Answer:
    clock = answer.sitting.clock
    if clock is None:
        return answer.say("no_clock")
    longer = clocks.set_to(clock, clock.total_s + minutes * 60.0)
    gained_s = longer.total_s - clock.total_s
    answer = _undoable(_with_clock(book, answer, longer), gained_s)
    return _say_minutes(answer, "time_added", gained_s / 60)


def _undoable(answer: Answer, gained_s: float) -> Answer:
    """One "that's enough" takes back what this lengthened, and nothing that was added before."""
    return answer.seat(replace(answer.sitting, added_s=gained_s, undo_until_s=answer.now_s + UNDO_S))


def undo(book: Book, answer: Answer) -> Answer | None:
    """Take back minutes that were added a moment ago. None where there is nothing to take back."""
    sitting = answer.state.sitting
    if sitting is None or sitting.clock is None or not sitting.added_s or answer.now_s > sitting.undo_until_s:
        return None
    shorter = clocks.set_to(sitting.clock, max(sitting.clock.used_s, sitting.clock.total_s - sitting.added_s))
    answer = _with_clock(book, answer, shorter)
    return answer.seat(replace(answer.sitting, added_s=0.0)).say("time_as_before")


def _take_time(book: Book, answer: Answer, minutes: float) -> Answer:
    """It shortens what is left; what was used stays used."""
    clock = answer.sitting.clock
    if clock is None:
        return answer.say("no_clock")
    shorter = clocks.set_to(clock, max(clock.used_s, clock.total_s - minutes * 60.0))
    answer = _undoable(_with_clock(book, answer, shorter), 0.0)
    return _say_minutes(answer, "time_taken", (clock.total_s - shorter.total_s) / 60)


def _say_minutes(answer: Answer, key: str, minutes: float) -> Answer:
    """In whole minutes; what is none, as half a minute, is told by what is left."""
    whole = round(minutes)
    match whole:
        case 0:
            return tell_time(answer)
        case 1:
            return answer.say(f"{key}_one")
        case _:
            return answer.say(key, whole)


def _stop_clock(answer: Answer, *, stopped: bool) -> Answer:
    clock = answer.sitting.clock
    if clock is None:
        return answer.say("no_clock")
    answer = answer.seat(replace(answer.sitting, clock=replace(clock, stopped=stopped)))
    return answer.say("clock_stopped" if stopped else "clock_started")


def _put_away(answer: Answer) -> Answer:
    """No clock from here on: no chimes, and nothing offered by the minute."""
    answer = answer.seat(replace(answer.sitting, clock=None)).say("clock_away")
    mode = answer.state.mode
    match mode:
        case Turn():
            return answer.become(replace(mode, offered_s=None))
        case ListeningBack(turn=turn):
            return answer.become(ListeningBack(replace(turn, offered_s=None)))
        case HandingOver(held=Turn() as turn):
            return answer.become(replace(mode, held=replace(turn, offered_s=None)))
        case HandingOver(held=ListeningBack(turn=turn)):
            return answer.become(replace(mode, held=ListeningBack(replace(turn, offered_s=None))))
        case _:
            return answer


def _with_clock(book: Book, answer: Answer, clock: Clock) -> Answer:
    """A first turn is offered its share of the new time; a second one what the first was offered."""
    answer = answer.seat(replace(answer.sitting, clock=clock))
    mode = answer.state.mode
    match mode:
        case Turn(partner=0):
            return answer.become(_reoffered(book, answer, mode))
        case HandingOver(held=Turn(partner=0) as turn):
            return answer.become(replace(mode, held=_reoffered(book, answer, turn)))
        case _:
            return answer


def _reoffered(book: Book, answer: Answer, turn: Turn) -> Turn:
    offered = offered_s(ritual_of(book, answer), answer.sitting, turns_of(book, answer))
    return replace(turn, offered_s=offered, offered_chimed=offered is not None and turn.used_s >= offered)
