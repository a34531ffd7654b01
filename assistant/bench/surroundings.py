"""What sounds beside the voices in a stream: noise beneath them, and the assistant's echo. Arithmetic over sound."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, Samples
from assistant.devices import recordings
from assistant.devices.acoustics import EchoPath, kitchen
from assistant.devices.partner import TALKING_DBFS, spoken_level_db
from assistant.devices.resampling import Floats, to_float, to_int16

MOMENT_SAMPLES: Final = 512  # what the public wake-word benchmark takes for a moment


def loudest_moment(sound: Floats) -> float:
    """The mean power of the loudest MOMENT_SAMPLES of `sound` (n,), cut from its beginning; 0 for less than that."""
    whole = sound.size - sound.size % MOMENT_SAMPLES
    moments = sound[:whole].astype(np.float64).reshape(-1, MOMENT_SAMPLES)
    return float((moments**2).mean(axis=1).max(initial=0.0))


def noise_under(file: Path | None, size: int, seed: int) -> Floats:
    """(size,) from somewhere in a recording of noise that goes round; None: a quiet kitchen's hum."""
    noise = kitchen(seed) if file is None else to_float(recordings.read(file))
    return np.resize(np.roll(noise, -int(np.random.default_rng((seed, 12)).integers(noise.size))), size)


def over_noise(voice: Floats, edges: Sequence[int], noise: Floats, snr_db: float) -> Floats:
    """Noise, and over it each recording scaled so that its loudest moment is `snr_db` above that of its own noise.

    `edges`: where the recordings in `voice` (n,) begin, and where the last ends. The noise goes on at one level; where
    that lies follows from the voices, which in the mean are as loud as they came. Silence stays silence.
    """
    gains = np.zeros(voice.size, np.float32)
    for start, stop in pairwise(edges):
        spoken, beneath = loudest_moment(voice[start:stop]), loudest_moment(noise[start:stop])
        gains[start:stop] = 0.0 if spoken == 0.0 else np.sqrt(beneath * 10 ** (snr_db / 10) / spoken)
    scaled = voice * gains
    loudness = float(np.sqrt((scaled.astype(np.float64) ** 2).mean()))
    came = float(np.sqrt((voice.astype(np.float64) ** 2).mean()))
    mixed = (scaled + noise) * np.float32(came / loudness if loudness else 1.0)
    loudest = float(np.abs(mixed).max(initial=0.0))
    return mixed / np.float32(max(loudest, 1.0))


def echo_of(played: Samples, echo_db: float, drift_ppm: float, seed: int) -> Floats:
    """As loud at the microphone as the partner, plus `echo_db`, whatever the room makes of the voice."""
    path = EchoPath(0.0, drift_ppm, seed)
    echo = np.concatenate([path.hear(block) for block in played.reshape(-1, BLOCK_SAMPLES)])
    came_db = spoken_level_db(to_int16(echo))
    return echo * np.float32(0.0 if came_db is None else 10 ** ((TALKING_DBFS + echo_db - came_db) / 20))
