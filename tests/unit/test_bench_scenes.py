"""What is mixed is what the condition says: as loud, as noisy, as late."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.bench.conditions import ISSUED, QUIET, Condition, wished
from assistant.bench.scenes import LEAD_S, Backdrop, Scene, lonely_scene, talk_scene, word_scene, word_within
from assistant.bench.surroundings import loudest_moment, over_noise
from assistant.devices.partner import TALKING_DBFS, spoken_level_db


def tone(seconds: float, peak: int, hz: float = 300.0) -> Samples:
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    wave: Samples = np.rint(peak * np.sin(2 * np.pi * hz * time_s)).astype(np.int16)
    return wave


def hiss(seconds: float, rms: float) -> Samples:
    return np.rint(np.random.default_rng(1).standard_normal(round(seconds * SAMPLE_RATE_HZ)) * rms).astype(np.int16)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """One second of sound between two quiet ones."""
    path = tmp_path / "word.wav"
    soundfile.write(path, np.concatenate((silence(1.0), tone(1.0, 9000), silence(1.0))), SAMPLE_RATE_HZ)
    return path


@pytest.fixture
def backdrop(tmp_path: Path) -> Backdrop:
    paths = [tmp_path / name for name in ("hum.wav", "talk.wav", "sayings.wav")]
    for path, sound in zip(paths, (hiss(5.0, 500), tone(8.0, 5000, 500.0), tone(4.0, 7000, 900.0)), strict=True):
        soundfile.write(path, sound, SAMPLE_RATE_HZ)
    return Backdrop(paths[0], (paths[1],), paths[2])


def part(scene: Scene, start_s: float, end_s: float) -> Samples:
    return scene.heard[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)]


def level_db(sound: Samples) -> float:
    return float(10 * np.log10(np.mean((sound / 32768.0) ** 2)))


def test_a_word_is_found_in_its_recording_by_its_energy() -> None:
    noisy = np.concatenate((hiss(1.0, 20), tone(0.7, 3000) + hiss(0.7, 20), hiss(0.8, 20)))
    start, end = word_within(noisy)
    assert start / SAMPLE_RATE_HZ == pytest.approx(1.0, abs=0.1)
    assert end / SAMPLE_RATE_HZ == pytest.approx(1.7, abs=0.1)


def test_a_click_after_the_word_is_not_its_end() -> None:
    sound = np.concatenate((silence(0.5), tone(0.6, 8000), silence(0.6), tone(0.02, 3000), silence(0.5)))
    assert word_within(sound)[1] / SAMPLE_RATE_HZ == pytest.approx(1.1, abs=0.05)


def test_in_quiet_nothing_is_changed(word: Path) -> None:
    scene = word_scene([word, word], QUIET, Backdrop(), 0)
    recorded, _ = soundfile.read(word, dtype="int16")
    assert np.array_equal(scene.heard, np.concatenate((recorded, recorded)))
    assert not scene.played.any()
    assert [round(span.word_end_s, 2) for span in scene.spans] == [2.0, 5.0]
    assert [(span.start_s, span.end_s) for span in scene.spans] == [(0.0, 3.0), (3.0, 6.0)]


def test_softer_is_softer_by_so_much(word: Path) -> None:
    loud, soft = (word_scene([word], condition, Backdrop(), 0) for condition in (QUIET, Condition(gain_db=-20.0)))
    assert level_db(part(loud, 1, 2)) - level_db(part(soft, 1, 2)) == pytest.approx(20.0, abs=0.1)


@pytest.mark.parametrize("snr_db", [0.0, 5.0, 10.0])
def test_steady_noise_lies_so_far_below_the_voice(snr_db: float, word: Path, backdrop: Backdrop) -> None:
    scene = word_scene([word], Condition(steady_snr_db=snr_db), backdrop, 0)
    noise_db = level_db(part(scene, 0.0, 0.9))
    assert TALKING_DBFS - noise_db == pytest.approx(snr_db, abs=0.5)


@given(st.floats(-5.0, 20.0), st.integers(0, 9), st.lists(st.floats(0.01, 0.9), min_size=1, max_size=4))
def test_in_every_recording_the_loudest_moments_are_so_far_apart(snr_db: float, seed: int, peaks: list[float]) -> None:
    chance = np.random.default_rng(seed)
    noise = (chance.standard_normal(len(peaks) * 4096) * np.repeat(chance.random(len(peaks) * 8), 512)).astype("f4")
    voice = (np.repeat(peaks, 4096) * np.sin(np.arange(noise.size) / 3.0)).astype(np.float32)
    edges = list(range(0, voice.size + 1, 4096))
    mixed = over_noise(voice, edges, noise, snr_db)
    silent = over_noise(voice, edges, noise, -300.0)  # nothing but the noise is left
    scale = np.linalg.lstsq(np.column_stack((noise[:4096], voice[:4096])), mixed[:4096], rcond=None)[0][0]
    assert np.abs(mixed).max() <= 1.0 + 1e-6
    assert np.corrcoef(silent, noise)[0, 1] > 0.999
    for start, stop in pairwise(edges):
        said = mixed[start:stop] - scale * noise[start:stop]
        apart_db = 10 * np.log10(loudest_moment(said) / loudest_moment(scale * noise[start:stop]))
        assert apart_db == pytest.approx(snr_db, abs=0.1)


def test_a_loudest_moment_is_measured_as_the_public_benchmark_does() -> None:
    sound = np.zeros(2000, np.float32)
    sound[512:1024], sound[1536:] = 0.5, 1.0  # the last is no whole moment
    assert loudest_moment(sound) == pytest.approx(0.25)
    assert loudest_moment(sound[:511]) == 0.0


def test_a_word_in_running_speech_has_fifty_milliseconds_on_each_side(word: Path, backdrop: Backdrop) -> None:
    scene = word_scene([word], Condition(in_running_speech=True), backdrop, 0)
    (span,) = scene.spans
    assert not part(scene, span.word_end_s, span.word_end_s + 0.05).any()
    assert part(scene, span.word_end_s + 0.06, span.word_end_s + 0.5).any()
    assert not part(scene, span.word_end_s - 1.05, span.word_end_s - 1.0).any()
    assert part(scene, span.word_end_s - 1.5, span.word_end_s - 1.06).any()


@pytest.mark.parametrize("over_db", [0.0, 10.0])
def test_the_other_partner_talks_so_far_below(over_db: float, word: Path, backdrop: Backdrop) -> None:
    scene = word_scene([word], Condition(over_talk_db=over_db), backdrop, 0)
    assert TALKING_DBFS - level_db(part(scene, 0.1, 0.9)) == pytest.approx(over_db, abs=0.5)


def test_the_echo_is_as_loud_as_the_partner(word: Path, backdrop: Backdrop) -> None:
    scene = word_scene([word], Condition(echo_db=0.0), backdrop, 0)
    assert scene.lead_s == LEAD_S
    assert level_db(part(scene, 1.0, LEAD_S)) == pytest.approx(TALKING_DBFS, abs=0.5)
    assert spoken_level_db(scene.played) is not None


def test_nobody_but_the_assistant_speaks_in_a_lonely_scene(backdrop: Backdrop) -> None:
    scene = lonely_scene(1.0, 3.0, Condition(echo_db=-6.0), backdrop, 0)
    assert scene.seconds == 2.0
    assert scene.played.any()
    assert level_db(scene.heard) == pytest.approx(TALKING_DBFS - 6.0, abs=0.5)


def test_the_same_seed_is_the_same_sound(word: Path, backdrop: Backdrop) -> None:
    for condition in ISSUED:
        one, other = (word_scene([word, word], condition, backdrop, 3) for _ in range(2))
        assert np.array_equal(one.heard, other.heard)
        assert one.heard.size % BLOCK_SAMPLES == 0
        assert one.played.size == one.heard.size
        assert talk_scene(backdrop.talk, condition.talk, backdrop, 3).seconds == pytest.approx(8.0, abs=0.02)


def test_every_condition_has_a_name_of_its_own() -> None:
    assert len({condition.name for condition in ISSUED}) == len(ISSUED)


def test_wishes_come_with_the_quiet_room_to_compare_with() -> None:
    assert wished(()) == ()
    echo, noise = Condition(echo_db=0.0), Condition(snr_db=10.0)
    assert wished((noise, echo, noise)) == (QUIET, noise, echo)
