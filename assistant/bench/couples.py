"""Who might be a couple: two speakers, some of whose recordings are learned from and all others tested. Never both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

EXAMPLES_EACH: Final = 3


@dataclass(frozen=True)
class Couple:
    """`examples`: those of each partner. `tests`: all their other recordings of the same word."""

    speakers: tuple[str, str]
    examples: tuple[tuple[Path, ...], tuple[Path, ...]]
    tests: tuple[Path, ...]


@dataclass(frozen=True)
class Listener:
    """Somebody's ear for one word: a couple's, or one from text alone. No two have the same name."""

    name: str
    word: str
    tests: tuple[Path, ...]  # the recordings of the word that it may be tested on
    examples: Path | None = None  # the folder of theirs


Choice = Callable[[Sequence[Path]], tuple[Path, ...]]
"""Of one speaker's recordings, those that serve as examples."""


def first_of_all(recordings: Sequence[Path]) -> tuple[Path, ...]:
    return tuple(recordings[:EXAMPLES_EACH])


def couples_of(
    files: Sequence[Path], speakers: Mapping[Path, str], seed: int, choose: Choice = first_of_all
) -> Iterator[Couple]:
    """Every speaker with more recordings than serve as examples, with the next in a drawn ring, so each comes twice.

    `files` are recordings of one word. Nobody is paired with themselves; unknown speakers belong to no couple, nor does
    one of whom `choose` finds fewer than EXAMPLES_EACH.
    """
    chance = np.random.default_rng(seed)
    said: dict[str, list[Path]] = {}
    for file in sorted(files):
        if file in speakers:
            said.setdefault(speakers[file], []).append(file)
    able = [who for who in sorted(said) if len(said[who]) > EXAMPLES_EACH]
    drawn = {who: [said[who][place] for place in chance.permutation(len(said[who]))] for who in able}
    taught = {who: examples for who in able if len(examples := choose(drawn[who])) == EXAMPLES_EACH}
    if len(taught) < 2:
        return
    ring = [list(taught)[place] for place in chance.permutation(len(taught))]
    for one, other in pairwise(ring if len(ring) == 2 else [*ring, ring[0]]):
        tests = (file for who in (one, other) for file in drawn[who] if file not in taught[who])
        yield Couple((one, other), (taught[one], taught[other]), tuple(tests))
