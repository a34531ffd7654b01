"""Makes what an engine rendered fit to be played: rate, silence, loudness. Arithmetic only, for every engine."""

from typing import Final

import numpy as np
import numpy.typing as npt
import soxr  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples

SPEECH_DBFS: Final = -23.5  # of the voiced parts; espeak-ng's peaks then lie at about -9 dBFS
PEAK_DBFS: Final = -6.0  # no sample is louder
_SILENCE_DB: Final = -50.0  # below the peak
_VOICED_DB: Final = -20.0  # below the loudest frame
_FRAME: Final = SAMPLE_RATE_HZ // 50
_KEEP: Final = SAMPLE_RATE_HZ // 50
_EDGE: Final = SAMPLE_RATE_HZ // 200


def polished(raw: npt.NDArray[np.float32], rate_hz: int) -> Samples:
    """`raw` (n,) or (n, channels) in -1..1, as (m,) int16 at 16 kHz: 20 ms of silence at most at both ends, which begin
    and end softly, and as loud as any other saying. (0,) when there is nothing to hear.
    """
    mono = raw if raw.ndim == 1 else raw.mean(axis=1)
    speech = _trimmed(np.asarray(soxr.resample(mono, rate_hz, SAMPLE_RATE_HZ), dtype=np.float32))
    if not speech.size:
        return np.zeros(0, dtype=np.int16)
    gain = min(_amplitude(SPEECH_DBFS) / _voiced_level(speech), _amplitude(PEAK_DBFS) / float(np.abs(speech).max()))
    pcm: Samples = np.rint(_soft_ends(speech) * (gain * 32767)).astype(np.int16)
    return pcm


def _trimmed(speech: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    level = np.abs(speech)
    audible = np.flatnonzero(level > max(level.max(initial=0.0) * _amplitude(_SILENCE_DB), _amplitude(-90)))
    if not audible.size:
        return speech[:0]
    return speech[max(audible[0] - _KEEP, 0) : audible[-1] + 1 + _KEEP]


def _voiced_level(speech: npt.NDArray[np.float32]) -> float:
    """The root mean square of the frames that are speech, so that a pause between sentences makes nothing louder."""
    frames = np.pad(speech, (0, -len(speech) % _FRAME)).reshape(-1, _FRAME)
    power = np.mean(frames.astype(np.float64) ** 2, axis=1)
    return float(np.sqrt(power[power >= power.max() * _amplitude(_VOICED_DB) ** 2].mean()))


def _soft_ends(speech: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    edge = min(_EDGE, len(speech) // 2)
    rise = 0.5 - 0.5 * np.cos(np.pi * np.arange(edge, dtype=np.float32) / max(edge, 1))
    shape = np.ones(len(speech), dtype=np.float32)
    shape[:edge] = rise
    shape[len(shape) - edge :] = rise[::-1]
    return speech * shape


def _amplitude(level_db: float) -> float:
    return float(10.0 ** (level_db / 20.0))
