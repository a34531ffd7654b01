"""How a room sounds: the loudspeaker's echo at the microphone, and what hums in the background. Arithmetic only.

All of it follows from a seed: the same room twice is the same sound twice.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices.resampling import Floats, between, to_float


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a room is like. Without `snr_db` nothing hums in it, without `echo_db` the loudspeaker isn't heard."""

    snr_db: float | None = None  # how far the noise lies below a partner at talking level
    noise: Samples | None = None  # looped; None: a quiet kitchen
    echo_db: float | None = None  # the echo against what was played: -20 is a tenth
    drift_ppm: float = 0.0  # how much slower the loudspeaker's clock runs than the microphone's
    seed: int = 0


_ECHO_DELAY: Final = 640  # samples from the loudspeaker's buffer to the microphone's: 40 ms
_ECHO_TAIL: Final = 960  # samples in which the room's own sound dies away: 60 ms
_SLIP: Final = 240  # samples that two clocks may run apart before a sound card takes a step: 15 ms
_HISTORY: Final = 2048  # samples of the loudspeaker's past that are kept
_SETTLED_BLOCKS: Final = (_HISTORY + _ECHO_TAIL) // BLOCK_SAMPLES  # so long after the last sound there is no echo
_LOOP_S: Final = 30


class EchoPath:
    """From the loudspeaker to the microphone: 40 ms late, `echo_db` loud (-20 is a tenth), with the room's short tail.

    With `drift_ppm` the loudspeaker's clock runs slower than the microphone's by so much, so the echo is stretched and
    comes ever later; at 15 ms from where it began it steps back to 15 ms on the other side, as a sound card's would.
    """

    def __init__(self, echo_db: float, drift_ppm: float, seed: int) -> None:
        self._drift = drift_ppm * 1e-6
        self._impulse = _impulse(echo_db, np.random.default_rng((seed, 1)))
        self._played = np.zeros(_HISTORY, np.float32)  # the newest sample is the last
        self._tail = np.zeros(_ECHO_TAIL - 1, np.float32)  # of earlier blocks, still sounding
        self._place = 0  # samples played so far
        self._silent_blocks = _SETTLED_BLOCKS

    def hear(self, played: Samples) -> Floats:
        """The echo (BLOCK_SAMPLES,) that reaches the microphone during the block in which `played` is played."""
        self._silent_blocks = 0 if played.any() else self._silent_blocks + 1
        start, self._place = self._place, self._place + BLOCK_SAMPLES
        if self._silent_blocks > _SETTLED_BLOCKS:
            return np.zeros(BLOCK_SAMPLES, np.float32)
        self._played = np.concatenate((self._played[BLOCK_SAMPLES:], to_float(played)))
        sound = np.convolve(self._late(start), self._impulse)
        sound[: self._tail.size] += self._tail
        self._tail = sound[BLOCK_SAMPLES:]
        echo: Floats = sound[:BLOCK_SAMPLES]
        return echo

    def _late(self, start: int) -> Floats:
        """What left the loudspeaker some 40 ms ago, read between its samples when the clocks differ."""
        first = _HISTORY - BLOCK_SAMPLES
        apart = (start * self._drift + _SLIP) % (2 * _SLIP) - _SLIP if self._drift else 0.0
        place = first - _ECHO_DELAY - apart
        return between(self._played, place, place + BLOCK_SAMPLES * (1 - self._drift), BLOCK_SAMPLES)


def _impulse(echo_db: float, chance: np.random.Generator) -> Floats:
    """A direct sound and a decaying tail whose energy together is `echo_db`."""
    tail = chance.standard_normal(_ECHO_TAIL) * np.exp(-np.arange(_ECHO_TAIL) / (_ECHO_TAIL / 5)) * 0.1
    tail[0] = 1.0
    impulse: Floats = (tail * 10 ** (echo_db / 20) / np.sqrt((tail**2).sum())).astype(np.float32)
    return impulse


def kitchen(seed: int) -> Floats:
    """Half a minute of a quiet kitchen's hum (loud where it is low, as such noise is), made to be looped."""
    count = _LOOP_S * SAMPLE_RATE_HZ
    chance = np.random.default_rng((seed, 2))
    frequency_hz = np.fft.rfftfreq(count, 1 / SAMPLE_RATE_HZ)
    loudness = 1 / np.maximum(frequency_hz, 60.0)
    loudness[frequency_hz < 30.0] = 0.0  # a small microphone hears nothing there
    turned = np.exp(2j * np.pi * chance.random(frequency_hz.size))
    hum: Floats = np.fft.irfft(loudness * turned, count).astype(np.float32)
    return hum


def at_level(sound: Floats, level_dbfs: float) -> Floats:
    """The same sound at this root mean square; silence stays silence."""
    rms = float(np.sqrt((sound.astype(np.float64) ** 2).mean()))
    return sound if rms == 0.0 else sound * np.float32(10 ** (level_dbfs / 20) / rms)
