"""Plays one sound after the other on the loudspeaker alone; no microphone is opened. Decides nothing."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final

from assistant.audio import Sound
from assistant.devices import portaudio
from assistant.devices.choice import Side, choose
from assistant.errors import VoiceUnavailableError
from assistant.voice.player import Player

_LOOK_S: Final = 0.02
_TAIL_S: Final = 0.3  # what the device still holds when the player has given it all


class Aloud(AbstractContextManager["Aloud"]):
    """VoiceUnavailableError if the loudspeaker isn't there, or goes away."""

    def __init__(self, loudspeaker: str | int | None) -> None:
        device = choose(portaudio.list_devices(), loudspeaker, Side.LOUDSPEAKER)
        if device is None:
            raise VoiceUnavailableError("There is no such loudspeaker here: sunday-coffee devices lists what there is.")
        self._player = Player()
        self._stream = portaudio.LoudspeakerStream(device, self._player.next_block)

    def say(self, sound: Sound) -> None:
        """Returns when it has sounded."""
        self._player.play(sound)
        while sound.key not in (key for played, _ in self._stream.played() for key in played.finished):
            if not self._stream.alive:
                raise VoiceUnavailableError("The loudspeaker went away in the middle.")
            portaudio.wait(_LOOK_S)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            portaudio.wait(_TAIL_S)
        self._stream.close()
