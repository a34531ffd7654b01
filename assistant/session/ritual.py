"""A ritual as a line of steps. Branches are jumps, and every jump goes forward, so that every ritual ends."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, assert_never

from assistant.session.commands import Chime


class Depth(IntEnum):
    """How far a question goes in. It rises when both choose it; one "lighter" lowers it."""

    LIGHT = 0
    MIDDLE = 1
    DEEP = 2


@dataclass(frozen=True)
class SayStep:
    """Say one thing and move on."""

    saying: str


@dataclass(frozen=True)
class IntroduceStep:
    """Only in the very first session: say what this is, show how to stop, and let both try the pause."""

    sayings: tuple[str, ...]
    invite: str  # "try the pause now, if you like"


@dataclass(frozen=True)
class TurnsStep:
    """One question, a turn for each partner. More than one question: they choose, or pass on choosing."""

    topic: str
    questions: tuple[str, ...] = ()  # one or two sayings, or
    deck: str = ""  # the deck that the question is picked from
    depth: Depth | None = None  # of the question; from a deck: how deep it may be at most
    offer: str | None = None  # the saying that offers the two
    first: str = "first_turn"  # whoever wishes goes first
    second: str = "second_turn"  # there's room for the other of you
    lighter: str | None = None  # the saying asked instead after "something lighter"
    listen_back: bool = False  # before the turn moves, the listener may say back what they heard
    share: float = 0.0  # of a timed ritual's minutes, for both turns together
    only_if_time_left: bool = False


@dataclass(frozen=True)
class ChimeStep:
    """One soft sound."""

    chime: Chime


@dataclass(frozen=True)
class QuietStep:
    """A quiet moment, with a soft chime at its end."""

    minutes: float


@dataclass(frozen=True)
class TimedStep:
    """Talk without turns, for so long."""

    minutes: float


@dataclass(frozen=True)
class AskStep:
    """A closed question, asked of each. Two yeses go on with the next step; anything else goes to `otherwise_at`."""

    first: str
    other: str
    otherwise_at: int
    topic: str = ""  # what it would open; not asked once that is closed
    to_depth: Depth | None = None  # two yeses choose it


@dataclass(frozen=True)
class Way:
    """One of the alternatives they choose from."""

    name: str
    at: int
    depth: Depth | None = None  # to choose this depth takes both


@dataclass(frozen=True)
class ChooseStep:
    """One of several ways. Silence takes the first."""

    offer: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class JumpStep:
    """The end of a branch."""

    at: int


@dataclass(frozen=True)
class OnlyIfStep:
    """What lies between here and `otherwise_at` is for some sittings only."""

    otherwise_at: int
    weeks: tuple[int, ...] = ()  # of the programme; (): all
    first_time: bool = False  # the first sitting of this ritual
    with_goal: bool = False  # they keep a goal


@dataclass(frozen=True)
class GoalStep:
    """Read the goals aloud; they choose one, or none, which goes to `otherwise_at`."""

    offer: str
    otherwise_at: int


@dataclass(frozen=True)
class SayGoalStep:
    """Say the goal that was chosen here, or else the one they keep."""


@dataclass(frozen=True)
class KeepGoalStep:
    """Keep the goal that was chosen here; it stands where only two yeses lead."""


@dataclass(frozen=True)
class SayWeekStep:
    """Say what this week of the programme is about."""


@dataclass(frozen=True)
class MoveWeekStep:
    """Go `by` weeks on in the programme, or back; it stands where only two yeses lead."""

    by: int


Step = (
    SayStep
    | IntroduceStep
    | TurnsStep
    | ChimeStep
    | QuietStep
    | TimedStep
    | AskStep
    | ChooseStep
    | JumpStep
    | OnlyIfStep
    | GoalStep
    | SayGoalStep
    | KeepGoalStep
    | SayWeekStep
    | MoveWeekStep
)

MOST_WAYS: Final = 4  # they are chosen by "the first" to "the fourth"


@dataclass(frozen=True)
class Ritual:
    key: str
    steps: tuple[Step, ...]
    goodbye: str
    minutes: int | None = None  # None: no clock
    short_minutes: int | None = None  # at or below this, steps marked only_if_time_left and after are left out
    depth: Depth = Depth.LIGHT  # where it begins; both chose it when they began

    def __post_init__(self) -> None:
        """ValueError for a jump that goes back or beyond the end."""
        for number, step in enumerate(self.steps):
            for at in jumps(step):
                if not number < at <= len(self.steps):
                    raise ValueError(
                        f"step {number} of {self.key} leads to {at}; steps lead forward, at most to the end"
                    )

    def is_quiet_at(self, number: int) -> bool:
        """Whether this step is a quiet moment, or announces the one that follows."""
        here, *following = self.steps[number:]
        ahead = (step for step in following if not isinstance(step, OnlyIfStep))
        return isinstance(next(ahead, None) if isinstance(here, SayStep) else here, QuietStep)


def jumps(step: Step) -> tuple[int, ...]:
    """Where this step may lead, other than to the next one."""
    match step:
        case AskStep(otherwise_at=at) | OnlyIfStep(otherwise_at=at) | GoalStep(otherwise_at=at) | JumpStep(at=at):
            return (at,)
        case ChooseStep(ways=ways):
            return tuple(way.at for way in ways)
        case (
            SayStep()
            | IntroduceStep()
            | TurnsStep()
            | ChimeStep()
            | QuietStep()
            | TimedStep()
            | SayGoalStep()
            | KeepGoalStep()
            | SayWeekStep()
            | MoveWeekStep()
        ):
            return ()
        case _:
            assert_never(step)
