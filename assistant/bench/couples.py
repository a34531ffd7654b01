"""Who might be a couple: two speakers, some of whose recordings are learned from and all others tested. Never both."""

from collections.abc import Iterator, Mapping, Sequence
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


def couples_of(files: Sequence[Path], speakers: Mapping[Path, str], seed: int) -> Iterator[Couple]:
    """Every speaker with more recordings than serve as examples, with the next in a drawn ring, so each comes twice.

    `files` are recordings of one word. Nobody is paired with themselves; unknown speakers belong to no couple.
    """
    chance = np.random.default_rng(seed)
    said: dict[str, list[Path]] = {}
    for file in sorted(files):
        if file in speakers:
            said.setdefault(speakers[file], []).append(file)
    able = [who for who in sorted(said) if len(said[who]) > EXAMPLES_EACH]
    if len(able) < 2:
        return
    drawn = {who: [said[who][place] for place in chance.permutation(len(said[who]))] for who in able}
    ring = [able[place] for place in chance.permutation(len(able))]
    for one, other in pairwise(ring if len(ring) == 2 else [*ring, ring[0]]):
        yield Couple(
            (one, other),
            (tuple(drawn[one][:EXAMPLES_EACH]), tuple(drawn[other][:EXAMPLES_EACH])),
            (*drawn[one][EXAMPLES_EACH:], *drawn[other][EXAMPLES_EACH:]),
        )
