"""The program as a person starts it, in a home of its own, and recordings of what two partners say."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.devices.partner import speak
from assistant.devices.recordings import Tape

ROOT = Path(__file__).parents[2]
ONE, OTHER = "en-us+f2", "en-us+m3"


@dataclass(frozen=True)
class Home:
    """Everything the program may read and write lies below `folder`."""

    folder: Path
    cache: Path

    @property
    def state_file(self) -> Path:
        return self.folder / "state" / "sunday-coffee" / "session.json"

    def env(self, **more: str) -> dict[str, str]:
        own = {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in ("STATE", "CONFIG", "DATA")}
        return {
            **os.environ,
            **own,
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.cache),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "200",
            **more,
        }

    def start(
        self, *typed: str, script: Path | None = None, within: Sequence[str] = (), **more: str
    ) -> "subprocess.Popen[str]":
        """`sunday-coffee *typed`, or `script` in its place. A warning of Python's is an error here, too.

        `within`: a command that starts it, such as one that cuts it off from the network.
        """
        program = ["-m", "assistant"] if script is None else [str(script)]
        return subprocess.Popen(
            [*within, sys.executable, "-W", "error", *program, *typed],
            env=self.env(**more),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def does(self, *typed: str, script: Path | None = None, within: Sequence[str] = (), **more: str) -> str:
        """What the program printed; it must end well and complain of nothing."""
        child = self.start(*typed, script=script, within=within, **more)
        printed, complaints = child.communicate(timeout=240)
        assert (child.returncode, complaints) == (0, "")
        return printed


def spoken(*lines: tuple[float, str, str]) -> Samples:
    """What is said: (silence before it in seconds, words, voice)."""
    parts: list[Samples] = []
    for before_s, words, voice in lines:
        parts.append(np.zeros(round(before_s * SAMPLE_RATE_HZ), np.int16))
        if words:
            parts.append(speak(words, voice))
    return np.concatenate(parts)


def recorded(path: Path, sound: Samples) -> Path:
    with Tape(path) as tape:
        tape.add(sound)
    return path


OPENING = ((1.0, "good morning coffee", ONE), (7.0, "yes", ONE), (6.5, "yes", OTHER))
