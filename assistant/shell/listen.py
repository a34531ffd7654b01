"""`sunday-coffee listen`: the live loop's own ears over recordings, block by block. Prints what they found as JSON."""

import json
import resource
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.content.configuration import Configuration
from assistant.devices.filecard import FileCard
from assistant.ears.ear import Finding, Said
from assistant.ears.spotter import THRESHOLD, Spotted
from assistant.session.events import SpeechStarted, SpeechStopped
from assistant.session.intents import Intent
from assistant.shell.parts import an_ear


@dataclass(frozen=True)
class ListenOptions:
    files: tuple[Path, ...]
    expected: frozenset[Intent]  # which commands are listened for
    asleep: bool = False
    safe_words: tuple[str, ...] = ()
    threshold: float = THRESHOLD
    candidates: bool = False
    played: Path | None = None


def listen(options: ListenOptions, wishes: Configuration, out: TextIO) -> None:
    """One file after the other, each with fresh ears."""
    for file in options.files:
        for line in _lines_of(file, options, wishes):
            print(json.dumps({"file": str(file)} | line, ensure_ascii=False), file=out, flush=True)


def _lines_of(file: Path, options: ListenOptions, wishes: Configuration) -> Iterator[dict[str, Any]]:
    safe_words = options.safe_words or wishes.safe_words
    with ExitStack() as stack:
        card = stack.enter_context(FileCard(file))
        played = iter(()) if options.played is None else stack.enter_context(FileCard(options.played)).blocks()
        ear = stack.enter_context(an_ear(wishes, patient=True, safe_words=safe_words, threshold=options.threshold))
        ear.expect(options.expected, asleep=options.asleep)
        began_cpu_s = _cpu_s()
        sample = 0
        for block in card.blocks():
            reference = next(played, None)
            both = block if reference is None else replace(block, played=reference.heard)
            before_cpu_s = _cpu_s()
            sample = both.first_sample + BLOCK_SAMPLES
            for finding in ear.hear(both):
                yield from _line(finding, sample, _cpu_s() - before_cpu_s, options)
        for finding in ear.finish(sample):
            yield from _line(finding, sample, 0.0, options)
        yield {"event": "end", "seconds": round(card.seconds, 3), "cpu_seconds": round(_cpu_s() - began_cpu_s, 3)}


def _line(finding: Finding, sample: int, compute_s: float, options: ListenOptions) -> Iterator[dict[str, Any]]:
    heard_at_s = round(sample / SAMPLE_RATE_HZ, 3)
    match finding:
        case Spotted():
            what = {"word": finding.word, "word_end_s": round(finding.word_end_s, 3), "heard_at_s": heard_at_s}
            what |= {"score": round(finding.score, 3)}
            if finding.accepted:
                yield {"event": "safe_word"} | what | {"compute_s": round(compute_s, 4)}
            if options.candidates:
                yield {"event": "candidate"} | what | {"accepted": finding.accepted}
        case Said(start_s, end_s, heard, understood):
            yield {
                "event": "utterance",
                "start_s": round(start_s, 3),
                "end_s": round(end_s, 3),
                "heard_at_s": heard_at_s,
                "text": heard.text,
                "intent": None if understood is None else understood.intent,
                "slots": {} if understood is None or understood.minutes is None else {"minutes": understood.minutes},
                "score": round(heard.score, 3),
                "best": heard.best,
            }
        case SpeechStarted() | SpeechStopped():
            return


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
