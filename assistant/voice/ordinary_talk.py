"""What a spoken example is held against: what is heard all the time. Sound alone; who compares it is the ear."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples

_SAYINGS_S: Final = 150.0
_ROOM_S: Final = 4.0  # of silence and of a faint hiss, each


def ordinary_talk(sayings: Iterable[Samples]) -> Samples:
    """A room where nobody speaks, then the assistant's own sayings; no more of them are taken than it needs."""
    room = round(_ROOM_S * SAMPLE_RATE_HZ)
    hiss = np.random.default_rng(0).normal(0, 20, room).astype(np.int16)
    talk = [np.zeros(room, np.int16), hiss]
    lacking = round(_SAYINGS_S * SAMPLE_RATE_HZ)
    for saying in sayings:
        talk.append(saying[:lacking])
        lacking -= talk[-1].size
        if not lacking:
            break
    return np.concatenate(talk)
