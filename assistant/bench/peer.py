"""PocketSphinx's keyphrase search as a spotter, to compare with. For measuring only; the product never imports it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import words_of
from assistant.ears.spotter import Spotted
from assistant.errors import SundayCoffeeError

_FRAME_S: Final = 0.01
_LEAST: Final = "1e-60"  # tells all that is at all like the word
# Its score is a logarithm to the base 1.0001 in steps of 1024, less 1500 of them, told as a probability.
_NATS: Final = 1024.0
_OFFSET: Final = 0.15


def _module() -> Any:  # noqa: ANN401 - it has no types
    try:
        import pocketsphinx  # noqa: PLC0415 - development only
    except ImportError as error:
        raise SundayCoffeeError(
            "PocketSphinx, which the safe word is compared with, is not installed: make bench gets it, "
            "or leave it out with --no-peer."
        ) from error
    return pocketsphinx


@cache
def _dictionary() -> frozenset[str]:
    words = Path(_module().get_model_path("en-us/cmudict-en-us.dict")).read_text("utf-8").splitlines()
    return frozenset(line.split(maxsplit=1)[0] for line in words if line)


def can_say(text: str) -> bool:
    """Whether all its words are in PocketSphinx's dictionary. SundayCoffeeError if it is not installed."""
    return all(word in _dictionary() for word in words_of(text))


class PeerSpotter:
    """Tells what it found when the recording is over. Its running mean begins anew with each, which serves it best."""

    def __init__(self, safe_words: Sequence[str], threshold: float) -> None:
        self.asleep = False
        self._threshold = threshold
        with TemporaryDirectory(prefix="sunday-coffee-") as folder:
            phrases = Path(folder, "phrases")
            phrases.write_text("".join(f"{' '.join(words_of(word))} /{_LEAST}/\n" for word in safe_words), "utf-8")
            self._words = {" ".join(words_of(word)): word for word in safe_words}
            self._decoder: Any = _module().Decoder(kws=str(phrases), lm=None, loglevel="FATAL")
        self._first_mean: Final = self._decoder.get_cmn()
        self._began_s = 0.0
        self._heard_samples = 0
        self._waiting = np.empty(0, np.int16)
        self._begin()

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        self._waiting = np.concatenate((self._waiting, samples))
        whole = self._waiting.size - self._waiting.size % BLOCK_SAMPLES
        if whole:
            self._decode(self._waiting[:whole])
            self._waiting = self._waiting[whole:]
        return ()

    def finish(self) -> tuple[Spotted, ...]:
        if self._waiting.size:
            self._decode(self._waiting)
        self._decoder.end_utt()
        now_s = self._began_s + self._heard_samples / SAMPLE_RATE_HZ
        found = []
        for segment in self._decoder.seg() or ():
            score = _NATS * (float(np.log(max(segment.prob, 1e-300))) + _OFFSET)
            end_s = min(self._began_s + (segment.end_frame + 1) * _FRAME_S, now_s)
            word = self._words[segment.word.strip()]
            found.append(Spotted(word, end_s, score, now_s, accepted=score >= self._threshold))
        self._began_s = now_s
        self._begin()
        return tuple(found)

    def reset(self, at_s: float | None = None) -> None:
        self._decoder.end_utt()
        self._began_s = self._began_s + self._heard_samples / SAMPLE_RATE_HZ if at_s is None else at_s
        self._begin()

    def _begin(self) -> None:
        self._heard_samples = 0
        self._waiting = np.empty(0, np.int16)
        self._decoder.set_cmn(self._first_mean)
        self._decoder.start_utt()

    def _decode(self, samples: Samples) -> None:
        self._heard_samples += samples.size
        self._decoder.process_raw(np.ascontiguousarray(samples).tobytes(), no_search=False, full_utt=False)
