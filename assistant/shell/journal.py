"""Writes what happened, a JSON object a line, for whoever looks into it. Times and names; never a partner's words."""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from assistant.audio import SAMPLE_RATE_HZ, Block
from assistant.errors import SundayCoffeeError
from assistant.loop import Moment
from assistant.session.commands import Command, PlayChime, Say, Show
from assistant.session.events import (
    Event,
    HearingLost,
    KeyPressed,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)


class EventFile(AbstractContextManager["EventFile"]):
    """A Journal in `path`; README has its schema. SundayCoffeeError if it can't be opened."""

    def __init__(self, path: Path) -> None:
        try:
            self._file: TextIO = path.open("w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise SundayCoffeeError(f"{path}: the events can't be written there ({error.strerror}).") from error
        self._sample = 0

    def sounded(self, block: Block) -> None:
        for started in block.started:
            self._write(
                started.first_sample,
                {"event": "SayingStarted", "key": started.key, "first_sample": started.first_sample},
            )

    def happened(self, moment: Moment) -> None:
        if not isinstance(moment.event, TimePassed):
            self._write(moment.sample, _of_event(moment.event) | {"lag_s": round(moment.lag_s, 3)})
        for command in moment.commands:
            self._write(moment.sample, _of_command(command))
        state = type(moment.state.mode).__name__
        if state != type(moment.before.mode).__name__:
            self._write(moment.sample, {"state": state})

    def _write(self, sample: int, what: dict[str, Any]) -> None:
        line = {"t_s": round(sample / SAMPLE_RATE_HZ, 3), "sample": sample} | what
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def _of_event(event: Event) -> dict[str, Any]:
    what: dict[str, Any] = {"event": type(event).__name__}
    match event:
        case SafeWordHeard(word_end_s, score):
            return what | {"word_end_s": round(word_end_s, 3), "score": round(score, 3)}
        case UtteranceHeard(start_s, end_s, intent, minutes, score):
            times = {"start_s": round(start_s, 3), "end_s": round(end_s, 3), "score": round(score, 3)}
            return what | times | {"intent": intent, "minutes": minutes}
        case SpeechStarted(at_s) | SpeechStopped(at_s):
            return what | {"at_s": round(at_s, 3)}
        case SayingFinished(key):
            return what | {"key": key}
        case KeyPressed(key):
            return what | {"key": key}
        case HearingLost(loss):
            return what | {"loss": loss}
        case _:
            return what


def _of_command(command: Command) -> dict[str, Any]:
    what: dict[str, Any] = {"command": type(command).__name__}
    match command:
        case Say(key):
            return what | {"key": key}
        case PlayChime(which):
            return what | {"key": which}
        case Show(key):
            return what | {"key": key}
        case _:
            return what
