"""What a session can order, in the imperative. Values only: the loop carries them out, in order."""

from dataclasses import dataclass
from enum import StrEnum


class Chime(StrEnum):
    """Soft sounds with a meaning; README tells the couple which is which."""

    PAUSE = "chime.pause"  # two notes falling: paused, or the safe word heard again
    HAND_OVER = "chime.hand_over"  # one note: three seconds, then the other of you
    OFFERED = "chime.offered"  # one low note: as much time as this turn was offered
    HALF = "chime.half"  # two equal notes: half the time
    NEAR_END = "chime.near_end"  # three equal notes: nearly the end
    WELCOME = "chime.welcome"  # two notes rising: listening, or hearing again


@dataclass(frozen=True)
class Say:
    """Say the saying `key` in its variant `variant` (counted from 0, modulo how many there are)."""

    key: str
    variant: int = 0
    minutes: int | None = None


@dataclass(frozen=True)
class PlayChime:
    chime: Chime


@dataclass(frozen=True)
class Hush:
    """Silence, now; whatever was queued is dropped."""


@dataclass(frozen=True)
class SpeakCarefully:
    """From now on: softer, listening between sentences, and silent as soon as somebody speaks."""


@dataclass(frozen=True)
class Remember:
    """Save the state as it is after this transition."""


@dataclass(frozen=True)
class Forget:
    """Delete the saved state."""


@dataclass(frozen=True)
class NoteIntroduced:
    """The first session said what it does; never again."""


@dataclass(frozen=True)
class Keep:
    """Keep what stays between sessions (`State.kept`) as it is after this transition."""


@dataclass(frozen=True)
class CloseMicrophone:
    pass


@dataclass(frozen=True)
class OpenMicrophone:
    pass


@dataclass(frozen=True)
class ClearScreen:
    pass


@dataclass(frozen=True)
class Show:
    """Show the saying on the terminal only, never aloud."""

    key: str


@dataclass(frozen=True)
class Quit:
    """End the program once nothing sounds any more."""


Command = (
    Say
    | PlayChime
    | Hush
    | SpeakCarefully
    | Remember
    | Forget
    | NoteIntroduced
    | Keep
    | CloseMicrophone
    | OpenMicrophone
    | ClearScreen
    | Show
    | Quit
)
