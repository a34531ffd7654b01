"""Has sentences heard that a synthetic voice says, without any sound card, for speech.py to judge. Judges nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.content.configuration import Configuration
from assistant.content.languages import FIRST, language_called
from assistant.devices.partner import speak
from assistant.doctor.speech import CHANGE, Speed, Spotting, Understanding
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.pronunciation import Pronunciations
from assistant.ears.spotter import PhonemeSpotter
from assistant.ears.understanding import Commands
from assistant.errors import ContentError, HearingUnavailableError, SundayCoffeeError, VoiceUnavailableError
from assistant.mending import HERE
from assistant.session.intents import Intent
from assistant.shell.parts import engines, hop_for

_VOICES: Final = ("en-us", "en-us+f3", "en-gb+m3", "en-gb+f2")
_AROUND_S: Final = 0.5


def speed_here() -> Speed:
    try:
        return Speed(hop_for(Phonemes()))
    except HearingUnavailableError as error:
        return Speed(None, str(error))


def command_understood(wishes: Configuration) -> Understanding:
    """Best in a process of its own: Vosk may end the one that loads a damaged model."""
    command = language_called(wishes.language).command
    try:
        said = _around(speak(command, _VOICES[0] if wishes.language == FIRST else wishes.language))
    except (VoiceUnavailableError, ContentError):
        return Understanding(wishes.recogniser, command, is_mute=True)
    try:
        recogniser = engines(wishes).recogniser
        commands = Commands.of_language(wishes.language)
        asked = frozenset({Intent.TIMER_STATUS, Intent.HAND_OVER, Intent.PAUSE, Intent.STOP})
        recogniser.expect(commands.sentences(asked))
        recogniser.hear(said)
        heard = recogniser.finish()
    except SundayCoffeeError as error:
        return Understanding(wishes.recogniser, command, problem=str(error), mend=_mend_of(wishes))
    understood = None if heard.text is None else commands.understand(heard.text, asked)
    is_right = understood is not None and understood.intent is Intent.TIMER_STATUS
    return Understanding(wishes.recogniser, command, heard.best, is_right)


def _mend_of(wishes: Configuration) -> str:
    """Of a recogniser that can't be used."""
    if wishes.model is not None:
        return CHANGE
    return f"sunday-coffee model get {wishes.language}" if wishes.recogniser == "vosk" else HERE.program


def safe_words_spotted(wishes: Configuration) -> tuple[Spotting, ...]:
    """Each safe word on its own, said by several voices; as the couple spelled it, where they did."""
    return tuple(_spotting(word, wishes) for word in wishes.safe_words)


def _spotting(word: str, wishes: Configuration) -> Spotting:
    try:
        phonemes = Phonemes()
        heard = sum(_is_spotted(said, word, wishes, phonemes) for said in _said(word, wishes, phonemes))
    except (VoiceUnavailableError, ContentError):
        return Spotting(word, is_mute=True)
    except SundayCoffeeError as error:
        return Spotting(word, problem=str(error))
    return Spotting(word, heard, len(_VOICES))


def _is_spotted(said: Samples, word: str, wishes: Configuration, phonemes: Phonemes) -> bool:
    spotter = PhonemeSpotter(phonemes, (word,), pronunciations=wishes.pronunciations)
    seen = (*spotter.hear(_around(said)), *spotter.finish())
    return any(spotted.accepted for spotted in seen)


def spoken_safe_words(words: Sequence[str], wishes: Configuration) -> tuple[Sound, ...]:
    """Each as it sounds, to be played aloud. SundayCoffeeError for one that has no sound."""
    if not words:
        return ()
    phonemes = Phonemes()
    return tuple(Sound(word, next(_said(word, wishes, phonemes))) for word in words)


def _said(word: str, wishes: Configuration, phonemes: Phonemes) -> Iterator[Samples]:
    pronounced = Pronunciations(Lexicon(phonemes)).of(wishes.pronunciations.get(word, word))  # whatever its letters
    return (speak(f"[[{pronounced.for_espeak}]]", voice) for voice in _VOICES)


def _around(said: Samples) -> Samples:
    """With a soft hiss before and after, for no room is silent."""
    around = round(_AROUND_S * SAMPLE_RATE_HZ)
    hiss = np.random.default_rng(1).integers(-8, 9, said.size + 2 * around).astype(np.int16)
    hiss[around : around + said.size] += said // 2
    return hiss
