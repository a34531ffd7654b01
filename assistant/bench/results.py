"""Gathers what all jobs found into the figures of each condition. Arithmetic over outcomes; formats nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.bench.conditions import Condition
from assistant.bench.statistics import (
    Operating,
    Peak,
    Scores,
    apart,
    best_in,
    first_in,
    operating_at,
    operating_for,
    share_missed,
)
from assistant.bench.work import Job, Kind, Outcome
from assistant.ears.witnesses import SAME_WORD_S

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
    """How often talk was taken for the word, by each listener: every score that was told, and the hours of talk.

    Without examples a word is its own listener; with them a couple is.
    """

    false: Mapping[str, Scores]  # by listener
    places: Mapping[str, Scores]  # by word: the best score of each place, whoever took it for the word
    word_of: Mapping[str, str]  # by listener
    hours: float

    @property
    def word_hours(self) -> float:
        """Of all listeners together."""
        return self.hours * len(self.false)

    @property
    def pooled(self) -> Scores:
        return np.concatenate([np.empty(0), *self.false.values()])

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.places)

    def at(self, threshold: float) -> Operating:
        """In the mean of all listeners: events and hours are theirs together."""
        return operating_at(threshold, self.pooled, self.word_hours, self._all_places)

    def at_rate(self, per_hour: float, floor: float) -> Operating:
        """One threshold for all listeners."""
        return operating_for(per_hour, self.pooled, self.word_hours, floor, self._all_places)

    def of_word(self, word: str) -> "Talk":
        """What the listeners of one word made of it."""
        mine = {name: scores for name, scores in self.false.items() if self.word_of[name] == word}
        return Talk(mine, {word: self.places[word]}, dict.fromkeys(mine, word), self.hours)

    def worst(self, threshold: float) -> tuple[str, Operating]:
        """The listener that most often took talk for its word at this threshold."""
        each = {name: operating_at(threshold, scores, self.hours) for name, scores in self.false.items()}
        name = max(each, key=lambda listener: each[listener].events)
        return name, each[name]

    @property
    def _all_places(self) -> Scores:
        return np.concatenate([np.empty(0), *self.places.values()])


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

    def mean_missed(self, threshold: float) -> float:
        """Of the recorded words, however often each was said."""
        return float(np.mean(list(self.missed(threshold).values())))

    def at_rate(self, per_hour: float) -> Operating:
        """One threshold for all words: talk is taken for a word so often, in the mean over all of them."""
        return self.talk.at_rate(per_hour, self.floor)

    def own_at_rate(self, word: str, per_hour: float) -> Operating:
        """The threshold that this word alone would need."""
        return self.talk.of_word(word).at_rate(per_hour, self.floor)


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
            if talk is not None and words and words.keys() <= talk.words:
                results.append(Result(condition, ear, words, talk, alone, floor, threshold))
    return results


def _words(done: Done) -> dict[str, Words]:
    words: dict[str, Words] = {}
    for word in dict.fromkeys(job.words[0] for job, _ in done):
        best, hit, late_s = list[float](), list[bool](), list[float]()
        for job, outcome in sorted(((j, o) for j, o in done if j.words[0] == word), key=lambda pair: pair[0].seed):
            for listener in job.heard_by:
                pairs = zip(job.files, outcome.spans, strict=True)
                spans = [span for file, span in pairs if file in listener.tests]
                peaks = best_in(spans, outcome.peaks.get(listener.name, ()))
                best += [-np.inf if peak is None else peak.score for peak in peaks]
                hits = first_in(spans, outcome.hits.get(listener.name, ()))
                hit += [each is not None for each in hits]
                late_s += [
                    each.heard_at_s - span.word_end_s
                    for span, each in zip(spans, hits, strict=True)
                    if each is not None
                ]
        if best:
            words[word] = Words(np.array(best, np.float64), tuple(hit), np.array(late_s, np.float64))
    return words


def _talk(done: Iterable[tuple[Job, Outcome]]) -> Talk | None:
    """Every peak that was told. What lies in the lead of an echo, where nobody speaks, is left out."""
    several = list(done)
    if not several:
        return None
    false: dict[str, list[float]] = {name: [] for _, outcome in several for name in outcome.armed}
    word_of = {each.name: each.word for job, _ in several for each in job.heard_by if each.name in false}
    places: dict[str, list[float]] = {word: [] for word in word_of.values()}
    for _, outcome in several:
        began_s = min((span.start_s for span in outcome.spans), default=0.0)
        here: dict[str, list[Peak]] = {word: [] for word in places}
        for name, peaks in outcome.peaks.items():
            counted = apart([peak for peak in peaks if peak.end_s > began_s], SAME_WORD_S)
            false[name] += [peak.score for peak in counted]
            here[word_of[name]] += counted
        for word, found in here.items():
            places[word] += [peak.score for peak in apart(found, SAME_WORD_S)]
    seconds = sum(outcome.seconds for _, outcome in several)
    return Talk(_scores(false), _scores(places), word_of, seconds / 3600)


def _scores(several: Mapping[str, Sequence[float]]) -> dict[str, Scores]:
    return {name: np.array(scores, np.float64) for name, scores in several.items()}
