"""What every voice promises. An engine only renders; it never plays."""

from typing import Protocol

from assistant.audio import Samples


class VoiceEngine(Protocol):
    @property
    def name(self) -> str:
        """Engine, voice and settings in one line: half of the cache's key, with the text."""
        ...

    def render(self, text: str) -> Samples:
        """`text` spoken, 16 kHz mono, silence trimmed. VoiceUnavailableError if it can't be rendered."""
        ...
