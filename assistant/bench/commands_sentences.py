"""Which command sentences are said, and where: a seeded sample of what each intent can be said with. Hears nothing."""

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from hassil.numbers import get_rbnf_engine

from assistant.ears.sentence_graph import LENGTH, LENGTHS
from assistant.ears.understanding import MINUTES, Commands, Understood
from assistant.session.intents import Intent

MOST_MINUTES: Final = 90
_NUMBER: Final = f"{{{MINUTES}}}"

Expected = Mapping[str, Collection[Intent]]
"""What is listened for in each state, by its name."""


@dataclass(frozen=True)
class Sentence:
    """`text` as it is said, numbers in words; said in the state `where`, in which it makes sense."""

    text: str
    meant: Understood
    where: str
    elsewhere: str | None  # a state in which it makes none, though something else would; None: there is no such state


def sentences_of(commands: Commands, expected: Expected, each: int, seed: int) -> tuple[Sentence, ...]:
    """`each` sentences of every intent, its states in turns; fewer different ones come again, in other states.

    What an intent's sample is does not depend on which other intents there are. An intent that no state listens for
    is left out.
    """
    return tuple(sentence for intent in Intent for sentence in _of(intent, commands, expected, each, seed))


def unheard(expected: Expected) -> tuple[Intent, ...]:
    """What no state listens for, so that nobody could say it."""
    return tuple(intent for intent in Intent if not any(intent in heard for heard in expected.values()))


def in_words(number: int, language: str) -> str:
    """25 as it is said: twenty five."""
    return get_rbnf_engine(language).format_number(number).text.replace("-", " ")


def _of(intent: Intent, commands: Commands, expected: Expected, each: int, seed: int) -> Iterator[Sentence]:
    chance = np.random.default_rng((seed, zlib.crc32(intent.encode())))
    templates = _shuffled(commands.sentences({intent}), chance)
    where = _shuffled([state for state, heard in expected.items() if intent in heard], chance)
    elsewhere = _shuffled([state for state, heard in expected.items() if heard and intent not in heard], chance)
    for number in range(each if templates and where else 0):
        text, meant = _filled(templates[number % len(templates)], intent, commands, chance)
        other = elsewhere[number % len(elsewhere)] if elsewhere else None
        yield Sentence(text, meant, where[number % len(where)], other)


def _filled(template: str, intent: Intent, commands: Commands, chance: np.random.Generator) -> tuple[str, Understood]:
    """With a number and a length where it has one, and what is meant by that."""
    said = template
    while LENGTH in said:
        said = said.replace(LENGTH, LENGTHS[int(chance.integers(len(LENGTHS)))], 1)
    while _NUMBER in said:
        minutes = int(chance.integers(1, MOST_MINUTES, endpoint=True))
        said = said.replace(_NUMBER, in_words(minutes, commands.language), 1)
    return said, commands.understand(said, {intent}) or Understood(intent)


def _shuffled(several: Sequence[str], chance: np.random.Generator) -> tuple[str, ...]:
    return tuple(several[place] for place in chance.permutation(len(several)))
