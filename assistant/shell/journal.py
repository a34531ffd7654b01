"""Writes what happened, a JSON object a line, for whoever looks into it. Times and names; never a partner's words."""

import json
import math
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, assert_never

from assistant.audio import SAMPLE_RATE_HZ, Block
from assistant.errors import SundayCoffeeError
from assistant.loop import Moment
from assistant.session.commands import (
    ClearScreen,
    CloseMicrophone,
    Command,
    Forget,
    Hush,
    Keep,
    NoteIntroduced,
    OpenMicrophone,
    PlayChime,
    Quit,
    Remember,
    Say,
    Show,
    SpeakCarefully,
)
from assistant.session.events import (
    EchoStayedHigh,
    Event,
    HearingLost,
    HearingRestored,
    InputEnded,
    InvitationFellDue,
    KeyPressed,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)


class EventFile(AbstractContextManager["EventFile"]):
    """A Journal in `path`; README has its schema. SundayCoffeeError if it can't be opened.

    Every time in it counts from the first block of this run; `began_s` is the session time there. A disk that fills up
    never stops a session: `problems` says what is lost.
    """

    def __init__(self, path: Path, began_s: float = 0.0) -> None:
        self._path = path
        self._began_s = began_s
        self._problems: tuple[str, ...] = ()
        try:
            self._file: TextIO = path.open("w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise SundayCoffeeError(f"{path}: the events can't be written there ({error.strerror}).") from error

    @property
    def problems(self) -> tuple[str, ...]:
        return self._problems

    def sounded(self, block: Block) -> None:
        for started in block.started:
            self._write(
                started.first_sample,
                {"event": "SayingStarted", "key": started.key, "first_sample": started.first_sample},
            )

    def happened(self, moment: Moment) -> None:
        if not isinstance(moment.event, TimePassed):
            what = _of_event(moment.event, self._began_s)
            self._write(moment.sample, what | {"lag_s": round(moment.lag_s, 3)})
        for command in moment.commands:
            self._write(moment.sample, _of_command(command))
        state = type(moment.state.mode).__name__
        if state != type(moment.before.mode).__name__:
            self._write(moment.sample, {"state": state})

    def _write(self, sample: int, what: dict[str, Any]) -> None:
        if self._problems:
            return
        line = {"t_s": round(sample / SAMPLE_RATE_HZ, 3), "sample": sample} | what
        try:
            self._file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
        except OSError as error:
            self._stop(error)

    def _stop(self, error: OSError) -> None:
        self._problems = (f"{self._path}: the events can't be written any further ({error.strerror}).",)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError as unwritten:
            self._stop(unwritten)


def finite(score: float) -> float | None:
    """JSON knows no infinity, which is the score where nothing could be compared."""
    return round(score, 3) if math.isfinite(score) else None


def _of_event(event: Event, began_s: float) -> dict[str, Any]:
    what: dict[str, Any] = {"event": type(event).__name__}
    match event:
        case SafeWordHeard(word_end_s, score):
            return what | {"word_end_s": round(word_end_s - began_s, 3), "score": finite(score)}
        case UtteranceHeard(start_s, end_s, intent, minutes, score):
            times = {"start_s": round(start_s - began_s, 3), "end_s": round(end_s - began_s, 3)}
            return what | times | {"score": finite(score), "intent": intent, "minutes": minutes}
        case SpeechStarted(at_s) | SpeechStopped(at_s):
            return what | {"at_s": round(at_s - began_s, 3)}
        case SayingFinished(key):
            return what | {"key": key}
        case KeyPressed(key):
            return what | {"key": key}
        case HearingLost(loss):
            return what | {"loss": loss}
        case TimePassed() | HearingRestored() | EchoStayedHigh() | InvitationFellDue() | InputEnded():
            return what
        case _:
            assert_never(event)


def _of_command(command: Command) -> dict[str, Any]:
    what: dict[str, Any] = {"command": type(command).__name__}
    match command:
        case Say(key):
            return what | {"key": key}
        case PlayChime(which):
            return what | {"key": which}
        case Show(key):
            return what | {"key": key}
        case Hush() | SpeakCarefully() | Remember() | Forget() | NoteIntroduced() | Keep():
            return what  # what is kept has a file of its own
        case CloseMicrophone() | OpenMicrophone() | ClearScreen() | Quit():
            return what
        case _:
            assert_never(command)
