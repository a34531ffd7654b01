"""From words to what is meant: languages/*/commands.yaml through hassil. It hears nothing and answers nothing."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import IO, Final, Self

from hassil.expression import Sentence
from hassil.intents import Intents
from hassil.parse_expression import parse_sentence
from hassil.recognize import RecognizeResult, recognize
from hassil.sample import sample_intents

from assistant.session.intents import Intent

MINUTES: Final = "minutes"
"""A slot for a number; "{minutes}" stands for it in a sentence."""

LENGTH: Final = "length"
"""How long something takes, however it is said; "{length}" stands for it in a sentence."""

CHOICE: Final = "choice"
"""The slot that a sentence brings along: the name of what it chooses."""

_IN_MINUTES: Final = {"hours": 60.0, MINUTES: 1.0, "seconds": 1 / 60}
_SAID_ONCE: Final = parse_sentence(rf"\{{{LENGTH}\}}")
_STRETCHED: Final = re.compile(r"(\w)\1{2,}")
_ONCE_OR_TWICE: Final = (r"\1", r"\1\1")  # "nooo" is no, and "passs" is pass
_STAMMERED: Final = re.compile(r"\b(?:(\w{1,3})-)(?:\1-)*(?=\1)", re.IGNORECASE)
_REPEATED: Final = re.compile(r"\b(\w[\w']*(?: \w[\w']*){0,2})(?: \1\b)+", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    intent: Intent
    minutes: float | None = None  # an int where they are whole
    choice: str | None = None


class Commands:
    """The sentences of one language."""

    def __init__(self, templates: IO[str]) -> None:
        """`templates`: hassil's intents format; intents named as in `Intent`.

        Lists: minutes, hours, seconds. Rules called length, or named (a timer, by its length), are one "{length}" each.
        """
        self._templates = Intents.from_yaml(templates)
        self.language: Final[str] = self._templates.language
        rules = self._templates.expansion_rules
        self._as_listened_for: Mapping[str, Sentence] = {
            **rules,
            **{name: _SAID_ONCE for name in (LENGTH, "named") if name in rules},
        }
        self._sentences = lru_cache(maxsize=32)(self._sampled)  # states alternate

    @classmethod
    def of_language(cls, language: str) -> Self:
        """The sentences that come with the program; FileNotFoundError when it doesn't speak `language`."""
        with files("assistant.languages").joinpath(language, "commands.yaml").open(encoding="utf-8") as templates:
            return cls(templates)

    def sentences(self, intents: Collection[Intent]) -> tuple[str, ...]:
        """Every sentence of these intents, each once; "{minutes}" stands for a number, "{length}" for any length."""
        return self._sentences(frozenset(intents))

    def understand(self, text: str, intents: Collection[Intent]) -> Understood | None:
        """What `text` means where only `intents` make sense; None when it is none of their sentences.

        Said twice, drawn out, or begun again and again ("p-p-pass"), it means the same.
        """
        among = self._only(intents)
        begun = _STAMMERED.sub("", text)
        plain = (_REPEATED.sub(r"\1", _STRETCHED.sub(letters, begun)) for letters in _ONCE_OR_TWICE)
        for said in dict.fromkeys((text, *plain)):
            result = recognize(said, among, language=self.language)
            if result is not None:
                choice = result.entities.get(CHOICE)
                return Understood(
                    Intent(result.intent.name), _minutes(result), None if choice is None else str(choice.value)
                )
        return None

    def _sampled(self, intents: frozenset[Intent]) -> tuple[str, ...]:
        among = self._only(sorted(intents))
        among.expansion_rules = dict(self._as_listened_for)
        sampled = sample_intents(among, expand_ranges=False)
        return tuple(dict.fromkeys(" ".join(sentence.split()) for _, sentence in sampled))

    def _only(self, intents: Collection[Intent]) -> Intents:
        every = self._templates
        named = {name: intent for name, intent in every.intents.items() if name in intents}
        return Intents(self.language, named, every.slot_lists, every.expansion_rules, every.skip_words)


def _minutes(result: RecognizeResult) -> float | None:
    lengths = {name: result.entities[name] for name in _IN_MINUTES if name in result.entities}
    if not lengths:
        return None
    minutes = sum((float(length.value) * _IN_MINUTES[name] for name, length in lengths.items()), 0.0)
    return int(minutes) if minutes.is_integer() else round(minutes, 3)
