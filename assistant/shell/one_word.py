"""A recording that somebody made of one word, as `enrol` and `safe-word check --said` take it. Judges no word."""

from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import Samples
from assistant.devices.recordings import Recording
from assistant.errors import HearingUnavailableError

LONGEST_S: Final = 30.0


def one_word_in(file: Path) -> Samples:
    """(n,) at 16 kHz. HearingUnavailableError, one sentence, for a file that is none or far too long."""
    with Recording(file) as recording:
        if recording.seconds > LONGEST_S:
            raise HearingUnavailableError(
                f"{file} is {recording.seconds:.0f} s long. It should hold one word and a little silence around it."
            )
        return np.concatenate(list(recording.pieces()))
