"""A rehearsal's script as values: the room, the lines, what is expected. Reads no file and plays nothing."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.audio import Samples
from assistant.content.configuration import Configuration
from assistant.devices.acoustics import Surroundings
from assistant.session.events import Key
from assistant.session.kept import Kept


@dataclass(frozen=True)
class AtTime:
    at_s: float


@dataclass(frozen=True)
class AfterSound:
    """After a saying or a chime came to its end by itself."""

    key: str
    wait_s: float


@dataclass(frozen=True)
class DuringSound:
    """Over the assistant's voice: so long after the saying began."""

    key: str
    wait_s: float


@dataclass(frozen=True)
class AfterLine:
    """After the line before this one."""

    wait_s: float


When = AtTime | AfterSound | DuringSound | AfterLine


@dataclass(frozen=True, eq=False)
class Speech:
    """`pcm`: as it is said; with `ends_with_safe_word` its last sound is the end of a safe word."""

    who: str
    words: str  # or the recording's name
    pcm: Samples
    gain_db: float = 0.0
    ends_with_safe_word: bool = False


@dataclass(frozen=True)
class Press:
    key: Key


@dataclass(frozen=True)
class Line:
    number: int  # where it stands in the file
    when: When
    what: Speech | Press


class Kind(StrEnum):
    """What can happen, by the word that stands for it in a script."""

    SAYING = "saying"  # it began to sound
    CHIME = "chime"  # it began to sound
    STATE = "state"  # the session came to it
    EVENT = "event"
    INTENT = "intent"  # an utterance was understood so
    COMMAND = "command"
    NOT_SAID = "not_said"  # not until what is expected next has happened, or the end
    ENDS = "ends"  # the last state of all


@dataclass(frozen=True)
class Expectation:
    number: int  # where it stands in the file
    kind: Kind
    name: str
    within_s: float | None = None  # of the end of the line said last


@dataclass(frozen=True)
class Script:
    name: str
    about: str  # what it shows, for whoever reads along; may be empty
    wishes: Configuration
    surroundings: Surroundings
    introduced: bool
    kept: Kept  # from earlier sittings
    lines: tuple[Line, ...]
    expectations: tuple[Expectation, ...]
    stay_s: float  # after the last line, at least
    give_up_s: float  # how long anything is waited for
