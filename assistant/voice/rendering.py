"""Renders sayings before they are needed, in worker threads. It neither plays nor decides what is said."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, Self

from assistant.audio import Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.unspoken import unspoken


class Sounds(Protocol):
    """Where rendered sayings come from: any thread may ask, and waits."""

    @property
    def problem(self) -> str | None:
        """What goes wrong with keeping them, in one sentence."""
        ...

    def sound(self, key: str, text: str) -> Sound:
        """VoiceUnavailableError if it can't be had."""
        ...


class Voice:
    """Asked by the loop, from one thread. Close it, or use it with `with`: then nothing more is rendered.

    A sentence that can't be rendered becomes silence as long as it takes to read it on the screen, so that the session
    goes on; `problems` says why.
    """

    def __init__(self, cache: Sounds) -> None:
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
            return unspoken(key, text)
