"""Finds what was said in whatever a program wrote: words in many spellings, and the sound itself, also softer."""

import base64
import gzip
import io
import zlib
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples

Waveform = npt.NDArray[np.float64]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp037")
FEWEST = 6  # letters of base64; fewer stand in any noise
FORMATS = ("<i2", ">i2", "<i4", "<f4", "<f8", "i1", "u1")


def words_in(content: bytes, words: tuple[str, ...]) -> list[str]:
    """Those of `words` that stand in it: as they are, base64, hexadecimal, or packed with zlib or gzip."""
    wholes = (content, *_unpacked(content))
    return [word for word in words if any(spelled in whole for spelled in _spellings(word) for whole in wholes)]


def likeness(content: bytes, sound: Samples) -> float:
    """From 0 to 1: how much the most similar stretch of it sounds like `sound`, in whatever way it holds samples.

    1 is the same wave, louder or softer; what is unrelated comes to 0.1 or so.
    """
    wanted = sound.astype(float) - sound.mean()
    return max((_best(wave, wanted) for wave in _waves(content) if wave.size >= wanted.size), default=0.0)


def _unpacked(content: bytes) -> Iterator[bytes]:
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(content)
        except (OSError, EOFError, zlib.error):
            continue


def _spellings(word: str) -> Iterator[bytes]:
    for text in (word, word.upper(), word.title()):
        yield from (text.encode(encoding) for encoding in ENCODINGS)
        plain = text.encode()
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for before in range(3):  # what stands before it moves the letters of base64; its ends depend on the neighbours
            coded = base64.b64encode(b"x" * before + plain)[4 if before else 0 : -4]
            if len(coded) >= FEWEST:
                yield coded


def _waves(content: bytes) -> Iterator[Waveform]:
    """Whatever sound these bytes could be, at 16 kHz."""
    try:
        read, rate_hz = soundfile.read(io.BytesIO(content), dtype="float64", always_2d=True)
    except soundfile.LibsndfileError:
        for kind in map(np.dtype, FORMATS):
            for start in range(kind.itemsize):
                whole = max(0, len(content) - start) // kind.itemsize
                if not whole:
                    continue
                with np.errstate(all="ignore"):
                    wave = np.frombuffer(content, kind, whole, start).astype(float)
                yield np.nan_to_num(wave.clip(-1e9, 1e9), posinf=0.0, neginf=0.0)
        return
    for channel in read.T:
        yield channel if rate_hz == SAMPLE_RATE_HZ else soxr.resample(channel, rate_hz, SAMPLE_RATE_HZ)


def _best(wave: Waveform, wanted: Waveform) -> float:
    """The greatest normalised cross-correlation at any place."""
    size = 1 << (wave.size + wanted.size - 1).bit_length()
    crossed = np.fft.irfft(np.fft.rfft(wave, size) * np.conj(np.fft.rfft(wanted, size)), size)
    places = wave.size - wanted.size + 1
    sums, squares = (np.concatenate(([0.0], np.cumsum(wave**power))) for power in (1, 2))
    total = sums[wanted.size :] - sums[:places]
    energy = np.maximum(squares[wanted.size :] - squares[:places] - total**2 / wanted.size, 0.0)
    floor = max(1e-6 * squares[-1] / wave.size * wanted.size, 1e-30)  # what is nearly constant is no sound
    return float(np.max(np.abs(crossed[:places]) / np.sqrt(np.maximum(energy, floor) * (wanted**2).sum())))
