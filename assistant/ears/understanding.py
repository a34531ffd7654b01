"""From words to what is meant: languages/*/commands.yaml through hassil. It hears nothing and answers nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, Final, Self

from hassil.intents import Intents
from hassil.recognize import recognize
from hassil.sample import sample_intents

from assistant.session.intents import Intent

MINUTES: Final = "minutes"
"""The one slot that is heard; "{minutes}" stands for it in a sentence."""

CHOICE: Final = "choice"
"""The slot that a sentence brings along: the name of what it chooses."""


@dataclass(frozen=True)
class Understood:
    intent: Intent
    minutes: int | None = None
    choice: str | None = None


class Commands:
    """The sentences of one language."""

    def __init__(self, templates: IO[str]) -> None:
        """`templates`: hassil's intents format; intents named as in `Intent`, one list: minutes."""
        self._templates = Intents.from_yaml(templates)
        self.language: Final[str] = self._templates.language

    @classmethod
    def of_language(cls, language: str) -> Self:
        """The sentences that come with the program; FileNotFoundError when it doesn't speak `language`."""
        with files("assistant.languages").joinpath(language, "commands.yaml").open(encoding="utf-8") as templates:
            return cls(templates)

    def sentences(self, intents: Collection[Intent]) -> tuple[str, ...]:
        """Every sentence of these intents, each once; "{minutes}" stands for any of its numbers."""
        sampled = sample_intents(self._only(intents), expand_ranges=False)
        return tuple(dict.fromkeys(" ".join(sentence.split()) for _, sentence in sampled))

    def understand(self, text: str, intents: Collection[Intent]) -> Understood | None:
        """What `text` means where only `intents` make sense; None when it is none of their sentences."""
        result = recognize(text, self._only(intents), language=self.language)
        if result is None:
            return None
        minutes, choice = result.entities.get(MINUTES), result.entities.get(CHOICE)
        return Understood(
            Intent(result.intent.name),
            None if minutes is None else int(minutes.value),
            None if choice is None else str(choice.value),
        )

    def _only(self, intents: Collection[Intent]) -> Intents:
        named = {name: intent for name, intent in self._templates.intents.items() if name in intents}
        return Intents(self.language, named, self._templates.slot_lists)
