"""Small true fakes of what hears: a spotter and a recogniser that fail when told to, and blocks to feed them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.devices.command_keys import Wish
from assistant.devices.keys import Line
from assistant.ears.recogniser import Heard
from assistant.ears.spotter import Spotted
from assistant.errors import HearingUnavailableError
from assistant.session.events import Key

HOP_SAMPLES = 15 * BLOCK_SAMPLES


@dataclass
class FakeSpotter:
    """Looks once a hop, as the true one does; `fails` and `sees` say what comes of the next looks."""

    fails: bool = False
    sees: Spotted | None = None
    asleep: bool = False
    heard: int = 0
    resets: list[float | None] = field(default_factory=list)

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        before, self.heard = self.heard, self.heard + samples.size
        return self.finish() if self.heard // HOP_SAMPLES > before // HOP_SAMPLES else ()

    def finish(self) -> tuple[Spotted, ...]:
        if self.fails:
            raise HearingUnavailableError("The spotter is dead.")
        seen, self.sees = self.sees, None
        return (seen,) if seen else ()

    def reset(self, at_s: float | None = None) -> None:
        self.resets.append(at_s)


@dataclass
class FakeRecogniser:
    """Takes whatever is said for `text`."""

    text: str | None = None
    fails: bool = False
    expected: Sequence[str] = ()

    def expect(self, sentences: Sequence[str]) -> None:
        self.expected = sentences

    def hear(self, samples: Samples) -> str:  # noqa: ARG002 - the promise of a recogniser
        return ""

    def finish(self) -> Heard:
        if self.fails:
            raise HearingUnavailableError("The recogniser is dead.")
        return Heard(self.text, -0.5, self.text)

    def knows(self, word: str) -> bool:
        return bool(word)


@dataclass
class FakeKeys:
    """`waiting` are pressed before the next block."""

    waiting: list[Key | Wish | Line] = field(default_factory=list)

    def pressed(self) -> tuple[Key | Wish | Line, ...]:
        pressed, self.waiting = tuple(self.waiting), []
        return pressed


def blocks_of(sound: Samples, from_sample: int = 0, lag_s: float = 0.0) -> Iterator[Block]:
    """`sound` in whole blocks, with nothing played."""
    whole = np.pad(sound, (0, -sound.size % BLOCK_SAMPLES)).reshape(-1, BLOCK_SAMPLES)
    for number, heard in enumerate(whole):
        yield Block(from_sample + number * BLOCK_SAMPLES, heard, np.zeros(BLOCK_SAMPLES, np.int16), lag_s=lag_s)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16)


def sentence(text: str, *, before_s: float = 0.5, after_s: float = 1.5) -> Samples:
    """Somebody says `text`, with quiet around it."""
    from assistant.devices.partner import speak  # noqa: PLC0415 - needs espeak-ng, which not every test does

    return np.concatenate((silence(before_s), speak(text), silence(after_s)))
