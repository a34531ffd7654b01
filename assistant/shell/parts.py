"""Gathers the parts a command needs: ears and voice, from what the couple chose. Builds; runs nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from assistant.content.configuration import Configuration
from assistant.ears.ear import Ear
from assistant.ears.echo import echo_canceller
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.ears.recogniser import Recogniser
from assistant.ears.spotter import THRESHOLD, PhonemeSpotter
from assistant.ears.understanding import Commands
from assistant.ears.vosk_engine import VoskRecogniser
from assistant.ears.vosk_models import find_model
from assistant.errors import HearingUnavailableError
from assistant.voice.cache import SoundCache, default_cache_folder
from assistant.voice.pyttsx3_engine import Pyttsx3Engine
from assistant.voice.rendering import Voice

LANGUAGE = "en"
MODELS_FOLDER = Path(__file__).resolve().parents[2] / "models"


def recogniser_called(name: str, model: Path | None, phonemes: Phonemes) -> Recogniser:
    """`phrases`, which needs no model, or `vosk`. HearingUnavailableError if there is no model for it."""
    if name == "phrases" and model is None:
        return PhraseRecogniser(phonemes, Lexicon(phonemes))
    folder = find_model(model, MODELS_FOLDER)
    if folder is None:
        raise HearingUnavailableError(
            "There is no Vosk model here. Put one into models/, name it with --model FOLDER, or leave out Vosk: "
            "the built-in phrase recogniser needs none."
        )
    return VoskRecogniser(folder)


@contextmanager
def an_ear(
    wishes: Configuration, *, patient: bool, safe_words: Sequence[str] = (), threshold: float = THRESHOLD
) -> Iterator[Ear]:
    phonemes = Phonemes()
    spotter = PhonemeSpotter(phonemes, safe_words or wishes.safe_words, threshold=threshold)
    recogniser = recogniser_called(wishes.recogniser, wishes.model, phonemes)
    with Ear(echo_canceller(), spotter, recogniser, Commands.of_language(LANGUAGE), patient=patient) as ear:
        yield ear


def a_voice(wishes: Configuration) -> Voice:
    usual = Pyttsx3Engine()
    engine = replace(usual, voice=wishes.voice or usual.voice, rate_wpm=wishes.rate_wpm or usual.rate_wpm)
    return Voice(SoundCache(default_cache_folder(), engine))
