"""Commands are measured with sentences that make sense, in voices that differ, each with a stretch of its own."""

from pathlib import Path

import numpy as np
import pytest
from helpers.commands_measured import COMMANDS, EXPECTED
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.bench import commands_voices
from assistant.bench.commands_results import text_right
from assistant.bench.commands_scene import place_of, spoken_scene
from assistant.bench.commands_sentences import in_words, sentences_of, unheard
from assistant.bench.commands_tables import KITCHEN
from assistant.bench.commands_voices import VOICES, missing, say, voices_here
from assistant.bench.conditions import QUIET, Condition
from assistant.devices.partner import spoken_level_db
from assistant.errors import VoiceUnavailableError
from assistant.session.intents import Intent
from assistant.voice.pyttsx3_engine import DEFAULT_VOICE

# Which sentences are said.


def test_each_sentence_is_said_where_it_makes_sense_and_means_what_it_says() -> None:
    sentences = sentences_of(COMMANDS, EXPECTED, 4, 20)
    assert {sentence.meant.intent for sentence in sentences} | set(unheard(EXPECTED)) == set(Intent)
    assert all(sentence.meant.intent in EXPECTED[sentence.where] for sentence in sentences)
    assert all(
        sentence.meant.intent not in EXPECTED[sentence.elsewhere or "closed"]
        for sentence in sentences
        if sentence.elsewhere
    )
    assert text_right(sentences, COMMANDS).count == len(sentences)


def test_a_number_is_drawn_and_said_in_words() -> None:
    lengths = [s for s in sentences_of(COMMANDS, EXPECTED, 30, 20) if s.meant.intent is Intent.START_TIMER]
    drawn = [s for s in lengths if s.meant.minutes is not None and in_words(int(s.meant.minutes), "en") in s.text]
    assert len({s.meant.minutes for s in drawn}) > 5
    assert not any(letter.isdigit() for s in lengths for letter in s.text)
    assert in_words(25, "en") == "twenty five"


@settings(max_examples=10, deadline=None)  # the machine may be busy
@given(each=st.integers(1, 4), seed=st.integers(0, 5))
def test_a_smaller_sample_is_part_of_the_larger_one(each: int, seed: int) -> None:
    few, many = (sentences_of(COMMANDS, EXPECTED, number, seed) for number in (each, each + 2))
    assert set(few) <= set(many)


def test_what_no_state_listens_for_is_left_out_and_told() -> None:
    only_pause = {"turn": frozenset({Intent.PAUSE}), "closed": frozenset[Intent]()}
    sentences = sentences_of(COMMANDS, only_pause, 2, 0)
    assert {(s.meant.intent, s.where, s.elsewhere) for s in sentences} == {(Intent.PAUSE, "turn", None)}
    assert Intent.YES in unheard(only_pause)


# Who says them, and how it sounds.


def test_nobody_says_a_command_with_the_assistants_own_voice() -> None:
    assert not any(str(DEFAULT_VOICE) in voice for voice in VOICES)
    assert len({voice.split()[0] for voice in VOICES}) == 4


def test_a_couple_who_chose_one_of_the_voices_are_not_measured_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands_voices, "missing", lambda _: None)
    assert voices_here() == VOICES
    assert set(VOICES) - set(voices_here(own="warm")) == {"piper joe"}
    assert set(VOICES) - set(voices_here(own="en-us+m7")) == {"espeak-ng en-us+m7"}


def test_a_voice_that_is_not_here_is_named_with_what_it_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing("flite slt") == "the program flite"
    assert missing("festival kal") == "the program text2wave of festival"
    assert not [voice for voice in voices_here() if not voice.startswith("piper")]


def test_all_voices_here_speak_at_one_level() -> None:
    for voice in voices_here(2):
        (sound,) = say(voice, ["your turn"])
        level_db = spoken_level_db(sound)
        assert level_db is not None
        assert level_db == pytest.approx(-26.0, abs=0.5)


def test_a_voice_that_fails_is_told_with_its_own_complaint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "flite"
    broken.write_text("#!/bin/sh\necho loading >&2\necho 'no such voice' >&2\nexit 3\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(VoiceUnavailableError, match=r"flite -voice slt could not speak .*no such voice"):
        say("flite slt", ["your turn"])


@pytest.mark.parametrize("condition", [QUIET, KITCHEN, Condition(steady_snr_db=10.0)])
def test_each_sentence_has_a_stretch_of_its_own(condition: Condition) -> None:
    sounds = [np.full(size, 3000, np.int16) for size in (8000, 4001)]
    scene = spoken_scene(sounds, condition, None, 1)
    assert scene.heard.size == scene.edges[-1]
    assert all(edge % BLOCK_SAMPLES == 0 for edge in scene.edges)
    loud = np.flatnonzero(np.abs(scene.heard) > 0.8 * np.abs(scene.heard).max()) / SAMPLE_RATE_HZ
    assert {place_of(moment_s, scene.edges) for moment_s in loud} == {0, 1}
    assert place_of(scene.seconds + 1, scene.edges) is None
