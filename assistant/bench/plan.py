"""Divides a measurement into jobs of about a minute of sound each. Decides what is heard by whom; hears nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from assistant.bench.conditions import Condition
from assistant.bench.corpus import Corpus, seconds_of
from assistant.bench.scenes import Backdrop
from assistant.bench.words import OTHERS
from assistant.bench.work import Job, Kind

_WORDS_A_STREAM: Final = 12
_TALK_S: Final = 55.0
_ALONE_S: Final = 120.0  # each time with a canceller that has learned nothing yet
SEED: Final = 20


@dataclass(frozen=True)
class Plan:
    conditions: tuple[Condition, ...]
    ears: tuple[str, ...]
    corpus: Corpus
    words: tuple[str, ...]  # all that are counted in talk; those that are recorded among them
    tokens: tuple[int, ...]
    sayings: Path | None  # the assistant's voice; None where no condition needs it
    sayings_s: float = 0.0


def words_to_count(recorded: Sequence[str], also: Sequence[str]) -> tuple[str, ...]:
    """The recorded words, those asked for, and the usual others; each once."""
    return tuple(dict.fromkeys(word.lower() for word in (*recorded, *also, *OTHERS)))


def jobs_of(plan: Plan) -> Iterator[Job]:
    """One condition after the other; talk that serves several is heard once."""
    backdrop = Backdrop(plan.corpus.noise, plan.corpus.talk, plan.sayings)
    talked = list[Condition]()
    for condition in plan.conditions:
        for ear in plan.ears:
            for word, files in plan.corpus.words.items():
                for number, some in enumerate(_in_pieces(files, _WORDS_A_STREAM)):
                    yield Job(Kind.WORD, ear, (word,), some, condition, SEED + number, backdrop, plan.tokens)
            if condition.talk in talked:
                continue
            for number, some in enumerate(_in_streams(plan.corpus.talk)):
                yield Job(Kind.TALK, ear, plan.words, some, condition.talk, SEED + number, backdrop, plan.tokens)
            if condition.echo_db is not None:
                for start_s in np.arange(0.0, plan.sayings_s, _ALONE_S).tolist():
                    alone_s = start_s, min(start_s + _ALONE_S, plan.sayings_s)
                    yield Job(Kind.ALONE, ear, plan.words, (), condition.talk, SEED, backdrop, plan.tokens, alone_s)
        talked.append(condition.talk)


def _in_pieces(files: tuple[Path, ...], length: int) -> Iterator[tuple[Path, ...]]:
    for start in range(0, len(files), length):
        yield files[start : start + length]


def _in_streams(files: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    stream: list[Path] = []
    total_s = 0.0
    for file in files:
        stream.append(file)
        total_s += seconds_of(file)
        if total_s >= _TALK_S:
            yield tuple(stream)
            stream, total_s = [], 0.0
    if stream:
        yield tuple(stream)
