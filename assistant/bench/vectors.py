"""Remembers the speech embeddings of a stream, on disk, so that comparing anew costs no second hearing.

A stream's embeddings follow from its samples alone, so they are known by what was heard from its beginning on.
"""

import hashlib
import zipfile
from collections import deque
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import Samples
from assistant.bench.disk import write_whole
from assistant.ears import embeddings as wrapper
from assistant.ears.embeddings import NUMBERS, PRE_ROLL_STEPS, STEP_SAMPLES, Embedding, Vector
from assistant.ears.examples import EmbeddingSource

_REACH_STEPS: Final = 16  # an embedding, and those of the pre-roll, hold nothing from longer ago


def embedder_version() -> str:
    """Changes whenever the same sound could give other embeddings."""
    source = Path(wrapper.__file__).read_bytes()
    return f"pyopen-wakeword {version('pyopen-wakeword')}, {hashlib.sha256(source).hexdigest()[:12]}"


class RememberedEmbeddings:
    """An EmbeddingSource for whole steps of one stream. What it wraps is made, and listens, only where it must."""

    def __init__(self, make: Callable[[], EmbeddingSource], path: Path | None) -> None:
        self._make = make
        self._path = path
        self._known: dict[bytes, Vector] = {} if path is None else _read(path)
        self._inner: EmbeddingSource | None = None
        self._new = False
        self.heard_steps = 0  # that were not remembered
        self.reset()

    def reset(self, at_sample: int = 0) -> None:
        self._end_sample = at_sample
        self._keys = deque([b""], maxlen=PRE_ROLL_STEPS + 1)
        self._behind = deque[Samples](maxlen=_REACH_STEPS)  # what the inner one has not heard yet, the last of it
        self._is_lost = True  # the inner one heard something else before
        self._rested = 0

    def rest(self, samples: Samples) -> None:
        for step in _steps(samples):
            self._go_on(step)
            self._put_off(step)
            self._rested += 1

    def hear(self, samples: Samples) -> tuple[Embedding, ...]:
        return tuple(embedding for step in _steps(samples) for embedding in self._embed(step))

    def save(self) -> None:
        if self._path is None or not self._new:
            return
        keys = np.frombuffer(b"".join(self._known), np.uint8).reshape(-1, 16)
        vectors = np.stack(list(self._known.values()))
        write_whole(self._path, lambda file: np.savez(file, keys=keys, vectors=vectors))
        self._new = False

    def _embed(self, step: Samples) -> list[Embedding]:
        self._go_on(step)
        missed, self._rested = min(self._rested, PRE_ROLL_STEPS), 0
        wanted = list(self._keys)[-(missed + 1) :]
        if all(key in self._known for key in wanted):
            self._put_off(step)
        else:
            heard = self._listen(step)[-len(wanted) :]
            self._known |= {key: each.vector for key, each in zip(wanted, heard, strict=True)}
            self._new = True
        ends = range(self._end_sample - missed * STEP_SAMPLES, self._end_sample + 1, STEP_SAMPLES)
        return [Embedding(end, self._known[key]) for end, key in zip(ends, wanted, strict=True)]

    def _listen(self, step: Samples) -> tuple[Embedding, ...]:
        if self._inner is None:
            self._inner = self._make()
        if self._is_lost:
            self._inner.reset()
            self._is_lost = False
        for before in self._behind:
            self._inner.rest(before)
        self._behind.clear()
        self.heard_steps += 1
        return self._inner.hear(step)

    def _go_on(self, step: Samples) -> None:
        self._end_sample += STEP_SAMPLES
        self._keys.append(hashlib.blake2b(self._keys[-1] + step.tobytes(), digest_size=16).digest())

    def _put_off(self, step: Samples) -> None:
        self._is_lost |= len(self._behind) == _REACH_STEPS
        self._behind.append(step)


def _steps(samples: Samples) -> npt.NDArray[np.int16]:
    """ValueError for a part of a step."""
    return samples.reshape(-1, STEP_SAMPLES)


def _read(path: Path) -> dict[bytes, Vector]:
    """Nothing where there is no such file, or none that fits: then it is heard again."""
    try:
        with path.open("rb") as file, np.load(file) as stored:
            keys, vectors = stored["keys"], stored["vectors"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}
    if vectors.shape != (len(keys), NUMBERS):
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}
