"""One ear: canceller, then the always armed spotter beside endpoints and recogniser. What follows is the session's."""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.ears.echo import Canceller
from assistant.ears.endpoints import Endpoints, UtteranceEnded
from assistant.ears.halves import BETWEEN_WORDS_S, Halves, Spoken
from assistant.ears.own_voice import OwnVoice
from assistant.ears.reading import safe_word_in
from assistant.ears.recogniser import Heard, Recogniser
from assistant.ears.spotter import Spotted, Spotter
from assistant.ears.understanding import Commands, Understood
from assistant.ears.workshop import Workshop
from assistant.errors import HearingUnavailableError
from assistant.session.events import EchoStayedHigh, Loss, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent

DUE_SAMPLES: Final = SAMPLE_RATE_HZ * 3 // 10  # an utterance is understood so long after its endpoint
SAFE_WORD_TAIL_S: Final = 0.3  # a word's end as the spotter and as the endpoints place it may differ so much
SHED_LAG_S: Final = 0.5  # above this, commands are left out so that the spotter keeps up
BRIDGED_SAMPLES: Final = SAMPLE_RATE_HZ // 5  # a hole shorter than half a short safe word is heard as silence


@dataclass(frozen=True)
class Said:
    """One utterance and what the recogniser made of it. The words stay here; a session learns only what was meant."""

    start_s: float
    end_s: float
    heard: Heard
    understood: Understood | None
    goes_on: bool = False  # the rest of a command that was acted on before; it says no more


@dataclass(frozen=True)
class Failed:
    """A part of the ear failed at this. What else the ear has goes on hearing, and this part hears on if it can."""

    loss: Loss
    why: str


Finding = Spotted | Said | SpeechStarted | SpeechStopped | EchoStayedHigh | Failed


class Ear(AbstractContextManager["Ear"]):
    """Hears block after block. Times are those of the blocks, also after lost samples.

    A dead spotter or recogniser is a finding and no error: all else must still be heard, "stop for today" above all.
    """

    def __init__(  # noqa: PLR0913 - its parts, and how patient it is
        self,
        canceller: Canceller,
        spotter: Spotter,
        recogniser: Recogniser,
        commands: Commands,
        *,
        patient: bool,
        safe_words: Sequence[str] = (),
        between_words_s: float = BETWEEN_WORDS_S,
    ) -> None:
        """`safe_words`: as text, for whoever types them; the spotter has its own.

        `between_words_s`: a silence inside a command may be so long.
        """
        self._canceller = canceller
        self._safe_words = tuple(safe_words)
        self._spotter = spotter
        self._own_voice = OwnVoice()
        self._told_of_echo = False
        self._endpoints = Endpoints()
        self._halves = Halves(recogniser, commands, between_words_s)
        self._commands = commands
        self._workshop: Workshop[Said | Failed] = Workshop(patient=patient)
        self._expected: frozenset[Intent] = frozenset()
        self.listeners: list[Callable[[Said], None]] = []  # for looking into recordings; never on a live microphone
        self._safe_words_s: deque[float] = deque(maxlen=8)  # where the latest ended
        self._missed_s = 0.0  # lost before the present block; endpoints count only what they heard

    @property
    def cancels_echo(self) -> bool:
        """Whether the assistant's own voice is taken out of what is heard."""
        return self._canceller.cancels

    def expect(self, intents: Collection[Intent], *, asleep: bool = False) -> None:
        """From the next endpoint on, listen for these. The safe word is always listened for."""
        self._expected = frozenset(intents)
        self._spotter.asleep = asleep

    def hear(self, block: Block) -> Iterator[Finding]:
        """What became known by this block, the safe word first."""
        if block.lost_samples:
            self._canceller.realign()
            yield from self._cross(block)
        if block.clocks is not None:
            self._canceller.follow(block.clocks)
        clean = self._canceller.clean(block.heard, block.played)
        own_voice = self._own_voice.may_be(clean, block.played)
        if self._own_voice.stays_high and not self._told_of_echo:
            self._told_of_echo = True
            yield EchoStayedHigh()
        yield from self._listen(clean, block.first_sample + BLOCK_SAMPLES, block.lag_s, own_voice=own_voice)
        yield from self._judged(block.first_sample + BLOCK_SAMPLES)

    def finish(self, now_sample: int) -> Iterator[Finding]:
        """The input is over: what was still being said or judged."""
        yield from self._spotted(self._spotter.finish, now_sample)
        for endpoint in self._endpoints.finish():
            yield from self._note(endpoint, now_sample, 0.0)
        yield from self._judged(now_sample + DUE_SAMPLES)

    def read(self, text: str, at_s: float) -> Spotted | Said:
        """What a line means that was typed in place of being said, the safe word first."""
        safe_word = safe_word_in(text, self._safe_words)
        if safe_word is not None:
            return Spotted(safe_word, at_s, 0.0, at_s, accepted=True)
        return Said(at_s, at_s, Heard(text, 0.0, text), self._commands.understand(text, self._expected))

    def wished(self, intents: Iterable[Intent], at_s: float) -> Said | None:
        """A command that was given without a word: the first of `intents` that is listened for now."""
        meant = next((intent for intent in intents if intent in self._expected), None)
        return None if meant is None else Said(at_s, at_s, Heard(None, 0.0), Understood(meant))

    def _cross(self, block: Block) -> Iterator[Finding]:
        """Over a hole in the sound. A safe word with a short one in it is still a safe word; a long one ends it all."""
        if block.lost_samples < BRIDGED_SAMPLES:
            yield from self._listen(np.zeros(block.lost_samples, np.int16), block.first_sample, block.lag_s)
            return
        for endpoint in self._endpoints.finish():
            yield from self._note(endpoint, block.first_sample, block.lag_s)
        self._missed_s += block.lost_samples / SAMPLE_RATE_HZ
        yield from self._spotted(self._spotter.finish, block.first_sample)  # a word may have ended just before it
        self._spotter.reset(block.first_sample / SAMPLE_RATE_HZ)

    def _listen(self, clean: Samples, now_sample: int, lag_s: float, *, own_voice: bool = False) -> Iterator[Finding]:
        yield from self._spotted(lambda: self._spotter.hear(clean), now_sample)
        for endpoint in self._endpoints.hear(clean, own_voice=own_voice):
            yield from self._note(endpoint, now_sample, lag_s)

    def _spotted(self, look: Callable[[], Iterable[Spotted]], now_sample: int) -> Iterator[Finding]:
        try:
            for spotted in look():
                if spotted.accepted:
                    self._safe_words_s.append(spotted.word_end_s)
                yield spotted
        except HearingUnavailableError as error:
            self._spotter.reset(now_sample / SAMPLE_RATE_HZ)  # its gate opens, so it soon shows whether it can again
            yield Failed(Loss.SPOTTER, str(error))

    def _judged(self, now_sample: int) -> Iterator[Said | Failed]:
        for judged in self._workshop.done(now_sample):
            if isinstance(judged, Said):
                judged = self._without_safe_word(judged)  # noqa: PLW2901 - what it is from here on
                for listener in self.listeners:
                    listener(judged)
            yield judged

    def _without_safe_word(self, said: Said) -> Said:
        """The safe word is the safe word, whatever command it may sound like: it must not close the session, too."""
        if not any(said.start_s <= end_s <= said.end_s + SAFE_WORD_TAIL_S for end_s in self._safe_words_s):
            return said
        return replace(said, heard=replace(said.heard, text=None), understood=None)

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
                        lambda: self._understand(Spoken(start_s, end_s, samples), expected), now_sample + DUE_SAMPLES
                    )

    def _understand(self, spoken: Spoken, expected: frozenset[Intent]) -> Said | Failed:
        """Runs in the workshop: one utterance after the other, so the recogniser serves one at a time."""
        try:
            meant = self._halves.understand(spoken, expected)
        except HearingUnavailableError as error:
            return Failed(Loss.RECOGNISER, str(error))
        return Said(meant.start_s, spoken.end_s, meant.heard, meant.understood, meant.goes_on)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workshop.close()
