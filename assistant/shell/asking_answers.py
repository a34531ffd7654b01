"""Setup's questions answered by a file, for scripts and tests. What the file leaves out gets the answer of an Enter."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from yaml.nodes import ScalarNode

from assistant.content.places import Place, meant, shown
from assistant.content.reading import read_places
from assistant.content.settings import SETTINGS
from assistant.errors import SundayCoffeeError
from assistant.setting_up.asking import Choice, Question

KEYS: Final = (*Question, *(setting.key for setting in SETTINGS))
_MOST: Final = 20  # times one question: more often it goes round in circles


class FileAsker:
    """An Asker. A key has one answer, or a list of them, one for each time that it is asked.

    ContentError at once for a key that there isn't, and with its line for an answer that doesn't fit.
    """

    def __init__(self, path: Path) -> None:
        root = read_places(path)
        self._path = path
        self._answers: dict[str, list[Place]] = {}
        for key, place in root.parts():
            if key not in KEYS:
                place.wrong(f"{shown(key)} is no question of setup{meant(key, KEYS)}")
            self._answers[key] = list(place.variants())
        root.problems.raise_if_any()
        self._asked = Counter[str]()

    def yes(self, key: str, question: str, *, default: bool) -> bool:
        place = self._next(key)
        answer = default if place is None else place.flag()
        self._check(place)
        print(f"{question} {'yes' if answer else 'no'}")
        return answer

    def choose(self, key: str, question: str, choices: Sequence[Choice], default: str) -> str:
        place = self._next(key)
        names = {choice.name: choice.shown for choice in choices}
        answer = default if place is None else _plain(place)
        if place is not None and answer not in names:
            place.wrong(f"{key} is {shown(answer)}{meant(answer, names)}")
        self._check(place)
        print(f"{question} {names[answer]}")
        return answer

    def text(self, key: str, question: str, default: str) -> str:
        place = self._next(key)
        answer = default if place is None else _plain(place)
        self._check(place)
        print(f"{question}: {answer}")
        return answer

    def _next(self, key: str) -> Place | None:
        self._asked[key] += 1
        if self._asked[key] > _MOST:
            raise SundayCoffeeError(f"{self._path}: with these answers {key} is asked over and over.")
        waiting = self._answers.get(key)
        return waiting.pop(0) if waiting else None

    @staticmethod
    def _check(place: Place | None) -> None:
        if place is not None:
            place.problems.raise_if_any()


def _plain(place: Place) -> str:
    """As it stands there, whatever YAML takes it for: a number is typed like a text."""
    match place.node:
        case ScalarNode(value=str() as value):
            return value
        case _:
            place.wrong(f"{place.name} is a group of answers; one answer is needed.")
            return ""
