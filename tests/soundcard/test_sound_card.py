"""The live sound card over a virtual one: the true way through PortAudio, ALSA and a sound server."""

import json
import subprocess
import sys
import time  # noqa: TID251 - a server is taken away in the middle
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pytest

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples

HERE = Path(__file__).parent
HEAR_AND_TELL = str(HERE / "hear_and_tell.py")
Told = dict[str, Any]


class Card(Protocol):
    """What these tests need of the virtual sound card in conftest.py."""

    @property
    def env(self) -> dict[str, str]: ...

    def child(self, *arguments: str) -> "subprocess.Popen[str]": ...
    def start(self) -> None: ...
    def die(self) -> None: ...
    def say(self, pcm: Samples) -> None: ...


def told_by(child: "subprocess.Popen[str]") -> list[Told]:
    lines, complaints = child.communicate(timeout=30)
    assert child.returncode == 0, complaints
    return [json.loads(line) for line in lines.splitlines()]


def read_until(child: "subprocess.Popen[str]", name: str) -> Told:
    """The first line that `name` is true in."""
    assert child.stdout is not None
    for line in child.stdout:
        told: Told = json.loads(line)
        if told.get(name):
            return told
    raise AssertionError(child.communicate()[1])


def place_of(sought: npt.NDArray[np.int16], sound: npt.NDArray[np.int16]) -> tuple[int, float]:
    """Where `sought` lies in `sound`, and how much alike they are there (1.0: the same)."""
    size = 1 << (sound.size + sought.size).bit_length()
    spectrum = np.fft.rfft(sound.astype(float), size) * np.conj(np.fft.rfft(sought.astype(float), size))
    alike = np.fft.irfft(spectrum, size)[: sound.size - sought.size]
    place = int(np.argmax(alike))
    there = sound[place : place + sought.size].astype(float)
    return place, float(alike[place] / np.sqrt((there**2).sum() * (sought.astype(float) ** 2).sum()))


def test_what_the_loudspeaker_plays_comes_back_through_the_microphone_just_after_its_reference(
    echoing_sound_card: Card, tmp_path: Path
) -> None:
    told = told_by(echoing_sound_card.child(HEAR_AND_TELL, "2.5", str(tmp_path / "both.npz")))
    both = np.load(tmp_path / "both.npz")
    whistle = np.random.default_rng(7).integers(-6000, 6000, SAMPLE_RATE_HZ // 2).astype(np.int16)

    # In fifths, because a busy machine may tear the sound once, and is allowed to.
    fifths = [(place_of(part, both["played"]), place_of(part, both["heard"])) for part in np.split(whistle, 5)]
    whole = [(played, heard) for (played, same), (heard, like) in fifths if same > 0.999 and like > 0.7]
    assert len(whole) >= 4
    assert all(0 <= heard - played <= 0.15 * SAMPLE_RATE_HZ for played, heard in whole)

    ((key, first_sample),) = [one for block in told for one in block["started"]]
    assert key == "whistle"
    assert first_sample == pytest.approx(whole[0][0], abs=0.15 * SAMPLE_RATE_HZ)
    assert [key for block in told for key in block["finished"]] == ["whistle"]


def test_blocks_follow_each_other_without_a_gap_and_none_waits_long(sound_card: Card) -> None:
    told = told_by(sound_card.child(HEAR_AND_TELL, "2.5"))

    assert [block["first_sample"] for block in told] == [number * BLOCK_SAMPLES for number in range(len(told))]
    assert all(block["lost_samples"] == 0 for block in told)
    assert max(block["lag_s"] for block in told) < 0.3
    assert len(told) * BLOCK_SAMPLES / SAMPLE_RATE_HZ == pytest.approx(told[-1]["at_s"] - told[0]["at_s"], abs=0.2)


def test_what_somebody_says_in_the_room_is_heard(sound_card: Card, tmp_path: Path) -> None:
    sentence = np.random.default_rng(3).integers(-6000, 6000, SAMPLE_RATE_HZ // 2).astype(np.int16)
    child = sound_card.child(HEAR_AND_TELL, "3", str(tmp_path / "both.npz"))
    read_until(child, "finished")
    sound_card.say(sentence)
    told_by(child)

    _, likeness = place_of(sentence, np.load(tmp_path / "both.npz")["heard"])
    assert likeness > 0.8


def test_when_the_sound_server_dies_it_says_so_four_times_a_second_and_hears_again_once_it_is_back(
    sound_card: Card,
) -> None:
    child = sound_card.child(HEAR_AND_TELL, "6")
    last = read_until(child, "finished")
    sound_card.die()
    gone = read_until(child, "microphone")
    time.sleep(1.0)
    sound_card.start()
    told = told_by(child)

    silence = [one for one in told if "microphone" in one]
    blocks = [one for one in told if "microphone" not in one]
    assert {one["microphone"] for one in [gone, *silence]} == {"gone"}
    assert len(silence) >= 3
    assert all(b["at_s"] - a["at_s"] < 0.6 for a, b in pairwise(silence))
    assert all(a["waited_s"] < b["waited_s"] for a, b in pairwise(silence))

    again = blocks[0]
    assert again["lost_samples"] >= 1.0 * SAMPLE_RATE_HZ
    passed = (again["first_sample"] - last["first_sample"]) / SAMPLE_RATE_HZ
    assert passed == pytest.approx(again["at_s"] - last["at_s"], abs=0.3)
    assert len(blocks) > 25
    assert all(block["lost_samples"] == 0 for block in blocks[1:])


def test_without_any_microphone_one_sentence_points_to_the_rehearsal(tmp_path: Path) -> None:
    nothing = tmp_path / "alsa.conf"
    nothing.write_text("pcm.!default { type nothing }\nctl.!default { type nothing }\n", encoding="utf-8")
    script = "from assistant.devices.soundcard import SoundCard\nwith SoundCard(): pass\n"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={"ALSA_CONFIG_PATH": str(nothing), "PYTHONPATH": str(HERE.parents[1])},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith(
        "There is no microphone here. Plug one in, or see a whole session without one: make rehearse."
    )


def test_without_the_portaudio_library_one_sentence_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", "import assistant.devices.soundcard"],
        env={"PYTHONPATH": f"{tmp_path}:{HERE.parents[1]}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith("The PortAudio library is missing. Install it with: make setup.")


def test_a_closed_microphone_is_really_closed_and_audio_time_goes_on_meanwhile(sound_card: Card) -> None:
    told = told_by(sound_card.child(str(HERE / "close_and_open.py")))

    closed = [one for one in told if one.get("microphone") == "closed"]
    assert len(closed) >= 3
    assert {one["recording_streams"] for one in closed} == {0}
    again = next(one for one in told if one.get("lost_samples"))
    assert again["lost_samples"] / SAMPLE_RATE_HZ == pytest.approx(closed[-1]["waited_s"], abs=0.5)
    assert again["first_sample"] > again["lost_samples"]
    assert [key for one in told for key in one.get("finished", ())] == ["whistle"]
