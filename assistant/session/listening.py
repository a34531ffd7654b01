"""Which commands make sense in a state. What closes is listened for wherever there is something to close."""

from collections.abc import Mapping
from typing import assert_never

from assistant.errors import SundayCoffeeError
from assistant.session.intents import CLOSING, Intent
from assistant.session.opening import STARTS
from assistant.session.state import (
    AfterBoundary,
    Answers,
    AskingDeeper,
    AskingMoment,
    AskingStep,
    AskingToCarryOn,
    AskingToGoOn,
    AskingToReopen,
    Asleep,
    Choosing,
    EarsClosed,
    HandingOver,
    Leaving,
    ListeningBack,
    Mode,
    Paused,
    Returning,
    State,
    Telling,
    Together,
    Trying,
    Turn,
)

_STARTS = frozenset(STARTS) - {Intent.START_TIMER}  # asleep, "set a timer for ten minutes" is about the eggs
_ASIDES = frozenset({Intent.HELP, Intent.REPEAT, Intent.TIMER_STATUS})
_CLOCK = frozenset(
    {Intent.START_TIMER, Intent.CANCEL_TIMER, Intent.INCREASE_TIMER, Intent.DECREASE_TIMER}
    | {Intent.PAUSE_TIMER, Intent.UNPAUSE_TIMER}
)
_HELP = frozenset(
    {Intent.HELP_START, Intent.HELP_LISTEN, Intent.HELP_WORD, Intent.MORE_WORDS, Intent.WHO_HELPS, Intent.COME_BACK}
)
_TALK = CLOSING | _ASIDES | _CLOCK | _HELP
_ANSWERS = CLOSING | {Intent.YES, Intent.NO, Intent.NOTHING, Intent.HELP, Intent.REPEAT}


def expected(state: State) -> frozenset[Intent]:
    """What the ear listens for now; everything else it hears is talk."""
    in_mode = _expected_in(state.mode)
    can_forget = bool(state.kept.goal) and (Intent.WHO_HELPS in in_mode or isinstance(state.mode, Paused))
    return in_mode | {Intent.FORGET_GOAL} if can_forget else in_mode


def _expected_in(mode: Mode) -> frozenset[Intent]:
    match mode:
        case Asleep():
            return _STARTS | {Intent.HELP, Intent.WHO_HELPS, Intent.CLOSE_EARS, Intent.COMPANY}
        case EarsClosed():
            return frozenset()
        case AskingStep(topic="goal"):
            return _ANSWERS | {Intent.FORGET_IT, Intent.FORGET_GOAL}
        case AskingMoment() | AskingStep() | AskingDeeper() | AskingToReopen():
            return _ANSWERS
        case AskingToGoOn() | AskingToCarryOn():
            return _ANSWERS | {Intent.CARRY_ON, Intent.GO_ON}
        case Paused():
            return CLOSING | {Intent.CARRY_ON, Intent.HELP, Intent.TIMER_STATUS}
        case Returning():
            return _ANSWERS | {Intent.GO_ON, Intent.CARRY_ON, Intent.HAND_OVER, Intent.FIRST, Intent.SECOND}
        case Leaving():
            return frozenset({Intent.COMPANY, Intent.CLOSE_EARS, Intent.PAUSE, Intent.ENOUGH})
        case Telling():
            return _TALK
        case Trying():
            return _TALK | {Intent.HAND_OVER, Intent.GO_ON, Intent.CARRY_ON, Intent.YES, Intent.NO}
        case Choosing():
            return _TALK | {Intent.FIRST, Intent.SECOND, Intent.THIRD, Intent.FOURTH, Intent.CHOICE, Intent.DEEPER}
        case Turn():
            return _TALK | {Intent.HAND_OVER, Intent.GO_ON, Intent.NOTHING, Intent.DEEPER}
        case Together():
            return _TALK | {Intent.HAND_OVER}
        case AfterBoundary():
            return _TALK | {Intent.HAND_OVER, Intent.GO_ON, Intent.CHOICE, Intent.FIRST, Intent.SECOND, Intent.THIRD}
        case ListeningBack():
            return _TALK | {Intent.HAND_OVER, Intent.GO_ON, Intent.NOTHING, Intent.YES}
        case HandingOver():
            return _TALK | {Intent.HAND_OVER, Intent.GO_ON}
        case _:
            assert_never(mode)


_TURN = Turn(partner=0, begins_s=0.0)
_ANSWERS_SO_FAR = Answers(until_s=0.0)
BY_NAME: Mapping[str, Mode] = {
    "asleep": Asleep(),
    "asking": AskingToGoOn(_ANSWERS_SO_FAR, Paused(_TURN, 0.0)),
    "moment": AskingMoment(_ANSWERS_SO_FAR),
    "telling": Telling("", 0.0),
    "trying": Trying(0.0),
    "choosing": Choosing(0.0),
    "turn": _TURN,
    "listening_back": ListeningBack(_TURN),
    "together": Together(60.0, 0.0, 2.0),
    "after_boundary": AfterBoundary(0.0, _TURN),
    "handing_over": HandingOver(_TURN, 0.0),
    "paused": Paused(_TURN, 0.0),
    "returning": Returning(_TURN, 0.0),
    "leaving": Leaving("", 0.0),
}


def expected_in(name: str) -> frozenset[Intent]:
    """What is listened for in the state called `name`, or in all of them; SundayCoffeeError for no such name."""
    if name == "all":
        return frozenset(Intent)
    if name not in BY_NAME:
        raise SundayCoffeeError(f"There is no state called {name!r}. There is: all, {', '.join(BY_NAME)}.")
    return expected(State(mode=BY_NAME[name]))
