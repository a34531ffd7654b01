"""Understands utterances, also those that are one command with silences inside: "I'm … not … ready".

It waits for nobody: each utterance is understood by itself, and together with what was said just before it. Of several
meanings the one that opens least counts. Times are those of the sound.
"""

from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.audio import Samples
from assistant.ears.recogniser import Heard, Recogniser
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import Intent, Openness, openness

BETWEEN_WORDS_S: Final = 3.0
"""How long a silence inside a command may be, unless the couple chose otherwise."""

_MOST_HALVES: Final = 3
_LONGEST_S: Final = 5.0  # of speech in all halves; a command is not longer, however slowly it is said


@dataclass(frozen=True, eq=False)
class Spoken:
    """An utterance; `samples` (n,) int16 with a little quiet around them."""

    start_s: float
    end_s: float
    samples: Samples


@dataclass(frozen=True)
class Meaning:
    """`start_s`: of the first half. `goes_on`: the rest of a command that was acted on before; it says no more."""

    start_s: float
    heard: Heard
    understood: Understood | None
    goes_on: bool = False


class Halves:
    """One after the other; keeps what was said for as long as something may follow."""

    def __init__(self, recogniser: Recogniser, commands: Commands, between_words_s: float = BETWEEN_WORDS_S) -> None:
        self._recogniser = recogniser
        self._commands = commands
        self._between_words_s = between_words_s
        self._before: deque[Spoken] = deque(maxlen=_MOST_HALVES - 1)
        self._acted: Understood | None = None  # on what was said just before

    def understand(self, spoken: Spoken, expected: Collection[Intent]) -> Meaning:
        """What was meant where `expected` make sense. HearingUnavailableError if the recogniser fails."""
        if not self._before or spoken.start_s - self._before[-1].end_s > self._between_words_s:
            self._before.clear()
            self._acted = None
        alone = self._meaning((spoken,), expected)
        meaning = self._least(alone, [self._meaning(halves, expected) for halves in self._together(alone, spoken)])
        if meaning.understood is not None and meaning.start_s == spoken.start_s:
            self._before.clear()
        if meaning.understood is not None:
            self._acted = meaning.understood
        self._before.append(spoken)
        return meaning

    def _together(self, alone: Meaning, spoken: Spoken) -> Iterator[tuple[Spoken, ...]]:
        """The utterance after what was said before it, where they may be one command. Closing needs no other half."""
        if alone.understood is not None and openness(alone.understood.intent) is Openness.CLOSES:
            return
        halves: tuple[Spoken, ...] = (spoken,)
        for half in reversed(self._before):
            halves = (half, *halves)
            if sum(each.end_s - each.start_s for each in halves) > _LONGEST_S:
                return
            yield halves

    def _least(self, alone: Meaning, together: list[Meaning]) -> Meaning:
        """Of all that is understood the one that opens least; what it means by itself rather than as a half."""
        acted = self._acted
        meant = [] if alone.understood is None else [(openness(alone.understood.intent), alone)]
        for joined in together:
            if joined.understood is None:
                continue
            if joined.understood == acted and alone.understood is None:
                return Meaning(joined.start_s, joined.heard, None, goes_on=True)
            how_open = openness(joined.understood.intent)
            if joined.understood != acted and (acted is None or how_open <= openness(acted.intent)):
                meant.append((how_open, joined))
        return min(meant, key=lambda each: each[0])[1] if meant else alone

    def _meaning(self, halves: tuple[Spoken, ...], expected: Collection[Intent]) -> Meaning:
        self._recogniser.expect(self._commands.sentences(expected))
        self._recogniser.hear(np.ascontiguousarray(np.concatenate([half.samples for half in halves])))
        heard = self._recogniser.finish()
        understood = None if heard.text is None else self._commands.understand(heard.text, expected)
        return Meaning(halves[0].start_s, heard, understood)
