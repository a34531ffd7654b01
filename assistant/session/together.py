"""A quiet moment, or open talk: both of them, without turns, until a soft chime and a silence after it."""

from dataclasses import replace

from assistant.session import steps
from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.commands import Chime, Hush, PlayChime
from assistant.session.events import Event, Key, KeyPressed, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.state import Together


def while_together(book: Book, answer: Answer, mode: Together, event: Event) -> Answer:
    match event:
        case UtteranceHeard(intent=Intent.HAND_OVER) | KeyPressed(Key.ENTER):
            return steps.next_step(book, answer.do(Hush()))
        case TimePassed():
            return _as_time_passes(book, answer, mode)
        case _:
            return answer


def _as_time_passes(book: Book, answer: Answer, mode: Together) -> Answer:
    """The chime waits for a lull, and what comes next waits for a longer one."""
    quiet_since_s = answer.state.quiet_since_s
    if quiet_since_s is None or mode.used_s < mode.length_s:
        return answer
    if mode.chimed_s is None:
        if answer.now_s - quiet_since_s < book.patience.lull_s:
            return answer
        return answer.do(PlayChime(Chime.OFFERED)).become(replace(mode, chimed_s=answer.now_s))
    if answer.now_s - max(quiet_since_s, mode.chimed_s) < mode.settle_s:
        return answer
    return steps.next_step(book, answer)
