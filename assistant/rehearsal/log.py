"""What happened in a rehearsal, in order. A Journal that keeps names and times; it judges nothing."""

from dataclasses import dataclass, field
from typing import Final

from assistant.audio import SAMPLE_RATE_HZ, Block
from assistant.loop import Moment
from assistant.rehearsal.script import Kind, Line
from assistant.session.commands import Chime
from assistant.session.events import Event, InputEnded, TimePassed, UtteranceHeard

CHIMES: Final = {str(chime.value): chime.value.removeprefix("chime.") for chime in Chime}
"""What a chime is called in a script, by its key."""


@dataclass(frozen=True)
class Happening:
    sample: int
    kind: Kind
    name: str
    event: Event | None = None


@dataclass(frozen=True, eq=False)
class LineSaid:
    """A line that was said from `first_sample` on; a key's end is its beginning."""

    line: Line
    first_sample: int
    end_sample: int


@dataclass
class Log:
    happenings: list[Happening] = field(default_factory=list)
    said: list[LineSaid] = field(default_factory=list)
    state: str = "Asleep"
    samples: int = 0

    @property
    def seconds(self) -> float:
        return self.samples / SAMPLE_RATE_HZ

    @property
    def at_second(self) -> bool:
        """Once a second of sound: often enough to see whether it is over."""
        return self.samples % SAMPLE_RATE_HZ == 0

    def sounded(self, block: Block) -> None:
        self.samples = block.first_sample + block.heard.size
        for started in block.started:
            chime = CHIMES.get(started.key)
            kind = Kind.SAYING if chime is None else Kind.CHIME
            self.happenings.append(Happening(started.first_sample, kind, chime or started.key))

    def happened(self, moment: Moment) -> None:
        event = moment.event
        if isinstance(event, InputEnded):
            return  # everybody left; where the session was then is how it ends
        if not isinstance(event, TimePassed):
            self.happenings.append(Happening(moment.sample, Kind.EVENT, type(event).__name__, event))
        if isinstance(event, UtteranceHeard) and event.intent is not None:
            self.happenings.append(Happening(moment.sample, Kind.INTENT, event.intent, event))
        self.state = type(moment.state.mode).__name__
        if self.state != type(moment.before.mode).__name__:
            self.happenings.append(Happening(moment.sample, Kind.STATE, self.state))
        for command in moment.commands:
            self.happenings.append(Happening(moment.sample, Kind.COMMAND, type(command).__name__))
