"""Spoken sentences, one after the other, as a room's microphone hears them. Mixes sound; judges nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.bench.conditions import Condition
from assistant.bench.surroundings import noise_under, over_noise
from assistant.devices.acoustics import at_level
from assistant.devices.partner import TALKING_DBFS
from assistant.devices.resampling import to_float, to_int16

BEFORE_S: Final = 0.5
AFTER_S: Final = 3.5  # longer than any silence that may be part of a command
HUM_DB: Final = 45.0  # in the quiet room the hum of a kitchen lies so far below the voice; digital silence is nowhere


@dataclass(frozen=True, eq=False)
class Spoken:
    """`heard` (n,) int16, whole blocks. `edges`: the sample at which each sentence's stretch begins, and the end."""

    heard: Samples
    edges: tuple[int, ...]

    @property
    def seconds(self) -> float:
        return self.heard.size / SAMPLE_RATE_HZ


def spoken_scene(sounds: Sequence[Samples], condition: Condition, noise: Path | None, seed: int) -> Spoken:
    """The sentences with quiet between them. Of the condition only its noise counts here."""
    before, after = (np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16) for seconds in (BEFORE_S, AFTER_S))
    pieces = [_whole_blocks(np.concatenate((before, sound, after))) for sound in sounds]
    edges = tuple(accumulate((piece.size for piece in pieces), initial=0))
    voice = to_float(np.concatenate(pieces))
    if condition.snr_db is not None:
        return Spoken(to_int16(over_noise(voice, edges, noise_under(noise, voice.size, seed), condition.snr_db)), edges)
    if condition.steady_snr_db is not None:
        beneath = at_level(noise_under(noise, voice.size, seed), TALKING_DBFS - condition.steady_snr_db)
    else:
        beneath = at_level(noise_under(None, voice.size, seed), TALKING_DBFS - HUM_DB)
    return Spoken(to_int16(voice + beneath), edges)


def place_of(middle_s: float, edges: Sequence[int]) -> int | None:
    """Which sentence's stretch this moment lies in; None for none."""
    sample = middle_s * SAMPLE_RATE_HZ
    return next((place for place, (start, stop) in enumerate(pairwise(edges)) if start <= sample < stop), None)


def _whole_blocks(sound: Samples) -> Samples:
    return np.pad(sound, (0, -sound.size % BLOCK_SAMPLES))
