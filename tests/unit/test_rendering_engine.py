"""The real voice speaks; a pyttsx3 that misbehaves in any of its known ways is noticed."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ
from assistant.errors import VoiceUnavailableError
from assistant.voice import pyttsx3_engine
from assistant.voice.polish import PEAK_DBFS
from assistant.voice.pyttsx3_engine import Pyttsx3Engine


def test_a_sentence_is_really_spoken() -> None:
    pcm = Pyttsx3Engine().render("Let's pause here. Nothing has to be said now.")
    assert pcm.dtype == np.int16
    assert 2.0 < len(pcm) / SAMPLE_RATE_HZ < 6.0
    assert -14 < 20 * np.log10(np.abs(pcm.astype(np.float64)).max() / 32767) <= PEAK_DBFS + 0.01
    assert abs(pcm[0]) < 10
    assert abs(pcm[-1]) < 10


def test_a_slower_voice_takes_longer() -> None:
    text = "There is room for the other of you now."
    slow, quick = (len(Pyttsx3Engine(rate_wpm=rate_wpm).render(text)) for rate_wpm in (110, 180))
    assert slow > 1.3 * quick


def test_a_voice_that_does_not_exist_is_told_in_one_sentence() -> None:
    for nobody in ("en-us+nobody", "nobody"):
        with pytest.raises(VoiceUnavailableError, match=re.escape(f'has no voice "{nobody}"')) as told:
            Pyttsx3Engine(voice=nobody).render("Good morning.")
        assert "\n" not in str(told.value)


def test_a_sentence_without_a_word_is_refused() -> None:
    with pytest.raises(VoiceUnavailableError, match="no word"):
        Pyttsx3Engine().render(" … ")


def test_each_setting_has_its_own_place_in_the_cache() -> None:
    engines = [Pyttsx3Engine(), Pyttsx3Engine(voice="en-us+f1"), Pyttsx3Engine(rate_wpm=120), Pyttsx3Engine(volume=0.6)]
    assert len({engine.name for engine in engines}) == len(engines)


def test_where_there_is_no_room_for_a_temporary_file_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    with pytest.raises(VoiceUnavailableError, match="no room for a temporary file"):
        Pyttsx3Engine().render("Good morning.")


# --- a pyttsx3 of our own in place of the real one, in the real child ------------------------------------------------

_STAND_IN = """
import pathlib, sys, time, wave

class Engine:
    driver_name = "stand-in"
    voice = "en-us+f3"
    proxy = property(lambda self: self)
    def setBusy(self, busy): pass
    def connect(self, topic, callback): pass
    def setProperty(self, name, value): self.__dict__[name] = value
    def getProperty(self, name): return self.__dict__[name]
    def save_to_file(self, text, path): self.path = path
    def write(self, samples):
        with wave.open(self.path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(samples)
    def runAndWait(self):
        tries = pathlib.Path(__file__).with_name("tries")
        tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
        self.misbehave(len(tries.read_text()))
    def misbehave(self, tries):
        BEHAVIOUR

def init():
    print("noise on stdout")
    return Engine()
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a `pyttsx3.py` goes before the installed one, for the children that are started."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def misbehaving(folder: Path, behaviour: str, *, limit_s: float = 8.0) -> Pyttsx3Engine:
    (folder / "pyttsx3.py").write_text(_STAND_IN.replace("BEHAVIOUR", behaviour))
    return Pyttsx3Engine(limit_s=limit_s)


def tries(folder: Path) -> int:
    return len((folder / "tries").read_text())


_SOUND = "self.write(bytes(range(256)) * 100)"


def test_a_stand_in_that_behaves_is_heard_through_its_noise(stand_in: Path) -> None:
    assert misbehaving(stand_in, _SOUND).render("Good morning.").any()
    assert tries(stand_in) == 1


@pytest.mark.parametrize(
    "first_time",
    [
        "self.write(b'')",
        "self.write(bytes(9000))",
        "sys.exit(3)",
        f"self.rate = 200; {_SOUND}",
        f"self.volume = 1.0; {_SOUND}",
    ],
    ids=["an empty file", "a silent file", "a crash", "another rate", "another volume"],
)
def test_what_went_wrong_once_is_tried_again(stand_in: Path, first_time: str) -> None:
    behaviour = f"if tries == 1: {first_time}\n        else: {_SOUND}"
    assert misbehaving(stand_in, behaviour).render("Good morning.").any()
    assert tries(stand_in) == 2


def test_what_always_goes_wrong_is_told_in_one_sentence(stand_in: Path) -> None:
    with pytest.raises(VoiceUnavailableError, match=r'no sound for "Good morning\."') as told:
        misbehaving(stand_in, "self.write(b'')").render("Good morning.")
    assert tries(stand_in) == 3
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "behaviour", ["pass", "open(self.path, 'wb').write(b'RIFF' + bytes(99))"], ids=["no file", "half a file"]
)
def test_a_file_that_never_becomes_whole_is_waited_for_only_so_long(stand_in: Path, behaviour: str) -> None:
    with pytest.raises(VoiceUnavailableError, match=r"longer than 0\.5 s"):
        misbehaving(stand_in, behaviour, limit_s=0.5).render("Good morning.")


def test_a_file_that_comes_a_little_later_is_waited_for(stand_in: Path) -> None:
    later = f"import threading; threading.Timer(0.2, lambda: {_SOUND}).start()"
    assert misbehaving(stand_in, later).render("Good morning.").any()


def test_without_espeak_it_says_what_to_install(stand_in: Path) -> None:
    (stand_in / "pyttsx3.py").write_text("raise RuntimeError('you probably do not have eSpeak installed')")
    with pytest.raises(VoiceUnavailableError, match="apt-get install espeak-ng"):
        Pyttsx3Engine().render("Good morning.")


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyttsx3_engine, "_CHILD", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(pyttsx3_engine, "_START_S", 0.1)
    with pytest.raises(VoiceUnavailableError, match=r"longer than 0\.1 s"):
        Pyttsx3Engine(limit_s=0.1).render("Good morning.")
