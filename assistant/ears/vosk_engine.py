"""Vosk, wrapped: the one file that uses it. Every call that could end the process is checked before it is made."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from hassil.numbers import get_rbnf_engine

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.recogniser import Heard
from assistant.ears.sentence_graph import LENGTH, LENGTHS
from assistant.ears.vosk_alone import vosk_alone
from assistant.ears.vosk_models import check_model, language_of
from assistant.errors import HearingUnavailableError

_NUMBER: Final = "{minutes}"
_MOST_MINUTES: Final = 90
_UNKNOWN: Final = ("[unk]", "<UNK>")  # what models make of any other word; each has one of them at most


class VoskRecogniser:
    """Implements `Recogniser`. `language` is that of the numbers; by default what the folder's name says, or English.

    HearingUnavailableError if the folder is no whole model. Loading takes seconds.
    """

    def __init__(self, model_folder: Path, language: str | None = None) -> None:
        check_model(model_folder)
        vosk = vosk_alone()
        vosk.SetLogLevel(-1)
        try:
            self._model: Any = vosk.Model(model_path=str(model_folder))
            self._recogniser: Any = vosk.KaldiRecognizer(self._model, float(SAMPLE_RATE_HZ))
        except Exception as error:
            if type(error) is not Exception:  # Vosk raises nothing narrower
                raise
            raise HearingUnavailableError(f"Vosk can't load the model in {model_folder}; unpack it again.") from error
        self._language = language or language_of(model_folder) or "en"
        self._recogniser.SetWords(True)  # noqa: FBT003 - Vosk takes no keyword
        self._expected: dict[str, str] = {}  # each sentence by what Vosk writes for it
        self._said: list[dict[str, Any]] = []  # what Vosk's own endpoints closed within this utterance
        self._warm_up()

    def expect(self, sentences: Sequence[str]) -> None:
        """A sentence with a word that the model doesn't know is left out: without the word it would be another."""
        expected: dict[str, str] = {}
        for sentence in dict.fromkeys(spelled for pattern in sentences for spelled in self._spelled(pattern)):
            words = [self._in_pieces(word) for word in sentence.split()]
            if all(words):
                expected.setdefault(" ".join(piece for word in words for piece in word), sentence)
        if expected == self._expected:
            return
        self._expected = expected
        self._said = []
        self._recogniser.Reset()  # a grammar after sound without this ends the process
        if expected:  # so does an empty one
            also = [word for word in _UNKNOWN if self._has(word)]
            self._recogniser.SetGrammar(json.dumps([*sorted(expected), *also], ensure_ascii=False))

    def hear(self, samples: Samples) -> str:
        """HearingUnavailableError if Vosk fails."""
        if not self._expected or not samples.size:
            return ""
        try:
            ended = self._recogniser.AcceptWaveform(samples.astype(np.int16, copy=False).tobytes())
        except Exception as error:
            if type(error) is not Exception:  # Vosk raises nothing more precise
                raise
            raise HearingUnavailableError(f"The recogniser Vosk failed ({error}).") from error
        if ended:
            self._said.append(json.loads(self._recogniser.Result()))
        partial = json.loads(self._recogniser.PartialResult()).get("partial", "")
        return " ".join(filter(None, [*(said.get("text", "") for said in self._said), partial]))

    def finish(self) -> Heard:
        """`score` is Vosk's mean confidence in its words, 0 to 1. It is no reason to believe them."""
        if not self._expected:
            return Heard(None, 0.0)
        said, self._said = [*self._said, json.loads(self._recogniser.FinalResult())], []
        text = " ".join(filter(None, (part.get("text", "") for part in said)))
        sure = [float(word["conf"]) for part in said for word in part.get("result", [])]
        score = sum(sure) / len(sure) if sure else 0.0
        sentence = self._expected.get(text)
        return Heard(sentence, score, sentence or text or None)

    def knows(self, word: str) -> bool:
        return bool(self._in_pieces(word))

    def _has(self, word: str) -> bool:
        return bool(word) and int(self._model.vosk_model_find_word(word)) >= 0

    def _in_pieces(self, word: str) -> tuple[str, ...]:
        """The fewest words of the model that `word` is made of; () where it is made of none.

        A Korean model knows stems and endings. In other writing a letter is no syllable, so there a word is one piece.
        """
        if self._has(word):
            return (word,)
        if not all("가" <= letter <= "힣" for letter in word):
            return ()
        ways: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(word) + 1):
            before = ((ways[start], word[start:end]) for start in reversed(range(end)))  # long beginnings first
            found = [(*way, piece) for way, piece in before if way is not None and self._has(piece)]
            ways.append(min(found, key=len, default=None))
        return ways[-1] or ()

    def _spelled(self, sentence: str) -> Iterator[str]:
        if LENGTH in sentence:
            if sentence.count(LENGTH) == 1:  # two would be ten thousand sentences
                for length in LENGTHS:
                    yield from self._spelled(sentence.replace(LENGTH, length))
            return
        if _NUMBER not in sentence:
            yield sentence
            return
        numbers = get_rbnf_engine(self._language)
        for number in range(1, _MOST_MINUTES + 1):
            yield sentence.replace(_NUMBER, numbers.format_number(number).text.replace("-", " "))

    def _warm_up(self) -> None:
        """The first heavy call takes up to a second; it shall not be a partner's."""
        murmur = np.random.default_rng(0).integers(-300, 300, SAMPLE_RATE_HZ, np.int16)
        self._recogniser.AcceptWaveform(murmur.tobytes())
        self._recogniser.FinalResult()
