"""Renders one sentence with pyttsx3 into a file, then exits. It never plays, and no other file imports pyttsx3.

A program of its own, `python -m assistant.voice.rendering_child`: pyttsx3 keeps one engine a process, gets its settings
wrong after the first utterance, and hangs for ever on a path it can't write. So each sentence has a fresh process.
A request comes as JSON on stdin; the outcome goes as JSON to stdout. What the libraries print goes to stderr.
"""

import json
import os
import sys
import time  # noqa: TID251 - the file appears some time after runAndWait returns, and waiting for it needs a clock
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_POLL_S = 0.005
_HEADER_BYTES = 100  # a WAV without a single sample has 44, an AIFF a little more
_NICE = 5  # the ear comes first


class Outcome(StrEnum):
    RENDERED = "rendered"
    NO_ENGINE = "no engine"  # espeak-ng is not installed
    NO_VOICE = "no voice"  # espeak-ng fell back to another one without a word
    WRONG_RATE = "wrong rate"  # the settings came too late for this sentence
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

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - noise for whoever looks into it
        return Outcome.NO_ENGINE
    refusals: list[Exception] = []
    engine.connect("error", lambda exception, **_: refusals.append(exception))
    if request.voice is not None:
        engine.setProperty("voice", request.voice)
    engine.setProperty("rate", request.rate_wpm)
    engine.setProperty("volume", request.volume)
    target = Path(request.target)
    unfinished = target.with_suffix(".unfinished.wav")
    engine.save_to_file(request.text, str(unfinished))
    engine.runAndWait()
    if refusals or not _has_variant(engine.getProperty("voice"), request.voice):
        return Outcome.NO_VOICE
    while not _is_whole(unfinished):
        if time.monotonic() > deadline_s:
            return Outcome.LATE
        time.sleep(_POLL_S)
    if round(engine.getProperty("rate")) != request.rate_wpm:
        return Outcome.WRONG_RATE
    if unfinished.stat().st_size <= _HEADER_BYTES:
        return Outcome.EMPTY
    unfinished.replace(target)
    return Outcome.RENDERED


def _has_variant(in_use: str | None, wanted: str | None) -> bool:
    """espeak-ng takes "en-us+nobody" for "en-us" and reports no error."""
    variant = (wanted or "").partition("+")[2]
    return (in_use or "").lower().endswith(variant.lower())


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
