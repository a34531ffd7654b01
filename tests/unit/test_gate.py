"""The gate spares the spotter work in a quiet room and loses no word."""

import io
import subprocess
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.gate import HANGOVER_S, MEMORY_S, STARTING_S, Gate

Waveform = npt.NDArray[np.float64]
FRAME = 320


@cache
def spoken(text: str, voice: str = "en-us") -> Waveform:
    """(n,) with its peak at 1.0, a synthetic voice."""
    wav = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    waveform: Waveform = soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ)
    loudest: float = np.abs(waveform).max()
    return waveform / loudest


def at(peak_dbfs: float, waveform: Waveform) -> Samples:
    return np.round(waveform * 32767 * 10 ** (peak_dbfs / 20)).astype(np.int16)


def hiss(seconds: float, rms: float, seed: int = 0) -> Samples:
    noise = np.random.default_rng(seed).normal(size=round(seconds * SAMPLE_RATE_HZ)) * rms
    return np.round(noise).clip(-32768, 32767).astype(np.int16)


def states(gate: Gate, samples: Samples) -> list[bool]:
    return [gate.hear(samples[start : start + FRAME]) for start in range(0, samples.size, FRAME)]


@pytest.mark.parametrize("peak_dbfs", [0, -10, -20, -30, -40, -50])
@pytest.mark.parametrize("word", ["computer", "smart mirror", "hush", "enough"])
def test_no_safe_word_is_lost_from_a_shout_to_a_whisper(word: str, peak_dbfs: int) -> None:
    gate = Gate()
    gate.hear(hiss(12, rms=1.0))
    states(gate, at(peak_dbfs, spoken(word)))
    assert gate.hear(hiss(0.4, rms=1.0)), "still open when the spotter next looks"


@pytest.mark.parametrize("peak_dbfs", [0, -20, -40])
@pytest.mark.parametrize("noise_below_word_db", [10, 20])
def test_no_safe_word_is_lost_in_a_humming_kitchen(peak_dbfs: int, noise_below_word_db: int) -> None:
    word = at(peak_dbfs - 3, spoken("computer"))
    rms = float(np.sqrt(np.square(word.astype(float)).mean())) * 10 ** (-noise_below_word_db / 20)
    gate = Gate()
    assert not any(states(gate, hiss(15, rms))[round(STARTING_S + HANGOVER_S) * 50 + 50 :]), "the hum alone is nothing"
    noisy = (word.astype(int) + hiss(word.size / SAMPLE_RATE_HZ, rms, seed=1)[: word.size]).clip(-32768, 32767)
    states(gate, noisy.astype(np.int16))
    assert gate.hear(hiss(0.4, rms, seed=2))


def test_minutes_of_talk_never_close_it() -> None:
    sentence = "and so we went along the river until it rained and we had to run to the old mill and wait for the bus"
    talk = np.tile(at(-20, spoken(sentence)[: -SAMPLE_RATE_HZ // 4]), 30)
    assert talk.size > 120 * SAMPLE_RATE_HZ
    assert all(states(Gate(), talk)[20:])


def test_it_may_begin_in_the_middle_of_talk() -> None:
    talk = at(-20, spoken("computer"))
    gate = Gate()
    gate.hear(talk[talk.size // 2 :])
    assert gate.hear(at(-30, spoken("computer")))


def test_digital_silence_opens_nothing() -> None:
    assert not any(states(Gate(), np.zeros(60 * SAMPLE_RATE_HZ, np.int16)))


def test_a_crooked_microphone_does_not_hold_it_open() -> None:
    assert not any(states(Gate(), np.full(10 * SAMPLE_RATE_HZ, 9000, np.int16)))


def test_a_steady_hum_is_soon_no_news() -> None:
    after = round((STARTING_S + HANGOVER_S) * 50) + 1
    assert not any(states(Gate(), hiss(30, rms=200))[after:])


def test_a_hum_that_comes_is_no_news_once_the_quiet_is_forgotten() -> None:
    gate = Gate()
    gate.hear(hiss(20, rms=5))
    opened = states(gate, hiss(20, rms=500))
    assert opened[10]
    assert not any(opened[round((MEMORY_S + HANGOVER_S) * 50) + 2 :])


def test_a_whisper_after_a_long_shout_opens_it_again() -> None:
    gate = Gate()
    gate.hear(hiss(30, rms=8000))
    gate.hear(hiss(2, rms=1))
    assert gate.hear(at(-40, spoken("computer")))


@settings(deadline=None)
@given(st.lists(st.integers(0, 900), max_size=40))
def test_it_does_not_matter_how_the_sound_is_cut(cuts: list[int]) -> None:
    sound = np.concatenate((np.zeros(3200, np.int16), hiss(0.2, rms=300), np.zeros(6400, np.int16)))
    whole, pieces = Gate(), Gate()
    answer = whole.hear(sound)
    edges = np.cumsum([0, *cuts]).clip(0, sound.size)
    for start, end in zip(edges, [*edges[1:], sound.size], strict=True):
        last = pieces.hear(sound[start:end])
    assert last == answer
    assert whole.__dict__.keys() == pieces.__dict__.keys()
    assert (whole._frames, whole._open_until_frame) == (pieces._frames, pieces._open_until_frame)
