"""What the spotter costs, in CPU time: while someone speaks, and while nobody does. Measured in this process alone."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.bench.ears import PhonemeEars
from assistant.ears.echo import echo_canceller
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import Spotter
from assistant.shell.stopwatch import Stopwatch

_QUIET_S: Final = 120


@dataclass(frozen=True)
class Cost:
    """Seconds of one core a second of sound; `window_s`: seconds from the last sample of a window to its answer."""

    speech: float
    silence: float
    window_s: float


def measure_cost(word: str, talk: Samples) -> Cost:
    """Spotter and canceller, one safe word, `talk` (n,). The canceller hears no echo here: it costs the same."""
    ears = PhonemeEars(Phonemes())
    spotter = ears.spotter([word], live=True)
    _share(spotter, talk[: 5 * SAMPLE_RATE_HZ])  # the first pass is slower
    speech, window_s = _share(ears.spotter([word], live=True), talk)
    dither = np.random.default_rng(0).integers(-2, 3, _QUIET_S * SAMPLE_RATE_HZ).astype(np.int16)
    silence, _ = _share(ears.spotter([word], live=True), dither)
    return Cost(speech, silence, window_s)


def _share(spotter: Spotter, sound: Samples) -> tuple[float, float]:
    """CPU time a second of sound, and the median of the blocks that had a window to judge."""
    canceller = echo_canceller()
    nothing = np.zeros(BLOCK_SAMPLES, np.int16)
    taken_s = []
    for start in range(0, sound.size - BLOCK_SAMPLES + 1, BLOCK_SAMPLES):
        before = Stopwatch.now()
        spotter.hear(canceller.clean(sound[start : start + BLOCK_SAMPLES], nothing))
        taken_s.append(Stopwatch.now().since(before).processor_s)
    judged = [each for each in taken_s if each > max(taken_s) / 4]
    return sum(taken_s) * SAMPLE_RATE_HZ / sound.size, float(np.median(judged))
