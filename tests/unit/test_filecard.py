"""Files in place of the sound card."""

from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples, Sound, Started
from assistant.devices.filecard import FileCard
from assistant.errors import HearingUnavailableError, VoiceUnavailableError


def talk(seconds: float, rate_hz: int = SAMPLE_RATE_HZ) -> Samples:
    at_s = np.arange(round(seconds * rate_hz)) / rate_hz
    return (8000 * np.sin(2 * np.pi * 300 * at_s)).astype(np.int16)


def recorded(path: Path, sound: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> Path:
    soundfile.write(path, sound, rate_hz)
    return path


def heard(path: Path) -> Samples:
    with FileCard(path) as card:
        return np.concatenate([block.heard for block in card.blocks()])


def test_a_recording_is_heard_sample_by_sample_and_its_last_block_is_filled_with_silence(tmp_path: Path) -> None:
    sound = talk(0.05)
    with FileCard(recorded(tmp_path / "in.wav", sound)) as card:
        blocks = list(card.blocks())
    assert [block.first_sample for block in blocks] == [0, 320, 640]
    together = np.concatenate([block.heard for block in blocks])
    np.testing.assert_array_equal(together[: sound.size], sound)
    assert together.size == 960
    assert not together[sound.size :].any()


@pytest.mark.parametrize(
    ("name", "rate_hz", "channels"),
    [("a.wav", 48_000, 2), ("a.flac", 44_100, 1), ("a.ogg", 22_050, 2), ("a.wav", 8_000, 1), ("a.flac", 96_000, 2)],
)
def test_any_rate_and_stereo_are_heard_as_the_same_sound(
    tmp_path: Path, name: str, rate_hz: int, channels: int
) -> None:
    sound = np.column_stack([talk(1.0, rate_hz)] * channels)
    brought = heard(recorded(tmp_path / name, sound, rate_hz))
    assert abs(brought.size - SAMPLE_RATE_HZ) <= BLOCK_SAMPLES
    middle = slice(2_000, 14_000)
    assert np.abs(brought[middle].astype(int) - talk(1.0)[middle]).max() < 600


def test_what_is_played_after_a_block_sounds_in_the_next_and_lies_there_in_the_loudspeakers_file(
    tmp_path: Path,
) -> None:
    chime = Sound("chime", talk(0.03))
    seen: list[Block] = []
    with FileCard(recorded(tmp_path / "in.wav", talk(0.25)), tmp_path / "out.wav") as card:
        for number, block in enumerate(card.blocks()):
            seen.append(block)
            if number == 2:
                card.play(chime)
    tape, rate_hz = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert rate_hz == SAMPLE_RATE_HZ
    assert tape.size == talk(0.25).size
    np.testing.assert_array_equal(tape[960:1440], chime.pcm)
    assert not tape[:960].any()
    assert not tape[1440:].any()
    np.testing.assert_array_equal(np.concatenate([block.played for block in seen])[: tape.size], tape)
    assert [one for block in seen for one in block.started] == [Started("chime", 960)]
    assert [block.first_sample for block in seen if block.finished] == [1280]


def test_a_hush_is_on_the_tape_as_it_was_heard(tmp_path: Path) -> None:
    with FileCard(recorded(tmp_path / "in.wav", talk(0.2)), tmp_path / "out.wav") as card:
        card.play(Sound("saying", np.full(SAMPLE_RATE_HZ, 4000, np.int16)))
        for number, _ in enumerate(card.blocks()):
            if number == 3:
                card.hush()
    tape, _ = soundfile.read(tmp_path / "out.wav", dtype="int16")
    assert tape[1279] == 4000
    assert not tape[1280 + 160 :].any()


def test_a_recording_may_bring_along_what_the_loudspeaker_played_meanwhile(tmp_path: Path) -> None:
    recorded(tmp_path / "in.wav", talk(0.1))
    reference = recorded(tmp_path / "played.wav", np.arange(1, 801).astype(np.int16))
    with FileCard(tmp_path / "in.wav", played=reference) as card:
        card.play(Sound("saying", talk(0.1)))
        blocks = list(card.blocks())
    np.testing.assert_array_equal(np.concatenate([block.played for block in blocks])[:800], np.arange(1, 801))
    assert not blocks[-1].played.any()
    assert not any(block.started for block in blocks)


def test_a_session_that_ends_early_leaves_a_whole_wav_behind(tmp_path: Path) -> None:
    with FileCard(recorded(tmp_path / "in.wav", talk(1.0)), tmp_path / "out.wav") as card:
        blocks = card.blocks()
        for _ in range(10):
            next(blocks)
    assert soundfile.info(tmp_path / "out.wav").frames == 10 * BLOCK_SAMPLES


def test_a_closed_microphone_hears_nothing_and_the_recording_runs_on(tmp_path: Path) -> None:
    with FileCard(recorded(tmp_path / "in.wav", talk(0.1))) as card:
        loud = []
        for number, block in enumerate(card.blocks()):
            loud.append(bool(block.heard.any()))
            if number == 0:
                card.close_microphone()
            if number == 2:
                card.open_microphone()
    assert loud == [True, False, False, True, True]


def refused(microphone: Path) -> str:
    with pytest.raises(HearingUnavailableError) as error:
        FileCard(microphone)
    return str(error.value)


def test_a_recording_that_cannot_be_heard_is_named_in_one_sentence(tmp_path: Path) -> None:
    text = tmp_path / "shopping.txt"
    text.write_text("milk, coffee", encoding="utf-8")
    raw = tmp_path / "bare.raw"
    raw.write_bytes(bytes(1000))
    nothing = tmp_path / "nothing.wav"
    nothing.write_bytes(b"")
    silent = recorded(tmp_path / "silent.wav", np.zeros(0, np.int16))
    assert refused(tmp_path / "gone.wav").startswith(f"There is no recording at {tmp_path / 'gone.wav'}.")
    assert refused(tmp_path) == f"{tmp_path} is a folder. Name one WAV, FLAC or Ogg recording."
    assert refused(silent) == f"The recording {silent} is empty. It should hold some sound."
    for path in (text, raw, nothing):
        assert refused(path) == f"{path} can't be read as a recording. It should be a WAV, FLAC or Ogg file."


def test_a_recording_damaged_in_the_middle_says_how_far_it_goes(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    path = recorded(tmp_path / "in.flac", chance.integers(-8000, 8000, 80_000).astype(np.int16))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with FileCard(path) as card, pytest.raises(HearingUnavailableError, match=r"damaged: only its first \d\.\d s"):
        list(card.blocks())


def test_a_loudspeaker_file_that_cannot_be_written_is_named_before_anything_is_heard(tmp_path: Path) -> None:
    source = recorded(tmp_path / "in.wav", talk(0.1))
    with pytest.raises(VoiceUnavailableError, match="can't be written"):
        FileCard(source, tmp_path / "nowhere" / "out.wav")
    with pytest.raises(VoiceUnavailableError, match="is the recording itself"):
        FileCard(source, tmp_path / "." / "in.wav")
    np.testing.assert_array_equal(heard(source), talk(0.1))
