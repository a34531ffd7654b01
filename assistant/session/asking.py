"""A closed question, asked of each in turn, once; silence means no. Comes to a verdict; what it opens is opening.py."""

from dataclasses import replace
from enum import Enum, auto
from typing import Final, assert_never

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.commands import Hush
from assistant.session.events import Event, Key, KeyPressed, SayingFinished, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.state import (
    Answers,
    Asking,
    AskingDeeper,
    AskingMoment,
    AskingStep,
    AskingToCarryOn,
    AskingToGoOn,
    AskingToReopen,
)

APART_S: Final = 1.0  # two utterances at least so far apart count as two voices: the assistant can't tell them apart


class Verdict(Enum):
    BOTH_YES = auto()
    NO = auto()
    SILENCE = auto()


def patient(answer: Answer) -> Answers:
    """Nobody answered yet; the waiting begins when the question has been said."""
    return Answers(until_s=answer.now_s + SAYING_LIMIT_S)


def ask(answer: Answer, asking: Asking) -> Answer:
    """Put the question to whoever answers first; or to the other, where one of them has said yes already."""
    question = _sayings(asking)[0 if asking.answers.yes_s is None else 1]
    asked = replace(asking, answers=replace(asking.answers, variant=answer.state.said))
    return answer.say(question).become(asked)


def hear_answer(answer: Answer, asking: Asking, event: Event, answer_s: float) -> tuple[Answer, Verdict | None]:
    """The question goes on, or comes to a verdict. Each waits `answer_s` after its last word."""
    answers = asking.answers
    match event:
        case UtteranceHeard(intent=intent, start_s=start_s, end_s=end_s) if intent in _yeses(asking):
            return _yes(answer, asking, start_s, end_s)
        case KeyPressed(Key.ENTER):
            return _yes(answer, asking, answer.now_s, answer.now_s)
        case UtteranceHeard(intent=Intent.HELP):
            return _wait(answer.do(Hush()).say("help_question"), asking), None
        case UtteranceHeard(intent=Intent.REPEAT):
            question = _sayings(asking)[0 if answers.yes_s is None else 1]
            return _wait(answer.do(Hush()).say(question), asking), None
        case UtteranceHeard(intent=None) if not answers.missed:
            missed = replace(asking, answers=replace(answers, missed=True))
            return _wait(answer.do(Hush()).say("didnt_catch"), missed), None
        case UtteranceHeard():
            return answer, Verdict.NO
        case SayingFinished(key) if answer.state.last_said is not None and key == answer.state.last_said.key:
            waiting = replace(answers, until_s=answer.now_s + answer_s)
            return answer.become(replace(asking, answers=waiting)), None
        case TimePassed() if answer.now_s >= answers.until_s and answer.state.quiet_since_s is not None:
            return answer, Verdict.SILENCE
        case TimePassed() if answer.now_s >= answers.until_s + SAYING_LIMIT_S:
            return answer, Verdict.SILENCE  # talk that goes on and on is no yes either
        case _:
            return answer, None


def _sayings(asking: Asking) -> tuple[str, str]:
    """The question to the first and to the other of them."""
    match asking:
        case AskingMoment():
            return "good_moment", "good_moment_other"
        case AskingStep(first=first, other=other):
            return first, other
        case AskingDeeper():
            return "deeper_first", "deeper_other"
        case AskingToReopen():
            return "reopen_first", "reopen_other"
        case AskingToGoOn():
            return "go_on_first", "go_on_other"
        case AskingToCarryOn():
            return "carry_on_first", "carry_on_other"
        case _:
            assert_never(asking)


def _yeses(asking: Asking) -> frozenset[Intent]:
    """What counts as a yes; "carry on" said as an answer to "would you like to go on?" is one."""
    match asking:
        case AskingMoment() | AskingStep() | AskingDeeper() | AskingToReopen():
            return frozenset({Intent.YES})
        case AskingToGoOn() | AskingToCarryOn():
            return frozenset({Intent.YES, Intent.CARRY_ON, Intent.GO_ON})
        case _:
            assert_never(asking)


def _wait(answer: Answer, asking: Asking) -> Answer:
    return answer.become(replace(asking, answers=replace(asking.answers, until_s=answer.now_s + SAYING_LIMIT_S)))


def _yes(answer: Answer, asking: Asking, start_s: float, end_s: float) -> tuple[Answer, Verdict | None]:
    first_s = asking.answers.yes_s
    if first_s is None:
        heard = replace(asking, answers=replace(patient(answer), yes_s=end_s, variant=asking.answers.variant))
        return answer.do(Hush()).say_in(asking.answers.variant, _sayings(asking)[1]).become(heard), None
    if start_s - first_s < APART_S:
        return answer, None  # perhaps the same voice, in the same breath
    return answer.do(Hush()), Verdict.BOTH_YES
