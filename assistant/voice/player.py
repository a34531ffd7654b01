"""Decides what the loudspeaker plays next. Arithmetic only: no hardware, no clock."""

from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples, Sound, Started, Way

FADE_SAMPLES: Final = SAMPLE_RATE_HZ // 100
GAP_SAMPLES: Final = SAMPLE_RATE_HZ * 120 // 1000  # between two sounds that were queued one behind the other
DIPPED: Final = 0.25  # 12 dB lower
_RISE: Final = 0.1  # of full loudness, in a block: 150 ms from dipped to full
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
        self._orders: deque[Sound | Way | _Silence] = deque()
        self._queued: deque[Sound] = deque()
        self._sounding: Sound | None = None
        self._position = 0  # in what is sounding
        self._first_sample = 0  # of the next block
        self._free_from = 0  # the sample at which the next sound may start
        self._loudness = self._aim = 1.0  # as it is, and as it is to be

    def play(self, sound: Sound) -> None:
        """Queue `sound` after whatever is queued; it starts with the next block at the earliest."""
        self._orders.append(sound)

    def hush(self) -> None:
        """Fade what sounds to silence within the first 10 ms of the next block, and drop what is queued."""
        self._orders.append(_Silence())

    def give_way(self, way: Way) -> None:
        """Somebody speaks over what sounds and is queued now, or no longer. What is played after that isn't meant."""
        self._orders.append(way)

    def next_block(self) -> Played:
        block = np.zeros(BLOCK_SAMPLES, dtype=np.int16)
        faded = 0
        left_off: list[str] = []
        while self._orders:
            match self._orders.popleft():
                case Sound() as sound:
                    self._queued.append(sound)
                case Way.DIP if self._sounding is not None or self._queued:
                    self._aim = DIPPED
                case Way.DIP:
                    pass  # nobody speaks over anything
                case Way.GO_ON:
                    self._aim = 1.0
                case Way.LEAVE_OFF:
                    left_off += self._unfinished()
                    faded = self._fall_silent(block, faded)
                case _Silence():
                    faded = self._fall_silent(block, faded)
        started, finished = self._fill(block)
        self._soften(block[faded:])
        played = Played(self._first_sample, block, started, (*left_off, *finished))
        self._first_sample += BLOCK_SAMPLES
        return played

    def _unfinished(self) -> list[str]:
        sounding = () if self._sounding is None else (self._sounding,)
        return [sound.key for sound in (*sounding, *self._queued)]

    def _fall_silent(self, block: Samples, faded: int) -> int:
        """How many samples of `block` the fades took, `faded` by an earlier one."""
        faded = max(faded, self._fade_out(block))
        self._queued.clear()
        self._free_from = self._first_sample + faded
        self._loudness = self._aim = 1.0
        return faded

    def _fade_out(self, block: Samples) -> int:
        """How many samples the fade took. What is ordered after a hush starts in the same block, just behind the fade:
        nothing is mixed, so nothing clips.
        """
        if self._sounding is None:
            return 0
        rest = self._sounding.pcm[self._position : self._position + FADE_SAMPLES]
        block[: len(rest)] = np.rint(rest * (_FADE[: len(rest)] * np.float32(self._loudness)))
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

    def _soften(self, block: Samples) -> None:
        """Down within a block, up again slowly; a dip is over with the sounds that it was for."""
        was = self._loudness
        self._loudness = min(self._aim, was + _RISE)
        if was != 1.0 or self._loudness != 1.0:
            ramp = np.linspace(was, self._loudness, len(block), dtype=np.float32)
            block[:] = np.rint(block * ramp)
        if self._sounding is None and not self._queued:
            self._loudness = self._aim = 1.0
