"""From sound and keys to events, in order; notices when nobody could hear the safe word. Decides nothing else."""

from collections.abc import Iterator
from typing import Final, assert_never

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock
from assistant.devices.keys import Keys
from assistant.ears.ear import Ear, Finding, Said
from assistant.ears.spotter import Spotted
from assistant.errors import HearingUnavailableError
from assistant.session.events import (
    Event,
    HearingLost,
    HearingRestored,
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
LOST_S: Final = 0.2  # of sound that nobody heard: half a short safe word


class Senses:
    """`began_s`: the session time at which the first block begins; after a crash it is not zero."""

    def __init__(self, ear: Ear, keys: Keys, began_s: float = 0.0) -> None:
        self._ear = ear
        self._keys = keys
        self._began_s = began_s
        self._loss: Loss | None = None

    def perceive(self, item: Block | NoBlock) -> Iterator[Event]:
        for key in self._keys.pressed():
            yield KeyPressed(key)
        match item:
            case Block():
                yield from self._hear(item)
            case NoBlock(microphone=Microphone.CLOSED):
                pass
            case NoBlock(waited_s=waited_s):
                if waited_s >= NO_BLOCK_S:
                    yield from self._lose(Loss.MICROPHONE)
            case _:
                assert_never(item)

    def _hear(self, block: Block) -> Iterator[Event]:
        if block.lost_samples >= LOST_S * SAMPLE_RATE_HZ:
            yield from self._lose(Loss.MICROPHONE)
        try:
            for finding in self._ear.hear(block):
                event = _event(finding, self._began_s)
                if event is not None:
                    yield event
        except HearingUnavailableError:
            yield from self._lose(Loss.SPOTTER)
        else:
            yield from self._judge_lag(block.lag_s)
        for key in block.finished:
            yield SayingFinished(key)
        if (block.first_sample // BLOCK_SAMPLES) % (TICK_SAMPLES // BLOCK_SAMPLES) == 0:
            yield TimePassed()

    def _judge_lag(self, lag_s: float) -> Iterator[Event]:
        if lag_s > DEAF_LAG_S:
            yield from self._lose(Loss.LAG)
        elif self._loss is not None and lag_s <= CAUGHT_UP_S:
            self._loss = None
            yield HearingRestored()

    def _lose(self, loss: Loss) -> Iterator[Event]:
        if self._loss is None:
            self._loss = loss
            yield HearingLost(loss)


def _event(finding: Finding, began_s: float) -> Event | None:
    """What a session may know of a finding: never the words. Ear time becomes session time."""
    match finding:
        case Spotted():
            return SafeWordHeard(began_s + finding.word_end_s, finding.score) if finding.accepted else None
        case Said(start_s, end_s, heard, understood):
            meant = None if understood is None else understood.intent
            minutes = None if understood is None else understood.minutes
            return UtteranceHeard(began_s + start_s, began_s + end_s, meant, minutes, heard.score)
        case SpeechStarted(at_s):
            return SpeechStarted(began_s + at_s)
        case SpeechStopped(at_s):
            return SpeechStopped(began_s + at_s)
        case _:
            assert_never(finding)
