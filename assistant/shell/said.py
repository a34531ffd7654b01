"""`sunday-coffee safe-word check TEXT --said FILE…`: the couple say their word, and it finds out how to spell it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ
from assistant.ears.by_ear import MOST_RECORDINGS, way_said
from assistant.ears.enrolment import Doubt, find_word
from assistant.ears.keyword import Keyword, ways_of_phrase
from assistant.ears.lexicon import Lexicon, Pronunciation
from assistant.ears.phonemes import FRAME_SAMPLES, LogProbs, Phonemes
from assistant.ears.pronunciation import Pronunciations, UnsayableError
from assistant.ears.respelling import words_like
from assistant.ears.spotter import THRESHOLD
from assistant.errors import SundayCoffeeError
from assistant.shell.one_word import one_word_in

_AROUND: Final = round(0.2 * SAMPLE_RATE_HZ)  # of the word, in which it may begin softly
_QUIET: Final = np.zeros(SAMPLE_RATE_HZ // 2, np.int16)  # the recogniser hears a word better with quiet around it


class ByEar:
    def __init__(self, phonemes: Phonemes, per_million: Callable[[str], float]) -> None:
        self._phonemes = phonemes
        self._lexicon = Lexicon(phonemes)
        self._per_million = per_million

    def spelling(self, text: str, spelled: str | None, files: Sequence[Path]) -> str | None:
        """English words that sound as `text` does in the recordings; None where `spelled`, or the text, does already.

        SundayCoffeeError, one sentence, for recordings that tell too little.
        """
        if len(files) > MOST_RECORDINGS:
            raise SundayCoffeeError(f"--said takes up to {MOST_RECORDINGS} recordings of the word; more tell no more.")
        said = [self._frames(file) for file in files]
        if self._fit(self._ways(text, spelled), said) >= THRESHOLD:
            return None
        sounds = self._lexicon.symbols(way_said(said, self._lexicon.english, self._phonemes.blank))
        words = words_like(sounds or (), self._per_million)
        ways = ways_of_phrase([self._lexicon.of_word(word) for word in words])
        if self._fit(ways, said) < THRESHOLD:
            raise SundayCoffeeError(
                f"I couldn't find words that sound like {text!r} as it was said there. Recordings of three times, each "
                'said plainly in a quiet room, tell more; or spell it: --sounds-like "nash ville".'
            )
        return " ".join(words)

    def _ways(self, text: str, spelled: str | None) -> tuple[Pronunciation, ...]:
        try:
            return Pronunciations(self._lexicon).of(text, spelled).ways
        except UnsayableError:
            return ()  # its letters tell nothing, which is why it is said

    def _fit(self, ways: tuple[Pronunciation, ...], said: Sequence[LogProbs]) -> float:
        """How well the spotter would hear it where it would hear it worst."""
        if not ways:
            return -np.inf
        keyword = Keyword(ways, self._phonemes.blank)
        matches = [keyword.look(frames) for frames in said]
        return min(-np.inf if match is None else match.score for match in matches)

    def _frames(self, file: Path) -> LogProbs:
        """Of the word alone, although all that is around it helps to hear it."""
        sound = one_word_in(file)
        place = find_word(sound)
        if isinstance(place, Doubt):
            raise SundayCoffeeError(f"{file}: I'd like to hear that one again: {place}.")
        start, end = max(0, place.start - _AROUND), place.end + _AROUND
        frames = self._phonemes.log_probs(np.concatenate((_QUIET, sound, _QUIET)))
        return frames[(_QUIET.size + start) // FRAME_SAMPLES : (_QUIET.size + end) // FRAME_SAMPLES]
