"""The letters that stand for commands, so that each can be given without a word. The ear has the last word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.session.intents import Intent


@dataclass(frozen=True)
class Wish:
    """A letter for a command; of several that share it, the one that makes sense where they are."""

    intents: tuple[Intent, ...]


COMMAND_KEYS: Final[Mapping[str, Wish]] = {
    letter: Wish(intents)
    for letter, intents in {
        "1": (Intent.FIRST, Intent.CHOICE, Intent.START_COFFEE),
        "2": (Intent.SECOND, Intent.START_CHECK_IN),
        "3": (Intent.THIRD, Intent.START_DAILY),
        "4": (Intent.FOURTH, Intent.START_GOAL),
        "5": (Intent.START_REPAIR,),
        "6": (Intent.START_PROGRAMME,),
        "y": (Intent.YES,),
        "n": (Intent.NO,),
        "j": (Intent.NOT_TODAY,),
        "c": (Intent.CARRY_ON,),
        "g": (Intent.GO_ON,),
        "t": (Intent.HAND_OVER,),
        "x": (Intent.NOTHING,),
        "p": (Intent.PASS,),
        "b": (Intent.NOT_READY,),
        "k": (Intent.COME_BACK,),
        "l": (Intent.LIGHTER,),
        "d": (Intent.DEEPER,),
        "r": (Intent.REPEAT,),
        "z": (Intent.PAUSE,),
        "o": (Intent.ENOUGH,),
        "s": (Intent.STOP,),
        "v": (Intent.COMPANY,),
        "e": (Intent.CLOSE_EARS,),
        "h": (Intent.HELP,),
        "a": (Intent.HELP_START,),
        "i": (Intent.HELP_LISTEN,),
        "w": (Intent.HELP_WORD, Intent.MORE_WORDS),
        "u": (Intent.WHO_HELPS,),
        "f": (Intent.FORGET_IT, Intent.FORGET_GOAL),
        "?": (Intent.TIMER_STATUS,),
        "+": (Intent.INCREASE_TIMER,),
        "-": (Intent.DECREASE_TIMER,),
        ".": (Intent.PAUSE_TIMER,),
        ",": (Intent.UNPAUSE_TIMER,),
        "0": (Intent.CANCEL_TIMER,),
        "=": (Intent.START_TIMER,),
    }.items()
}
