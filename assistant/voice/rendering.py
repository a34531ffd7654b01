"""Renders sayings before they are needed, in worker threads. It neither plays nor decides what is said."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Self

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.cache import SoundCache

_READING_S_A_WORD: Final = 0.4
_READING_S_AT_LEAST: Final = 1.5


class Voice:
    """Asked by the loop, from one thread. Close it, or use it with `with`: then nothing more is rendered.

    A sentence that can't be rendered becomes silence as long as it takes to read it on the screen, so that the session
    goes on; `problems` says why.
    """

    def __init__(self, cache: SoundCache) -> None:
        self._cache = cache
        self._ahead = ThreadPoolExecutor(1, "rendering-ahead")
        self._at_once = ThreadPoolExecutor(1, "rendering-at-once")
        self._prepared: dict[tuple[str, str], Future[Sound]] = {}  # nobody has asked for these yet
        self._asked: dict[tuple[str, str], Future[Sound]] = {}
        self._silent: set[tuple[str, str]] = set()  # the workers add to this
        self._failures: list[str] = []  # and to this

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong so far, each sentence once, for the terminal."""
        kept = self._cache.problem
        return tuple(dict.fromkeys([*self._failures, *([kept] if kept else [])]))

    def prepare(self, sayings: Iterable[tuple[str, str]]) -> None:
        """Render each (key, text) in this order, the pause cue first of all. Never blocks."""
        for saying in sayings:
            if saying not in self._prepared and saying not in self._asked:
                self._prepared[saying] = self._ahead.submit(self._render, *saying)

    def sound(self, key: str, text: str) -> Future[Sound]:
        """The saying, done or on its way ahead of everything that is only prepared. Its result is never an error."""
        saying = key, text
        prepared = self._prepared.pop(saying, None)
        if prepared is not None and not prepared.cancel():
            self._asked[saying] = prepared
        if saying in self._silent:  # this time it may well succeed
            self._silent.discard(saying)
            self._asked.pop(saying, None)
        if saying not in self._asked:
            self._asked[saying] = self._at_once.submit(self._render, key, text)
        return self._asked[saying]

    def close(self) -> None:
        for workers in (self._ahead, self._at_once):
            workers.shutdown(wait=False, cancel_futures=True)

    def _render(self, key: str, text: str) -> Sound:
        try:
            return self._cache.sound(key, text)
        except VoiceUnavailableError as error:
            self._failures.append(str(error))
            self._silent.add((key, text))
            return Sound(key, _silence_to_read(text))


def _silence_to_read(text: str) -> Samples:
    reading_s = max(_READING_S_AT_LEAST, _READING_S_A_WORD * len(text.split()))
    return np.zeros(round(reading_s * SAMPLE_RATE_HZ), dtype=np.int16)
