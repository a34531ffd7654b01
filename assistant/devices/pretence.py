"""What the cards without hardware share: a player in the loudspeaker's place, a microphone that only counts as open."""

from assistant.audio import Sound, Way
from assistant.voice.player import Player


class Pretence:
    """Most of a Card; its blocks are what makes it one."""

    def __init__(self) -> None:
        self._player = Player()
        self._microphone_open = True

    def play(self, sound: Sound) -> None:
        self._player.play(sound)

    def hush(self) -> None:
        self._player.hush()

    def give_way(self, way: Way) -> None:
        self._player.give_way(way)

    def close_microphone(self) -> None:
        self._microphone_open = False

    def open_microphone(self) -> None:
        self._microphone_open = True
