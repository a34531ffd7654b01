"""The figures beside their goals, both ears side by side; and those that have no goal. Formats; reckons nothing."""

from collections.abc import Sequence
from typing import Final

from assistant.bench.cells import BOUND, Table, mean_missed
from assistant.bench.conditions import Condition, goal_of
from assistant.bench.ears import OWN_EAR, TAUGHT_EAR
from assistant.bench.results import Result

_RATES_PER_HOUR: Final = (0.5, 0.1)


def goal_table(results: Sequence[Result]) -> Table:
    ears = [ear for ear in (OWN_EAR, TAUGHT_EAR) if any(result.ear == ear for result in results)]
    rows = []
    for condition in _conditions(results):
        goals = {ear: goal_of(condition, with_examples=ear == TAUGHT_EAR) for ear in ears}
        here = {result.ear: result for result in results if result.condition == condition}
        for place, per_hour in enumerate(_RATES_PER_HOUR):
            cells = []
            for ear, goal in goals.items():
                if goal is not None:
                    cells += [_beside(here.get(ear), per_hour, goal[place]), f"{goal[place]:g}"]
            if cells:
                rows.append((condition.name, f"{per_hour:g}", *cells))
    return Table(
        "Beside the goals",
        f"Words missed, %, mean of the recorded words, where talk is taken for a word so often an hour. {BOUND}",
        ("condition", "false alarms an hour", *(title for ear in ears for title in (ear, "goal"))),
        tuple(rows),
    )


def other_table(results: Sequence[Result]) -> Table:
    rows = []
    for result in results:
        if goal_of(result.condition, with_examples=False) is None and result.threshold is not None:
            missed = (mean_missed(result, result.at_rate(per_hour)) for per_hour in _RATES_PER_HOUR)
            said = sum(each.best.size for each in result.words.values())
            rows.append((result.condition.name, result.ear, *missed, str(said)))
    return Table(
        "Without goals",
        f"The same, of what no goal was set for. All of it is simulated from the recordings in quiet. {BOUND}",
        ("condition", "ear", *(f"at {rate:g} an hour" for rate in _RATES_PER_HOUR), "words said"),
        tuple(rows),
    )


def _conditions(results: Sequence[Result]) -> list[Condition]:
    return list(dict.fromkeys(result.condition for result in results))


def _beside(result: Result | None, per_hour: float, goal: float) -> str:
    if result is None:
        return "-"
    point = result.at_rate(per_hour)
    reached = 100 * result.mean_missed(point.threshold) <= goal
    return mean_missed(result, point) + (" **reached**" if reached else "")
