"""Sounds that a kitchen and a poor microphone make, none of them a word. The same each time."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples

Waveform = npt.NDArray[np.float64]


def to_samples(waveform: Waveform) -> Samples:
    samples: Samples = np.round(waveform).clip(-32768, 32767).astype(np.int16)
    return samples


def _times_s(seconds: float) -> Waveform:
    return np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def _tone(hz: float, seconds: float, phase_s: float = 0.0) -> Waveform:
    wave: Waveform = np.sin(2 * np.pi * hz * (_times_s(seconds) + phase_s))
    return wave


def hum(seconds: float) -> Samples:
    """Of the mains, with its third harmonic."""
    return to_samples(4000 * _tone(50, seconds) + 1200 * _tone(150, seconds))


def smoke_alarm(seconds: float) -> Samples:
    """Three loud beeps of half a second, and a rest."""
    at_s = _times_s(seconds)
    return to_samples(9000 * np.sign(_tone(3100, seconds)) * (at_s % 1.0 < 0.5) * (at_s % 4.0 < 3.0))


def low_battery(seconds: float) -> Samples:
    """The short chirp of a smoke alarm whose battery is low, more often than it comes."""
    return to_samples(15_000 * _tone(3100, seconds) * (_times_s(seconds) % 3.0 < 0.06))


def music(seconds: float) -> Samples:
    """Chords that change, and a drum, a snare or a cymbal four times a second."""
    random = np.random.default_rng(5)
    beat = _times_s(0.25)
    drums = (
        np.sin(2 * np.pi * (50 + 80 * np.exp(-beat * 30)) * beat) * np.exp(-beat * 15),
        random.normal(size=beat.size) * np.exp(-beat * 80) * 0.3,
        random.normal(size=beat.size) * np.exp(-beat * 20) * 0.6,
        random.normal(size=beat.size) * np.exp(-beat * 80) * 0.3,
    )
    beats = []
    for number in range(round(seconds / 0.25)):
        if number % 3 == 0:
            root_hz = 110 * 2 ** (random.integers(0, 24) / 12)
        notes = [_tone(root_hz * 2 ** (step / 12) * part, 0.25) / part for step in (0, 4, 7) for part in range(1, 7)]
        beats.append(1500 * np.sum(notes, axis=0) * np.exp(-2 * beat) + 12_000 * drums[number % 4])
    return to_samples(np.concatenate(beats))


def bursts(seconds: float) -> Samples:
    """White noise that comes and goes, as of a frying pan."""
    wave = np.random.default_rng(6).normal(0, 4000, round(seconds * SAMPLE_RATE_HZ))
    wave[_times_s(seconds) % 0.7 > 0.35] *= 0.002
    return to_samples(wave)


def clipping(seconds: float) -> Samples:
    """Nothing but the loudest there is, both ways."""
    return to_samples(np.sign(np.random.default_rng(7).normal(size=round(seconds * SAMPLE_RATE_HZ)).cumsum()) * 40_000)


def jumping_offset(seconds: float) -> Samples:
    """A loose plug: each second another constant."""
    jumps = np.random.default_rng(8).integers(-20_000, 20_000, round(seconds))
    return to_samples(np.repeat(jumps, SAMPLE_RATE_HZ))


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16)


NOISES: Final[Mapping[str, Callable[[float], Samples]]] = {
    "digital silence": silence,
    "a hum": hum,
    "a smoke alarm": smoke_alarm,
    "a low battery": low_battery,
    "music": music,
    "bursts of noise": bursts,
    "nothing but clipping": clipping,
    "a jumping offset": jumping_offset,
}


# What a poor microphone or line makes of a sound.


def over_the_telephone(sound: Samples) -> Samples:
    """8 kHz, 300 to 3400 Hz."""
    narrow = soxr.resample(soxr.resample(sound.astype(float), SAMPLE_RATE_HZ, 8000), 8000, SAMPLE_RATE_HZ)
    spectrum = np.fft.rfft(narrow)
    hz = np.fft.rfftfreq(narrow.size, 1 / SAMPLE_RATE_HZ)
    spectrum[(hz < 300) | (hz > 3400)] = 0
    return to_samples(np.fft.irfft(spectrum, narrow.size))


def clipped(sound: Samples) -> Samples:
    """Its peaks twice as high as there is room for."""
    return to_samples(sound.astype(float) * 2 * 32_767 / np.abs(sound.astype(float)).max())


def with_offset(sound: Samples) -> Samples:
    return to_samples(sound.astype(float) + 9000)


def as_the_offset_jumps(sound: Samples) -> Samples:
    return to_samples(sound.astype(float) + np.where(np.arange(sound.size) < sound.size // 2, 0, 9000))


def over_a_hum(sound: Samples) -> Samples:
    return to_samples(sound.astype(float) + hum(sound.size / SAMPLE_RATE_HZ))


def while_a_battery_chirps(sound: Samples) -> Samples:
    return to_samples(sound.astype(float) + 0.3 * low_battery(sound.size / SAMPLE_RATE_HZ))


POOR_LINES: Final[Mapping[str, Callable[[Samples], Samples]]] = {
    "over the telephone": over_the_telephone,
    "clipped": clipped,
    "with an offset": with_offset,
    "as the offset jumps": as_the_offset_jumps,
    "over a hum": over_a_hum,
    "while a battery chirps": while_a_battery_chirps,
}
