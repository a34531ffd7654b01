"""What can happen to a session, in the past tense. Values only."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.session.intents import Intent


class Key(StrEnum):
    SPACE = "space"  # pause
    ENTER = "enter"  # a yes
    MICROPHONE = "m"  # closes and opens the microphone
    QUIT = "q"
    STOP = "stop"  # for today; a button that is held down
    BUTTON = "button"  # let go after a short press, which was a space: opens a closed microphone


class Loss(StrEnum):
    """Why the couple could go unheard."""

    MICROPHONE = "microphone"
    LAG = "lag"
    SPOTTER = "spotter"
    RECOGNISER = "recogniser"  # the safe word is still heard, but no command


@dataclass(frozen=True)
class SafeWordHeard:
    word_end_s: float
    score: float


@dataclass(frozen=True)
class UtteranceHeard:
    """One utterance. `intent` is None when it was not a command; its words stay in the ear and are forgotten there."""

    start_s: float
    end_s: float
    intent: Intent | None
    minutes: float | None = None
    score: float = 0.0
    choice: str | None = None  # the name of what they chose, from the sentences in commands/; never free words


@dataclass(frozen=True)
class SpeechStarted:
    at_s: float


@dataclass(frozen=True)
class SpeechStopped:
    at_s: float


@dataclass(frozen=True)
class SayingFinished:
    """The loudspeaker came to the end of this saying or chime; never sent for one that was hushed."""

    key: str


@dataclass(frozen=True)
class TimePassed:
    """Comes several times a second of audio."""


@dataclass(frozen=True)
class KeyPressed:
    key: Key


@dataclass(frozen=True)
class HearingLost:
    loss: Loss
    for_s: float = 0.0  # so much of what went by was heard by nobody


@dataclass(frozen=True)
class HearingRestored:
    pass


@dataclass(frozen=True)
class EchoStayedHigh:
    """The assistant's own voice comes back so loudly that hardly anybody is heard over it. Comes once."""


@dataclass(frozen=True)
class InvitationFellDue:
    """The time of a Sunday that they chose has come, by a clock that can be trusted."""


@dataclass(frozen=True)
class InputEnded:
    """Nothing more can be heard: the file is over, or the couple ended the program."""


EarEvent = SafeWordHeard | UtteranceHeard | SpeechStarted | SpeechStopped | EchoStayedHigh
Event = (
    EarEvent | SayingFinished | TimePassed | KeyPressed | HearingLost | HearingRestored | InvitationFellDue | InputEnded
)
