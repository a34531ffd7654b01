"""The one sentence that it may say by itself: on Sunday, at the time they chose, once, in a lull. It opens nothing."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.state import Asleep

INVITATION: Final = "sunday_invitation"
WAITS_S: Final = 300.0  # so long it waits for a silence at the table; then this Sunday goes by without it

_SUNDAY: Final = 6
_NO_STEP: Final = timedelta(minutes=2)


def fell_due(before: datetime, now: datetime, at: time) -> bool:
    """Whether the chosen time of a Sunday lies between two looks at the clock; local times.

    Not where the clock was set in between, or the machine slept: then the moment went by unseen. So a program that is
    started later that day says nothing, and none has to remember that it did.
    """
    due = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return now.weekday() == _SUNDAY and before < due <= now and now - before <= _NO_STEP


def fall_due(answer: Answer) -> Answer:
    """Only while it is asleep and hears, and no session waits to be carried on."""
    match answer.state.mode:
        case Asleep(left=None) as asleep if answer.state.hears:
            return answer.become(replace(asleep, invites_until_s=answer.now_s + WAITS_S))
        case _:
            return answer


def wait_for_lull(book: Book, answer: Answer, asleep: Asleep, until_s: float) -> Answer:
    """Time passed. Nobody's words are cut off for it."""
    state = answer.state
    if answer.now_s >= until_s or not state.hears:
        return answer.become(replace(asleep, invites_until_s=None))
    if state.quiet_since_s is None or answer.now_s - state.quiet_since_s < book.patience.lull_s:
        return answer
    return answer.say(INVITATION).become(replace(asleep, invites_until_s=None))
