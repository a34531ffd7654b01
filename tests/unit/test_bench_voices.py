"""A voice made to whisper, to take its time or to stumble is still that voice saying that word."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.bench.conditions import Condition
from assistant.bench.scenes import Backdrop, word_scene
from assistant.bench.voices import drawn_out, stuttered, whispered
from assistant.devices.partner import speak


def vowel(seconds: float, pitch_hz: float = 125.0) -> Samples:
    """Harmonics of a voice, loudest at 500 Hz."""
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    harmonics = pitch_hz * np.arange(1, 40)
    loudness = np.exp(-(((harmonics - 500.0) / 300.0) ** 2)) + 0.01
    wave = (loudness[:, None] * np.sin(2 * np.pi * harmonics[:, None] * time_s)).sum(axis=0)
    sound: Samples = np.rint(wave / np.abs(wave).max() * 9000).astype(np.int16)
    return sound


def spectrum(sound: Samples) -> npt.NDArray[np.float64]:
    frames = sound[: sound.size - sound.size % 2048].reshape(-1, 2048) * np.hanning(2048)
    return np.asarray((np.abs(np.fft.rfft(frames, axis=1)) ** 2).mean(axis=0), np.float64)


def middle_hz(sound: Samples) -> float:
    """Where the sound's power lies, in the mean."""
    power = spectrum(sound)
    return float((power * np.fft.rfftfreq(2048, 1 / SAMPLE_RATE_HZ)).sum() / power.sum())


def pitch_strength(sound: Samples, pitch_hz: float = 125.0) -> float:
    """How alike the sound is to itself a period later."""
    lag = round(SAMPLE_RATE_HZ / pitch_hz)
    return float(np.corrcoef(sound[:-lag].astype(np.float64), sound[lag:].astype(np.float64))[0, 1])


def test_a_whisper_has_no_voice_but_the_same_mouth_and_loudness() -> None:
    said = vowel(1.0)
    whisper = whispered(said, 1)
    assert whisper.size == said.size
    assert pitch_strength(said) > 0.95
    assert abs(pitch_strength(whisper)) < 0.3
    assert middle_hz(whisper) == pytest.approx(middle_hz(said), abs=100.0)
    assert 10 * np.log10(np.var(whisper / 1.0) / np.var(said / 1.0)) == pytest.approx(0.0, abs=1.5)


def test_a_whisper_of_silence_is_silence() -> None:
    assert not whispered(np.zeros(8000, np.int16), 1).any()


@pytest.mark.parametrize("factor", [1.3, 1.6])
def test_who_takes_their_time_keeps_their_pitch(factor: float) -> None:
    said = vowel(1.0)
    slow = drawn_out(said, factor)
    assert slow.size == round(said.size * factor)
    assert pitch_strength(slow) > 0.9
    assert spectrum(slow).argmax() == spectrum(said).argmax()
    assert np.var(slow / 1.0) == pytest.approx(np.var(said / 1.0), rel=0.15)


def test_at_its_own_tempo_a_recording_stays_as_it_was() -> None:
    said = speak("pineapple")
    same = drawn_out(said, 1.0)
    assert np.abs(same.astype(int) - said)[400:-400].max() <= 1


def test_a_stutter_is_the_first_sound_three_times_and_then_the_whole_word() -> None:
    quiet = np.zeros(SAMPLE_RATE_HZ // 2, np.int16)
    said = np.concatenate((quiet, speak("pineapple"), quiet))
    start = quiet.size
    stumbled = stuttered(said, start)
    first, halt = round(0.12 * SAMPLE_RATE_HZ), round(0.08 * SAMPLE_RATE_HZ)
    assert stumbled.size == said.size + 2 * (first + halt)
    for time in range(3):
        again = start + time * (first + halt)
        assert np.array_equal(stumbled[again : again + first], said[start : start + first])
    assert np.array_equal(stumbled[start + 2 * (first + halt) :], said[start:])
    assert not stumbled[start + first : start + first + halt].any()


@pytest.mark.parametrize(
    ("condition", "longer_s"),
    [(Condition(whispered=True), 0.0), (Condition(slower=1.6), 0.6), (Condition(stuttered=True), 0.4)],
)
def test_the_end_of_the_word_is_where_it_ends_in_the_other_manner(
    condition: Condition, longer_s: float, tmp_path: Path
) -> None:
    quiet = np.zeros(SAMPLE_RATE_HZ // 2, np.int16)
    soundfile.write(tmp_path / "said.wav", np.concatenate((quiet, vowel(1.0), quiet)), SAMPLE_RATE_HZ)
    plain, other = (word_scene([tmp_path / "said.wav"], each, Backdrop(), 0) for each in (Condition(), condition))
    before_s = 0.5 * (condition.slower - 1.0)
    assert other.spans[0].word_end_s - plain.spans[0].word_end_s == pytest.approx(longer_s + before_s, abs=0.05)
    end = round(other.spans[0].word_end_s * SAMPLE_RATE_HZ)
    assert np.abs(other.heard[end - 3200 : end - 1600]).max() > 2000
    assert np.abs(other.heard[end + 1600 :]).max() < 100
