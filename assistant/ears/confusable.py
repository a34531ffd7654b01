"""Sentences that mean different things and sound alike. Compares phonemes; hears nothing, and refuses nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.ears.lexicon import Pronunciation
from assistant.ears.likeness import TOO_LIKE, whole_distance

SAME_BUT_FOR_ONE: Final = 1  # phonemes
_Counts = npt.NDArray[np.intp]  # (sentences, phonemes)


@dataclass(frozen=True)
class Alike:
    """Two sentences with what each means."""

    one: str
    meaning: str
    other: str
    other_meaning: str


def start_alike(distance: float, _: int) -> bool:
    """What starts a ritual is said by itself, by whoever comes in: it has to differ in a third of its sounds."""
    return distance < TOO_LIKE


def command_alike(distance: float, sounds: int) -> bool:
    """Elsewhere few sentences are expected at a time: they can't be told apart where one sound is all that differs."""
    return distance < TOO_LIKE and round(distance * sounds) <= SAME_BUT_FOR_ONE


def confusable(
    meanings: Mapping[str, Sequence[str]],
    sounds_of: Callable[[str], Pronunciation],
    alike: Callable[[float, int], bool],
) -> Iterator[Alike]:
    """Those of the sentences that are `alike(distance, sounds of the longer one)` and belong to different meanings.

    `meanings`: the sentences of each. Never alike is whatever is as far apart as TOO_LIKE.
    """
    spoken = {
        meaning: [(sentence, sounds) for sentence in sentences if (sounds := sounds_of(sentence))]
        for meaning, sentences in meanings.items()
    }
    most = 1 + max((max(sounds) for said in spoken.values() for _, sounds in said), default=0)
    counts = {meaning: _counts([sounds for _, sounds in said], most) for meaning, said in spoken.items()}
    for meaning, other_meaning in combinations(spoken, 2):
        for row, column in _perhaps_near(counts[meaning], counts[other_meaning]):
            (one, sounds), (other, other_sounds) = spoken[meaning][row], spoken[other_meaning][column]
            if alike(whole_distance(sounds, other_sounds), max(len(sounds), len(other_sounds))):
                yield Alike(one, meaning, other, other_meaning)


def _counts(said: Sequence[Pronunciation], phonemes: int) -> _Counts:
    return np.array([np.bincount(sounds, minlength=phonemes) for sounds in said], np.intp).reshape(-1, phonemes)


def _perhaps_near(some: _Counts, others: _Counts) -> Iterator[tuple[int, int]]:
    """Pairs that could be nearer than TOO_LIKE: whatever sounds two don't share has to be changed, and perhaps more."""
    shared = np.minimum(some[:, None], others[None, :]).sum(axis=2)
    longer = np.maximum(some.sum(axis=1)[:, None], others.sum(axis=1)[None, :])
    yield from zip(*(index.tolist() for index in np.nonzero(longer - shared < TOO_LIKE * longer)), strict=True)
