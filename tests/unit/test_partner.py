"""The partners of a rehearsal: espeak-ng, or a recording."""

from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.devices.partner import TALKING_DBFS, recording, speak, spoken_level_db
from assistant.errors import ContentError, HearingUnavailableError, VoiceUnavailableError


def test_a_line_is_spoken_at_talking_level_and_ends_where_its_last_word_ends() -> None:
    line = speak("good morning coffee", "en-gb", 150)
    assert 0.7 < line.size / SAMPLE_RATE_HZ < 2.5
    assert spoken_level_db(line) == pytest.approx(TALKING_DBFS, abs=0.2)
    for edge in (line[:BLOCK_SAMPLES], line[-BLOCK_SAMPLES:]):
        assert np.abs(edge.astype(int)).max() > 20


def test_the_two_partners_have_different_voices_and_a_line_is_spoken_only_once() -> None:
    first, second = speak("I'm done", "en-gb"), speak("I'm done", "en-us+f3")
    assert first.size != second.size or (first != second).any()
    assert speak("I'm done", "en-gb") is first


def test_a_faster_partner_needs_less_time() -> None:
    assert speak("the quiet of the morning", "en-gb", 220).size < speak("the quiet of the morning", "en-gb", 130).size


def test_a_line_may_begin_with_a_dash_and_hold_letters_of_any_language() -> None:
    assert speak("--help", "en-gb").size > 0
    assert speak("Grüße, mon chéri", "en-gb").size > 0


def test_a_voice_that_does_not_exist_is_named_with_one_that_does() -> None:
    with pytest.raises(ContentError, match=r"voice 'xyzzy'.*Try en-gb"):
        speak("hello", "xyzzy")


def test_without_espeak_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(VoiceUnavailableError, match="Install it with: make setup"):
        speak("nobody has said this before")


def test_a_recording_of_a_person_speaks_at_the_same_level(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    soundfile.write(tmp_path / "human.flac", chance.normal(0, 0.001, 48_000), 48_000)
    assert spoken_level_db(recording(tmp_path / "human.flac")) == pytest.approx(TALKING_DBFS, abs=0.2)
    with pytest.raises(HearingUnavailableError, match="There is no recording"):
        recording(tmp_path / "gone.wav")
