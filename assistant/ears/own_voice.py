"""Whether what the echo canceller left may still be the assistant's own voice. By level alone; it cancels nothing.

The canceller needs some seconds of the assistant's voice to learn a room. Until then a good part of it is left over,
and would be taken for a partner's answer. The safe word is listened for all the same: the spotter does not ask here.
"""

from collections import deque
from typing import Final

import numpy as np

from assistant.audio import BLOCK_S, Samples

ECHO_S: Final = 0.3  # what was played so long ago may still be heard
MARGIN_DB: Final = 14.0  # between what is usually left over and the most that ever is
_HUM_DB: Final = 30.0  # played more softly than this (mean square in int16 steps), nothing comes back
HIGH_DB: Final = -15.0  # left over in the median: 6 dB less than of an echo as loud as the voice that nothing takes out
_HIGH_BLOCKS: Final = round(8.0 / BLOCK_S)  # of its own voice, one after the other: a canceller has learned by then
ROOM_MARGIN_DB: Final = 12.0  # between the room's own hum and whoever speaks in it
_ROOM_STEP_DB: Final = 0.1  # a block: a hum that grows louder is known within seconds, a sentence is no hum
_STEP_DB: Final = 0.25  # a block: learned within two seconds of the first saying, hardly moved by a word over it


class OwnVoice:
    """Learns how far below what was played its leftovers lie, and doubts whatever is not clearly above that.

    It doubts, too, what is not clearly above the room's own hum: where the voice just ended that is nobody yet.

    At first it expects all that was played to come back: over its very first words only a louder voice is believed.
    """

    def __init__(self) -> None:
        self._high_blocks = 0  # since it was last left over softly
        self._left_db = -MARGIN_DB  # the median of what is left over, against what was played
        self._room_db = 0.0  # the softest of late
        self._played_db = deque[float]([0.0], maxlen=round(ECHO_S / BLOCK_S))

    def may_be(self, clean: Samples, played: Samples) -> bool:
        """For the next block, (n,) each: after the canceller, and what was played at that moment."""
        level_db = _level_db(clean)
        self._room_db = min(level_db, self._room_db + _ROOM_STEP_DB)
        self._played_db.append(_level_db(played))
        loudest_db = max(self._played_db)
        if loudest_db < _HUM_DB:
            return False
        against_db = level_db - loudest_db
        doubtful = against_db < self._left_db + MARGIN_DB or level_db < self._room_db + ROOM_MARGIN_DB
        self._left_db += _STEP_DB if against_db > self._left_db else -_STEP_DB
        self._high_blocks = self._high_blocks + 1 if self._left_db > HIGH_DB else 0
        return doubtful

    @property
    def stays_high(self) -> bool:
        """Whether so much comes back, and goes on coming back, that hardly anybody is believed who speaks over it."""
        return self._high_blocks >= _HIGH_BLOCKS


def _level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.square(samples, dtype=np.float64).mean() + 1.0))
