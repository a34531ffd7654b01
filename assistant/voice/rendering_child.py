"""Renders one sentence with pyttsx3 into a file, then exits. It never plays, and no other file imports pyttsx3.

A program of its own, `python -m assistant.voice.rendering_child`: pyttsx3 keeps one engine a process, mixes up its
settings after the first utterance, and hangs for ever on a path it can't write. So each sentence has a fresh process.
A request comes as JSON on stdin; the outcome goes as JSON to stdout. What the libraries print goes to stderr.
"""

import json
import os
import sys
import time  # noqa: TID251 - the file appears some time after runAndWait returns, and waiting for it needs a clock
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

_POLL_S = 0.005
_HEADER_BYTES = 100  # a WAV without a single sample has 44, an AIFF a little more
_NICE = 5  # the ear comes first


class Outcome(StrEnum):
    RENDERED = "rendered"
    NO_ENGINE = "no engine"  # espeak-ng is not installed
    NO_VOICE = "no voice"  # espeak-ng fell back to another one without a word
    WRONG_SETTINGS = "wrong settings"  # spoken, but with another rate or volume
    EMPTY = "empty"  # a file without a sample
    LATE = "late"  # no whole file within the time limit


@dataclass(frozen=True)
class Request:
    """`voice` None is the system's own voice; `target` must lie in a folder that can be written."""

    text: str
    voice: str | None
    rate_wpm: int
    volume: float
    target: str
    limit_s: float


def main() -> None:
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # pyttsx3 prints on stdout
    os.nice(_NICE)
    outcome = _render(Request(**json.load(sys.stdin)))
    with report:
        json.dump({"outcome": outcome}, report)


def _render(request: Request) -> Outcome:
    deadline_s = time.monotonic() + request.limit_s
    try:
        import pyttsx3  # type: ignore[import-untyped]  # noqa: PLC0415, TID251 - its import looks for espeak-ng

        engine: _Engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - noise for whoever looks into it
        return Outcome.NO_ENGINE
    wanted = _Settings(request.rate_wpm, round(request.volume * 100))
    if not _set(engine, request):
        return Outcome.NO_VOICE
    if not _waited_for(lambda: _in_use(engine) == wanted, deadline_s):
        return Outcome.WRONG_SETTINGS
    target = Path(request.target)
    unfinished = target.with_suffix(".unfinished.wav")
    engine.save_to_file(request.text, str(unfinished))
    engine.runAndWait()
    if not _waited_for(lambda: _is_whole(unfinished), deadline_s):
        return Outcome.LATE
    if _in_use(engine) != wanted:
        return Outcome.WRONG_SETTINGS
    if unfinished.stat().st_size <= _HEADER_BYTES:
        return Outcome.EMPTY
    unfinished.replace(target)
    return Outcome.RENDERED


class _Proxy(Protocol):
    def setBusy(self, busy: bool) -> None: ...  # noqa: FBT001, N802 - pyttsx3's own


class _Engine(Protocol):
    """What is used of pyttsx3, which has no types."""

    driver_name: str
    proxy: _Proxy

    def connect(self, topic: str, cb: Callable[..., None]) -> object: ...
    def getProperty(self, name: str) -> object: ...  # noqa: N802 - pyttsx3's own
    def setProperty(self, name: str, value: str | float) -> None: ...  # noqa: N802 - pyttsx3's own
    def save_to_file(self, text: str, filename: str) -> None: ...
    def runAndWait(self) -> None: ...  # noqa: N802 - pyttsx3's own


class _Settings(NamedTuple):
    rate_wpm: int
    volume_percent: int


def _set(engine: _Engine, request: Request) -> bool:
    """False when there is no such voice.

    pyttsx3 keeps settings for runAndWait, which cancels whatever espeak-ng has not carried out by then: now and then it
    speaks with one setting lost. Told that it isn't busy, it passes them on now, so that there is time for each.
    """
    refusals: list[Exception] = []
    engine.connect("error", lambda exception, **_: refusals.append(exception))
    engine.proxy.setBusy(False)
    if request.voice is not None:
        engine.setProperty("voice", request.voice)
    engine.setProperty("rate", request.rate_wpm)
    engine.setProperty("volume", request.volume)
    engine.proxy.setBusy(True)
    # espeak-ng takes "en-us+nobody" for "en-us" and reports no error.
    variant = (request.voice or "").partition("+")[2]
    return not refusals and str(engine.getProperty("voice")).lower().endswith(variant.lower())


def _in_use(engine: _Engine) -> _Settings:
    if engine.driver_name == "espeak":
        from pyttsx3.drivers import _espeak  # type: ignore[import-untyped]  # noqa: PLC0415, TID251 - see below

        # getProperty leaves out the second argument, without which espeak-ng gives its defaults as often as not.
        parameter = _espeak.dll.espeak_GetParameter
        return _Settings(parameter(_espeak.RATE, 1), parameter(_espeak.VOLUME, 1))
    rate_wpm, volume = (float(str(engine.getProperty(name))) for name in ("rate", "volume"))
    return _Settings(round(rate_wpm), round(volume * 100))


def _waited_for(done: Callable[[], bool], deadline_s: float) -> bool:
    while not done():
        if time.monotonic() > deadline_s:
            return False
        time.sleep(_POLL_S)
    return True


def _is_whole(path: Path) -> bool:
    """The length in the header of a WAV (or of the AIFF that macOS writes) is the length of the file."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        header = file.read(8)
    match header[:4]:
        case b"RIFF":
            length = int.from_bytes(header[4:], "little")
        case b"FORM":
            length = int.from_bytes(header[4:], "big")
        case _:
            return False
    return length + len(header) == path.stat().st_size


if __name__ == "__main__":
    main()
