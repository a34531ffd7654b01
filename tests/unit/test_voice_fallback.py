"""The warm voice where it can, the plain one for what it can't say, and never a sentence lost."""

from pathlib import Path

import numpy as np
import pytest

from assistant.audio import Samples
from assistant.errors import VoiceUnavailableError
from assistant.voice import warm
from assistant.voice.cache import SoundCache
from assistant.voice.choosing import chosen_engine, chosen_sounds, plain_engine
from assistant.voice.fallback import WithFallback
from assistant.voice.health import warm_health
from assistant.voice.rendering import Voice
from assistant.voice.warm_engine import WarmEngine

GREETING, GOODBYE, LATER = "Good morning.", "Until next Sunday.", "Your turn."


class Singer:
    """Sings its own note, but for what it can't."""

    def __init__(self, name: str, note: int) -> None:
        self.name = name
        self._note = note
        self.hoarse_at: set[str] = set()
        self.asked: list[str] = []

    def render(self, text: str) -> Samples:
        self.asked.append(text)
        if text in self.hoarse_at:
            raise VoiceUnavailableError(f'The {self.name} voice could not say "{text}".')
        return np.full(100, self._note, np.int16)


WARM, PLAIN = 7, 3


@pytest.fixture
def warm_singer() -> Singer:
    return Singer("warm", WARM)


@pytest.fixture
def plain_singer() -> Singer:
    return Singer("plain", PLAIN)


@pytest.fixture
def sounds(tmp_path: Path, warm_singer: Singer, plain_singer: Singer) -> WithFallback:
    return WithFallback(SoundCache(tmp_path, warm_singer), SoundCache(tmp_path, plain_singer))


def test_only_the_saying_that_fails_is_said_by_the_plain_voice_and_told_once(
    sounds: WithFallback, warm_singer: Singer, plain_singer: Singer
) -> None:
    warm_singer.hoarse_at = {GREETING, LATER}
    assert sounds.problem is None
    assert [sounds.sound("x", text).pcm[0] for text in (GREETING, GOODBYE, LATER)] == [PLAIN, WARM, PLAIN]
    assert sounds.problem == f'The warm voice could not say "{GREETING}".'
    assert plain_singer.asked == [GREETING, LATER]


def test_next_sunday_the_warm_voice_is_asked_again(tmp_path: Path, sounds: WithFallback, warm_singer: Singer) -> None:
    warm_singer.hoarse_at = {GREETING}
    sounds.sound("greeting", GREETING)
    warm_singer.hoarse_at = set()
    again = WithFallback(SoundCache(tmp_path, warm_singer), SoundCache(tmp_path, Singer("plain", PLAIN)))
    assert again.sound("greeting", GREETING).pcm[0] == WARM
    assert again.problem is None


def test_what_neither_can_say_is_not_hidden(sounds: WithFallback, warm_singer: Singer, plain_singer: Singer) -> None:
    warm_singer.hoarse_at = plain_singer.hoarse_at = {GREETING}
    with pytest.raises(VoiceUnavailableError, match="The plain voice could not say"):
        sounds.sound("greeting", GREETING)


def test_a_voice_that_is_not_to_be_had_is_told_at_once_and_the_evening_goes_on(
    tmp_path: Path, plain_singer: Singer
) -> None:
    sounds = WithFallback("It is not installed.", SoundCache(tmp_path, plain_singer))
    with Voice(sounds) as voice:
        assert voice.problems == ("It is not installed.",)
        assert voice.sound("greeting", GREETING).result(timeout=5).pcm[0] == PLAIN
        assert voice.problems == ("It is not installed.",)


def test_its_health_tells_what_is_rendered_what_fell_back_and_what_nobody_tried(
    tmp_path: Path, sounds: WithFallback, warm_singer: Singer
) -> None:
    everything = (GREETING, GOODBYE, LATER)
    warm_singer.hoarse_at = {GREETING}
    for text in (GREETING, GOODBYE):
        sounds.sound("x", text)
    health = warm_health(everything, SoundCache(tmp_path, warm_singer))
    assert health.rendered == (GOODBYE,)
    assert health.failed == ((GREETING, f'The warm voice could not say "{GREETING}".'),)
    assert health.waiting == (LATER,)
    assert health.lacking == warm.lacking()

    warm_singer.hoarse_at = set()
    WithFallback(SoundCache(tmp_path, warm_singer), SoundCache(tmp_path, warm_singer)).sound("greeting", GREETING)
    assert warm_health(everything, SoundCache(tmp_path, warm_singer)).failed == ()


def test_a_disk_that_keeps_nothing_is_told_and_every_saying_sounds(tmp_path: Path, warm_singer: Singer) -> None:
    (tmp_path / "a file").touch()
    folder = tmp_path / "a file"
    warm_singer.hoarse_at = {GREETING}
    sounds = WithFallback(SoundCache(folder, warm_singer), SoundCache(folder, Singer("plain", PLAIN)))
    assert [sounds.sound("x", text).pcm[0] for text in (GREETING, GOODBYE)] == [PLAIN, WARM]
    assert sounds.problem == f'The warm voice could not say "{GREETING}".'
    assert warm_health([GREETING], SoundCache(folder, warm_singer)).waiting == (GREETING,)


def test_chosen_but_not_installed_one_sentence_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "PIPER", "nobody_ever_wrote_this")
    problem = chosen_sounds(tmp_path, "warm", None).problem
    assert problem is not None
    assert "make warm" in problem
    assert "the plain voice speaks" in problem


def test_a_couple_who_speak_korean_keep_their_own_voice(tmp_path: Path) -> None:
    assert chosen_sounds(tmp_path, None, None, "ko").problem is None
    assert chosen_sounds(tmp_path, "warm", None, "ko").problem == (
        "The warm voice speaks English only, so the plain voice speaks."
    )
    assert chosen_engine("warm", None, "ko") == plain_engine(None, None, "ko") != plain_engine(None, None)


def test_a_voice_of_espeaks_is_still_chosen_by_its_name() -> None:
    assert plain_engine("en-us+f1", 120).name == chosen_engine("en-us+f1", 120).name
    assert plain_engine("warm", 120) == plain_engine(None, 120), "what stands in for it is no voice called warm"
    assert isinstance(chosen_engine("warm", 120), WarmEngine)
