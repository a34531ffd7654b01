"""One ear: canceller, then the always armed spotter beside endpoints and recogniser. What follows is the session's."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.ears.echo import Canceller
from assistant.ears.endpoints import Endpoints, UtteranceEnded
from assistant.ears.recogniser import Heard, Recogniser
from assistant.ears.spotter import Spotted, Spotter
from assistant.ears.understanding import Commands, Understood
from assistant.ears.workshop import Workshop
from assistant.session.events import SpeechStarted, SpeechStopped
from assistant.session.intents import Intent

DUE_SAMPLES: Final = SAMPLE_RATE_HZ * 3 // 10  # an utterance is understood so long after its endpoint
SHED_LAG_S: Final = 0.5  # above this, commands are left out so that the spotter keeps up


@dataclass(frozen=True)
class Said:
    """One utterance and what the recogniser made of it. The words stay here; a session learns only what was meant."""

    start_s: float
    end_s: float
    heard: Heard
    understood: Understood | None


Finding = Spotted | Said | SpeechStarted | SpeechStopped


class Ear(AbstractContextManager["Ear"]):
    """Hears block after block. Times are those of the blocks, also after lost samples."""

    def __init__(
        self,
        canceller: Canceller,
        spotter: Spotter,
        recogniser: Recogniser,
        commands: Commands,
        *,
        patient: bool,
    ) -> None:
        self._canceller = canceller
        self._spotter = spotter
        self._endpoints = Endpoints()
        self._recogniser = recogniser
        self._commands = commands
        self._workshop: Workshop[Said] = Workshop(patient=patient)
        self._expected: frozenset[Intent] = frozenset()
        self.listeners: list[Callable[[Said], None]] = []  # for looking into recordings; never on a live microphone
        self._missed_s = 0.0  # lost before the present block; the parts count only what they heard

    def expect(self, intents: Collection[Intent], *, asleep: bool = False) -> None:
        """From the next endpoint on, listen for these. The safe word is always listened for."""
        self._expected = frozenset(intents)
        self._spotter.asleep = asleep

    def hear(self, block: Block) -> Iterator[Finding]:
        """What became known by this block, the safe word first. HearingUnavailableError if an ear is dead."""
        if block.lost_samples:
            self._missed_s += block.lost_samples / SAMPLE_RATE_HZ
            self._canceller.realign()
            self._spotter.reset(block.first_sample / SAMPLE_RATE_HZ)
        clean = self._canceller.clean(block.heard, block.played)
        yield from self._spotter.hear(clean)
        for endpoint in self._endpoints.hear(clean):
            yield from self._note(endpoint, block.first_sample + BLOCK_SAMPLES, block.lag_s)
        yield from self._judged(block.first_sample + BLOCK_SAMPLES)

    def finish(self, now_sample: int) -> Iterator[Finding]:
        """The input is over: what was still being said or judged."""
        yield from self._spotter.finish()
        for endpoint in self._endpoints.finish():
            yield from self._note(endpoint, now_sample, 0.0)
        yield from self._judged(now_sample + DUE_SAMPLES)

    def _judged(self, now_sample: int) -> Iterator[Said]:
        for said in self._workshop.done(now_sample):
            for listener in self.listeners:
                listener(said)
            yield said

    def _note(
        self, endpoint: SpeechStarted | SpeechStopped | UtteranceEnded, now_sample: int, lag_s: float
    ) -> Iterator[Finding]:
        match endpoint:
            case SpeechStarted(at_s):
                yield SpeechStarted(at_s + self._missed_s)
            case SpeechStopped(at_s):
                yield SpeechStopped(at_s + self._missed_s)
            case UtteranceEnded(start_sample, end_sample, samples):
                if lag_s <= SHED_LAG_S:
                    start_s = start_sample / SAMPLE_RATE_HZ + self._missed_s
                    end_s = end_sample / SAMPLE_RATE_HZ + self._missed_s
                    expected = self._expected
                    self._workshop.order(
                        lambda: self._understand(start_s, end_s, samples, expected), now_sample + DUE_SAMPLES
                    )

    def _understand(self, start_s: float, end_s: float, samples: Samples, expected: frozenset[Intent]) -> Said:
        """Runs in the workshop: one utterance after the other, so the recogniser serves one at a time."""
        self._recogniser.expect(self._commands.sentences(expected))
        self._recogniser.hear(np.ascontiguousarray(samples))
        heard = self._recogniser.finish()
        understood = None if heard.text is None else self._commands.understand(heard.text, expected)
        return Said(start_s, end_s, heard, understood)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workshop.close()
