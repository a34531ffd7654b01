"""How far what was heard last is from each spoken example, whatever the tempo. Arithmetic only.

Dynamic time warping (Sakoe and Chiba 1978), weighted so that every path over the same stretch is equally long and a
distance is a mean: 0 for the same sound, 0.3 for most others. A stretch is 0.6 to 1.5 times as long as the example: a
word must fit as a whole, and no piece of talk can be stretched into one.
"""

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

SHORTEST: Final = 0.6
LONGEST: Final = 1.5

Vectors = npt.NDArray[np.float32]
_NEVER: Final = np.float32(1e9)


class Warping:
    """Compares vector after vector with all examples at once; the cost doesn't grow with time."""

    def __init__(self, examples: Sequence[Vectors]) -> None:
        """`examples`: (length, numbers) each, at least one."""
        lengths = np.array([len(example) for example in examples])
        self._lasts = lengths - 1
        steps = math.floor(lengths.max() * LONGEST)
        self._examples = np.zeros((lengths.max(), len(examples), examples[0].shape[1]), np.float32)
        for number, example in enumerate(examples):
            self._examples[: len(example), number] = unit(example)
        taken = np.arange(1, steps + 1)[:, np.newaxis]
        self._fits = (taken >= SHORTEST * lengths) & (taken <= LONGEST * lengths)
        self._path_lengths = (taken + lengths).astype(np.float32)
        self.forget()

    def forget(self) -> None:
        """What was heard before no longer joins what comes."""
        # The cost of each path, by the place in the example where it stands, by how long ago it began, by example.
        self._costs = np.full((len(self._examples), *self._fits.shape), _NEVER)

    def hear(self, vector: Vectors) -> Vectors:
        """(examples,): how far the best stretch ending with `vector` (numbers,) is; inf where none is long enough."""
        away = (1 - self._examples @ unit(vector))[:, np.newaxis]
        before, now = self._costs, np.full_like(self._costs, _NEVER)
        now[:, 1:] = before[:, :-1] + away  # the example waits at this place
        now[1:, 1:] = np.minimum(now[1:, 1:], before[:-1, :-1] + 2 * away[1:])  # both go on
        now[0, 0] = 2 * away[0]  # a path begins
        for place in range(1, len(now)):  # what was heard waits, while the example goes on
            np.minimum(now[place], now[place - 1] + away[place], out=now[place])
        self._costs = now
        whole = now[self._lasts, :, np.arange(len(self._lasts))].T
        possible = self._fits & (whole < _NEVER)
        distances: Vectors = np.where(possible, whole / self._path_lengths, np.inf).min(axis=0)
        return distances


def unit(vectors: Vectors) -> Vectors:
    """(…, numbers), each brought to length 1; a vector of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled
