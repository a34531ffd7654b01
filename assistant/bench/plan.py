"""Divides a measurement into jobs of about a minute of sound each. Decides what is heard by whom; hears nothing.

Nearly all its time goes into talk: each hop of it costs a pass over each length of window. So talk is heard in full
only where the figures at 0.1 false alarms an hour rest on it, and else for a drawn quarter hour: some 14 hours of it,
counted for every word.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np

from assistant.bench.conditions import DAILY, QUIET, Condition
from assistant.bench.corpus import Corpus, seconds_of
from assistant.bench.couples import Listener
from assistant.bench.ears import PEER_EAR, TAUGHT_EAR
from assistant.bench.scenes import Backdrop
from assistant.bench.words import OTHERS
from assistant.bench.work import Job, Kind

_WORDS_A_STREAM: Final = 12
_TALK_S: Final = 55.0
_HALF_HOUR_S: Final = 1800.0  # of talk, at 10 dB: there the rare false alarm decides nothing any more
_PART_S: Final = 900.0  # elsewhere, and for the peer
_ALONE_S: Final = 120.0  # each time with a canceller that has learned nothing yet
_TAUGHT_SHARE: Final = 0.05  # of a core; the frames are remembered
_PEER_SHARE: Final = 0.1
FEWEST_WORDS: Final = 50
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
    listeners: tuple[Listener, ...] = ()  # with examples
    spellings: tuple[tuple[str, str], ...] = ()

    @property
    def backdrop(self) -> Backdrop:
        """The talk that a word stands in, or against, is the same however much talk is listened to."""
        return Backdrop(self.corpus.noise, _beginning(self.corpus.talk, _HALF_HOUR_S), self.sayings)


def words_to_count(recorded: Sequence[str], also: Sequence[str]) -> tuple[str, ...]:
    """The recorded words, those asked for, and the usual others; each once."""
    return tuple(dict.fromkeys(word.lower() for word in (*recorded, *also, *OTHERS)))


def in_few_windows(groups: Sequence[Sequence[str]], wanted: Collection[str]) -> tuple[str, ...]:
    """Of words in groups that share a window each: those in the groups that hold a word of `wanted`, and of the other
    groups, the largest first, as many as it takes until there are FEWEST_WORDS.

    Another window doubles the work. The long words that this leaves out are the ones that talk is seldom taken for.
    """
    needed = [group for group in groups if not set(wanted).isdisjoint(group)]
    for group in sorted((group for group in groups if group not in needed), key=len, reverse=True):
        if sum(map(len, needed)) < FEWEST_WORDS:
            needed.append(group)
    return tuple(word for group in needed for word in group)


def jobs_of(plan: Plan) -> Iterator[Job]:
    """One condition after the other; talk that serves several is heard once. The ear from text comes first: what it
    heard is remembered for the other.
    """
    talked = set[Condition]()
    for condition in plan.conditions:
        for ear in plan.ears:
            if ear == PEER_EAR and condition not in DAILY:
                continue
            yield from _word_jobs(plan, ear, condition)
            if condition.talk not in talked:
                yield from _talk_jobs(plan, ear, condition.talk)
        talked.add(condition.talk)


def expected_core_s(jobs: Iterable[Job], windows: int, share: float) -> float:
    """CPU seconds that the jobs will take if nothing is remembered. `windows`: how many lengths of window all the words
    need; `share`: of a core, for one of them.
    """
    total_s = 0.0
    for job in jobs:
        sound_s = sum(map(seconds_of, job.files)) + job.alone_s[1] - job.alone_s[0]
        each = {PEER_EAR: _PEER_SHARE, TAUGHT_EAR: _TAUGHT_SHARE}.get(job.ear, share)
        total_s += sound_s * each * (1 if job.kind is Kind.WORD or job.ear == PEER_EAR else windows)
    return total_s


def _word_jobs(plan: Plan, ear: str, condition: Condition) -> Iterator[Job]:
    for word, files in plan.corpus.words.items():
        here = tuple(each for each in plan.listeners if each.word == word) if ear == TAUGHT_EAR else ()
        said = Job(Kind.WORD, ear, (word,), (), condition, SEED, plan.backdrop, plan.tokens, plan.spellings, here)
        for number, some in enumerate(_in_pieces(files, _WORDS_A_STREAM)):
            if ear != TAUGHT_EAR or any(file in each.tests for each in here for file in some):
                yield replace(said, files=some, seed=SEED + number)


def _talk_jobs(plan: Plan, ear: str, condition: Condition) -> Iterator[Job]:
    listeners = plan.listeners if ear == TAUGHT_EAR else ()
    words = tuple(plan.corpus.words) if ear == PEER_EAR else plan.words
    heard = Job(Kind.TALK, ear, words, (), condition, SEED, plan.backdrop, plan.tokens, plan.spellings, listeners)
    if condition == QUIET and ear != PEER_EAR:
        talk = plan.corpus.talk
    else:
        much = condition in DAILY and ear != PEER_EAR
        talk = _beginning(plan.corpus.talk, _HALF_HOUR_S if much else _PART_S)
    for number, some in enumerate(_in_streams(talk)):
        yield replace(heard, files=some, seed=SEED + number)
    if condition.echo_db is not None:
        for start_s in np.arange(0.0, plan.sayings_s, _ALONE_S).tolist():
            yield replace(heard, kind=Kind.ALONE, alone_s=(start_s, min(start_s + _ALONE_S, plan.sayings_s)))


def _beginning(files: Sequence[Path], seconds: float) -> tuple[Path, ...]:
    """The first recordings, in the order drawn, until there is so much of them."""
    before_s = accumulate(map(seconds_of, files), initial=0.0)
    return tuple(file for file, start_s in zip(files, before_s, strict=False) if start_s < seconds)


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
