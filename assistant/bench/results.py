"""Gathers what all jobs found into the figures of each condition. Arithmetic over outcomes; formats nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.bench.conditions import Condition
from assistant.bench.statistics import (
    Operating,
    Scores,
    best_in,
    first_in,
    operating_at,
    operating_for,
    share_missed,
)
from assistant.bench.work import Job, Kind, Outcome

RATES_PER_HOUR: Final = (0.1, 0.5, 1.0, 5.0)

Done = Sequence[tuple[Job, Outcome]]


@dataclass(frozen=True, eq=False)
class Words:
    """The recordings of one word in one condition: the best score in each (-inf: none), and how late a hit came."""

    best: Scores
    hit: tuple[bool, ...]  # whether the product would have acted, in each
    late_s: Scores  # from the word's acoustic end to the moment the ear told, of those that were hit; no computing


@dataclass(frozen=True, eq=False)
class Talk:
    """How often talk was taken for each word: every score that was told, and the hours of talk."""

    false: Mapping[str, Scores]
    hours: float

    @property
    def word_hours(self) -> float:
        return self.hours * len(self.false)

    @property
    def pooled(self) -> Scores:
        return np.concatenate([np.empty(0), *self.false.values()])

    def at(self, threshold: float) -> Operating:
        """In the mean of all words: events and hours are those of words."""
        return operating_at(threshold, self.pooled, self.word_hours)

    def worst(self, threshold: float) -> tuple[str, Operating]:
        """The word most often taken at this threshold."""
        each = {word: operating_at(threshold, scores, self.hours) for word, scores in self.false.items()}
        word = max(each, key=lambda name: each[name].events)
        return word, each[word]


@dataclass(frozen=True, eq=False)
class Result:
    """One condition, one ear."""

    condition: Condition
    ear: str
    words: Mapping[str, Words]
    talk: Talk
    alone: Talk | None  # where the assistant speaks: how often it took its own voice for the word
    floor: float
    threshold: float | None

    def missed(self, threshold: float) -> dict[str, float]:
        return {word: share_missed(said.best, threshold) for word, said in self.words.items()}

    def at_rate(self, per_hour: float) -> Operating:
        """One threshold for all words: talk is taken for a word so often, in the mean over all of them."""
        return operating_for(per_hour, self.talk.pooled, self.talk.word_hours, self.floor)

    def own_at_rate(self, word: str, per_hour: float) -> Operating:
        """The threshold that this word alone would need."""
        return operating_for(per_hour, self.talk.false[word], self.talk.hours, self.floor)


def results_of(
    done: Done, conditions: Sequence[Condition], ears: Mapping[str, tuple[float, float | None]]
) -> list[Result]:
    """Of each condition and ear that has both words and talk. `ears`: floor and threshold of each, by name."""
    results = []
    for condition in conditions:
        for ear, (floor, threshold) in ears.items():
            here = [(job, outcome) for job, outcome in done if job.ear == ear]
            said = [pair for pair in here if pair[0].kind is Kind.WORD and pair[0].condition == condition]
            talk = _talk(pair for pair in here if pair[0].kind is Kind.TALK and pair[0].condition == condition.talk)
            alone = _talk(pair for pair in here if pair[0].kind is Kind.ALONE and pair[0].condition == condition.talk)
            words = _words(said)
            if talk is not None and words and words.keys() <= talk.false.keys():
                results.append(Result(condition, ear, words, talk, alone, floor, threshold))
    return results


def _words(done: Done) -> dict[str, Words]:
    words: dict[str, Words] = {}
    for word in dict.fromkeys(job.words[0] for job, _ in done):
        best, hit, late_s = list[float](), list[bool](), list[float]()
        for _, outcome in sorted(((j, o) for j, o in done if j.words[0] == word), key=lambda pair: pair[0].seed):
            peaks = best_in(outcome.spans, outcome.peaks.get(word, ()))
            best += [-np.inf if peak is None else peak.score for peak in peaks]
            hits = first_in(outcome.spans, outcome.hits.get(word, ()))
            hit += [each is not None for each in hits]
            late_s += [
                each.heard_at_s - span.word_end_s
                for span, each in zip(outcome.spans, hits, strict=True)
                if each is not None
            ]
        words[word] = Words(np.array(best, np.float64), tuple(hit), np.array(late_s, np.float64))
    return words


def _talk(done: Iterable[tuple[Job, Outcome]]) -> Talk | None:
    """Every peak of every word the ear knows. What lies in the lead of an echo, where nobody speaks, is left out."""
    several = list(done)
    if not several:
        return None
    false: dict[str, list[float]] = {word: [] for _, outcome in several for word in outcome.armed}
    for _, outcome in several:
        began_s = min((span.start_s for span in outcome.spans), default=0.0)
        for word, peaks in outcome.peaks.items():
            false[word] += [peak.score for peak in peaks if peak.end_s > began_s]
    seconds = sum(outcome.seconds for _, outcome in several)
    return Talk({word: np.array(scores, np.float64) for word, scores in false.items()}, seconds / 3600)
