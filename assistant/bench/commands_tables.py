"""How well commands are understood, as tables of text, an aim beside each figure that has one. Reckons nothing."""

from typing import Final

from assistant.bench.cells import Table
from assistant.bench.commands_details import (
    Measured,
    counted_cell,
    hardest_table,
    intents_table,
    share_cell,
    states_table,
)
from assistant.bench.commands_hearing import PHRASES
from assistant.bench.commands_plan import ASLEEP, IN_SESSION
from assistant.bench.commands_results import (
    Rate,
    Talked,
    acted_out_of_place,
    false_commands,
    false_starts,
    from_score,
    mistaken_among,
    right_among,
)
from assistant.bench.conditions import QUIET, Condition

KITCHEN: Final = Condition(snr_db=10.0)
_AIMS_RIGHT: Final = {QUIET: 98.0, KITCHEN: 92.0}  # %
_MOST_FALSE_AN_HOUR: Final = 0.5
_MOST_STARTS_AN_HOUR: Final = 1 / 20
_THRESHOLDS: Final = (-1.0, -1.5, -2.0, -2.3, -2.6, -3.0, -3.5)
_SURE: Final = "95 %"


def tables_of(measured: Measured) -> list[Table]:
    return [
        _aims(measured),
        _voices(measured),
        intents_table(measured),
        states_table(measured),
        hardest_table(measured),
        _false(measured),
        _thresholds(measured),
    ]


def _aims(measured: Measured) -> Table:
    rows = [("as text", "sentences right, %", share_cell(measured.text), "")]
    for engine in measured.engines:
        for condition, least in _AIMS_RIGHT.items():
            right = right_among(measured.said(engine, condition))
            if right.among:
                what = f"sentences right, %, {condition.name}"
                rows.append(
                    (engine, what, share_cell(right), _aim(f"{least:g} or more", reached=right.percent >= least))
                )
        for condition in measured.conditions:
            in_session, _ = false_commands(_talks(measured, engine, condition, IN_SESSION))
            starts = false_starts(_talks(measured, engine, condition, ASLEEP))
            for what, rate, most, aim in (
                ("false commands an hour of talk, in a session", in_session, _MOST_FALSE_AN_HOUR, "0.5 or fewer"),
                ("false starts an hour of talk, asleep", starts, _MOST_STARTS_AN_HOUR, "0.05 or fewer"),
            ):
                if rate.hours:
                    reached = rate.per_hour <= most and (not rate.is_bound or rate.interval[1] <= most)
                    rows.append((engine, f"{what}, {condition.name}", _rate(rate), _aim(aim, reached=reached)))
    return Table(
        "Beside the aims",
        "All voices and all talk together. A share counts as reached by its figure, however wide its interval. "
        "*: fewer than three events stand behind a rate, so it is a bound, "
        "and counts as reached only if the whole interval does.",
        ("engine", "what", f"figure ({_SURE})", "aim"),
        tuple(rows),
    )


def _voices(measured: Measured) -> Table:
    rows = []
    for engine in measured.engines:
        for condition in measured.conditions:
            here = measured.said(engine, condition)
            for voice in (*dict.fromkeys(each.voice for each in here), "all"):
                said = [each for each in here if voice in (each.voice, "all")]
                shares = right_among(said), mistaken_among(said), acted_out_of_place(said)
                rows.append((engine, condition.name, voice, str(len(said)), *map(share_cell, shares)))
    return Table(
        "Sentences, by voice",
        f"%, with {_SURE} intervals. Right: acted on as meant, with the right number, and as nothing else. Mistaken: "
        "acted on as something that was not said. The rest is not understood, and nothing happens. Out of place: said "
        "in a state in which it makes no sense, and acted on as something else.",
        ("engine", "condition", "voice", "said", "right", "mistaken", "out of place"),
        tuple(rows),
    )


def _false(measured: Measured) -> Table:
    rows = []
    for engine in measured.engines:
        for condition in measured.conditions:
            for state in (IN_SESSION, ASLEEP):
                here = _talks(measured, engine, condition, state)
                for kind in (*dict.fromkeys(each.kind for each in here), "all"):
                    rate, intents = false_commands([each for each in here if kind in (each.kind, "all")])
                    if rate.hours:
                        hours = f"{rate.hours:.2f} h"
                        rows.append((engine, condition.name, state, kind, hours, _rate(rate), counted_cell(intents)))
    return Table(
        "Talk taken for commands",
        f"An hour of talk, with {_SURE} intervals; *: fewer than three events, a bound. Asleep every command counts "
        "here; only those that start something are false starts.",
        ("engine", "condition", "state", "talk", "heard", "an hour", "taken for"),
        tuple(rows),
    )


def _thresholds(measured: Measured) -> Table:
    """Of the phrase recogniser: Vosk's confidence is none."""
    rows = []
    for condition in measured.conditions if PHRASES in measured.engines else ():
        said = measured.said(PHRASES, condition)
        for threshold in _THRESHOLDS:
            acts = from_score(threshold)
            in_session, _ = false_commands(_talks(measured, PHRASES, condition, IN_SESSION), acts)
            starts = false_starts(_talks(measured, PHRASES, condition, ASLEEP), acts)
            rows.append(
                (
                    condition.name,
                    f"{threshold:g}",
                    share_cell(right_among(said, acts)),
                    share_cell(mistaken_among(said, acts)),
                    *(_rate(rate) if rate.hours else "-" for rate in (in_session, starts)),
                )
            )
    return Table(
        "Had the phrase recogniser another threshold",
        "Sentences in %, false commands in a session and false starts asleep an hour of talk. For choosing a "
        "threshold, not for reporting the best of them.",
        ("condition", "threshold", "right", "mistaken", "false commands", "false starts"),
        tuple(rows),
    )


def _talks(measured: Measured, engine: str, condition: Condition, state: str) -> list[Talked]:
    wanted = engine, condition, state
    return [each for each in measured.talks if (each.engine, each.condition, each.state) == wanted]


def _rate(rate: Rate) -> str:
    low, high = rate.interval
    return f"{rate.per_hour:.2g}{'*' if rate.is_bound else ''} ({low:.2g} to {high:.2g})"


def _aim(aim: str, *, reached: bool) -> str:
    return f"{aim} **reached**" if reached else aim
