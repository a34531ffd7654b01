"""What every recogniser promises. One contract suite (tests/contract) runs over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.audio import Samples


@dataclass(frozen=True)
class Heard:
    """The end of an utterance. `text` is a known sentence or None; `best` the nearest one all the same."""

    text: str | None
    score: float
    best: str | None = None


class Recogniser(Protocol):
    """Words from sound, one utterance at a time; endpoints come from outside, so all engines behave alike."""

    def expect(self, sentences: Sequence[str]) -> None:
        """Listen for exactly these sentences from the next utterance on; () is allowed.

        "{minutes}" in a sentence stands for any whole number from 1 to 90 in words, "{length}" for a length of time.
        """
        ...

    def hear(self, samples: Samples) -> str:
        """The next samples of this utterance, any length; gives the words so far, perhaps ""."""
        ...

    def finish(self) -> Heard:
        """The utterance is over; the recogniser is ready for the next one."""
        ...

    def knows(self, word: str) -> bool:
        """Whether it could hear this word at all."""
        ...
