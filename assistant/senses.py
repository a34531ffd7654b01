"""From sound and keys to events, in order; notices when nobody could hear the couple. Decides nothing else."""

from collections import deque
from collections.abc import Iterator
from typing import Final, assert_never

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock
from assistant.devices.calendar import Calendar, NoCalendar
from assistant.devices.command_keys import Wish
from assistant.devices.keys import Keys, Line
from assistant.ears.ear import BRIDGED_SAMPLES, Ear, Failed, Finding, Said
from assistant.ears.echo import ECHO_STAYED_HIGH
from assistant.ears.spotter import Spotted
from assistant.session.events import (
    EchoStayedHigh,
    Event,
    HearingLost,
    HearingRestored,
    InvitationFellDue,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)

TICK_SAMPLES: Final = SAMPLE_RATE_HZ // 5  # time passes five times a second
NO_BLOCK_S: Final = 2.0
DEAF_LAG_S: Final = 1.0
CAUGHT_UP_S: Final = 0.2
TOGETHER_SAMPLES: Final = SAMPLE_RATE_HZ  # holes within a second add up
WELL_SAMPLES: Final = SAMPLE_RATE_HZ  # heard without trouble for a second: it hears again


class Senses:
    """`began_s`: the session time at which the first block begins; after a crash it is not zero."""

    def __init__(self, ear: Ear, keys: Keys, began_s: float = 0.0, calendar: Calendar | None = None) -> None:
        self._ear = ear
        self._keys = keys
        self._calendar = calendar or NoCalendar()
        self._began_s = began_s
        self._now_sample = 0  # until here blocks were heard
        self._closed_s = 0.0  # of the present silence, on purpose
        self._losses: dict[Loss, int] = {}  # what is lost, and the sample at which that last showed
        self._holes: deque[tuple[int, int]] = deque()  # where sound was missing, and how many samples
        self._problems: list[str] = []

    @property
    def problems(self) -> tuple[str, ...]:
        """What failed so far, as sentences for the terminal."""
        return tuple(dict.fromkeys(self._problems))

    def perceive(self, item: Block | NoBlock) -> Iterator[Event]:
        for pressed in self._keys.pressed():
            match pressed:
                case Key():
                    yield KeyPressed(pressed)
                case Wish(intents):
                    wished = self._ear.wished(intents, self._now_sample / SAMPLE_RATE_HZ)
                    yield from () if wished is None else self._tell(wished)
                case Line(text):
                    yield from self._read(text)
                case _:
                    assert_never(pressed)
        match item:
            case Block():
                yield from self._hear(item)
            case NoBlock(waited_s, Microphone.CLOSED):
                self._closed_s = waited_s
                yield from self._tick()  # somebody may wait for a sign of life
            case NoBlock(waited_s):
                if waited_s - self._closed_s >= NO_BLOCK_S:
                    yield from self._lose(Loss.MICROPHONE)
                yield from self._tick()
            case _:
                assert_never(item)

    def finish(self) -> Iterator[Event]:
        """The input is over: what was still being said or judged."""
        for finding in self._ear.finish(self._now_sample):
            yield from self._tell(finding)

    def _read(self, text: str) -> Iterator[Event]:
        """A typed line is an utterance that takes no time; the safe word is told before anything else."""
        at_s = self._now_sample / SAMPLE_RATE_HZ
        finding = self._ear.read(text, at_s)
        if not isinstance(finding, Spotted):
            yield from (*self._tell(SpeechStarted(at_s)), *self._tell(SpeechStopped(at_s)))
        yield from self._tell(finding)

    def _hear(self, block: Block) -> Iterator[Event]:
        self._now_sample = block.first_sample + BLOCK_SAMPLES
        if block.lost_samples and not self._closed_s:
            self._holes.append((self._now_sample, block.lost_samples))
        self._closed_s = 0.0
        while self._holes and self._now_sample - self._holes[0][0] > TOGETHER_SAMPLES:
            self._holes.popleft()
        unheard = sum(lost for _, lost in self._holes)  # many short holes are one long one
        if block.lost_samples and (unheard >= BRIDGED_SAMPLES or Loss.MICROPHONE in self._losses):
            yield from self._lose(Loss.MICROPHONE, unheard / SAMPLE_RATE_HZ)
        for finding in self._ear.hear(block):
            yield from self._tell(finding)
        if block.lag_s > (CAUGHT_UP_S if Loss.LAG in self._losses else DEAF_LAG_S):
            yield from self._lose(Loss.LAG, block.lag_s)
        yield from self._heal()
        for key in block.finished:
            yield SayingFinished(key)
        if (block.first_sample // BLOCK_SAMPLES) % (TICK_SAMPLES // BLOCK_SAMPLES) == 0:
            yield from self._tick()

    def _tick(self) -> Iterator[Event]:
        if self._calendar.fell_due():
            yield InvitationFellDue()
        yield TimePassed()

    def _tell(self, finding: Finding) -> Iterator[Event]:
        """What a session may know of a finding: never the words. Ear time becomes session time."""
        began_s = self._began_s
        match finding:
            case Spotted():
                if finding.accepted:
                    yield SafeWordHeard(began_s + finding.word_end_s, finding.score)
            case Said(start_s, end_s, heard, understood, goes_on):
                yield from self._find(Loss.RECOGNISER)
                if goes_on:
                    return
                meant = None if understood is None else understood.intent
                minutes = None if understood is None else understood.minutes
                choice = None if understood is None else understood.choice
                yield UtteranceHeard(began_s + start_s, began_s + end_s, meant, minutes, heard.score, choice)
            case SpeechStarted(at_s):
                yield SpeechStarted(began_s + at_s)
            case SpeechStopped(at_s):
                yield SpeechStopped(began_s + at_s)
            case EchoStayedHigh():
                self._problems.append(ECHO_STAYED_HIGH)
                yield finding
            case Failed(loss, why):
                self._problems.append(why)
                yield from self._lose(loss)
            case _:
                assert_never(finding)

    def _lose(self, loss: Loss, for_s: float = 0.0) -> Iterator[Event]:
        is_known = loss in self._losses
        self._losses[loss] = self._now_sample
        if not is_known:
            yield HearingLost(loss, for_s)

    def _heal(self) -> Iterator[Event]:
        """Time heals all but the recogniser: whether that is well shows when somebody speaks."""
        well = [
            loss
            for loss, last_sample in self._losses.items()
            if loss is not Loss.RECOGNISER and self._now_sample - last_sample >= WELL_SAMPLES
        ]
        yield from self._find(*well)

    def _find(self, *losses: Loss) -> Iterator[Event]:
        found = [loss for loss in losses if self._losses.pop(loss, None) is not None]
        if found and not self._losses:
            yield HearingRestored()
