"""A Journal that knows what the assistant is doing, and tells whenever that changes. Shows nothing itself."""

from collections.abc import Callable

from assistant.audio import Block
from assistant.loop import Moment
from assistant.session.commands import Hush
from assistant.session.presence import Presence, presence
from assistant.session.state import State


class Attendance:
    def __init__(self, state: State, *told: Callable[[Presence], None]) -> None:
        self._state = state
        self._told = told
        self._sounding = set[str]()
        self._was: Presence | None = None
        self._tell()

    def sounded(self, block: Block) -> None:
        if block.started or block.finished:
            self._sounding.update(started.key for started in block.started)
            self._sounding.difference_update(block.finished)
            self._tell()

    def happened(self, moment: Moment) -> None:
        self._state = moment.state
        if Hush() in moment.commands:
            self._sounding.clear()
        self._tell()

    def _tell(self) -> None:
        now = presence(self._state, sounds=bool(self._sounding))
        if now is not self._was:
            self._was = now
            for tell in self._told:
                tell(now)
