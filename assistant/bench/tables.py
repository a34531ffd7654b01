"""The figures as tables of text, a goal beside each that has one. Formats; reckons nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.bench.conditions import goal_of
from assistant.bench.cost import Cost
from assistant.bench.results import RATES_PER_HOUR, Result
from assistant.bench.statistics import Operating, share_interval


@dataclass(frozen=True)
class Table:
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables_of(results: Sequence[Result], cost: Cost | None, *, with_examples: bool) -> list[Table]:
    return [
        _goals(results, with_examples=with_examples),
        _misses(results),
        _alone_misses(results),
        _false_alarms(results),
        _by_default(results),
        _latency(results, cost),
        *([_costs(cost)] if cost else []),
    ]


def _goals(results: Sequence[Result], *, with_examples: bool) -> Table:
    rows = []
    for result in results:
        goal = goal_of(result.condition, with_examples=with_examples)
        if result.threshold is None or goal is None:
            continue
        reached = [_mean(result, result.at_rate(per_hour)) for per_hour in (0.5, 0.1)]
        rows.append(
            (
                result.condition.name,
                *(
                    f"{_percent(missed)} (goal {aim:g})" + (" **reached**" if 100 * missed <= aim else "")
                    for missed, aim in zip(reached, goal, strict=True)
                ),
            )
        )
    return Table(
        "Beside the goals",
        "Words missed, %, mean of the recorded words, at one threshold for all words.",
        ("condition", "at 0.5 false alarms an hour", "at 0.1 an hour"),
        tuple(rows),
    )


def _misses(results: Sequence[Result]) -> Table:
    words = _words(results)
    rows = []
    for result in results:
        for name in (*words, "mean"):
            cells = []
            for per_hour in RATES_PER_HOUR:
                point = result.at_rate(per_hour)
                missed = _mean(result, point) if name == "mean" else result.missed(point.threshold).get(name)
                cells.append("-" if missed is None else _percent(missed) + _bound(point))
            count = _count(result, name)
            rows.append((result.condition.name, result.ear, name, str(count), *cells))
    return Table(
        "Misses, one threshold for all words",
        "%, where talk is taken for a word so often an hour, in the mean of all counted words. "
        "*: fewer than three false alarms stand behind the threshold, so it is a bound.",
        ("condition", "ear", "word", "said", *(f"{rate:g}/h" for rate in RATES_PER_HOUR)),
        tuple(rows),
    )


def _alone_misses(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        for word in result.words:
            cells = []
            for per_hour in RATES_PER_HOUR:
                point = result.own_at_rate(word, per_hour)
                cells.append(_percent(result.missed(point.threshold)[word]) + _bound(point))
            rows.append((result.condition.name, result.ear, word, *cells))
    return Table(
        "Misses, each word at its own threshold",
        "As others report it. A few hours of talk say little about one word at 0.1 an hour: nearly all are bounds (*).",
        ("condition", "ear", "word", *(f"{rate:g}/h" for rate in RATES_PER_HOUR)),
        tuple(rows),
    )


def _false_alarms(results: Sequence[Result]) -> Table:
    rows = []
    for result in _once_each_talk(results):
        for per_hour in RATES_PER_HOUR:
            point = result.at_rate(per_hour)
            word, worst = result.talk.worst(point.threshold)
            low, high = point.interval
            rows.append(
                (
                    result.condition.talk.name,
                    result.ear,
                    f"{point.threshold:.2f}",
                    _rate(point),
                    f"{low:.2g} to {high:.2g}",
                    f"{worst.per_hour:.1f} ({word})",
                    f"{result.talk.hours:.2f} h, {result.talk.word_hours:.0f} word-hours",
                )
            )
    return Table(
        "False alarms",
        "An hour of talk, at the thresholds of the misses: mean of all words, its 95 % interval, and the worst word.",
        ("condition", "ear", "threshold", "mean", "95 %", "worst word", "talk"),
        tuple(rows),
    )


def _by_default(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        if result.threshold is None:
            continue
        point = result.talk.at(result.threshold)
        word, worst = result.talk.worst(point.threshold)
        low, high = point.interval
        missed = {each: 1 - float(np.mean(said.hit)) for each, said in result.words.items()}
        sure = [share_interval(said.hit.count(False), len(said.hit)) for said in result.words.values()]
        alone = "-"
        if result.alone is not None:
            own = result.alone.at(point.threshold)
            alone = f"{own.events} in {own.hours:.1f} word-hours"
        rows.append(
            (
                result.condition.name,
                f"{point.threshold:.2f}",
                f"{_percent(float(np.mean(list(missed.values()))))}",
                ", ".join(
                    f"{each} {_percent(share)} ({_percent(low_)} to {_percent(high_)})"
                    for (each, share), (low_, high_) in zip(missed.items(), sure, strict=True)
                ),
                f"{_rate(point)} ({low:.2g} to {high:.2g})",
                f"{worst.per_hour:.1f} ({word})",
                alone,
            )
        )
    return Table(
        "As it comes: the default threshold",
        "What the product would have acted on. Missed in %, with 95 % intervals; false alarms an hour of talk; and how "
        "often the assistant, speaking alone, took its own voice for a word.",
        ("condition", "threshold", "missed, mean", "missed, each", "false alarms", "worst word", "own voice"),
        tuple(rows),
    )


def _latency(results: Sequence[Result], cost: Cost | None) -> Table:
    window_s = 0.0 if cost is None else cost.window_s
    rows = []
    for result in results:
        late_s = np.concatenate([np.empty(0), *(said.late_s for said in result.words.values())])
        if result.threshold is None or not late_s.size:
            continue
        median_ms, most_ms = 1000 * (np.percentile(late_s, (50, 95)) + window_s)
        rows.append((result.condition.name, f"{median_ms:.0f}", f"{most_ms:.0f}", str(late_s.size)))
    return Table(
        "Latency",
        "ms from the word's acoustic end (by energy, good to 100 ms) until the spotter told, at the default threshold, "
        f"with {1000 * window_s:.0f} ms to compute a window. The goal for the first sample of the chime: 200 in the "
        "median, 450 at the 95th percentile; the chime itself follows within the next block or two.",
        ("condition", "median", "95th percentile", "words heard"),
        tuple(rows),
    )


def _costs(cost: Cost) -> Table:
    return Table(
        "Cost",
        "Spotter and echo canceller, one safe word, in shares of one core of this machine.",
        ("while", "of a core", "goal"),
        (("someone speaks", f"{cost.speech:.3f}", "0.35"), ("nobody does", f"{cost.silence:.3f}", "0.03")),
    )


def _once_each_talk(results: Iterable[Result]) -> list[Result]:
    return list({(result.condition.talk, result.ear): result for result in reversed(list(results))}.values())[::-1]


def _words(results: Iterable[Result]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for result in results for word in result.words))


def _count(result: Result, name: str) -> int:
    said = result.words.values() if name == "mean" else [result.words[name]] if name in result.words else []
    return sum(each.best.size for each in said)


def _mean(result: Result, point: Operating) -> float:
    return float(np.mean(list(result.missed(point.threshold).values())))


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _bound(point: Operating) -> str:
    return "*" if point.is_bound else ""


def _rate(point: Operating) -> str:
    return f"{point.per_hour:.2g}" + (f" (bound: {point.events} events)" if point.is_bound else "")
