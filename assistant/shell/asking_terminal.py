"""Setup's questions at a terminal: plain lines, an answer and Enter. As pipes, screen readers and SSH take it best."""

from collections.abc import Callable, Sequence
from typing import Final

from assistant.errors import SundayCoffeeError
from assistant.setting_up.asking import Choice

_YES: Final = frozenset({"y", "yes"})
_NO: Final = frozenset({"n", "no"})


class TerminalAsker:
    """An Asker. `read` returns the next line that is typed; EOFError at the end of all input."""

    def __init__(self, read: Callable[[], str] = input) -> None:
        self._read = read

    def yes(self, key: str, question: str, *, default: bool) -> bool:  # noqa: ARG002 - the key is for files
        asked = f"{question} yes or no (Enter: {'yes' if default else 'no'}): "
        while True:
            typed = self._typed(asked).lower()
            if not typed:
                return default
            if typed in _YES | _NO:
                return typed in _YES
            asked = "Please type yes or no: "

    def choose(self, key: str, question: str, choices: Sequence[Choice], default: str) -> str:  # noqa: ARG002 - same
        print(question)
        for number, choice in enumerate(choices, start=1):
            print(f"  {number}  {choice.shown}")
        names = [choice.name for choice in choices]
        asked = f"A number from 1 to {len(names)} (Enter: {names.index(default) + 1}): "
        while True:
            typed = self._typed(asked)
            if not typed:
                return default
            if typed.isdecimal() and 1 <= int(typed) <= len(names):
                return names[int(typed) - 1]
            if typed in names:
                return typed
            asked = f"Please type a number from 1 to {len(names)}: "

    def text(self, key: str, question: str, default: str) -> str:  # noqa: ARG002 - same
        asked = f"{question} (Enter: {default}): " if default else f"{question}: "
        return self._typed(asked) or default

    def _typed(self, asked: str) -> str:
        print(asked, end="", flush=True)  # `input` would show it on stderr, where libraries are kept quiet
        try:
            return self._read().strip()
        except EOFError as error:
            raise SundayCoffeeError("\nThe input ended at a question. What was finished is kept.") from error
