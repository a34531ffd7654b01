"""Which voice speaks, and who speaks where it can't: from what the couple chose. Renders nothing."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from assistant.voice.cache import SoundCache
from assistant.voice.engine import VoiceEngine
from assistant.voice.fallback import WithFallback
from assistant.voice.pyttsx3_engine import DEFAULT_VOICE, Pyttsx3Engine
from assistant.voice.warm import LANGUAGE, WARM, lacking
from assistant.voice.warm_engine import WarmEngine

_OWN_VOICES: Final[Mapping[str, str | None]] = {
    LANGUAGE: DEFAULT_VOICE,
    "ko": None if sys.platform == "darwin" else "ko+f3",
}
_ENGLISH_ONLY: Final = "The warm voice speaks English only, so the plain voice speaks."


def plain_engine(voice: str | None, rate_wpm: int | None, language: str = LANGUAGE) -> Pyttsx3Engine:
    """`voice` as espeak-ng names it; None, or one that is no voice of espeak-ng's: the language's own."""
    own = _OWN_VOICES.get(language, language)
    return Pyttsx3Engine(own if voice in (None, WARM) else voice, rate_wpm or Pyttsx3Engine.rate_wpm)


def warm_engine(rate_wpm: int | None) -> WarmEngine:
    return WarmEngine(rate_wpm or Pyttsx3Engine.rate_wpm)


def chosen_engine(voice: str | None, rate_wpm: int | None, language: str = LANGUAGE) -> VoiceEngine:
    """The one that the couple wish for, whether it works here or not."""
    return warm_engine(rate_wpm) if _is_warm(voice, language) else plain_engine(voice, rate_wpm, language)


def chosen_sounds(
    folder: Path, voice: str | None, rate_wpm: int | None, language: str = LANGUAGE
) -> SoundCache | WithFallback:
    """Where rendered sayings come from, kept in `folder`. Its `problem` tells why the plain voice has to speak."""
    plain = SoundCache(folder, plain_engine(voice, rate_wpm, language))
    if voice != WARM:
        return plain
    if not _is_warm(voice, language):
        return WithFallback(_ENGLISH_ONLY, plain)
    return WithFallback(lacking() or SoundCache(folder, warm_engine(rate_wpm)), plain)


def takes_its_time(voice: str | None, language: str = LANGUAGE) -> bool:
    """Whether the voice that will speak renders so slowly that it had better begin before a session does."""
    return _is_warm(voice, language) and lacking() is None


def _is_warm(voice: str | None, language: str) -> bool:
    return voice == WARM and language == LANGUAGE
