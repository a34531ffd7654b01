"""What setup may ask, and of whom: one protocol for the terminal and for a file of answers. Asks nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Question(StrEnum):
    """Each by the key that a file of answers has for it. A setting of `setup more` goes by its own key."""

    MICROPHONE = "microphone"
    LOUDSPEAKER = "loudspeaker"
    AFTER_SILENCE = "after_silence"
    HEARD_CHIME = "heard_chime"
    AFTER_CHIME = "after_chime"
    MEASURE_CLOCKS = "measure_clocks"
    SAFE_WORD = "safe_word"
    BETTER_WORD = "better_word"
    SOUNDS_RIGHT = "sounds_right"
    SOUNDS_LIKE = "sounds_like"
    SAY_IT = "say_it"
    NAME = "name"
    WORD = "word"
    AFTER_FAILURES = "after_failures"
    TRY_PAUSE = "try_pause"
    TRY_AGAIN = "try_again"
    SETTING = "setting"
    START = "start"


@dataclass(frozen=True)
class Choice:
    name: str  # as it can be typed, and as a file of answers has it
    shown: str


class Asker(Protocol):
    """SundayCoffeeError where nobody will answer any more."""

    def yes(self, key: str, question: str, *, default: bool) -> bool: ...

    def choose(self, key: str, question: str, choices: Sequence[Choice], default: str) -> str:
        """The name of one of them. `default` is the name of the one that leads on."""
        ...

    def text(self, key: str, question: str, default: str) -> str: ...
