"""Brings sound from one rate to another as it comes, and cuts it into pieces of one length. Arithmetic only."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import soxr  # type: ignore[import-untyped]  # ships no types

from assistant.audio import Samples

Floats = npt.NDArray[np.float32]


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
