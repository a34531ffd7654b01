"""A card for an evening that is typed and read: it hears silence and sounds nowhere, but time goes by in it."""

import time  # noqa: TID251 - with no microphone to count by, only a clock tells how time goes
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, Block, Microphone, NoBlock
from assistant.devices.pretence import Pretence

_ASLEEP_S: Final = 1.0  # so far behind, the machine itself slept: that time went by for nobody


class SilentCard(Pretence):
    """A Card. A closed microphone makes it tell so four times a second, as every live card does."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic, wait: Callable[[float], None] = time.sleep) -> None:
        super().__init__()
        self._now_s = now_s
        self._wait = wait

    def blocks(self) -> Iterator[Block | NoBlock]:
        due_s, closed_s = self._now_s(), 0.0
        number = 0
        while True:
            step_s = BLOCK_S if self._microphone_open else 0.25
            due_s += step_s
            if self._now_s() - due_s > _ASLEEP_S:
                due_s = self._now_s()
            self._wait(max(0.0, due_s - self._now_s()))
            if self._microphone_open:
                closed_s = 0.0
                played = self._player.next_block()
                heard = np.zeros(BLOCK_SAMPLES, np.int16)
                yield Block(number * BLOCK_SAMPLES, heard, played.pcm, played.started, played.finished)
                number += 1
            else:
                closed_s += step_s
                yield NoBlock(closed_s, Microphone.CLOSED)
