"""A session through the true sound card path: partners speak into the room, and what the loudspeaker plays is heard."""

import json
import os
import signal
import subprocess
import time  # noqa: TID251 - an evening takes its time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest
from helpers.home import ONE, OTHER, Home

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.devices.partner import speak
from assistant.session.commands import Chime
from assistant.shell.memory import EARS_CLOSED_FILE
from assistant.voice.chimes import chime

DEAF = "I can't hear the microphone, so I would miss your safe word. Let's pause here."


class Card(Protocol):
    """What these tests need of the virtual sound card in conftest.py."""

    @property
    def env(self) -> dict[str, str]: ...
    def start(self) -> None: ...
    def die(self) -> None: ...
    def say(self, pcm: Samples) -> None: ...


@dataclass
class Evening:
    """The program at the table, and a partner who waits for what happens before speaking."""

    card: Card
    child: "subprocess.Popen[str]"
    events: Path
    read: int = 0

    def waits_for(self, limit_s: float = 40.0, **what: str) -> dict[str, Any]:
        """The next line of the events in which all of `what` stands."""
        until_s = time.monotonic() + limit_s
        while True:
            for line in self._new_lines():
                if what.items() <= line.items():
                    return line
            assert self.child.poll() is None, self.child.communicate()
            if time.monotonic() > until_s:
                raise TimeoutError(f"{what} never happened:\n{self.events.read_text(encoding='utf-8')}")
            time.sleep(0.05)

    def _new_lines(self) -> Iterator[dict[str, Any]]:
        lines = self.events.read_text(encoding="utf-8").splitlines() if self.events.exists() else []
        while self.read < len(lines):
            self.read += 1
            yield json.loads(lines[self.read - 1])

    def says(self, words: str, voice: str = ONE) -> None:
        self.card.say(speak(words, voice))

    def says_until(self, words: str, voice: str = ONE, **what: str) -> dict[str, Any]:
        """A busy machine may miss a command, and is allowed to: then it is said once more, as people do."""
        for _ in range(3):
            self.says(words, voice)
            with suppress(TimeoutError):
                return self.waits_for(8.0, **what)
        self.says(words, voice)
        return self.waits_for(8.0, **what)

    def ends(self) -> str:
        """Ended from outside: quietly. What was on the terminal."""
        self.child.send_signal(signal.SIGTERM)
        printed, complaints = self.child.communicate(timeout=30)
        assert (self.child.returncode, complaints) == (0, "")
        return printed


@contextmanager
def evening(card: Card, folder: Path) -> Iterator[Evening]:
    home = Home(folder / "home", folder / "home" / "cache")
    home.state_file.parent.mkdir(parents=True, exist_ok=True)
    (home.state_file.parent / "introduced").touch()  # they know it already
    events = folder / "home" / "x.jsonl"
    events.unlink(missing_ok=True)
    typed = ["--input-device", "vmic", "--output-device", "vspk", "--events", str(events)]
    child = home.start(*typed, PULSE_SERVER=card.env["PULSE_SERVER"], ALSA_CONFIG_PATH=card.env["ALSA_CONFIG_PATH"])
    with suppress(PermissionError):  # at the table it has its machine to itself; beside other tests it has not
        os.setpriority(os.PRIO_PROCESS, child.pid, -10)
    try:
        yield Evening(card, child, events)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()


@contextmanager
def loudspeaker_heard(card: Card, out: Path) -> Iterator[None]:
    with out.open("wb") as file:
        recorder = subprocess.Popen(
            ["parec", "--device=vspk.monitor", "--raw", "--format=s16le", f"--rate={SAMPLE_RATE_HZ}", "--channels=1"],
            env=card.env,
            stdout=file,
        )
        try:
            yield
        finally:
            recorder.terminate()
            recorder.wait(timeout=10)


def likeness(sought: Samples, sound: Samples) -> float:
    """How much the likest place in `sound` is like `sought`; 1.0: the same, louder or softer."""
    size = 1 << (sound.size + sought.size).bit_length()
    spectrum = np.fft.rfft(sound.astype(float), size) * np.conj(np.fft.rfft(sought.astype(float), size))
    together = np.fft.irfft(spectrum, size)[: sound.size - sought.size]
    energy = np.concatenate(([0.0], np.cumsum(sound.astype(float) ** 2)))
    there = (energy[sought.size :] - energy[: -sought.size])[: together.size]
    audible = there > 1e-3 * float(there.max())
    return float((together[audible] / np.sqrt(there[audible] * (sought.astype(float) ** 2).sum())).max())


def test_a_session_is_led_and_paused_at_the_safe_word_by_voice_alone(sound_card: Card, tmp_path: Path) -> None:
    with evening(sound_card, tmp_path) as table, loudspeaker_heard(sound_card, tmp_path / "played.raw"):
        table.waits_for(event="SayingFinished", key="writing_times")
        table.says_until("good morning coffee", event="SayingFinished", key="good_moment")
        table.says_until("yes", event="SayingFinished", key="good_moment_other")
        table.says_until("yes", OTHER, event="SayingStarted", key="phones_away")
        heard = table.says_until("pineapple", event="SafeWordHeard")
        table.waits_for(state="Paused")
        chimed = table.waits_for(event="SayingStarted", key="chime.pause")
        table.waits_for(event="SayingFinished", key="pause_cue")
        printed = table.ends()
    assert 0 <= chimed["t_s"] - heard["t_s"] < 0.5
    assert "Let's pause here. Nothing has to be said now. I'll stay quiet." in printed
    played = np.fromfile(tmp_path / "played.raw", "<i2")
    assert likeness(chime(Chime.PAUSE).pcm, played) > 0.9


def test_when_the_sound_server_dies_in_a_session_it_pauses_and_says_so_until_it_hears_again(
    sound_card: Card, tmp_path: Path
) -> None:
    with evening(sound_card, tmp_path) as table:
        table.waits_for(event="SayingFinished", key="writing_times")
        table.says_until("good morning coffee", state="AskingMoment")
        sound_card.die()
        assert table.waits_for(event="HearingLost")["loss"] == "microphone"
        table.waits_for(state="Paused")
        sound_card.start()
        table.waits_for(event="HearingRestored")
        table.waits_for(event="SayingFinished", key="chime.welcome")
        table.says_until("pineapple", event="SafeWordHeard")
        printed = table.ends()
    assert DEAF in printed
    assert "I can hear you again." in printed


def is_used(card: Card, side: str) -> bool:
    """Whether a program plays ("sink-inputs") or records ("source-outputs"), as the sound server sees it."""
    asked = subprocess.run(
        ["pactl", "list", "short", side], env=card.env, capture_output=True, text=True, check=True, timeout=10
    )
    return "protocol-native" in asked.stdout


def waits_until(is_so: Callable[[], bool], limit_s: float = 40.0) -> None:
    until_s = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < until_s
        time.sleep(0.05)


def test_ears_that_were_closed_stay_closed_when_it_is_killed_and_started_anew(sound_card: Card, tmp_path: Path) -> None:
    with evening(sound_card, tmp_path) as table:
        table.waits_for(event="SayingFinished", key="writing_times")
        assert is_used(sound_card, "source-outputs")
        table.says_until("close your ears", command="CloseMicrophone")
        waits_until((tmp_path / "home" / "state" / "sunday-coffee" / EARS_CLOSED_FILE).exists)
        table.child.kill()
        table.child.communicate()
        waits_until(lambda: not is_used(sound_card, "sink-inputs"))

    with evening(sound_card, tmp_path) as table:
        waits_until(lambda: is_used(sound_card, "sink-inputs"))  # it is there, and could speak
        table.says("good morning coffee")
        with pytest.raises(TimeoutError):
            table.waits_for(5.0, event="UtteranceHeard")
        assert not is_used(sound_card, "source-outputs")
        assert "The key M, or a button, opens it again." in table.ends()
