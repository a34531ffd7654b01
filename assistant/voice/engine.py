"""What every voice promises. An engine only renders; it never plays."""

from typing import Protocol

from assistant.audio import Samples
from assistant.errors import VoiceUnavailableError


class VoiceEngine(Protocol):
    @property
    def name(self) -> str:
        """Engine, voice and settings in one line: half of the cache's key, with the text."""
        ...

    def render(self, text: str) -> Samples:
        """`text` spoken, 16 kHz mono, silence trimmed. VoiceUnavailableError if it can't be rendered."""
        ...


def must_have_words(text: str) -> None:
    """VoiceUnavailableError for a sentence of dots and dashes: an engine would say nothing, or name them."""
    if not any(map(str.isalnum, text)):
        raise VoiceUnavailableError(f'There is no word in the sentence "{text}": nothing to say.')
