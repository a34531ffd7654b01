"""Plays sound to the ear of the live loop, and notes which commands it took it for. No safe word is listened for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, assert_never

import numpy as np

from assistant.audio import BLOCK_SAMPLES, Block, Samples
from assistant.ears.ear import Ear, Failed, Finding, Said
from assistant.ears.echo import echo_canceller
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import LogProbs, Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.ears.recogniser import Recogniser
from assistant.ears.spotter import Spotted
from assistant.ears.understanding import Commands, Understood
from assistant.ears.vosk_engine import VoskRecogniser
from assistant.errors import HearingUnavailableError
from assistant.session.events import EchoStayedHigh, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent
from assistant.session.listening import expected_in

PHRASES: Final = "phrases"
VOSK: Final = "vosk"


@dataclass(frozen=True)
class Utterance:
    """`meant`: what the product would have acted on. `nearest`: what the best sentence would mean, however poor."""

    middle_s: float
    score: float
    meant: Understood | None
    nearest: Understood | None


class _RememberedPhonemes:
    """As the recogniser it wraps. What it heard of an utterance is kept, for the same again in another state."""

    def __init__(self, inner: Phonemes) -> None:
        self._inner = inner
        self._known: dict[bytes, LogProbs] = {}
        self.blank: Final = inner.blank

    def id_of(self, token: str) -> int:
        return self._inner.id_of(token)

    def log_probs(self, samples: Samples) -> LogProbs:
        key = samples.tobytes()
        if key not in self._known:
            self._known[key] = self._inner.log_probs(samples)
        return self._known[key]

    def forget(self) -> None:
        self._known.clear()


class _NoSpotter:
    """No safe word is said here."""

    asleep = False

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:  # noqa: ARG002 - as the protocol has it
        return ()

    def finish(self) -> tuple[Spotted, ...]:
        return ()

    def reset(self, at_s: float | None = None) -> None:
        """There is nothing to begin anew."""


def listen(
    sound: Samples, states: Sequence[tuple[int, str]], engine: str, language: str, model: Path | None
) -> tuple[Utterance, ...]:
    """`sound` (n,), whole blocks. `states`: from which sample on the session is in which state, by its name.

    HearingUnavailableError if an engine fails: a measurement with a hole in it would look like a deaf ear.
    """
    commands = Commands.of_language(language)
    nothing = np.zeros(BLOCK_SAMPLES, np.int16)
    waiting = list(states)
    expected = expected_in(waiting[0][1])
    heard: list[Utterance] = []
    with Ear(echo_canceller(), _NoSpotter(), _recogniser(engine, model), commands, patient=True) as ear:
        for start in range(0, sound.size, BLOCK_SAMPLES):
            while waiting and waiting[0][0] <= start:
                expected = expected_in(waiting.pop(0)[1])
                ear.expect(expected)
            for finding in ear.hear(Block(start, sound[start : start + BLOCK_SAMPLES], nothing)):
                heard += _noted(finding, commands, expected)
        for finding in ear.finish(sound.size):
            heard += _noted(finding, commands, expected)
    return tuple(heard)


def forget() -> None:
    """What was heard before is not kept any longer."""
    _phonemes().forget()


def _noted(finding: Finding, commands: Commands, expected: frozenset[Intent]) -> list[Utterance]:
    match finding:
        case Said(start_s, end_s, heard, understood, _):
            nearest = None if heard.best is None else commands.understand(heard.best, expected)
            return [Utterance((start_s + end_s) / 2, heard.score, understood, nearest)]
        case Failed(why=why):
            raise HearingUnavailableError(why)
        case Spotted() | SpeechStarted() | SpeechStopped() | EchoStayedHigh():
            return []
        case _:
            assert_never(finding)


@cache
def _recogniser(engine: str, model: Path | None) -> Recogniser:
    """Loaded once a process."""
    if engine == VOSK and model is not None:
        return VoskRecogniser(model)
    return PhraseRecogniser(_phonemes(), Lexicon(_engine()))


@cache
def _phonemes() -> _RememberedPhonemes:
    return _RememberedPhonemes(_engine())


@cache
def _engine() -> Phonemes:
    return Phonemes()
