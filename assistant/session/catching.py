"""An answer to a choice that wasn't understood: once it is asked for again, in few words. What is offered is elsewhere.

Two people may talk a choice over, so it is asked for in a lull, never twice, and not before all was read.
"""

from dataclasses import replace
from typing import Final

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.state import Choosing

TALKED_OVER_S: Final = 5.0  # so long a silence, and they aren't talking it over any more


def hear_end(answer: Answer, mode: Choosing, key: str) -> Answer:
    """`key` was said to its end: a silence counts from here, and where it was the last, an answer may come."""
    last = answer.state.last_said
    read = answer.state.said if last is not None and last.key == key else mode.read
    return answer.become(replace(mode, since_s=answer.now_s, read=read))


def miss(answer: Answer, mode: Choosing) -> Answer:
    """What was said may have been an answer, to all that was read."""
    return answer.become(replace(mode, missed=True)) if mode.read == answer.state.said else answer


def is_to_ask_again(answer: Answer, mode: Choosing, quiet_s: float) -> bool:
    return mode.missed and not mode.asked_again and mode.read == answer.state.said and quiet_s >= TALKED_OVER_S


def ask_again(answer: Answer, mode: Choosing, saying: str) -> Answer:
    asked = replace(mode, since_s=answer.now_s + SAYING_LIMIT_S, asked_again=True)
    return answer.say(saying).become(asked)
