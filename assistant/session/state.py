"""Where a session is, as plain data: printed, compared, saved on each transition. Nothing here acts or decides."""

from dataclasses import dataclass
from typing import Final

from assistant.session.commands import Say


@dataclass(frozen=True)
class Clock:
    """The time of a timed ritual. It runs while a turn runs, never in a pause."""

    total_s: float
    used_s: float = 0.0
    stopped: bool = False  # the couple said "stop the clock"
    half_chimed: bool = False
    near_end_chimed: bool = False
    over_said: bool = False

    @property
    def left_s(self) -> float:
        return max(0.0, self.total_s - self.used_s)


@dataclass(frozen=True)
class Sitting:
    """What stays the same from step to step of one session."""

    ritual: str
    started_s: float
    step: int = 0
    clock: Clock | None = None
    short: bool = False  # the form for tired days
    question: str = ""  # what both are asked in this step
    closed_topics: tuple[str, ...] = ()


FORGOTTEN_AFTER_S: Final = 2 * 3600.0  # what a crash left behind


# Modes: what the session is doing. Times are audio seconds.


@dataclass(frozen=True)
class Turn:
    """One partner's time to speak. Which of the two is not known, only who went first."""

    partner: int  # 0: whoever went first, 1: the other
    begins_s: float  # when the question has been read; until then no time is used
    offered_s: float | None = None
    used_s: float = 0.0
    offered_chimed: bool = False
    before: "Turn | None" = None  # the turn this one was handed over from, while it can still come back


@dataclass(frozen=True)
class ListeningBack:
    """The listener may say back what they heard."""

    turn: Turn


@dataclass(frozen=True)
class HandingOver:
    """A hand-over was heard; if talk goes on, so does what was going on."""

    held: Turn | ListeningBack
    until_s: float


@dataclass(frozen=True)
class Telling:
    """The assistant says something and then moves on."""

    last: str  # the saying that ends it
    until_s: float  # in case its end never comes


@dataclass(frozen=True)
class Trying:
    """First session: both may try the pause, one after the other."""

    until_s: float
    tried: bool = False  # one of them has


@dataclass(frozen=True)
class Choosing:
    """They choose one of two questions."""

    since_s: float


Held = Telling | Trying | Choosing | Turn | ListeningBack
Talk = Held | HandingOver


@dataclass(frozen=True)
class Answers:
    """How far a closed question has come: it is asked of each in turn, once; silence means no."""

    until_s: float
    yes_s: float | None = None  # when the first of them had said yes
    missed: bool = False  # one answer was not understood already


@dataclass(frozen=True)
class AskingMoment:
    """Whether this is a good moment."""

    answers: Answers


@dataclass(frozen=True)
class Paused:
    """Quiet, and hearing. `held` is what was interrupted, untouched."""

    held: Held | AskingMoment
    since_s: float
    offered_s: float | None = None  # when the one quiet offer to return was made
    cued: bool = False  # the pause cue was said; a pause can also come without a word


@dataclass(frozen=True)
class AskingToGoOn:
    """Whether both would like to go on after a pause; a no goes back to it."""

    answers: Answers
    paused: Paused


@dataclass(frozen=True)
class Returning:
    """Both said yes; now they choose: go on, something lighter, or close."""

    held: Held
    until_s: float
    missed: bool = False


@dataclass(frozen=True)
class Left:
    """A session that a crash interrupted."""

    mode: Held
    sitting: Sitting
    woke_s: float = 0.0  # when the program was there again; later it is forgotten


@dataclass(frozen=True)
class AskingToCarryOn:
    """Whether both carry on where a crash interrupted; a no begins the fresh sitting they asked for."""

    answers: Answers
    left: Left


@dataclass(frozen=True)
class Leaving:
    """The goodbye is being said."""

    last: str
    until_s: float
    quits: bool = False


@dataclass(frozen=True)
class Asleep:
    """No session; hears the start phrases and the safe word."""

    left: Left | None = None


@dataclass(frozen=True)
class EarsClosed:
    """The microphone is closed until a key opens it."""


Asking = AskingMoment | AskingToGoOn | AskingToCarryOn
Mode = Talk | Asking | Paused | Returning | Leaving | Asleep | EarsClosed


@dataclass(frozen=True)
class State:
    now_s: float = 0.0
    mode: Mode = Asleep()
    sitting: Sitting | None = None
    introduced: bool = True  # False until the very first session said what it does
    hears: bool = True
    quiet_since_s: float | None = 0.0  # None while someone speaks
    said: int = 0  # sayings so far: the next variant
    last_said: Say | None = None
    saved_s: float = 0.0
