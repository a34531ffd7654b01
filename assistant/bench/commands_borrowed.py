"""Timer sentences as Home Assistant has them, drawn by chance from its own templates. Development only; hears nothing.

Its package `home-assistant-intents` is data, which the product never needs.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
from hassil.expression import Alternative, Expression, Group, ListReference, RuleReference, Sentence, TextChunk
from hassil.parse_expression import parse_sentence

from assistant.bench.commands_sentences import MOST_MINUTES, in_words
from assistant.ears.understanding import Commands
from assistant.session.intents import Intent

Templates = Mapping[str, Any]
"""Hassil's intents format, as JSON."""

PACKAGE: Final = "home-assistant-intents"
_MODULE: Final = "home_assistant_intents"
TIMER_INTENTS: Final = (
    "HassStartTimer",
    "HassIncreaseTimer",
    "HassDecreaseTimer",
    "HassTimerStatus",
    "HassPauseTimer",
    "HassUnpauseTimer",
)
_LESS_THAN_A_SECOND: Final = 0.01  # of a minute
_MOST: Final = {"timer_hours": 2, "timer_minutes": MOST_MINUTES, "timer_seconds": MOST_MINUTES}
"""A check-in takes two hours at most; Home Assistant's lists go on to a hundred of each."""
_OTHER_PEOPLES: Final = frozenset({"area", "name", "timer_name", "timer_command"})
"""Names of rooms and timers, and orders to a house."""


class Kind(StrEnum):
    """Which timer they are about. A check-in has one clock, whatever it is called."""

    ONE = "the clock"
    NAMED = "a timer named by its length"


@dataclass(frozen=True)
class Borrowed:
    """A sentence as it would be said. `slots` as Home Assistant fills them: hours, minutes, start_minutes and so on."""

    intent: str
    text: str
    slots: Mapping[str, int]

    @property
    def minutes(self) -> float | None:
        """How many are meant, to the second; None where the sentence tells no length."""
        if not self.slots.keys() & {"hours", "minutes", "seconds"}:
            return None
        seconds = 3600 * self.slots.get("hours", 0) + 60 * self.slots.get("minutes", 0) + self.slots.get("seconds", 0)
        return seconds / 60

    @property
    def kind(self) -> Kind:
        return Kind.NAMED if any(slot.startswith("start_") for slot in self.slots) else Kind.ONE


def are_here() -> bool:
    return find_spec(_MODULE) is not None


def borrowed_version() -> str:
    return f"{PACKAGE} {version(PACKAGE)}"


def templates_here(language: str = "en") -> Templates:
    """As the package has them; see `are_here`."""
    told: Templates = json.loads(files(_MODULE).joinpath("data", f"{language}.json").read_text("utf-8"))
    return told


def borrowed(told: Templates, each: int, seed: int) -> tuple[Borrowed, ...]:
    """`each` sentences of every timer intent, each template and each way through it as likely as any other."""
    rules = {name: parse_sentence(text) for name, text in told["expansion_rules"].items() if "timer" in name}
    drawing = _Drawing(told["lists"], rules, told["language"])
    return tuple(
        sentence
        for intent in TIMER_INTENTS
        for sentence in _of(intent, _templates(told, intent, rules), drawing, each, seed)
    )


def is_understood(sentence: Borrowed, commands: Commands) -> bool:
    """Whether the assistant takes it for that intent, and for that many minutes."""
    understood = commands.understand(sentence.text, frozenset(Intent))
    if understood is None or understood.intent != sentence.intent:
        return False
    meant, heard = sentence.minutes, understood.minutes
    return meant == heard or (meant is not None and heard is not None and abs(meant - heard) < _LESS_THAN_A_SECOND)


@dataclass(frozen=True)
class _Drawing:
    lists: Mapping[str, Any]
    rules: Mapping[str, Sentence]
    language: str

    def draw(self, expression: Expression, into: dict[str, int], chance: np.random.Generator) -> str:
        """One way through `expression`; what its lists give is noted in `into`."""
        match expression:
            case TextChunk(original_text=text):
                return text
            case Alternative(items=items):
                return self.draw(items[int(chance.integers(len(items)))], into, chance)
            case Group(items=items):
                return "".join(self.draw(item, into, chance) for item in items)
            case RuleReference(rule_name=name):
                return self.draw(self.rules[name].expression, into, chance)
            case ListReference(list_name=name, slot_name=slot):
                text, into[slot] = self._value(name, chance)
                return text
            case _:
                raise ValueError(f"a template holds {type(expression).__name__}, which can't be drawn from")

    def _value(self, name: str, chance: np.random.Generator) -> tuple[str, int]:
        """A number in words, as large as makes sense, or a word that stands for one; "1/2" is never said."""
        values = self.lists[name]
        if "range" in values:
            most = min(values["range"]["to"], _MOST.get(name, values["range"]["to"]))
            number = int(chance.integers(values["range"]["from"], most, endpoint=True))
            return in_words(number, self.language), number
        said = [value for value in values["values"] if value["in"].isalpha()]
        drawn = said[int(chance.integers(len(said)))]
        return drawn["in"], int(drawn["out"])


def _of(intent: str, templates: tuple[Sentence, ...], drawing: _Drawing, each: int, seed: int) -> Iterator[Borrowed]:
    chance = np.random.default_rng((seed, zlib.crc32(intent.encode())))
    for _ in range(each if templates else 0):
        slots: dict[str, int] = {}
        template = templates[int(chance.integers(len(templates)))]
        said = drawing.draw(template.expression, slots, chance)
        yield Borrowed(intent, " ".join(said.replace("-", " ").split()), slots)


def _templates(told: Templates, intent: str, rules: Mapping[str, Sentence]) -> tuple[Sentence, ...]:
    """Those without names, rooms and orders."""
    blocks = told["intents"].get(intent, {"data": []})["data"]
    parsed = (parse_sentence(text) for block in blocks for text in block["sentences"])
    return tuple(each for each in parsed if not _OTHER_PEOPLES & _lists_of(each.expression, rules))


def _lists_of(expression: Expression, rules: Mapping[str, Sentence]) -> set[str]:
    match expression:
        case Group(items=items):
            return set().union(*(_lists_of(item, rules) for item in items))
        case RuleReference(rule_name=name):
            return _lists_of(rules[name].expression, rules) if name in rules else set()
        case ListReference(list_name=name):
            return {name}
        case _:
            return set()
