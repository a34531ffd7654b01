"""How a word sounds when somebody says it: the English sounds that recordings of it suggest. It keeps no recording."""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from assistant.ears.lexicon import Pronunciation
from assistant.ears.phonemes import LogProbs
from assistant.ears.phrase_graph import PhraseGraph

MOST_RECORDINGS: Final = 3
_WORD: Final = "it"


def sounds_in(frames: LogProbs, english: Collection[int], blank: int) -> Pronunciation:
    """What was heard in `frames` (frames, tokens) if all of it was English: the likeliest token of each frame, once."""
    tokens = np.array([blank, *sorted(english)])
    likeliest = tokens[frames[:, tokens].argmax(axis=1)]
    changes = likeliest[np.flatnonzero(np.diff(likeliest, prepend=-1))]
    return tuple(int(token) for token in changes if token != blank)


def way_said(recordings: Sequence[LogProbs], english: Collection[int], blank: int) -> Pronunciation:
    """Of what was heard in each recording of one word, that which fits all of them best; () for no sound at all.

    Each recording holds that word and nothing else.
    """
    ways = dict.fromkeys(sounds_in(frames, english, blank) for frames in recordings)
    return max(filter(None, ways), key=lambda way: sum(_fit(way, frames, blank) for frames in recordings), default=())


def _fit(way: Pronunciation, frames: LogProbs, blank: int) -> float:
    """In nats, 0 or below, for all of the recording: a way that leaves out half of the word gains nothing by it."""
    path = PhraseGraph([_WORD], lambda word: [way] if word == _WORD else [], blank).best(frames)
    return -np.inf if path is None else path.loss
