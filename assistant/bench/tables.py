"""The figures as tables of text. Formats; reckons nothing."""

from collections.abc import Iterable, Sequence

import numpy as np

from assistant.bench.cells import BOUND, Table, mean_missed, missed_cell, percent, rate_cell
from assistant.bench.conditions import Condition
from assistant.bench.cost import Cost
from assistant.bench.goals import goal_table, other_table
from assistant.bench.results import RATES_PER_HOUR, Result
from assistant.bench.statistics import share_interval


def tables_of(results: Sequence[Result], cost: Cost | None) -> list[Table]:
    return [
        goal_table(results),
        other_table(results),
        _misses(results),
        _alone_misses(results),
        _false_alarms(results),
        _by_default(results),
        _own_voice(results),
        _latency(results, cost),
        *([_costs(cost)] if cost else []),
    ]


def _misses(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        for name in (*_words(results), "mean"):
            if name != "mean" and name not in result.words:
                continue
            cells = []
            for per_hour in RATES_PER_HOUR:
                point = result.at_rate(per_hour)
                cells.append(mean_missed(result, point) if name == "mean" else missed_cell(result, name, point))
            rows.append((result.condition.name, result.ear, name, str(_count(result, name)), *cells))
    return Table(
        "Misses, one threshold for all words",
        f"%, where talk is taken for a word so often an hour, in the mean of all who listen. {BOUND}",
        ("condition", "ear", "word", "said", *(f"{rate:g}/h" for rate in RATES_PER_HOUR)),
        tuple(rows),
    )


def _alone_misses(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        for word in result.words:
            cells = [missed_cell(result, word, result.own_at_rate(word, per_hour)) for per_hour in RATES_PER_HOUR]
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
            who, worst = result.talk.worst(point.threshold)
            low, high = point.interval
            rows.append(
                (
                    result.condition.talk.name,
                    result.ear,
                    f"{point.threshold:.2f}",
                    rate_cell(point),
                    f"{low:.2g} to {high:.2g}",
                    f"{rate_cell(worst)} ({who})" if worst.events else "-",
                    f"{result.talk.hours:.2f} h by {len(result.talk.false)}: {result.talk.word_hours:.0f} h",
                )
            )
    return Table(
        "False alarms",
        "An hour of talk, at the thresholds of the misses: mean of all who listen (a word each, or with examples a "
        "couple each), its 95 % interval, and the worst. Two within 0.8 s count as one. Couples with the same word "
        "hear the same talk with the same phonemes, so interval and bound count different places in it, not couples.",
        ("condition", "ear", "threshold", "mean", "95 %", "worst", "talk"),
        tuple(rows),
    )


def _by_default(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        if result.threshold is None:
            continue
        point = result.talk.at(result.threshold)
        who, worst = result.talk.worst(point.threshold)
        low, high = point.interval
        each = []
        for word, said in result.words.items():
            missed, among = said.hit.count(False), len(said.hit)
            low_share, high_share = share_interval(missed, among)
            each.append(f"{word} {percent(missed / among)} ({percent(low_share)} to {percent(high_share)})")
        rows.append(
            (
                result.condition.name,
                result.ear,
                f"{point.threshold:.2f}",
                percent(float(np.mean([1 - np.mean(said.hit) for said in result.words.values()]))),
                ", ".join(each),
                f"{rate_cell(point)} ({low:.2g} to {high:.2g})",
                f"{rate_cell(worst)} ({who})" if worst.events else "-",
            )
        )
    return Table(
        "As it comes: the default threshold",
        "What the product would have acted on. Missed in %, with 95 % intervals; false alarms an hour of talk.",
        ("condition", "ear", "threshold", "missed, mean", "missed, each", "false alarms", "worst"),
        tuple(rows),
    )


def _own_voice(results: Sequence[Result]) -> Table:
    rows = []
    for result in _once_each_talk(results):
        if result.alone is None or result.threshold is None:
            continue
        point = result.alone.at(result.threshold)
        low, high = point.interval
        who, worst = result.alone.worst(result.threshold)
        rows.append(
            (
                result.condition.talk.name,
                result.ear,
                str(point.events),
                f"{result.alone.hours * 60:.1f} min by {len(result.alone.false)}",
                f"{rate_cell(point)} ({low:.2g} to {high:.2g})",
                f"{worst.events} ({who})" if worst.events else "-",
            )
        )
    return Table(
        "Its own voice",
        "The assistant says all it can say, through the canceller, and nobody else speaks: how often it took that for "
        "the word, at the default threshold; and how often that is in an hour of its own voice, for one who listens.",
        ("condition", "ear", "times", "heard", "an hour of its voice (95 %)", "most often"),
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
        rows.append((result.condition.name, result.ear, f"{median_ms:.0f}", f"{most_ms:.0f}", str(late_s.size)))
    return Table(
        "Latency",
        "ms from the word's acoustic end (by energy, good to 100 ms) until the spotter told, at the default threshold, "
        f"with {1000 * window_s:.0f} ms to compute a window. The goal for the first sample of the chime: 200 in the "
        "median, 450 at the 95th percentile; the chime itself follows within the next block or two.",
        ("condition", "ear", "median", "95th percentile", "words heard"),
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
    first: dict[tuple[Condition, str], Result] = {}
    for result in results:
        first.setdefault((result.condition.talk, result.ear), result)
    return list(first.values())


def _words(results: Iterable[Result]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for result in results for word in result.words))


def _count(result: Result, name: str) -> int:
    said = result.words.values() if name == "mean" else [result.words[name]] if name in result.words else []
    return sum(each.best.size for each in said)
