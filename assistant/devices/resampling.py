"""Brings sound from one rate to another as it comes, and cuts it into pieces of one length. Arithmetic only."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr  # type: ignore[import-untyped]  # ships no types

from assistant.audio import Samples

Floats = npt.NDArray[np.float32]

WING: Final = 16  # samples on either side that the sound between two samples follows from: -60 dB up to 7 kHz
_WIDTH: Final = np.arange(1 - WING, WING + 1)


def to_int16(samples: Floats) -> Samples:
    """Full scale 1.0 becomes 32768, rounded and held inside int16; what was read from int16 comes back exactly."""
    whole: Samples = np.clip(np.rint(samples * 32768.0), -32768, 32767).astype(np.int16)
    return whole


def to_float(samples: Samples) -> Floats:
    return samples.astype(np.float32) / np.float32(32768.0)


class Resampler:
    """A stream of mono sound at another rate. Keeps its state from call to call, so no seams are heard.

    Nothing is shifted in time: a sample's place, in seconds from the start, stays the same. What comes out of one call
    is some milliseconds shorter or longer than the rates say, because the filter looks ahead; `flush` gives the rest.
    """

    def __init__(self, from_hz: int, to_hz: int) -> None:
        self._stream = None if from_hz == to_hz else soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32")

    def push(self, samples: Floats) -> Floats:
        if self._stream is None:
            return samples
        resampled: Floats = self._stream.resample_chunk(samples)
        return resampled

    def flush(self) -> Floats:
        """What the filter still held; the stream is over."""
        empty = np.zeros(0, np.float32)
        if self._stream is None:
            return empty
        rest: Floats = self._stream.resample_chunk(empty, last=True)
        return rest


class Cutter:
    """Takes sound in pieces of any length and gives it back, in order, in pieces of `length` samples."""

    def __init__(self, length: int) -> None:
        self._length = length
        self._rest = np.zeros(0, np.float32)

    @property
    def waiting(self) -> int:
        """Samples that don't fill a piece yet."""
        return int(self._rest.size)

    def push(self, samples: Floats) -> Iterator[Floats]:
        self._rest = np.concatenate((self._rest, samples)) if self._rest.size else samples
        while self._rest.size >= self._length:
            piece, self._rest = self._rest[: self._length], self._rest[self._length :]
            yield piece

    def flush(self) -> Floats:
        """What is left, shorter than a piece; perhaps nothing."""
        rest, self._rest = self._rest, np.zeros(0, np.float32)
        return rest


def between(sound: Floats, first: float, past: float, count: int) -> Floats:
    """`count` samples of `sound`, read from the place `first` on; what comes next begins at `past`.

    Places are samples from the start and may lie between them, WING at least from both ends. `past - first` is nearly
    `count`: two readings of the same speed, one fading into the other, are then as good as one at the speed between.
    """
    begun = _read(sound, first, count)
    if past - first == count:
        return begun
    ended = _read(sound, past - count, count)
    fade = np.arange(count, dtype=np.float32) / np.float32(count)
    glided: Floats = begun + (ended - begun) * fade
    return glided


def _read(sound: Floats, place: float, count: int) -> Floats:
    """From `place` on; where that is a whole sample, the samples themselves."""
    whole = int(np.floor(place))
    part = place - whole
    if part == 0.0:
        return sound[whole : whole + count]
    away = _WIDTH - part
    window = 0.42 + 0.5 * np.cos(np.pi * away / WING) + 0.08 * np.cos(2 * np.pi * away / WING)  # Blackman's
    weights = (np.sinc(away) * window).astype(np.float32)
    read: Floats = np.correlate(sound[whole + 1 - WING : whole + WING + count], weights, "valid")
    return read
