"""The assistant's own voice for the bench: all it can say, one saying after the other, in one recording."""

from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ
from assistant.content.prompts import find_prompts, load_book
from assistant.devices.recordings import Tape, read
from assistant.voice.cache import SoundCache, default_cache_folder
from assistant.voice.pyttsx3_engine import Pyttsx3Engine

_BETWEEN_S: Final = 0.3


def all_sayings(path: Path) -> float:
    """Written to `path`, a WAV; its seconds. VoiceUnavailableError if one can't be rendered."""
    book = load_book(find_prompts(None), ())
    texts = [text for variants in book.sayings.values() for text in variants]
    sounds = SoundCache(default_cache_folder(), Pyttsx3Engine())
    path.parent.mkdir(parents=True, exist_ok=True)
    with Tape(path) as tape:
        for text in texts:
            tape.add(sounds.sound("saying", text).pcm)
            tape.add(np.zeros(round(_BETWEEN_S * SAMPLE_RATE_HZ), np.int16))
    return read(path).size / SAMPLE_RATE_HZ
