"""Sayings that are read and not heard: silence for as long as reading takes. Renders nothing."""

from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Sound

_READING_S_A_WORD: Final = 0.4
_READING_S_AT_LEAST: Final = 1.5


def unspoken(key: str, text: str) -> Sound:
    reading_s = max(_READING_S_AT_LEAST, _READING_S_A_WORD * len(text.split()))
    return Sound(key, np.zeros(round(reading_s * SAMPLE_RATE_HZ), dtype=np.int16))


class Unspoken:
    """In place of a cache of rendered sayings."""

    problem: None = None

    def sound(self, key: str, text: str) -> Sound:
        return unspoken(key, text)
