"""What the couple reads along in the terminal: the assistant's own sentences, never theirs."""

from rich.console import Console


class TerminalScreen:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._told: set[str] = set()

    def caption(self, text: str) -> None:
        self._console.print(f"  {text}", highlight=False, markup=False)

    def note(self, text: str) -> None:
        """Something about the machine, once. Shown as it is: a path may have brackets in it."""
        if text not in self._told:
            self._told.add(text)
            self._console.print(text, style="dim", highlight=False, markup=False)

    def clear(self) -> None:
        self._console.clear()


class NoScreen:
    """Nobody reads along."""

    def caption(self, text: str) -> None:
        """The events tell what was said."""

    def clear(self) -> None:
        """There is nothing to clear."""
