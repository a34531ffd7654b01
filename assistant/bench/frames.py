"""Remembers what the phoneme recogniser made of each window, on disk, so that judging again costs no second hearing.

A window is known by its samples, so whatever else changes (the gate, the score, the words) what was heard once holds.
"""

import hashlib
import zipfile
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import Samples
from assistant.bench.disk import write_whole
from assistant.ears import phonemes as wrapper
from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import LogProbs
from assistant.ears.spotter import SpottingPhonemes

_NEVER: Final = -30.0
_ENGLISH: Final = (
    "ɑ æ ʌ ə ɔ aʊ aɪ b t͡ʃ d ð ɛ ɝ eɪ f g h ɪ i d͡ʒ k l m n ŋ oʊ ɔɪ p ɹ s ʃ t θ ʊ u v w j z ʒ".split()  # noqa: SIM905, RUF001 - reads as a list of sounds; the phonetic alphabet looks like the Latin one
)


def recogniser_version() -> str:
    """Changes whenever the same sound could give other frames."""
    source = Path(wrapper.__file__).read_bytes()
    return f"hama {version('hama')}, {hashlib.sha256(source).hexdigest()[:12]}"


class RememberedPhonemes:
    """As the recogniser it wraps, for `tokens` alone: no word needs any other.

    Frames are kept as float16, and given as such also when they are new, so that a second run gives the same figures.
    """

    def __init__(self, inner: SpottingPhonemes, tokens: Collection[int], path: Path | None) -> None:
        self._inner = inner
        self.blank: Final = inner.blank
        self._kept = np.array(sorted({*tokens, inner.blank}), np.intp)
        self._path = path
        self._known: dict[bytes, npt.NDArray[np.float16]] = {} if path is None else _read(path, self._kept.size)
        self._new = False
        self.passes = 0  # that were not remembered

    def id_of(self, token: str) -> int:
        return self._checked((self._inner.id_of(token),))[0]

    def guess(self, word: str) -> Pronunciation:
        return self._checked(self._inner.guess(word))

    def log_probs(self, samples: Samples) -> LogProbs:
        key = hashlib.blake2b(samples.tobytes(), digest_size=16).digest()
        kept = self._known.get(key)
        if kept is None:
            kept = self._inner.log_probs(samples)[:, self._kept].astype(np.float16)
            self._known[key] = kept
            self._new = True
            self.passes += 1
        full = np.full((len(kept), int(self._kept.max()) + 1), _NEVER, np.float32)
        full[:, self._kept] = kept
        return full

    def _checked(self, tokens: Pronunciation) -> Pronunciation:
        """ValueError for a sound that is not kept: its word could never be heard."""
        if lacking := set(tokens) - set(self._kept.tolist()):
            raise ValueError(f"the tokens {sorted(lacking)} are not among those remembered")
        return tokens

    def save(self) -> None:
        if self._path is None or not self._new:
            return
        lengths = np.array([len(frames) for frames in self._known.values()], np.int32)
        keys = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, 16)
        rows = np.concatenate(list(self._known.values()))
        write_whole(self._path, lambda file: np.savez_compressed(file, keys=keys, lengths=lengths, rows=rows))
        self._new = False


class NotedPhonemes:
    """Notes which tokens are asked for; those of a pronouncing dictionary are noted beforehand. It hears nothing."""

    def __init__(self, inner: SpottingPhonemes) -> None:
        self._inner = inner
        self.blank: Final = inner.blank
        self.tokens = {inner.id_of(token) for token in _ENGLISH}

    def id_of(self, token: str) -> int:
        number = self._inner.id_of(token)
        self.tokens.add(number)
        return number

    def guess(self, word: str) -> Pronunciation:
        numbers = self._inner.guess(word)
        self.tokens.update(numbers)
        return numbers

    def log_probs(self, samples: Samples) -> LogProbs:
        return self._inner.log_probs(samples)


def _read(path: Path, columns: int) -> dict[bytes, npt.NDArray[np.float16]]:
    """Nothing where there is no such file, or none that fits: then it is heard again."""
    try:
        with path.open("rb") as file, np.load(file) as stored:
            keys, lengths, rows = stored["keys"], stored["lengths"], stored["rows"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if rows.ndim != 2 or rows.shape[1] != columns:
        return {}
    pieces = np.split(rows, np.cumsum(lengths)[:-1])
    return {key.tobytes(): piece for key, piece in zip(keys, pieces, strict=True)}
