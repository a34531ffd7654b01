"""A simulated room in place of the sound card: two partners, an echo, a kitchen. No clock: as fast as it can be.

Everything follows from the seed and from what is played and said: the same again is the same sound again.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.devices.acoustics import EchoPath, Surroundings, at_level, kitchen
from assistant.devices.partner import TALKING_DBFS
from assistant.devices.pretence import Pretence
from assistant.devices.recordings import Tape
from assistant.devices.resampling import Floats, to_float, to_int16

_SILENCE: Final = np.zeros(BLOCK_SAMPLES, np.float32)


class Room(Pretence):
    """A Card whose microphone hears what the partners say, the loudspeaker's echo, and noise.

    `after_block` is called with each block once the listener has dealt with it: there a script says what the partners
    say next. The blocks end after `finish`, or after `limit_s` of sound.

    A closed microphone hears zeros and the blocks carry on, because there is no other clock here.
    """

    def __init__(
        self, surroundings: Surroundings, after_block: Callable[[Block], None] | None = None, limit_s: float = 10_800.0
    ) -> None:
        super().__init__()
        self._after_block = after_block
        self._echo = _echo(surroundings)
        self._noise = _noise(surroundings)
        self._limit_s = limit_s
        self._voices: list[tuple[int, Floats]] = []  # (first sample, sound) of what is being said or will be
        self._next_sample = 0
        self._over = False
        self._heard: list[Samples] = []
        self._played: list[Samples] = []

    def say(self, pcm: Samples, gain_db: float = 0.0, at_sample: int | None = None) -> int:
        """A partner says `pcm` from `at_sample` on (the next block if None or past); gives the sample where it ends."""
        first = self._next_sample if at_sample is None else max(at_sample, self._next_sample)
        self._voices.append((first, to_float(pcm) * np.float32(10 ** (gain_db / 20))))
        return first + pcm.size

    def finish(self) -> None:
        """The block that is out is the last."""
        self._over = True

    def blocks(self) -> Iterator[Block]:
        while not self._over and self._next_sample / SAMPLE_RATE_HZ < self._limit_s:
            block = self._next_block()
            yield block
            if self._after_block is not None:
                self._after_block(block)

    def _next_block(self) -> Block:
        first, self._next_sample = self._next_sample, self._next_sample + BLOCK_SAMPLES
        played = self._player.next_block()
        echo = _SILENCE if self._echo is None else self._echo.hear(played.pcm)
        sound = echo + self._voices_at(first) + self._noise_at(first)
        heard = to_int16(sound if self._microphone_open else _SILENCE)
        self._heard.append(heard)
        self._played.append(played.pcm)
        return Block(first, heard, played.pcm, played.started, played.finished)

    def _voices_at(self, first: int) -> Floats:
        if not self._voices:
            return _SILENCE
        together = _SILENCE.copy()
        for start, voice in self._voices:
            begin, end = max(start, first), min(start + voice.size, first + BLOCK_SAMPLES)
            if begin < end:
                together[begin - first : end - first] += voice[begin - start : end - start]
        self._voices = [(start, voice) for start, voice in self._voices if start + voice.size > first + BLOCK_SAMPLES]
        return together

    def _noise_at(self, first: int) -> Floats:
        if self._noise is None:
            return _SILENCE
        return self._noise[(first + np.arange(BLOCK_SAMPLES)) % self._noise.size]

    @property
    def heard(self) -> Samples:
        """Everything the microphone heard so far."""
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.int16)

    @property
    def played(self) -> Samples:
        """Everything the loudspeaker played so far, aligned with `heard`."""
        return np.concatenate(self._played) if self._played else np.zeros(0, np.int16)

    def write_wav(self, path: Path) -> None:
        """A stereo WAV: left what was heard, right what was played. VoiceUnavailableError if it can't be written."""
        with Tape(path, channels=2) as tape:
            tape.add(np.column_stack((self.heard, self.played)))


def _echo(surroundings: Surroundings) -> EchoPath | None:
    if surroundings.echo_db is None:
        return None
    return EchoPath(surroundings.echo_db, surroundings.drift_ppm, surroundings.seed)


def _noise(surroundings: Surroundings) -> Floats | None:
    if surroundings.snr_db is None:
        return None
    hum = kitchen(surroundings.seed) if surroundings.noise is None else to_float(surroundings.noise)
    return at_level(hum, TALKING_DBFS - surroundings.snr_db)
