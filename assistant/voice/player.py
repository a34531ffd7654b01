"""Decides what the loudspeaker plays next. Arithmetic only: no hardware, no clock."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples, Sound, Started

FADE_SAMPLES: Final = SAMPLE_RATE_HZ // 100
GAP_SAMPLES: Final = SAMPLE_RATE_HZ * 120 // 1000  # between two sounds that were queued one behind the other
_FADE: Final = (0.5 + 0.5 * np.cos(np.pi * np.arange(1, FADE_SAMPLES + 1) / FADE_SAMPLES)).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Played:
    """One block of the loudspeaker's own timeline; `pcm` is (BLOCK_SAMPLES,) int16 and belongs to whoever takes it."""

    first_sample: int
    pcm: Samples
    started: tuple[Started, ...] = ()
    finished: tuple[str, ...] = ()  # keys of sounds that came to their end; a hushed one never does


@dataclass(frozen=True)
class _Silence:
    """A hush, in its place among the sounds: those ordered before it are dropped, those after it are played."""


class Player:
    """One thread orders with `play` and `hush`, one thread (a PortAudio callback, say) takes blocks; no lock is needed.

    The two threads share nothing but `_orders`, a deque: CPython appends to it and pops from it atomically. All other
    attributes belong to the thread that calls `next_block`, which only copies: some microseconds a block.
    """

    def __init__(self) -> None:
        self._orders: deque[Sound | _Silence] = deque()
        self._queued: deque[Sound] = deque()
        self._sounding: Sound | None = None
        self._position = 0  # in what is sounding
        self._first_sample = 0  # of the next block
        self._free_from = 0  # the sample at which the next sound may start

    def play(self, sound: Sound) -> None:
        """Queue `sound` after whatever is queued; it starts with the next block at the earliest."""
        self._orders.append(sound)

    def hush(self) -> None:
        """Fade what sounds to silence within the first 10 ms of the next block, and drop what is queued."""
        self._orders.append(_Silence())

    def next_block(self) -> Played:
        block = np.zeros(BLOCK_SAMPLES, dtype=np.int16)
        faded = 0
        while self._orders:
            match self._orders.popleft():
                case Sound() as sound:
                    self._queued.append(sound)
                case _Silence():
                    self._queued.clear()
                    faded = max(faded, self._fade_out(block))
                    self._free_from = self._first_sample + faded
        started, finished = self._fill(block)
        played = Played(self._first_sample, block, started, finished)
        self._first_sample += BLOCK_SAMPLES
        return played

    def _fade_out(self, block: Samples) -> int:
        """How many samples the fade took. What is ordered after a hush starts in the same block, just behind the fade:
        nothing is mixed, so nothing clips.
        """
        if self._sounding is None:
            return 0
        rest = self._sounding.pcm[self._position : self._position + FADE_SAMPLES]
        block[: len(rest)] = np.rint(rest * _FADE[: len(rest)])
        self._sounding = None
        return len(rest)

    def _fill(self, block: Samples) -> tuple[tuple[Started, ...], tuple[str, ...]]:
        """Copies into `block`, from where the loudspeaker is free, what sounds now and what is queued behind it."""
        started: list[Started] = []
        finished: list[str] = []
        end = self._first_sample + BLOCK_SAMPLES
        at = max(self._free_from, self._first_sample)
        while at < end:
            if self._sounding is None:
                if not self._queued:
                    break
                self._sounding, self._position = self._queued.popleft(), 0
                started.append(Started(self._sounding.key, at))
            pcm = self._sounding.pcm[self._position : self._position + end - at]
            block[at - self._first_sample :][: len(pcm)] = pcm
            at += len(pcm)
            self._position += len(pcm)
            if self._position == len(self._sounding.pcm):
                finished.append(self._sounding.key)
                self._sounding = None
                at += GAP_SAMPLES
                self._free_from = at
        return tuple(started), tuple(finished)
