"""The curves between misses and false alarms of one condition, and their points as CSV. Draws nothing."""

import csv
import io
from collections.abc import Iterable
from itertools import groupby

from assistant.bench.results import Result
from assistant.bench.statistics import Det, det


def curves_of(results: Iterable[Result]) -> dict[str, Det]:
    """For one condition: each word's misses against the mean false alarms of all words, by ear."""
    curves = {}
    for result in results:
        for word, said in result.words.items():
            curves[f"{result.ear}: {word}"] = det(said.best, result.talk.pooled, result.talk.word_hours)
    return curves


def curves_csv(curves: dict[str, Det]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("curve", "threshold", "false_alarms_per_hour", "missed_percent"))
    for name, curve in curves.items():
        points = zip(curve.thresholds, curve.per_hour, curve.missed, strict=True)
        for threshold, several in groupby(points, key=lambda point: f"{point[0]:.3g}"):  # finer says nothing more
            _, per_hour, missed = next(several)
            rows.writerow((name, threshold, f"{per_hour:.4f}", f"{100 * missed:.3f}"))
    return out.getvalue()
