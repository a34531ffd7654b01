"""What the couple reads along in the terminal: the assistant's own sentences, never theirs."""

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.session.commands import Chime

CHIMES: Final[Mapping[Chime, str]] = {
    Chime.PAUSE: "paused",
    Chime.HAND_OVER: "three seconds, then the other of you",
    Chime.OFFERED: "as much time as this turn was offered",
    Chime.HALF: "half the time",
    Chime.NEAR_END: "nearly the end",
    Chime.WELCOME: "listening again",
}


class TerminalScreen:
    """Line after line, and nothing that moves: as a pipe, a file or a screen reader takes it best."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._told: set[str] = set()

    def caption(self, text: str) -> None:
        self._console.print(_indented(text))

    def chimed(self, chime: Chime) -> None:
        self._console.print(_indented(f"({CHIMES[chime]})"), style="dim")

    def note(self, text: str) -> None:
        """Something about the machine, once. Shown as it is: a path may have brackets in it."""
        if text not in self._told:
            self._told.add(text)
            self._console.print(text, style="dim", highlight=False, markup=False)

    def clear(self) -> None:
        self._console.clear()


def _indented(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2), expand=False)


class NoScreen:
    """Nobody reads along."""

    def caption(self, text: str) -> None:
        """The events tell what was said."""

    def chimed(self, chime: Chime) -> None:
        """Likewise."""

    def clear(self) -> None:
        """There is nothing to clear."""
