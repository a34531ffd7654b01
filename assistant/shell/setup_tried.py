"""Tries what was chosen in `setup more` before it is kept: does the voice speak, is the model one? Keeps nothing."""

from typing import Final

from assistant.content.configuration import Configuration
from assistant.ears.vosk_models import check_model, find_model
from assistant.errors import HearingUnavailableError, VoiceUnavailableError
from assistant.models.shelf import default_models_folder
from assistant.voice.choosing import plain_engine
from assistant.voice.warm import DOWNLOAD_BYTES, LICENCES, MEMORY_BYTES, WARM, lacking

OFFER: Final = (
    f"{WARM} is a warmer voice, in English: {DOWNLOAD_BYTES / 1e6:.0f} MB to fetch, and {MEMORY_BYTES / 1e6:.0f} MB of "
    f"memory while it gets its sentences ready. {LICENCES}"
)
_SENTENCE: Final = "Good morning."


def refused(key: str, wishes: Configuration) -> str | None:
    """Why what was chosen under `key` would not work; None where it does."""
    try:
        if key == "model" and wishes.model is not None:
            check_model(wishes.model)
        elif key == "voice" and wishes.voice not in (None, WARM):
            plain_engine(wishes.voice, wishes.rate_wpm, wishes.language).render(_SENTENCE)
    except (HearingUnavailableError, VoiceUnavailableError) as error:
        return str(error)
    return None


def still_to_fetch(key: str, wishes: Configuration) -> str | None:
    """What is missing yet for what was chosen under `key`, and how to get it."""
    if key == "voice" and wishes.voice == WARM:
        return lacking()
    if key not in ("language", "recogniser", "model") or wishes.recogniser != "vosk":
        return None
    if find_model(wishes.model, default_models_folder(), wishes.language) is not None:
        return None
    return f"Before I can start with that, fetch its model: sunday-coffee model get {wishes.language}"
