"""The voices of the two partners in a rehearsal: lines spoken by espeak-ng, or recordings of people. It plays none.

Both come at an ordinary talking level: a gain of 0 dB means the same for every partner, and a room's `snr_db` is true.
"""

import io
import subprocess
import wave
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices import recordings
from assistant.devices.resampling import Resampler, to_float, to_int16
from assistant.errors import ContentError, VoiceUnavailableError

TALKING_DBFS: Final = -26.0  # root mean square while speaking; leaves peaks room below full scale
_QUIET_BLOCK_DB: Final = -30.0  # a block so far below the loudest is a pause, not speech
_LIMIT_S: Final = 30.0


@lru_cache(maxsize=256)
def speak(line: str, voice: str = "en-gb", speed_wpm: int = 150) -> Samples:
    """`line` spoken by espeak-ng, without the silence around it: where the sound ends, the last word ends.

    VoiceUnavailableError when espeak-ng is not installed, ContentError for a voice it lacks.
    """
    try:
        spoken = subprocess.run(
            ["espeak-ng", "-v", voice, "-s", str(speed_wpm), "--stdin", "--stdout"],
            input=line.encode(),
            capture_output=True,
            timeout=_LIMIT_S,
            check=False,
        )
    except FileNotFoundError as error:
        raise VoiceUnavailableError("The partners need espeak-ng to speak. Install it with: make setup.") from error
    except subprocess.TimeoutExpired as error:
        raise VoiceUnavailableError(f"espeak-ng took more than {_LIMIT_S:.0f} s for one line: {line!r}.") from error
    if spoken.returncode or not spoken.stdout:
        said = spoken.stderr.decode(errors="replace").strip()
        raise ContentError((f"espeak-ng can't speak with the voice {voice!r} ({said}). Try en-gb, en-us or en-us+f3.",))
    return at_talking_level(_trimmed(_samples(spoken.stdout)))


@lru_cache(maxsize=64)
def recording(path: Path) -> Samples:
    """A person's recording at talking level; HearingUnavailableError if it can't be read."""
    return at_talking_level(recordings.read(path))


def at_talking_level(samples: Samples) -> Samples:
    """The same sound with its spoken parts at TALKING_DBFS; silence stays silence. Read-only, because it is shared."""
    sound = to_float(samples)
    level_db = spoken_level_db(samples)
    levelled = (
        samples.copy() if level_db is None else to_int16(sound * np.float32(10 ** ((TALKING_DBFS - level_db) / 20)))
    )
    levelled.flags.writeable = False
    return levelled


def spoken_level_db(samples: Samples) -> float | None:
    """The level of what is spoken in `samples`, pauses left out, in dB of full scale; None for silence."""
    power, spoken = _blocks(samples)
    return float(10 * np.log10(power[spoken].mean())) if spoken.any() else None


def spoken_end(samples: Samples) -> int:
    """The sample after the last sound in `samples`, to 20 ms: where its last word ends; 0 for silence."""
    _, spoken = _blocks(samples)
    where = np.flatnonzero(spoken)
    return min(int(where[-1] + 1) * BLOCK_SAMPLES, samples.size) if where.size else 0


def _trimmed(samples: Samples) -> Samples:
    _, spoken = _blocks(samples)
    where = np.flatnonzero(spoken)
    return samples[where[0] * BLOCK_SAMPLES : (where[-1] + 1) * BLOCK_SAMPLES] if where.size else samples


def _blocks(samples: Samples) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The power of each 20 ms, and whether there was speech in it."""
    padded = np.pad(to_float(samples), (0, -samples.size % BLOCK_SAMPLES)).reshape(-1, BLOCK_SAMPLES)
    power = (padded.astype(np.float64) ** 2).mean(axis=1)
    loudest = power.max(initial=0.0)
    return power, (power > 0.0) & (power >= loudest * 10 ** (_QUIET_BLOCK_DB / 10))


def _samples(wav: bytes) -> Samples:
    # espeak-ng writes its header before it knows the length, so the length it names is not to be believed.
    with wave.open(io.BytesIO(wav)) as spoken:
        rate_hz = spoken.getframerate()
        start = wav.index(b"data") + 8
    pcm = np.frombuffer(wav, np.dtype("<i2"), offset=start, count=(len(wav) - start) // 2)
    resampler = Resampler(rate_hz, SAMPLE_RATE_HZ)
    return to_int16(np.concatenate((resampler.push(to_float(pcm)), resampler.flush())))
