"""Which commands are the hard ones: by intent, by state, and sentence by sentence, as tables. Reckons nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.bench.cells import Table
from assistant.bench.commands_hearing import Utterance
from assistant.bench.commands_results import Answered, Share, Talked, as_it_comes, mistaken_among, right_among
from assistant.bench.conditions import Condition
from assistant.session.intents import Intent

_HARDEST: Final = 30


@dataclass(frozen=True)
class Measured:
    answers: tuple[Answered, ...]
    talks: tuple[Talked, ...]
    text: Share  # the same sentences, read instead of heard

    @property
    def engines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.engine for each in self.answers))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(dict.fromkeys(each.condition for each in self.answers))

    def said(self, engine: str, condition: Condition) -> list[Answered]:
        return [each for each in self.answers if (each.engine, each.condition) == (engine, condition)]


def intents_table(measured: Measured) -> Table:
    rows = []
    for engine in measured.engines:
        for intent, cells in _right_by(measured, engine, lambda each: each.sentence.meant.intent):
            of_intent = (e for e in measured.answers if (e.engine, e.sentence.meant.intent) == (engine, intent))
            mistaken = Counter(other for each in of_intent for other in each.mistaken_for)
            rows.append((engine, intent, *cells, counted_cell(mistaken)))
    return Table(
        "Sentences, by intent",
        "% right of so many said, all voices; and what they were mistaken for, in all conditions (its own name there: "
        "the wrong number).",
        ("engine", "intent", *(condition.name for condition in measured.conditions), "mistaken for"),
        tuple(rows),
    )


def states_table(measured: Measured) -> Table:
    rows = [
        (engine, state, *cells)
        for engine in measured.engines
        for state, cells in _right_by(measured, engine, lambda each: each.sentence.where)
    ]
    return Table(
        "Sentences, by state",
        "% right of so many said, all voices. Each state listens for its own commands.",
        ("engine", "state", *(condition.name for condition in measured.conditions)),
        tuple(rows),
    )


def hardest_table(measured: Measured) -> Table:
    """A sentence in its state, all voices and conditions."""
    rows = []
    for engine in measured.engines:
        said = defaultdict[tuple[str, str], list[Answered]](list)
        for each in measured.answers:
            if each.engine == engine:
                said[each.sentence.text, each.sentence.where].append(each)
        hardest = sorted(said.items(), key=lambda item: right_among(item[1]).count - len(item[1]))
        for (text, where), answers in hardest[:_HARDEST]:
            right, mistaken = right_among(answers), mistaken_among(answers)
            if right.count < right.among:
                taken = Counter(heard.nearest.intent for each in answers for heard in _wrongly(each) if heard.nearest)
                cells = f"{right.count} of {right.among}", str(mistaken.count), counted_cell(taken)
                rows.append((engine, text, where, *cells))
    return Table(
        "The hardest sentences",
        "Of all voices and conditions so often right; so often mistaken; and what came nearest where it was not right "
        "(its own name there: it was recognised, but not surely enough).",
        ("engine", "sentence", "state", "right", "mistaken", "nearest"),
        tuple(rows),
    )


def share_cell(share: Share) -> str:
    if not share.among:
        return "-"
    low, high = share.interval
    return f"{share.percent:.1f} ({low:.1f} to {high:.1f})"


def counted_cell(intents: Counter[Intent]) -> str:
    return ", ".join(f"{intent} {count}" for intent, count in intents.most_common())


def _wrongly(answer: Answered) -> tuple[Utterance, ...]:
    return () if answer.is_right(as_it_comes) else answer.heard


def _right_by(measured: Measured, engine: str, of: Callable[[Answered], str]) -> Iterator[tuple[str, list[str]]]:
    """Each group, with its share in each condition."""
    for group in dict.fromkeys(of(each) for each in measured.answers):
        cells = []
        for condition in measured.conditions:
            said = [each for each in measured.said(engine, condition) if of(each) == group]
            cells.append(f"{right_among(said).percent:.0f} of {len(said)}" if said else "-")
        yield group, cells
