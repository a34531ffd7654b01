"""The warm voice: Piper. Starts the child when there is something to say, and checks its work.

Piper itself is in warm_child.py; nothing here imports it.
"""

from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock  # noqa: TID251 - no thread is started here; those of Voice take turns
from typing import Final, Self

from assistant.audio import Samples
from assistant.errors import VoiceUnavailableError
from assistant.voice.child import Child, Silent
from assistant.voice.engine import must_have_words
from assistant.voice.rendered import read_rendered
from assistant.voice.warm import lacking, versions
from assistant.voice.warm_child import Answer, Request

_OWN_RATE_WPM: Final = 190  # so fast, in the plain voice's measure, it speaks by itself: 24 sayings took as long
_CHILD: Final = "assistant.voice.warm_child"
_ATTEMPTS: Final = 2
_MOST_IN_A_ROW: Final = 3
_RECIPE: Final = 1  # raise it when a rendering should sound different, so that cached ones are left behind


class WarmEngine:
    """Any thread may ask; they take turns. Close it, or use it with `with`; a child that nobody asks ends by itself.

    After three sayings in a row that failed, or a child that can't start, it tries no more: each would take seconds.
    """

    def __init__(self, rate_wpm: int, *, limit_s: float = 10.0, start_s: float = 60.0, child: str = _CHILD) -> None:
        """`limit_s` for one saying, `start_s` to load: what a small and busy machine may take. `child`: a module."""
        self._rate_wpm = rate_wpm
        self._limit_s = limit_s
        self._start_s = start_s
        self._module = child
        self._turn = Lock()
        self._child: Child | None = None
        self._failed_in_a_row = 0
        self._given_up: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        return f"{versions()}, {self._rate_wpm} wpm, recipe {_RECIPE}"

    def render(self, text: str) -> Samples:
        """`text` spoken, 16 kHz mono, silence trimmed. VoiceUnavailableError if it can't be rendered."""
        must_have_words(text)
        with self._turn:
            if self._given_up is not None:
                raise VoiceUnavailableError(self._given_up)
            try:
                samples = self._rendered(text)
            except VoiceUnavailableError as error:
                self._failed_in_a_row += 1
                if self._failed_in_a_row == _MOST_IN_A_ROW:
                    self._given_up = f"The warm voice failed {_MOST_IN_A_ROW} times in a row, the last time: {error}"
                raise
            self._failed_in_a_row = 0
            return samples

    def close(self) -> None:
        """Waits for a saying that is being rendered."""
        with self._turn:
            if self._child is not None:
                self._child.end()
                self._child = None

    def _rendered(self, text: str) -> Samples:
        why = ""
        try:
            for _ in range(_ATTEMPTS):
                with TemporaryDirectory(prefix="sunday-coffee-") as folder:
                    outcome = self._attempt(text, Path(folder, "saying.wav"))
                if not isinstance(outcome, str):
                    return outcome
                why = outcome
        except OSError as error:
            why = f"it could not start, or had no room for a temporary file: {error}"
        raise VoiceUnavailableError(f'The warm voice could not say "{text}" ({why}).')

    def _attempt(self, text: str, target: Path) -> Samples | str:
        """The saying, or why there is none: then another attempt may well succeed."""
        if self._child is None or self._child.has_ended:
            self._child = self._started()
        request = Request(text, _OWN_RATE_WPM / self._rate_wpm, str(target))
        match self._child.asked(asdict(request), self._limit_s):
            case Answer.RENDERED:
                samples = read_rendered(target)
                return "there was nothing to hear" if samples is None else samples
            case Silent.LATE:
                # A second attempt would take as long, and everything that waits behind this saying with it.
                raise VoiceUnavailableError(f'The warm voice took longer than {self._limit_s:g} s over "{text}".')
            case Silent.ENDED:
                return self._child.last_words()
            case other:
                return f"it answered {other!r}"

    def _started(self) -> Child:
        self._given_up = lacking()
        if self._given_up is not None:
            raise VoiceUnavailableError(self._given_up)
        child = Child(self._module)
        match child.answer(self._start_s):
            case Answer.READY:
                return child
            case Silent.ENDED:
                why = child.last_words()
            case other:
                why = f"not ready after {self._start_s:g} s, {other}"
        child.end()
        self._given_up = f"The warm voice can't start ({why}), so the plain voice speaks."
        raise VoiceUnavailableError(self._given_up)
