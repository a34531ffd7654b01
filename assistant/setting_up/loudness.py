"""How loud each moment is, as a bar and as an answer to “does it hear me?”. Arithmetic only; it listens to nothing."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from assistant.audio import Samples

FULL_SCALE: Final = 32_768.0
SOFTEST_DBFS: Final = -70.0
BAR_CHARACTERS: Final = 30
_STANDS_OUT_DB: Final = 12.0  # of the softer moments: a word spoken at a table does
_FLOOR_PERCENT: Final = 20


def dbfs(heard: Samples) -> float:
    """Of a block (n,), a constant offset left out."""
    power = float(heard.astype(np.float64).var()) / FULL_SCALE**2
    return max(SOFTEST_DBFS, float(10 * np.log10(max(power, 1e-12))))


def bar(level_dbfs: float) -> str:
    """As wide for silence as for a shout."""
    share = (min(0.0, max(SOFTEST_DBFS, level_dbfs)) - SOFTEST_DBFS) / -SOFTEST_DBFS
    filled = round(share * BAR_CHARACTERS)
    return f"[{'#' * filled}{'.' * (BAR_CHARACTERS - filled)}]"


def somebody_spoke(levels_dbfs: Sequence[float]) -> bool:
    """Whether something stood out of the room."""
    if not levels_dbfs:
        return False
    return max(levels_dbfs) >= float(np.percentile(levels_dbfs, _FLOOR_PERCENT)) + _STANDS_OUT_DB
