"""The doctor at a table with a sound card: a healthy one, and microphones that are broken for real."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest
from helpers.home import Home

from assistant.audio import SAMPLE_RATE_HZ

TYPED = ("--input-device", "vmic", "--output-device", "vspk")


class Card(Protocol):
    """What these tests need of the virtual sound card in conftest.py."""

    @property
    def env(self) -> dict[str, str]: ...


@contextmanager
def sounding(card: Card, rms: float, folder: Path) -> Iterator[None]:
    """A hiss in the room, as loud as that, from now on."""
    hiss = np.random.default_rng(2).normal(0, rms, 60 * SAMPLE_RATE_HZ).clip(-32_768, 32_767).astype("<i2")
    (folder / "hiss.raw").write_bytes(hiss.tobytes())
    with (folder / "hiss.raw").open("rb") as file:
        player = subprocess.Popen(
            ["pacat", "--playback", "--raw", "--device=vhuman", "--format=s16le", f"--rate={SAMPLE_RATE_HZ}",
             "--channels=1"],
            stdin=file,
            env=card.env,
        )  # fmt: skip
        try:
            yield
        finally:
            player.kill()
            player.wait(timeout=10)


def examined(card: Card, folder: Path, *typed: str) -> tuple[dict[str, dict[str, Any]], str]:
    """The findings by their names, and what was said before anything was recorded."""
    pulse, alsa = card.env["PULSE_SERVER"], card.env["ALSA_CONFIG_PATH"]
    home = Home(folder / "home", folder / "home" / "cache")
    child = home.start("doctor", "--json", *typed, *TYPED, PULSE_SERVER=pulse, ALSA_CONFIG_PATH=alsa)
    with suppress(PermissionError):  # at the table it has its machine to itself; beside other tests it has not
        os.setpriority(os.PRIO_PROCESS, child.pid, -10)
    printed, said = child.communicate(timeout=240)
    return {finding["name"]: finding for finding in json.loads(printed)["findings"]}, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path


def test_at_a_healthy_table_everything_is_found_and_the_safe_word_is_heard_through_the_room(
    echoing_sound_card: Card, folder: Path
) -> None:
    with sounding(echoing_sound_card, 20, folder):
        found, said = examined(echoing_sound_card, folder, "--aloud")
    assert said.startswith("For three seconds I listen; please be quiet.")
    assert "your safe word" in said
    assert len(found) == 20
    unwell = {name for name, finding in found.items() if finding["verdict"] != "ok"}
    assert "comes back" in found["echo"]["means"] or "echo" in unwell
    # There is nothing to set a clock here. And a machine that is busy with other tests may be too busy, and says so.
    busy = {"lag", "voice", "echo", "safe-word"} if "lag" in unwell else set()
    assert unwell <= {"clock"} | busy, found
    assert any(part in found["safe-word"]["means"] for part in ("heard “pineapple” through your room", "too busy"))


@pytest.mark.parametrize(
    ("rms", "part"),
    [(0, "nothing but silence"), (2000, "so loud"), (60_000, "distorts")],
    ids=["silent", "noisy", "clipping"],
)
def test_a_microphone_that_is_broken_is_told_without_a_sound(
    sound_card: Card, folder: Path, rms: float, part: str
) -> None:
    with sounding(sound_card, rms, folder):
        found, said = examined(sound_card, folder, "level")
    assert found["level"]["verdict"] == "failure"
    assert part in found["level"]["means"]
    assert said.strip() == "For three seconds I listen; please be quiet."
