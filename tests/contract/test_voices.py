"""What everybody may rely on who lets a voice speak, whichever it is. Any VoiceEngine is held to it.

Without the extra `warm` the real Piper is left out; its engine and its child are held to it by a stand-in.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from helpers.piper_stand_in import build_piper

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.careful import LISTENING_SAMPLES, carefully
from assistant.voice.choosing import plain_engine
from assistant.voice.engine import VoiceEngine
from assistant.voice.polish import PEAK_DBFS, SPEECH_DBFS
from assistant.voice.warm import lacking
from assistant.voice.warm_engine import WarmEngine

CUE = "Let's pause here. Nothing has to be said now. I'll stay quiet."
SAYINGS = {
    "plain": (CUE, "There is room for the other of you now."),
    "plain, Korean": (
        "여기서 잠깐 멈출게요. 지금은 아무 말도 안 해도 돼요. 조용히 있을게요.",
        "이제 다른 분의 시간이에요.",
    ),
    "warm": (CUE, "There is room for the other of you now."),
    "warm, Piper played by a stand-in": (CUE, "There is room for the other of you now."),
}


class Voices:
    """The engine of a name, at any rate; whatever it started is ended with it."""

    def __init__(self, name: str, ends: ExitStack) -> None:
        self.cue, self.offer = SAYINGS[name]
        self._name = name
        self._ends = ends

    def at(self, rate_wpm: int) -> VoiceEngine:
        if self._name.startswith("warm"):
            return self._ends.enter_context(WarmEngine(rate_wpm, limit_s=120.0))  # machines that test are busy
        return plain_engine(None, rate_wpm, "ko" if "Korean" in self._name else "en")


@pytest.fixture(params=SAYINGS)
def voices(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Voices]:
    if request.param == "warm" and lacking() is not None:
        pytest.skip("the extra `warm` is not installed: how the real Piper sounds is not tested (make warm)")
    if "stand-in" in request.param:
        build_piper(tmp_path)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.syspath_prepend(str(tmp_path))
    with ExitStack() as ends:
        yield Voices(request.param, ends)


def level_dbfs(pcm: Samples) -> float:
    """Of what is voiced, frame by frame."""
    frames = pcm[: pcm.size // 320 * 320].astype(np.float64).reshape(-1, 320) / 32767
    power = np.mean(frames**2, axis=1)
    return float(10 * np.log10(power[power >= 0.01 * power.max()].mean()))


def test_a_saying_is_spoken_as_loud_as_any_other_and_nothing_clips(voices: Voices) -> None:
    pcm = voices.at(142).render(voices.cue)
    assert pcm.dtype == np.int16
    assert 2.0 < pcm.size / SAMPLE_RATE_HZ < 9.0
    assert level_dbfs(pcm) == pytest.approx(SPEECH_DBFS, abs=3.0), "softer only where a peak would be too loud"
    assert 20 * np.log10(np.abs(pcm.astype(np.float64)).max() / 32767) <= PEAK_DBFS + 0.01


def test_a_saying_begins_at_once_and_ends_without_a_click(voices: Voices) -> None:
    pcm = voices.at(142).render(voices.offer)
    audible = np.flatnonzero(np.abs(pcm.astype(np.int32)) > 0.01 * np.abs(pcm.astype(np.int32)).max())
    assert audible[0] < 0.15 * SAMPLE_RATE_HZ
    assert pcm.size - audible[-1] < 0.35 * SAMPLE_RATE_HZ
    assert abs(int(pcm[0])) < 10
    assert abs(int(pcm[-1])) < 10


def test_a_sentence_said_twice_sounds_the_same(voices: Voices) -> None:
    engine = voices.at(142)
    assert np.array_equal(engine.render(voices.offer), engine.render(voices.offer))


def test_between_its_sentences_a_voice_breathes_so_that_it_can_listen(voices: Voices) -> None:
    """Speaking carefully makes each pause between sentences half a second, and adds one after the last."""
    pcm = voices.at(142).render(voices.cue)
    loud = np.flatnonzero(np.abs(carefully(Sound("cue", pcm)).pcm.astype(np.int32)) > 0.005 * 16384)
    assert np.count_nonzero(np.diff(loud) >= 0.9 * LISTENING_SAMPLES) >= 2


def test_a_slower_voice_takes_longer_and_is_another_voice_to_the_cache(voices: Voices) -> None:
    slow, quick = voices.at(110), voices.at(180)
    assert slow.render(voices.offer).size > 1.25 * quick.render(voices.offer).size
    assert slow.name != quick.name
    assert "\n" not in slow.name


def test_several_who_ask_at_once_each_get_their_own_saying(voices: Voices) -> None:
    engine = voices.at(142)
    alone = [engine.render(text) for text in (voices.cue, voices.offer)]
    with ThreadPoolExecutor(2) as both:
        together = list(both.map(engine.render, (voices.cue, voices.offer)))
    assert all(map(np.array_equal, alone, together))


@pytest.mark.parametrize("nothing", ["", " … ", "?!"])
def test_a_sentence_without_a_word_is_refused(voices: Voices, nothing: str) -> None:
    with pytest.raises(VoiceUnavailableError, match="no word"):
        voices.at(142).render(nothing)
