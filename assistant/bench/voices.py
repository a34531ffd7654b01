"""Other ways to say what was recorded: whispered, drawn out, stuttered. Simulated from the sound; recorded from nobody.

A true whisper is softer and its formants lie higher, who speaks slowly doesn't lengthen every sound alike, and a
stutter is more than a repeated beginning. What is made here shows what an ear leans on, not how it serves those who
speak so.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.devices.resampling import Floats, to_float, to_int16

Power = npt.NDArray[np.float64]

_FRAME: Final = 512  # 32 ms
_STEP: Final = _FRAME // 4
_TRACT: Final = 40  # cepstral numbers that tell the shape of a mouth; at 2.5 ms they end, below any voice's period
_GRAIN: Final = 640  # 40 ms: two periods of a low voice
_SEARCH: Final = 160  # 10 ms, to meet in the same phase
_FIRST_SOUND_S: Final = 0.12
_HALT_S: Final = 0.08
_REPEATS: Final = 2


def whispered(sound: Samples, seed: int) -> Samples:
    """The same mouth over noise in place of a voice, as loud in every moment; as long as `sound` (n,)."""
    padded = np.pad(to_float(sound).astype(np.float64), (_FRAME, _FRAME + -sound.size % _STEP))
    window = np.sqrt(np.hanning(_FRAME + 1)[:-1])
    breath = np.random.default_rng((seed, 14)).standard_normal(padded.size)
    out, weight = np.zeros(padded.size), np.zeros(padded.size)
    for start in range(0, padded.size - _FRAME + 1, _STEP):
        place = slice(start, start + _FRAME)
        voiced = np.fft.rfft(padded[place] * window)
        power = (np.abs(voiced) ** 2).sum()
        blown = np.fft.rfft(breath[place] * window) * _shape(voiced)
        blown *= np.sqrt(power / max((np.abs(blown) ** 2).sum(), 1e-12))
        out[place] += np.fft.irfft(blown, _FRAME) * window
        weight[place] += window**2
    # Neighbouring frames of noise agree where they overlap, since the noise under them is the same.
    whisper = out / np.maximum(weight, 1e-3)
    return to_int16(whisper[_FRAME : _FRAME + sound.size].astype(np.float32))


def drawn_out(sound: Samples, factor: float) -> Samples:
    """So many times as long (n * factor,), at the same pitch: grains laid side by side where they fit best (WSOLA:
    Verhelst and Roelands 1993).
    """
    wave = np.pad(to_float(sound), (_SEARCH, _GRAIN + 2 * _SEARCH))
    length, hop = round(sound.size * factor), _GRAIN // 2
    window = np.hanning(_GRAIN + 1)[:-1].astype(np.float32)
    out = np.zeros(length + _GRAIN, np.float32)
    weight = np.zeros(length + _GRAIN, np.float32)
    goes_on = wave[_SEARCH : _SEARCH + _GRAIN]  # what would come next, were nothing stretched
    for start in range(0, length, hop):
        middle = _SEARCH + min(round(start / factor), sound.size)
        first = middle - _SEARCH + _best_fit(wave[middle - _SEARCH : middle + _SEARCH + _GRAIN], goes_on)
        out[start : start + _GRAIN] += wave[first : first + _GRAIN] * window
        weight[start : start + _GRAIN] += window
        goes_on = np.pad(wave[first + hop : first + hop + _GRAIN], (0, max(0, first + hop + _GRAIN - wave.size)))
    return to_int16((out[:length] / np.maximum(weight[:length], 1e-3)).astype(np.float32))


def stuttered(sound: Samples, start: int) -> Samples:
    """The first 120 ms of what begins at `start`, a halt of 80 ms, the same again, a halt; then the word. In the halts
    the room sounds as just before.
    """
    first = sound[start : start + round(_FIRST_SOUND_S * SAMPLE_RATE_HZ)]
    halt = round(_HALT_S * SAMPLE_RATE_HZ)
    room = sound[max(0, start - halt) : start]
    between = np.resize(room, halt) if room.size else np.zeros(halt, np.int16)
    return np.concatenate((sound[:start], *[first, between] * _REPEATS, sound[start:]))


def _shape(spectrum: npt.NDArray[np.complex128]) -> Power:
    """(bins,): how the mouth shapes whatever sounds in it, without the voice's own harmonics."""
    cepstrum = np.fft.irfft(np.log(np.abs(spectrum) + 1e-6), _FRAME)
    cepstrum[_TRACT:-_TRACT] = 0.0
    shape: Power = np.exp(np.fft.rfft(cepstrum).real)
    return shape


def _best_fit(around: Floats, wanted: Floats) -> int:
    """Where in `around` (n,) a grain is most like `wanted` (_GRAIN,)."""
    likeness = np.correlate(around, wanted, "valid")
    squares = np.cumsum(np.concatenate(([0.0], around.astype(np.float64) ** 2)))
    return int(np.argmax(likeness / np.sqrt(squares[_GRAIN:] - squares[:-_GRAIN] + 1e-6)))
