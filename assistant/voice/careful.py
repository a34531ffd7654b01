"""How the assistant speaks where its own voice drowns the couple's: softer, and listening between its sentences.

Arithmetic only, on what was rendered already: the pauses in it are found by their silence, in any language.
"""

from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Sound

LISTENING_SAMPLES: Final = SAMPLE_RATE_HZ // 2
_SOFTER: Final = 0.5  # 6 dB
_PAUSE_SAMPLES: Final = SAMPLE_RATE_HZ * 15 // 100  # between sentences, and at many a comma; never within a word
_SILENT: Final = 0.005  # of the peak


def carefully(sound: Sound) -> Sound:
    """The same saying 6 dB softer, with half a second to listen in each of its pauses and after it."""
    level = np.abs(sound.pcm.astype(np.int32))
    loud = np.flatnonzero(level > _SILENT * level.max(initial=0))
    pauses = np.flatnonzero(np.diff(loud) > _PAUSE_SAMPLES)
    middles = (loud[pauses] + loud[pauses + 1]) // 2
    listening = [np.zeros(max(0, LISTENING_SAMPLES - gap), np.int16) for gap in np.diff(loud)[pauses]]
    softer = np.rint(sound.pcm * np.float32(_SOFTER)).astype(np.int16)
    sentences = np.split(softer, middles)
    ended = [*listening, np.zeros(LISTENING_SAMPLES, np.int16)]
    return Sound(sound.key, np.concatenate([part for pair in zip(sentences, ended, strict=True) for part in pair]))
