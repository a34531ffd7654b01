"""Every saying begins and ends softly, right at the words, and as loud as the others."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.voice.polish import PEAK_DBFS, SPEECH_DBFS, polished


def words(count: int, *, level: float = 0.3, rate_hz: int = 22_050, silent_s: float = 0.0) -> npt.NDArray[np.float32]:
    """Half a second a word, a tenth between words, and `silent_s` before and after them all."""
    at_s = np.arange(rate_hz // 2) / rate_hz
    word = level * np.sin(2 * np.pi * 220 * at_s) * np.sin(np.pi * at_s / 0.5)
    gap, silence = np.zeros(rate_hz // 10), np.zeros(round(silent_s * rate_hz))
    return np.concatenate([silence, *[part for _ in range(count) for part in (word, gap)], silence]).astype(np.float32)


def dbfs(amplitude: float) -> float:
    return float(20 * np.log10(amplitude / 32767))


def voiced_dbfs(pcm: Samples) -> float:
    frames = pcm[: len(pcm) // 320 * 320].reshape(-1, 320).astype(np.float64)
    power = np.mean(frames**2, axis=1)
    return dbfs(float(np.sqrt(power[power > power.max() / 100].mean())))


def test_the_words_lose_the_silence_around_them_and_keep_the_silence_between() -> None:
    pcm = polished(words(3, silent_s=0.7), 22_050)
    spoken_s = 3 * 0.5 + 2 * 0.1
    assert len(pcm) / SAMPLE_RATE_HZ == pytest.approx(spoken_s + 2 * 0.02, abs=0.02)


def test_the_pitch_stays_when_the_rate_changes() -> None:
    pcm = polished(words(2, rate_hz=22_050), 22_050)
    spectrum = np.abs(np.fft.rfft(pcm.astype(np.float64)))
    assert np.argmax(spectrum) * SAMPLE_RATE_HZ / len(pcm) == pytest.approx(220, abs=3)


def test_two_channels_become_one() -> None:
    one = words(1)
    assert np.array_equal(polished(np.stack([one, one], axis=1), 22_050), polished(one, 22_050))


def test_a_silent_rendering_gives_nothing_to_hear() -> None:
    assert polished(np.zeros(22_050, dtype=np.float32), 22_050).shape == (0,)
    assert polished(np.zeros(0, dtype=np.float32), 22_050).shape == (0,)


def test_a_sharp_crack_in_a_rendering_stays_below_the_loudest_allowed() -> None:
    crack = words(2)
    crack[12_000:12_020] = 1.0
    assert dbfs(int(np.abs(polished(crack, 22_050).astype(np.int32)).max())) <= PEAK_DBFS + 0.01


@given(level=st.floats(0.01, 1.0), count=st.integers(1, 4), silent_s=st.floats(0.0, 0.5))
def test_a_quiet_rendering_and_a_loud_one_sound_equally_loud(level: float, count: int, silent_s: float) -> None:
    pcm = polished(words(count, level=level, silent_s=silent_s), 22_050)
    assert voiced_dbfs(pcm) == pytest.approx(SPEECH_DBFS, abs=0.5)


@given(hz=st.floats(80.0, 4000.0), phase=st.floats(0.0, 6.3), level=st.floats(0.05, 1.0))
def test_a_rendering_that_stops_dead_still_ends_softly(hz: float, phase: float, level: float) -> None:
    at_s = np.arange(11_025) / 22_050
    pcm = polished((level * np.sin(2 * np.pi * hz * at_s + phase)).astype(np.float32), 22_050).astype(np.int32)
    assert max(abs(pcm[0]), abs(pcm[-1])) <= 0.01 * np.abs(pcm).max() + 1
