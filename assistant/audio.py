"""What sound is in this program: its rate, its blocks, its protocol. No hardware and no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

SAMPLE_RATE_HZ: Final = 16_000
BLOCK_SAMPLES: Final = 320
BLOCK_S: Final = BLOCK_SAMPLES / SAMPLE_RATE_HZ

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Sound:
    """Something the loudspeaker can play whole: a rendered saying or a chime."""

    key: str
    pcm: Samples


@dataclass(frozen=True)
class Started:
    """`key` began to sound at `first_sample` of the block's own timeline."""

    key: str
    first_sample: int


@dataclass(frozen=True)
class Clocks:
    """What time stamps say about loudspeaker and microphone, each of which may have a clock of its own."""

    drift_ppm: float | None = None  # how much slower the loudspeaker's runs; None as long as it isn't known
    stepped_samples: int = 0  # `played` of this block lies so much further on than what follows on from the last one


@dataclass(frozen=True, eq=False)
class Block:
    """20 ms: what was heard, and what was played at that same moment; both (BLOCK_SAMPLES,) int16."""

    first_sample: int
    heard: Samples
    played: Samples
    started: tuple[Started, ...] = ()
    finished: tuple[str, ...] = ()  # keys of sounds that ended here by themselves; a hushed sound never does
    lost_samples: int = 0  # samples lost just before this block: echo must be re-aligned
    lag_s: float = 0.0  # audio that already waits behind this block; always 0 when a file is the microphone
    clocks: Clocks | None = None  # where there are time stamps

    @property
    def end_s(self) -> float:
        return (self.first_sample + BLOCK_SAMPLES) / SAMPLE_RATE_HZ


class Microphone(StrEnum):
    """Why no block came."""

    CLOSED = "closed"  # on purpose
    SILENT = "silent"  # open, but nothing arrives
    GONE = "gone"  # the device or the sound server is not there


@dataclass(frozen=True)
class NoBlock:
    """The microphone gave nothing for `waited_s` so far. Comes about four times a second until blocks flow again."""

    waited_s: float
    microphone: Microphone


class Way(StrEnum):
    """How the voice gives way to somebody who speaks over it."""

    DIP = "dip"  # it goes on, 12 dB lower
    GO_ON = "go on"  # as loud as before
    LEAVE_OFF = "leave off"  # it ends here; the rest counts as said


class Card(Protocol):
    """A sound card: an iterator of blocks that also plays. Real, file or simulated room."""

    def blocks(self) -> Iterator[Block | NoBlock]:
        """What is heard, in order, until the input ends. A live card never ends by itself."""
        ...

    def play(self, sound: Sound) -> None:
        """Queue `sound` after whatever is queued; it starts with the next block at the earliest."""
        ...

    def hush(self) -> None:
        """Fade what sounds now to silence within 10 ms of the next block, and drop what is queued."""
        ...

    def give_way(self, way: Way) -> None:
        """To somebody who speaks, within 40 ms of the next block: what sounds now, and what is queued."""
        ...

    def close_microphone(self) -> None:
        """Really close the device; `blocks` goes on with NoBlock(CLOSED)."""
        ...

    def open_microphone(self) -> None: ...
