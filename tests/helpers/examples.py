"""Spoken examples without a speaker: a synthetic voice in a quiet room, and what an ear makes of it."""

import io
import subprocess
from functools import cache

import numpy as np
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import NUMBERS, SpeechEmbeddings, Vector
from assistant.ears.enrolment import Doubt, examine
from assistant.ears.examples import Example

EMBEDDINGS = SpeechEmbeddings()


@cache
def spoken(text: str, voice: str = "en-us", peak: float = 0.3) -> Samples:
    """A synthetic voice, with nothing around it."""
    wav = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    sound = soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ)
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    samples: Samples = np.round(sound[loud[0] : loud[-1]] / np.abs(sound).max() * peak * 32767).astype(np.int16)
    return samples


def room(seconds: float, rms: float = 15, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, rms, round(seconds * SAMPLE_RATE_HZ)).astype(np.int16)


def recorded(*parts: Samples, rms: float = 15) -> Samples:
    whole = np.concatenate((np.zeros(8000, np.int16), *parts, np.zeros(8000, np.int16)))
    return (whole + room(whole.size / SAMPLE_RATE_HZ, rms)[: whole.size]).astype(np.int16)


def embedded(sound: Samples) -> Vector:
    EMBEDDINGS.reset()
    return np.stack([embedding.vector for embedding in EMBEDDINGS.hear(sound)])


@cache
def ordinary_talk() -> Vector:
    return embedded(
        recorded(spoken("Good morning. Is this a good moment? There is room for the other of you now."), room(3))
    )


def judged(sound: Samples, fit: float = 0.0) -> Example | Doubt:
    return examine(sound, EMBEDDINGS, ordinary_talk(), lambda _: fit, "pineapple")


def example(seed: int, *, like: int = 0, difference: float = 0.2) -> Example:
    vectors = np.random.default_rng(like).normal(size=(8, NUMBERS))
    changed = vectors + difference * np.random.default_rng(seed).normal(size=vectors.shape)
    return Example("pineapple", changed.astype(np.float32), 0.3)
