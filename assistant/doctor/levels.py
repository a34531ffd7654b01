"""How loud a room is, and how the loudspeaker comes back in it: figures from recordings. Arithmetic only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.ears.echo import Canceller

FULL_SCALE: Final = 32_768.0
LOWEST_DBFS: Final = -100.0  # softer than one step of 16 bits
_CLIPPED: Final = 32_700
_FLOOR_PERCENT: Final = 20  # of the blocks; somebody may cough in the others
_PLAYED_LEAST_DBFS: Final = -60.0  # softer blocks of a sentence are its pauses
_LEARNED_BLOCKS: Final = 75
_LATEST_S: Final = 0.6
_EARLIEST_S: Final = 0.1


@dataclass(frozen=True)
class Level:
    floor_dbfs: float  # of the room while nobody speaks; a constant offset left out
    clipped_share: float  # of the samples, 0 to 1
    changes: bool  # False: the same figure over and over, as a muted microphone gives


@dataclass(frozen=True)
class Echo:
    """How what was played came back."""

    over_room_db: float  # how far it stands out of the room
    return_db: float  # heard against played
    removed_db: float | None  # by the canceller, by the end of the sentence; None without a canceller
    late_s: float | None  # after its reference; None where it can't be told


def level_of(heard: Samples) -> Level:
    """(n,) of quiet, at least a block."""
    powers = _powers(heard)
    return Level(
        _dbfs(float(np.percentile(powers, _FLOOR_PERCENT))),
        float(np.mean(np.abs(heard.astype(np.int32)) >= _CLIPPED)),
        bool(heard.min() != heard.max()),
    )


def echo_of(heard: Samples, played: Samples, room_dbfs: float, canceller: Canceller) -> Echo | None:
    """(n,) each, whole blocks of the same moments. None if nothing was played."""
    active = _powers(played) > _power(_PLAYED_LEAST_DBFS)
    if not active.any():
        return None
    late_s = _late_s(heard, played)
    moved = np.roll(heard, -round((late_s or 0.0) * SAMPLE_RATE_HZ))
    came, was_played = float(_powers(moved)[active].mean()), float(_powers(played)[active].mean())
    room = _power(room_dbfs)
    return Echo(
        over_room_db=_db(came / room),
        return_db=_db(max(came - room, _power(LOWEST_DBFS)) / was_played),
        removed_db=_removed_db(heard, played, canceller) if canceller.cancels else None,
        late_s=late_s,
    )


def _removed_db(heard: Samples, played: Samples, canceller: Canceller) -> float:
    """Over the last of it: before that the canceller is still learning the room."""
    pairs = zip(_blocks(heard), _blocks(played), strict=True)
    clean = np.concatenate([canceller.clean(*pair) for pair in pairs])
    last = np.flatnonzero(_powers(played) > _power(_PLAYED_LEAST_DBFS))[-_LEARNED_BLOCKS:]
    left = max(float(_powers(clean)[last].mean()), _power(LOWEST_DBFS))
    return _db(float(_powers(heard)[last].mean()) / left)


def _late_s(heard: Samples, played: Samples) -> float | None:
    """Where in `heard` the sound of `played` fits best, if it clearly does anywhere. Less than 0: before it."""
    size = 1 << (heard.size + played.size).bit_length()
    common = np.fft.rfft(heard.astype(np.float64), size) * np.conj(np.fft.rfft(played.astype(np.float64), size))
    alike = np.fft.irfft(common / (np.abs(common) + 1e-9), size)  # by phase: a room has resonances, and is no clock
    places = np.arange(-round(_EARLIEST_S * SAMPLE_RATE_HZ), round(_LATEST_S * SAMPLE_RATE_HZ))
    near = alike[places]
    best = int(near.argmax())
    stands_out = near[best] > 8.0 * float(near.std())
    return float(places[best]) / SAMPLE_RATE_HZ if stands_out else None


def _blocks(samples: Samples) -> Sequence[Samples]:
    return list(samples[: samples.size // BLOCK_SAMPLES * BLOCK_SAMPLES].reshape(-1, BLOCK_SAMPLES))


def _powers(samples: Samples) -> npt.NDArray[np.float64]:
    """Of each block, without its offset."""
    powers: npt.NDArray[np.float64] = np.stack(_blocks(samples)).astype(np.float64).var(axis=1)
    return powers


def _power(dbfs: float) -> float:
    return float(FULL_SCALE**2 * 10 ** (dbfs / 10))


def _db(ratio: float) -> float:
    return float(10 * np.log10(max(ratio, 1e-12)))


def _dbfs(power: float) -> float:
    return max(LOWEST_DBFS, _db(power / FULL_SCALE**2))
