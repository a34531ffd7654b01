"""A Journal that knows when systemd may be told that somebody is heard. Decides; `beat` tells.

Where no beat comes the program is ended and started anew: a session that broke off then goes on.
"""

import math
from collections.abc import Callable
from typing import Final

from assistant.audio import Block
from assistant.loop import Moment
from assistant.session.events import TimePassed
from assistant.session.state import EarsClosed, State

EVERY_S: Final = 10.0
CLOSED_TICKS: Final = 40  # with the microphone closed no sound tells the time, but ticks come four times a second


class Alive:
    """`beat` is called with the first block, and then every ten seconds of sound that a safe word would be heard in.

    A microphone that was closed on purpose is no failure: started anew, the program would open it unasked.
    """

    def __init__(self, state: State, beat: Callable[[], None]) -> None:
        self._state = state
        self._beat = beat
        self._beat_s = -math.inf  # of sound heard
        self._ticks = CLOSED_TICKS  # with ears that were closed before, the first tells that it is ready

    def sounded(self, block: Block) -> None:
        if self._state.hears and block.end_s - self._beat_s >= EVERY_S:
            self._beat_s = block.end_s
            self._beat()

    def happened(self, moment: Moment) -> None:
        self._state = moment.state
        if not (isinstance(moment.event, TimePassed) and isinstance(moment.state.mode, EarsClosed)):
            return
        self._ticks += 1
        if self._ticks >= CLOSED_TICKS:
            self._ticks = 0
            self._beat()
