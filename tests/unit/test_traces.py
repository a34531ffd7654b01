"""The search for traces finds what it is for; a search that finds nothing would prove nothing."""

import base64
import gzip
import io
from collections.abc import Callable

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from helpers.traces import ENCODINGS, likeness, words_in

from assistant.audio import SAMPLE_RATE_HZ, Samples

SOUND: Samples = np.random.default_rng(1).normal(0, 3000, 4000).cumsum().clip(-20_000, 20_000).astype(np.int16)
AROUND: Samples = np.random.default_rng(2).normal(0, 1000, 9000).astype(np.int16)
WITHIN: Samples = np.concatenate((AROUND, SOUND, AROUND))


@pytest.mark.parametrize(
    "hidden",
    [
        *("they said Marmalade, yes".encode(encoding) for encoding in ENCODINGS),
        *(base64.b64encode(b"a" * before + b"marmalade" + b"b" * before) for before in range(6)),
        *(b"xmarmaladex".hex().encode(), b"Marmalade".hex().upper().encode()),
        *(gzip.compress(b"marmalade"), b'{"text": "marmalade"}'),
    ],
)
def test_a_word_is_found_however_it_is_written(hidden: bytes) -> None:
    assert words_in(b"\x00\x01" + hidden if hidden[:2] != b"\x1f\x8b" else hidden, ("marmalade", "terrace"))


def test_a_word_that_is_not_there_is_not_found() -> None:
    noise = np.random.default_rng(3).bytes(300_000)
    assert words_in(b"marmot, lemonade" + noise, ("marmalade", "terrace", "zebra")) == []


def packed(sound: Samples, kind: str, rate_hz: int = SAMPLE_RATE_HZ) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound, rate_hz, format=kind)
    return file.getvalue()


@pytest.mark.parametrize(
    "keep",
    [
        lambda sound: sound.tobytes(),
        lambda sound: b"x" + sound.tobytes(),
        lambda sound: sound.astype(">i2").tobytes(),
        lambda sound: (sound / 32768).astype(np.float32).tobytes(),
        lambda sound: packed(sound, "WAV"),
        lambda sound: packed(sound, "FLAC"),
        lambda sound: packed(sound // 50, "FLAC"),
        lambda sound: packed(-sound, "WAV"),
        lambda sound: packed(sound, "OGG"),
        lambda sound: packed((sound // 2 + np.roll(AROUND, 7)[:1].repeat(sound.size)).astype(np.int16), "WAV"),
    ],
)
def test_a_sound_is_found_however_it_is_kept(keep: Callable[[Samples], bytes]) -> None:
    assert likeness(keep(WITHIN), SOUND) > 0.8


@pytest.mark.parametrize("content", [AROUND.tobytes() * 3, packed(AROUND.repeat(2), "FLAC"), b"{}" * 9000, b"", b"abc"])
def test_a_sound_that_is_not_there_is_not_found(content: bytes) -> None:
    assert likeness(content, SOUND) < 0.3
