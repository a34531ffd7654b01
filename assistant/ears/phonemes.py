"""The package hama, wrapped: sound in, phoneme log-probabilities out. No other file imports it; it decides nothing."""

from typing import Final

import numpy as np
import numpy.typing as npt
from hama import ASRModel, G2PModel  # noqa: TID251 - the one file that may

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.errors import HearingUnavailableError

FRAME_SAMPLES: Final = 320  # one row of log-probabilities
FRAME_S: Final = FRAME_SAMPLES / SAMPLE_RATE_HZ
LogProbs = npt.NDArray[np.float32]


class Phonemes:
    """Hears phonemes. One instance serves several threads; whole-window context, so nothing is kept between calls."""

    def __init__(self) -> None:
        """HearingUnavailableError where the package is broken."""
        try:
            self._model = ASRModel()
            self._g2p = G2PModel()
        except (RuntimeError, OSError) as error:
            raise HearingUnavailableError(
                f"The package hama, which hears the safe word, can't be loaded ({error}). Install it anew: make setup."
            ) from error
        self.tokens: Final[tuple[str, ...]] = tuple(self._model.decoder_tokens)
        self.blank: Final[int] = self._model.blank_id
        self._ids = {token: number for number, token in enumerate(self.tokens)}
        self._pauses = [self.blank, self._ids["<wb>"], self._ids[" "]]

    def log_probs(self, samples: Samples) -> LogProbs:
        """(frames, tokens) float32, a frame each 20 ms of `samples` (n,) int16.

        A word boundary counts as a blank: what is between words is no phoneme.
        HearingUnavailableError if the library fails; it may well succeed the next time.
        """
        if samples.size < 2 * FRAME_SAMPLES:
            return np.empty((0, len(self.tokens)), np.float32)
        waveform = (samples.astype(np.float32) / 32768.0).reshape(1, -1)
        lengths = np.array([samples.size], np.int64)
        try:
            rows, used = self._model.session.run(
                ["log_probs", "out_lengths"], {"waveform": waveform, "waveform_lengths": lengths}
            )
        except (RuntimeError, MemoryError) as error:
            raise HearingUnavailableError(
                f"The package hama, which hears the safe word, failed ({error or 'no memory is left'})."
            ) from error
        frames: LogProbs = np.array(rows[0][: int(np.asarray(used).reshape(-1)[0])], np.float32)
        frames[:, self.blank] = np.logaddexp.reduce(frames[:, self._pauses], axis=1)
        frames[:, self._pauses[1:]] = -30.0
        return frames

    def id_of(self, token: str) -> int:
        """The number of a phoneme; KeyError if the model has no such token."""
        return self._ids[token]

    def guess(self, word: str) -> tuple[int, ...]:
        """The phonemes of a word that no dictionary knows; it errs on short words."""
        said = self._g2p.predict(word)
        return tuple(self._ids[a.phoneme] for a in said.alignments if a.phoneme in self._ids and a.phoneme.strip())
