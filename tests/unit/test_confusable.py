"""Two sentences that mean different things and sound alike would start the wrong evening."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.alike import commands_alike, starts_alike
from assistant.content.configuration import Configuration
from assistant.ears.confusable import Alike, command_alike, confusable, start_alike
from assistant.ears.lexicon import Lexicon
from assistant.ears.likeness import Likeness, whole_distance
from assistant.ears.phonemes import Phonemes
from assistant.ears.understanding import Commands
from assistant.errors import ContentError
from assistant.shell.main import main
from assistant.shell.parts import LANGUAGE, an_ear

ALIKE = """language: en
intents:
  SundayStartCoffee: {data: [{sentences: ["[our] sunday coffee"]}]}
  SundayStartRepair: {data: [{sentences: ["[our] sunday toffee"]}]}
  SundayStartDaily: {data: [{sentences: ["daily three"]}]}
  SundayPause: {data: [{sentences: [wait]}]}
  SundayLighter: {data: [{sentences: [weight]}]}
  SundayHandOver: {data: [{sentences: [daily tree]}]}
"""
TOLD = (
    "languages/en/commands.yaml: SundayStartCoffee has “sunday coffee” and SundayStartRepair “sunday toffee”, "
    "which sound alike; let one of them begin with other words."
)
SAID = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=8).map(tuple), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(Lexicon(Phonemes()))


@given(SAID, SAID)
def test_no_pair_that_is_near_is_passed_over(some: list[tuple[int, ...]], others: list[tuple[int, ...]]) -> None:
    spoken = {f"one {number}": sounds for number, sounds in enumerate(some)}
    spoken |= {f"other {number}": sounds for number, sounds in enumerate(others)}
    meanings = {meaning: [name for name in spoken if name.startswith(meaning)] for meaning in ("one", "other")}
    found = {(alike.one, alike.other) for alike in confusable(meanings, spoken.__getitem__, start_alike)}
    assert found == {
        (one, other)
        for one in meanings["one"]
        for other in meanings["other"]
        if start_alike(whole_distance(spoken[one], spoken[other]), 0)
    }


def test_what_means_the_same_may_sound_alike_and_what_has_no_sound_is_like_nothing(likeness: Likeness) -> None:
    sentences = {"coffee": ["sunday coffee", "the sunday coffee"], "repair": ["?", "let's make up"], "nothing": []}
    assert list(confusable(sentences, likeness.sounds_of, start_alike)) == []


def test_in_a_session_one_sound_of_difference_is_too_little_and_two_are_enough(likeness: Likeness) -> None:
    sentences = {"stop": ["stop the clock"], "start": ["start the clock"], "block": ["stop the block"]}
    assert list(confusable(sentences, likeness.sounds_of, command_alike)) == [
        Alike("stop the clock", "stop", "stop the block", "block")
    ]


def test_whatever_starts_a_ritual_sounds_like_that_one_only(likeness: Likeness) -> None:
    assert starts_alike(Commands.of_language(LANGUAGE), likeness.sounds_of) == ()


def test_only_what_is_listened_for_at_the_same_time_is_compared(likeness: Likeness) -> None:
    told = commands_alike(Commands(io.StringIO(ALIKE)), likeness.sounds_of)
    assert [sentence.split(",")[0].split(": ")[1] for sentence in told] == [
        "SundayStartCoffee has “sunday coffee” and SundayStartRepair “sunday toffee”",
        "SundayPause has “wait” and SundayLighter “weight”",
    ]


def test_two_starts_that_sound_alike_are_told_by_check_and_nothing_begins_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(Commands, "of_language", lambda _: Commands(io.StringIO(ALIKE)))
    assert main(["prompts", "check"]) == 1
    assert TOLD in capsys.readouterr().out.splitlines()
    with pytest.raises(ContentError) as told, an_ear(Configuration(), patient=True):
        pass
    assert told.value.problems == (TOLD,)
