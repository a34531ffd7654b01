"""The chimes, computed: soft notes with a quick but clickless beginning and a long decay. They use no files."""

from functools import cache
from typing import Final, assert_never

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Sound
from assistant.session.commands import Chime

_G4, _C5, _D5, _E5, _G5 = 392.00, 523.25, 587.33, 659.26, 783.99  # Hz
_OVERTONES: Final = ((1, 1.0, 0.20), (2, 0.18, 0.12), (3, 0.05, 0.07))  # (multiple, amplitude, decay in seconds)
_NOTE_S: Final = 0.65
_SHORT_NOTE_S: Final = 0.32  # the pause chime is brief: the cue follows it within 600 ms
_ATTACK_S: Final = 0.015
_RELEASE_S: Final = 0.12
PEAK_DBFS: Final = -15.0


@cache
def chime(which: Chime) -> Sound:
    """0.4 to 1.2 s, its key is the chime's value; nothing above 2.4 kHz, so that it never startles."""
    notes = _notes(which)
    note_s = _SHORT_NOTE_S if which is Chime.PAUSE else _NOTE_S
    end = max(_samples(begin_s) for begin_s, _ in notes) + _samples(note_s)
    mixed = np.zeros(end)
    for begin_s, pitch_hz in notes:
        begin = _samples(begin_s)
        mixed[begin : begin + _samples(note_s)] += _note(pitch_hz, note_s)
    loudest = 32767 * 10 ** (PEAK_DBFS / 20)
    pcm = np.rint(mixed * (loudest / np.abs(mixed).max())).astype(np.int16)
    pcm.setflags(write=False)
    return Sound(which.value, pcm)


def _notes(which: Chime) -> tuple[tuple[float, float], ...]:
    """(when it begins, in seconds; pitch in Hz). What each chime means to the couple stands beside its name."""
    match which:
        case Chime.PAUSE:
            return ((0.0, _G5), (0.15, _C5))
        case Chime.HAND_OVER:
            return ((0.0, _D5),)
        case Chime.OFFERED:
            return ((0.0, _G4),)
        case Chime.HALF:
            return ((0.0, _E5), (0.26, _E5))
        case Chime.NEAR_END:
            return ((0.0, _E5), (0.26, _E5), (0.52, _E5))
        case Chime.WELCOME:
            return ((0.0, _C5), (0.22, _G5))
    assert_never(which)


def _note(pitch_hz: float, note_s: float) -> npt.NDArray[np.float64]:
    at_s = np.arange(_samples(note_s)) / SAMPLE_RATE_HZ
    tone = np.zeros_like(at_s)
    for multiple, amplitude, decay_s in _OVERTONES:
        tone += amplitude * np.exp(-at_s / decay_s) * np.sin(2 * np.pi * multiple * pitch_hz * at_s)
    return tone * _rise(at_s / _ATTACK_S) * _rise((note_s - at_s) / _RELEASE_S)


def _rise(progress: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A raised cosine from 0 at 0 to 1 at 1, and 1 from there on."""
    return 0.5 - 0.5 * np.cos(np.pi * np.clip(progress, 0.0, 1.0))


def _samples(length_s: float) -> int:
    return round(length_s * SAMPLE_RATE_HZ)
