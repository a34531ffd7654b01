"""Teaches an ear from recordings as `sunday-coffee enrol` would: what will not do is asked for anew. No sound stays."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.audio import Samples
from assistant.bench.couples import EXAMPLES_EACH
from assistant.devices.recordings import read
from assistant.ears.embeddings import SpeechEmbeddings
from assistant.ears.enrolment import Doubt, examine, unlike
from assistant.ears.examples import Example
from assistant.ears.keyword import Keyword, ways_of_phrase
from assistant.ears.lexicon import Lexicon, words_of
from assistant.ears.phonemes import Phonemes


class Teacher:
    """Listens to one word. Each recording is examined once, however many couples its speaker belongs to."""

    def __init__(self, word: str, phonemes: Phonemes, embeddings: SpeechEmbeddings, talk: Samples) -> None:
        self._word = word
        self._phonemes = phonemes
        self._embeddings = embeddings
        lexicon = Lexicon(phonemes)
        self._keyword = Keyword(ways_of_phrase([lexicon.of_word(part) for part in words_of(word)]), phonemes.blank)
        embeddings.reset()
        self._talk = np.stack([embedding.vector for embedding in embeddings.hear(talk)])
        self._verdicts: dict[Path, Example | Doubt] = {}

    def choose(self, recordings: Sequence[Path]) -> tuple[Path, ...]:
        """One voice's: the first EXAMPLES_EACH of them that will do, beside one another too; fewer if there are none.

        HearingUnavailableError for a recording that can't be read.
        """
        good: list[Path] = []
        for recording in recordings:
            if not isinstance(self._verdict(recording), Example):
                continue
            good.append(recording)
            if len(good) >= EXAMPLES_EACH:
                odd = unlike(self.taught(good))
                good = [one for one, is_odd in zip(good, odd, strict=True) if not is_odd]
            if len(good) == EXAMPLES_EACH:
                break
        return tuple(good)

    def taught(self, recordings: Sequence[Path]) -> list[Example]:
        """What is kept of those of them that will do."""
        return [verdict for each in recordings if isinstance(verdict := self._verdict(each), Example)]

    def _verdict(self, recording: Path) -> Example | Doubt:
        if recording not in self._verdicts:
            sound = read(recording)
            self._verdicts[recording] = examine(sound, self._embeddings, self._talk, self._fit, self._word)
        return self._verdicts[recording]

    def _fit(self, samples: Samples) -> float:
        match = self._keyword.look(self._phonemes.log_probs(samples))
        return -np.inf if match is None else match.score
