"""The voice that the couple chose, and the plain one for a saying that it can't say. Chooses nothing but that."""

from assistant.audio import Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.cache import SoundCache


class WithFallback:
    """Each keeps its own sounds: next time the chosen voice is asked again. Any thread may ask."""

    def __init__(self, chosen: SoundCache | str, plain: SoundCache) -> None:
        """`chosen` may be the sentence that says why that voice is not to be had here at all."""
        self._chosen = chosen
        self._plain = plain
        self._first_failure = chosen if isinstance(chosen, str) else None

    @property
    def problem(self) -> str | None:
        """What went wrong first: one is enough for the terminal. `warm_health` has them all."""
        unkept = None if isinstance(self._chosen, str) else self._chosen.problem
        return self._first_failure or unkept or self._plain.problem

    def sound(self, key: str, text: str) -> Sound:
        """VoiceUnavailableError if the plain voice can't say it either."""
        if not isinstance(self._chosen, str):
            try:
                return self._chosen.sound(key, text)
            except VoiceUnavailableError as error:
                self._first_failure = self._first_failure or str(error)
        return self._plain.sound(key, text)
