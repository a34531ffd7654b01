"""Tells on the terminal, each once, what the parts of an evening could not do. The session goes on without it."""

from collections.abc import Iterable
from typing import Protocol

from assistant.audio import Block
from assistant.loop import Moment
from assistant.shell.screen import TerminalScreen


class Fallible(Protocol):
    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong so far, as sentences for the terminal."""
        ...


class Problems:
    """A Journal."""

    def __init__(self, screen: TerminalScreen, parts: Iterable[Fallible]) -> None:
        self._screen = screen
        self._parts = tuple(parts)

    def sounded(self, block: Block) -> None:
        """Sound has no problems of this kind."""

    def happened(self, moment: Moment) -> None:
        if moment.commands:
            self.tell()

    def tell(self) -> None:
        for part in self._parts:
            for problem in part.problems:
                self._screen.note(problem)
