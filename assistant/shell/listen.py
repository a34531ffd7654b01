"""`sunday-coffee listen`: the live loop's own ears over recordings, block by block. Prints what they found as JSON."""

import json
import resource
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, assert_never

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.content.configuration import Configuration
from assistant.devices.filecard import FileCard
from assistant.ears.ear import Failed, Finding, Said
from assistant.ears.spotter import THRESHOLD, Spotted
from assistant.errors import HearingUnavailableError
from assistant.session.events import EchoStayedHigh, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent
from assistant.shell.journal import finite
from assistant.shell.parts import Engines, an_ear, engines


@dataclass(frozen=True)
class ListenOptions:
    files: tuple[Path, ...]
    expected: frozenset[Intent]  # which commands are listened for
    asleep: bool = False
    safe_words: tuple[str, ...] = ()
    threshold: float = THRESHOLD
    candidates: bool = False
    played: Path | None = None
    examples: Path | None = None  # the couple's own, in this folder


def listen(options: ListenOptions, wishes: Configuration, out: TextIO, complain: Callable[[str], None]) -> bool:
    """One file after the other, each with fresh ears. A file that can't be heard is complained of, and the others are
    heard all the same; gives whether all were.
    """
    loaded = engines(wishes)
    all_heard = True
    for file in options.files:
        try:
            for line in _lines_of(file, options, wishes, loaded):
                print(json.dumps({"file": str(file)} | line, ensure_ascii=False, allow_nan=False), file=out, flush=True)
        except HearingUnavailableError as error:
            complain(str(error))
            all_heard = False
    return all_heard


def _lines_of(file: Path, options: ListenOptions, wishes: Configuration, loaded: Engines) -> Iterator[dict[str, Any]]:
    safe_words = options.safe_words or wishes.safe_words
    with ExitStack() as stack:
        card = stack.enter_context(FileCard(file, played=options.played))
        ear = stack.enter_context(
            an_ear(
                wishes,
                patient=True,
                safe_words=safe_words,
                threshold=options.threshold,
                examples=options.examples,
                loaded=loaded,
            )
        )
        ear.expect(options.expected, asleep=options.asleep)
        began_cpu_s = _cpu_s()
        sample = 0
        for block in card.blocks():
            before_cpu_s = _cpu_s()
            sample = block.first_sample + BLOCK_SAMPLES
            for finding in ear.hear(block):
                yield from _line(finding, sample, _cpu_s() - before_cpu_s, options)
        for finding in ear.finish(sample):
            yield from _line(finding, sample, 0.0, options)
        yield {"event": "end", "seconds": round(card.seconds, 3), "cpu_seconds": round(_cpu_s() - began_cpu_s, 3)}


def _line(finding: Finding, sample: int, compute_s: float, options: ListenOptions) -> Iterator[dict[str, Any]]:
    heard_at_s = round(sample / SAMPLE_RATE_HZ, 3)
    match finding:
        case Spotted():
            what = {"word": finding.word, "word_end_s": round(finding.word_end_s, 3), "heard_at_s": heard_at_s}
            what |= {"score": finite(finding.score)}
            if finding.accepted:
                yield {"event": "safe_word"} | what | {"compute_s": round(compute_s, 4)}
            if options.candidates:
                yield {"event": "candidate"} | what | {"accepted": finding.accepted}
        case Said(start_s, end_s, heard, understood, _):
            yield {
                "event": "utterance",
                "start_s": round(start_s, 3),
                "end_s": round(end_s, 3),
                "heard_at_s": heard_at_s,
                "text": heard.text,
                "intent": None if understood is None else understood.intent,
                "slots": {} if understood is None or understood.minutes is None else {"minutes": understood.minutes},
                "score": finite(heard.score),
                "best": heard.best,
            }
        case Failed(why=why):
            raise HearingUnavailableError(why)
        case SpeechStarted() | SpeechStopped() | EchoStayedHigh():
            return
        case _:
            assert_never(finding)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
