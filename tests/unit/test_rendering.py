"""Sayings are rendered before they are needed, what is needed now comes first, and nothing stops the session."""

from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures import wait as until_done
from pathlib import Path

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.cache import SoundCache
from assistant.voice.rendering import Voice


class SlowToneEngine:
    """A tone a sentence. A sentence that is held comes only when the test lets it go; a broken one never does."""

    name = "tones"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.held: dict[str, Future[None]] = {}
        self.broken: set[str] = set()

    def render(self, text: str) -> Samples:
        self.asked.append(text)
        if text in self.held:
            self.held[text].result(timeout=5)
        if text in self.broken:
            raise VoiceUnavailableError(f"no sound for {text}")
        return np.full(100, len(text), dtype=np.int16)


@pytest.fixture
def engine() -> SlowToneEngine:
    return SlowToneEngine()


@pytest.fixture
def voice(engine: SlowToneEngine, tmp_path: Path) -> Iterator[Voice]:
    with Voice(SoundCache(tmp_path, engine)) as voice:
        yield voice
        for held in engine.held.values():
            if not held.done():
                held.set_result(None)


def heard(rendering: Future[Sound]) -> Sound:
    return rendering.result(timeout=5)


def test_the_pause_cue_is_rendered_before_everything_else(voice: Voice, engine: SlowToneEngine) -> None:
    voice.prepare([("pause", "let's pause"), ("greeting", "good morning"), ("goodbye", "see you")])
    heard(voice.sound("pause", "let's pause"))
    heard(voice.sound("goodbye", "see you"))
    assert engine.asked[0] == "let's pause"


def test_preparing_and_asking_never_wait(voice: Voice, engine: SlowToneEngine) -> None:
    engine.held["good morning"] = Future()
    voice.prepare([("greeting", "good morning")])
    rendering = voice.sound("greeting", "good morning")
    assert not rendering.done()
    engine.held["good morning"].set_result(None)
    assert heard(rendering).key == "greeting"


def test_what_was_prepared_is_rendered_once(voice: Voice, engine: SlowToneEngine) -> None:
    voice.prepare([("greeting", "good morning")] * 2)
    for _ in range(2):
        heard(voice.sound("greeting", "good morning"))
    voice.prepare([("greeting", "good morning")])
    heard(voice.sound("goodbye", "see you"))
    assert engine.asked == ["good morning", "see you"]


def test_what_is_needed_now_does_not_wait_behind_what_may_be_needed_later(voice: Voice, engine: SlowToneEngine) -> None:
    engine.held["a long story"] = Future()
    voice.prepare([("story", "a long story"), ("pause", "let's pause")])
    assert heard(voice.sound("pause", "let's pause")).key == "pause"
    assert not voice.sound("story", "a long story").done()


def test_asking_twice_for_what_is_on_its_way_gives_the_same_saying(voice: Voice, engine: SlowToneEngine) -> None:
    engine.held["first"] = Future()
    voice.sound("first", "first")
    asked = voice.sound("second", "second")
    assert voice.sound("second", "second") is asked
    engine.held["first"].set_result(None)
    assert heard(asked).key == "second"


def test_a_saying_that_cannot_be_rendered_is_silence_to_read_it_in(voice: Voice, engine: SlowToneEngine) -> None:
    long_one = "there is room for the other of you now"
    engine.broken = {long_one, "yes"}
    for text, reading_s in ((long_one, 9 * 0.4), ("yes", 1.5)):
        sound = heard(voice.sound("saying", text))
        assert not sound.pcm.any()
        assert len(sound.pcm) / SAMPLE_RATE_HZ == pytest.approx(reading_s)
    assert voice.problems == (f"no sound for {long_one}", "no sound for yes")


def test_a_saying_that_failed_once_is_tried_again_and_the_problem_told_once(
    voice: Voice, engine: SlowToneEngine
) -> None:
    engine.broken = {"good morning"}
    voice.prepare([("greeting", "good morning")])
    until_done([voice.sound("greeting", "good morning")], timeout=5)
    until_done([voice.sound("greeting", "good morning")], timeout=5)
    assert voice.problems == ("no sound for good morning",)
    engine.broken.clear()
    assert heard(voice.sound("greeting", "good morning")).pcm.any()


def test_a_disk_that_keeps_nothing_is_a_problem_and_no_silence(tmp_path: Path, engine: SlowToneEngine) -> None:
    (tmp_path / "a file").touch()
    with Voice(SoundCache(tmp_path / "a file", engine)) as voice:
        assert not voice.problems
        assert heard(voice.sound("greeting", "good morning")).pcm.any()
        (problem,) = voice.problems
        assert str(tmp_path / "a file") in problem


def test_after_closing_nothing_more_is_rendered(tmp_path: Path, engine: SlowToneEngine) -> None:
    engine.held["now"] = Future()
    voice = Voice(SoundCache(tmp_path, engine))
    now = voice.sound("now", "now")
    later = voice.sound("later", "later")
    voice.close()
    engine.held["now"].set_result(None)
    assert heard(now).key == "now"
    assert later.cancelled()
