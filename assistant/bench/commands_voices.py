"""Synthetic voices that the assistant itself does not speak with, to say commands. For measuring only; plays nothing.

Piper is another program's licence (GPL-3): it only ever runs as a process of its own.
"""

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final

from assistant.audio import Samples
from assistant.devices import recordings
from assistant.devices.partner import at_talking_level, speak
from assistant.errors import VoiceUnavailableError
from assistant.voice.warm import WARM
from assistant.voice.warm_child import PIPER, VOICE

VOICES: Final = (
    *("espeak-ng en-gb-x-rp+f2", "flite slt", "festival kal", "piper joe"),  # one of each kind first
    *("flite rms", "espeak-ng en-us+m7", "flite awb", "espeak-ng en-gb-scotland+m3", "espeak-ng en-029+f4"),
)
FEWEST: Final = 4
_WARM: Final = "piper joe"  # the same as the warm voice
_LIMIT_S: Final = 120.0


def voices_here(most: int | None = None, own: str | None = None) -> tuple[str, ...]:
    """Those that can speak on this machine, at most so many; the more different ones first.

    `own`, as the configuration names it, is the voice that the assistant speaks with here: none of them.
    """
    assistants = _WARM if own == WARM else f"espeak-ng {own}"
    return tuple(voice for voice in VOICES if voice != assistants and missing(voice) is None)[:most]


def missing(voice: str) -> str | None:
    """What a voice lacks on this machine; None where it can speak."""
    engine = voice.split(maxsplit=1)[0]
    match engine:
        case "espeak-ng" | "flite":
            return None if which(engine) else f"the program {engine}"
        case "festival":
            return None if which("text2wave") else "the program text2wave of festival"
        case "piper":
            lacking = [module for module in (PIPER, VOICE) if find_spec(module) is None]
            return f"the package {' and '.join(lacking)}" if lacking else None
        case _:
            raise ValueError(f"no engine speaks with the voice {voice!r}")


def say(voice: str, texts: Sequence[str]) -> list[Samples]:
    """Each text spoken, at talking level. VoiceUnavailableError if that fails."""
    engine, _, name = voice.partition(" ")
    if engine == "espeak-ng":
        return [speak(text, name) for text in texts]
    with TemporaryDirectory(prefix="sunday-coffee-") as made:
        folder = Path(made)
        match engine:
            case "flite":
                files = [_flite(name, text, folder / f"{number}.wav") for number, text in enumerate(texts)]
            case "festival":
                files = [_festival(name, text, folder / f"{number}.wav") for number, text in enumerate(texts)]
            case "piper":
                files = _piper(texts, folder)
            case _:
                raise ValueError(f"no engine speaks with the voice {voice!r}")
        if len(files) != len(texts):
            raise VoiceUnavailableError(f"{voice} spoke {len(files)} of {len(texts)} sentences.")
        return [at_talking_level(recordings.read(file)) for file in files]


def _flite(name: str, text: str, target: Path) -> Path:
    _run(["flite", "-voice", name, "-t", text, "-o", str(target)])
    return target


def _festival(name: str, text: str, target: Path) -> Path:
    _run(["text2wave", "-eval", f"(voice_{name}_diphone)", "-o", str(target)], text)
    return target


def _piper(texts: Sequence[str], folder: Path) -> list[Path]:
    """All texts by one process, since it loads for seconds; without chance, so that it says them alike each time."""
    model = import_module(VOICE).model_path()
    lines = folder / "lines"
    lines.write_text("\n".join(texts), "utf-8")
    without_chance = ("--noise-scale", "0", "--noise-w-scale", "0")
    _run([sys.executable, "-m", PIPER, "-m", str(model), "-i", str(lines), "-d", str(folder), *without_chance])
    return sorted(folder.glob("*.wav"), key=lambda file: int(file.stem))  # named by the moment they were made


def _run(command: list[str], text: str = "") -> None:
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_LIMIT_S, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise VoiceUnavailableError(f"{command[0]} could not speak for the measurement ({error}).") from error
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise VoiceUnavailableError(f"{' '.join(command[:3])} could not speak for the measurement ({complaint[0]}).")
