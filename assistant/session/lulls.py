"""What a lull in a turn is used for: a chime that is due, one soft offer. Nothing falls into somebody's words."""

from dataclasses import replace
from typing import Final

from assistant.session import clock as clocks
from assistant.session.answer import Answer
from assistant.session.book import Book
from assistant.session.commands import Chime, PlayChime
from assistant.session.leaving import leave
from assistant.session.state import Turn
from assistant.session.steps import ritual_of

LONGEST_SITTING_S: Final = 3 * 3600.0  # after this the next lull brings the goodbye


def use_lull(book: Book, answer: Answer, turn: Turn) -> Answer:
    quiet_since_s = answer.state.quiet_since_s
    if quiet_since_s is None or answer.now_s < turn.begins_s:
        return answer
    silence_s = answer.now_s - max(quiet_since_s, turn.begins_s)
    if silence_s >= book.patience.soft_offer_s and not turn.offered_help:
        return answer.say("soft_offer").become(replace(turn, offered_help=True))
    return _chime(book, answer, turn) if answer.now_s - quiet_since_s >= book.patience.lull_s else answer


def _chime(book: Book, answer: Answer, turn: Turn) -> Answer:
    """Of several that fell due only the one that tells most is given."""
    sitting = answer.sitting
    if answer.now_s - sitting.started_s >= LONGEST_SITTING_S:
        return leave(answer, ritual_of(book, answer).goodbye)
    clock = sitting.clock
    if clock is None or clock.stopped:
        return answer
    passed = clocks.chimes_passed(clock)
    offered_chimed = turn.offered_s is not None and turn.used_s >= turn.offered_s
    answer = answer.seat(replace(sitting, clock=passed)).become(
        replace(turn, offered_chimed=turn.offered_chimed or offered_chimed)
    )
    if passed.over_said and not clock.over_said:
        return answer.say("time_over")
    if passed.near_end_chimed and not clock.near_end_chimed:
        return answer.do(PlayChime(Chime.NEAR_END))
    if passed.half_chimed and not clock.half_chimed:
        return answer.do(PlayChime(Chime.HALF))
    if offered_chimed and not turn.offered_chimed:
        return answer.do(PlayChime(Chime.OFFERED))
    return answer
