"""The simulated room: what is said, what echoes, what hums, and that the same room is the same sound twice."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples, Sound, Started
from assistant.devices.acoustics import EchoPath, Surroundings
from assistant.devices.partner import TALKING_DBFS, at_talking_level, spoken_level_db
from assistant.devices.resampling import Floats, to_float
from assistant.devices.room import Room

QUIET = Surroundings()


def noise(seconds: float, seed: int = 5, loudness: int = 6000) -> Samples:
    count = round(seconds * SAMPLE_RATE_HZ)
    return np.random.default_rng(seed).integers(-loudness, loudness, count).astype(np.int16)


def level_db(sound: Samples) -> float:
    return float(10 * np.log10((to_float(sound).astype(np.float64) ** 2).mean()))


def listen(room: Room, seconds: float) -> list[Block]:
    return list(islice(room.blocks(), round(seconds * SAMPLE_RATE_HZ / BLOCK_SAMPLES)))


@given(at_sample=st.integers(0, 3_000), length=st.integers(1, 2_000))
def test_what_a_partner_says_is_heard_from_its_very_sample_on(at_sample: int, length: int) -> None:
    room = Room(QUIET)
    said = noise(length / SAMPLE_RATE_HZ)
    assert room.say(said, at_sample=at_sample) == at_sample + length
    listen(room, 0.4)
    np.testing.assert_array_equal(room.heard[at_sample : at_sample + length], said)
    assert not room.heard[:at_sample].any()
    assert not room.heard[at_sample + length :].any()


def test_two_partners_may_speak_at_once_and_the_quieter_one_is_quieter() -> None:
    room = Room(QUIET)
    first, second = noise(0.1, seed=1), noise(0.1, seed=2)
    room.say(first)
    room.say(second, gain_db=-20.0)
    listen(room, 0.1)
    np.testing.assert_allclose(room.heard, first.astype(float) + second / 10.0, atol=1.0)


def test_what_a_script_says_after_a_block_is_heard_in_the_next_one_and_after_finish_the_room_is_empty() -> None:
    said = noise(0.02)

    def script(block: Block) -> None:
        if block.first_sample == 640:
            room.say(said)
        if block.first_sample == 1280:
            room.finish()

    room = Room(QUIET, script)
    blocks = list(room.blocks())
    assert [block.first_sample for block in blocks] == [0, 320, 640, 960, 1280]
    np.testing.assert_array_equal(blocks[3].heard, said)
    assert not blocks[2].heard.any()


def test_a_room_that_nobody_leaves_ends_at_its_limit() -> None:
    assert len(list(Room(QUIET, limit_s=1.0).blocks())) == 50


def test_the_loudspeaker_is_heard_forty_milliseconds_later_and_twenty_decibels_softer() -> None:
    room = Room(Surroundings(echo_db=-20.0, seed=3))
    sound = noise(1.0)
    room.play(Sound("saying", sound))
    blocks = listen(room, 1.2)
    np.testing.assert_array_equal(room.played[: sound.size], sound)
    assert [one for block in blocks for one in block.started] == [Started("saying", 0)]
    assert not room.heard[:600].any()
    alike = np.correlate(room.heard[:8000].astype(float), sound[:4000].astype(float))
    assert int(np.argmax(alike)) == 640
    assert level_db(room.heard[1600:16000]) == pytest.approx(level_db(sound) - 20.0, abs=0.5)


def test_after_the_echo_has_died_away_the_room_is_silent_again_and_later_echoes_are_whole() -> None:
    room = Room(Surroundings(echo_db=-20.0))
    room.play(Sound("chime", noise(0.1)))
    listen(room, 1.0)
    first = room.heard
    assert not first[4800:].any()
    room.play(Sound("chime", noise(0.1)))
    listen(room, 1.0)
    np.testing.assert_array_equal(room.heard[16_000:], first)


@pytest.mark.parametrize("drift_ppm", [100.0, -100.0])
def test_an_echo_from_a_clock_of_its_own_comes_ever_later_or_ever_earlier_by_just_so_much(drift_ppm: float) -> None:
    path = EchoPath(0.0, drift_ppm, seed=1)
    echo = np.concatenate([path.hear(block) for block in tone(300.0, 10.0).reshape(-1, BLOCK_SAMPLES)])
    after_1_s, after_9_s = (phase(echo[SAMPLE_RATE_HZ * s : SAMPLE_RATE_HZ * (s + 1)]) for s in (1, 9))
    turned = (after_1_s - after_9_s + 0.5) % 1.0 - 0.5
    assert turned / 300.0 == pytest.approx(8.0 * drift_ppm * 1e-6, rel=0.01)


def test_two_clocks_never_run_further_apart_than_a_sound_card_lets_them() -> None:
    path = EchoPath(0.0, 3000.0, seed=1)
    sound = noise(12.0)
    echo = np.concatenate([path.hear(block) for block in sound.reshape(-1, BLOCK_SAMPLES)])
    late = [
        int(np.argmax(np.correlate(echo[at : at + 1600], to_float(sound[at : at + 320]))))
        for at in range(4800, sound.size - 4800, 4800)
    ]
    assert max(late) - min(late) > 300
    assert all(640 - 250 <= one <= 640 + 250 for one in late)


def test_noise_lies_as_far_below_the_partners_as_the_room_says() -> None:
    hum = Room(Surroundings(snr_db=15.0))
    given_noise = Room(Surroundings(snr_db=15.0, noise=noise(0.7, loudness=900)))
    for room in (hum, given_noise):
        listen(room, 30.0)
        assert level_db(room.heard) == pytest.approx(TALKING_DBFS - 15.0, abs=0.3)
    np.testing.assert_array_equal(given_noise.heard[:11_200], given_noise.heard[11_200:22_400])


def test_the_same_room_twice_is_the_same_sound_and_another_seed_is_another_room() -> None:
    def heard_with(seed: int) -> Samples:
        room = Room(Surroundings(snr_db=10.0, echo_db=-15.0, drift_ppm=20.0, seed=seed))
        room.play(Sound("saying", noise(0.5)))
        room.say(noise(0.5, seed=9), gain_db=-6.0, at_sample=777)
        listen(room, 1.0)
        return room.heard

    np.testing.assert_array_equal(heard_with(1), heard_with(1))
    assert (heard_with(1) != heard_with(2)).any()


def test_a_closed_microphone_hears_nothing_and_time_goes_on() -> None:
    room = Room(Surroundings(snr_db=0.0))
    room.close_microphone()
    assert not any(block.heard.any() for block in listen(room, 0.2))
    room.open_microphone()
    (block,) = listen(room, 0.02)
    assert block.first_sample == 3200
    assert block.heard.any()


def test_both_sides_can_be_kept_left_what_was_heard_and_right_what_was_played(tmp_path: Path) -> None:
    room = Room(QUIET)
    room.play(Sound("saying", noise(0.05, seed=1)))
    room.say(noise(0.05, seed=2))
    listen(room, 0.1)
    room.write_wav(tmp_path / "both.wav")
    both, rate_hz = soundfile.read(tmp_path / "both.wav", dtype="int16")
    assert rate_hz == SAMPLE_RATE_HZ
    np.testing.assert_array_equal(both[:, 0], room.heard)
    np.testing.assert_array_equal(both[:, 1], room.played)


def test_every_partner_talks_at_the_same_level_however_loud_the_recording_was() -> None:
    pause = np.zeros(SAMPLE_RATE_HZ, np.int16)
    soft = np.concatenate((pause, noise(0.5, loudness=100), pause))
    loud = noise(0.5, loudness=15_000)
    for sound in (soft, loud):
        assert spoken_level_db(at_talking_level(sound)) == pytest.approx(TALKING_DBFS, abs=0.2)
    assert spoken_level_db(pause) is None
    np.testing.assert_array_equal(at_talking_level(pause), pause)


def tone(frequency_hz: float, seconds: float) -> Samples:
    at_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return (8000 * np.sin(2 * np.pi * frequency_hz * at_s)).astype(np.int16)


def phase(sound: Floats) -> float:
    """Of a 300 Hz tone, in turns."""
    turns = np.arange(sound.size) / SAMPLE_RATE_HZ * 300.0
    return float(np.angle((sound * np.exp(-2j * np.pi * turns)).sum()) / (2 * np.pi))
