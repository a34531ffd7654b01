"""One sitting: what stays the same from turn to turn, while its step and its clock go on. Values only."""

from dataclasses import dataclass

from assistant.session.ritual import Depth


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
class Closed:
    """A topic that someone is not ready to talk about: it is offered to neither, until its speaker wishes so."""

    topic: str
    question: str  # as it was asked; "" before that
    lighter: str
    step: int
    refused: bool = False  # they were asked to open it again, and not both wished so: it is not asked a second time


@dataclass(frozen=True)
class Sitting:
    """What stays the same from step to step of one session."""

    ritual: str
    started_s: float
    step: int = 0
    clock: Clock | None = None
    short: bool = False  # the form for tired days
    question: str = ""  # what both are asked in this step
    lighter: str = ""  # what is asked instead after "something lighter"
    topic: str = ""  # of that question
    closed: tuple[Closed, ...] = ()  # what someone is not ready to talk about
    back_to: int | None = None  # after a topic that was opened again, the step where the ritual goes on
    depth: Depth = Depth.LIGHT  # as deep as both chose to go
    refused_depth: Depth | None = None  # not both chose it: from there on nobody is asked to go deeper
    first_time: bool = False  # of this ritual
    week: int = 1  # of the programme, as it was when they began
    goal: str = ""  # the one chosen here, not kept yet
    added_s: float = 0.0  # the minutes that were added last, and
    undo_until_s: float = 0.0  # until when one "that's enough" takes them back
    lighter_asked: tuple[str, ...] = ()  # after a boundary, in this session
    words_given: int = 0  # how often a word was asked for: the small ones come first
    invited_back: bool = False  # how saying back goes was told once; from then on it is offered in a few words

    @property
    def closed_keys(self) -> frozenset[str]:
        """The topics, and the questions, that are not to be offered."""
        keys = (key for closed in self.closed for key in (closed.topic, closed.question, closed.lighter))
        return frozenset(filter(None, keys))
