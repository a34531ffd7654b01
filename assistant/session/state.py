"""Where a session is, as plain data: printed, compared, saved on each transition. Nothing here acts or decides."""

from dataclasses import dataclass
from typing import Final

from assistant.session.commands import Say
from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.session.ritual import Depth
from assistant.session.sitting import Sitting

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
    offered_help: bool = False  # after a long silence, once
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
    listen_back: bool = True  # after a whole answer of two words there is nothing to say back


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
    """They choose one of a few: questions, ways or goals."""

    since_s: float
    read: int | None = None  # how many sayings there had been when the last of them came to its end
    missed: bool = False  # something was said since then, perhaps an answer, that was not understood
    asked_again: bool = False


@dataclass(frozen=True)
class Together:
    """Both of them, without turns: a quiet moment, or open talk. Its time runs as a turn's does."""

    length_s: float
    begins_s: float
    settle_s: float  # after the chime at its end, so long a silence goes on to the next step
    used_s: float = 0.0
    chimed_s: float | None = None


@dataclass(frozen=True)
class Answers:
    """How far a closed question has come: it is asked of each in turn, once; silence means no."""

    until_s: float
    yes_s: float | None = None  # when the first of them had said yes
    missed: bool = False  # one answer was not understood already
    variant: int = 0  # in which the first was asked: the other is asked alike


@dataclass(frozen=True)
class AskingStep:
    """A closed question of the ritual. `first` and `other` are the sayings that ask the one and the other."""

    answers: Answers
    first: str
    other: str
    topic: str = ""


@dataclass(frozen=True)
class AfterBoundary:
    """A topic was closed; they may have something lighter, a quiet moment, or hand over."""

    since_s: float
    turn: Turn | None  # in which it was
    offered: bool = False  # there was a breath of quiet, and then it was said what there is


Held = Telling | Trying | Choosing | Turn | ListeningBack | Together | AfterBoundary | AskingStep
Talk = Telling | Trying | Choosing | Turn | ListeningBack | Together | AfterBoundary | HandingOver


@dataclass(frozen=True)
class AskingMoment:
    """Whether this is a good moment."""

    answers: Answers


@dataclass(frozen=True)
class AskingDeeper:
    """Whether both choose `depth`, and with it the step `at`; a no goes on with `held`."""

    answers: Answers
    depth: Depth
    at: int
    held: Held


@dataclass(frozen=True)
class AskingToReopen:
    """Whether the topic that was closed last is opened again. Who closed it can't be known, so each is asked."""

    answers: Answers
    held: Held


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
    invites_until_s: float | None = None  # the Sunday invitation waits for a lull, no longer than until then


@dataclass(frozen=True)
class EarsClosed:
    """The microphone is closed until a hand opens it, also over an end of the program."""


Asking = AskingMoment | AskingStep | AskingDeeper | AskingToReopen | AskingToGoOn | AskingToCarryOn
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
    turns: int = 0  # begun so far: the variant of what is said in each
    last_said: Say | None = None
    saved_s: float = 0.0
    kept: Kept = NOTHING_KEPT
