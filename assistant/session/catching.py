"""An answer to an offer that wasn't understood: once it is asked for again, in few words. What is offered is elsewhere.

Two people may talk a choice over, so it is never asked for twice, nor before all was read, nor while somebody speaks.
"""

from dataclasses import replace

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.commands import Hush
from assistant.session.state import AfterBoundary, Choosing


def hear_end(answer: Answer, mode: Choosing | AfterBoundary, key: str) -> Answer:
    """`key` was said to its end: a silence counts from here, and where it was the last, an answer may come."""
    last = answer.state.last_said
    read = answer.state.said if last is not None and last.key == key else mode.read
    return answer.become(replace(mode, since_s=answer.now_s, read=read))


def is_missed(answer: Answer, mode: Choosing | AfterBoundary) -> bool:
    """Whether what wasn't understood just now is asked for once more."""
    return not mode.missed and mode.read == answer.state.said and answer.state.quiet_since_s is not None


def ask_again(answer: Answer, mode: Choosing | AfterBoundary, saying: str) -> Answer:
    missed = replace(mode, since_s=answer.now_s + SAYING_LIMIT_S, missed=True)
    return answer.do(Hush()).say(saying).become(missed)
