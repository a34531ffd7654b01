"""What stays between sessions, as a few small files that only the couple's own account can read. Never their words.

`programme.json` has the week, `goal.json` the goal's name, `questions.json` which questions were asked and which
rituals they know, `news.json` what both are yet to be told. One that can't be read is set aside and the others are
used all the same.
"""

import json
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Final

import cattrs
from platformdirs import user_data_path

from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.whole_file import write_whole

PROGRAMME_FILE: Final = "programme.json"
GOAL_FILE: Final = "goal.json"
QUESTIONS_FILE: Final = "questions.json"
NEWS_FILE: Final = "news.json"
LARGEST_BYTES: Final = 100_000
MOST_WEEKS: Final = 1000  # more than any programme has

_PARTS: Final = {
    PROGRAMME_FILE: ("week",),
    GOAL_FILE: ("goal",),
    QUESTIONS_FILE: ("asked", "met"),
    NEWS_FILE: ("news",),
}
_GONE_WHEN_EMPTY: Final = frozenset({GOAL_FILE, NEWS_FILE})
_NOTHING: Final[dict[str, object]] = cattrs.unstructure(NOTHING_KEPT)
_LOST: Final = {
    PROGRAMME_FILE: "Your programme begins with its first week.",
    GOAL_FILE: "There is no goal now; you can choose one again.",
    QUESTIONS_FILE: "Some questions may come again.",
    NEWS_FILE: "If your safe word, its eagerness or how I start was changed, that is not announced.",
}


def default_data_folder() -> Path:
    return user_data_path("sunday-coffee")


class Keepsakes:
    """Read once; written by whoever doesn't mind waiting for the disk. `problems` says what went wrong so far."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._problems: list[str] = []  # a worker may add to this
        self._converter = cattrs.Converter(forbid_extra_keys=True)
        self._known = NOTHING_KEPT

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(self._problems)

    def read(self) -> Kept:
        values: dict[str, object] = {}
        for name, keys in _PARTS.items():
            values |= self._values(self._folder / name, keys)
        self._known = self._converter.structure(values, Kept)
        return self._known

    def _values(self, path: Path, keys: tuple[str, ...]) -> dict[str, object]:
        """What one file holds; nothing where there is none, or it can't be used."""
        try:
            with path.open("rb") as file:
                values = json.loads(file.read(LARGEST_BYTES).decode("utf-8"))
            if not isinstance(values, dict) or set(values) != set(keys):
                raise ValueError("other keys than ours")  # noqa: TRY301 - told together with all that can't be read
            kept = self._converter.structure(values, Kept)
            if json.dumps(self._converter.unstructure(kept)) != json.dumps(_NOTHING | values):
                raise ValueError("other values than ours")  # noqa: TRY301 - same
            if not 1 <= kept.week <= MOST_WEEKS:
                raise ValueError("no such week")  # noqa: TRY301 - same
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            self._problems.append(f"{path}: can't be read ({error.strerror}). {_LOST[path.name]}")
            return {}
        except (ValueError, TypeError, RecursionError, cattrs.BaseValidationError):
            self._set_aside(path)
            return {}
        return values

    def _set_aside(self, path: Path) -> None:
        aside = _aside(path)
        self._problems.append(f"{path}: can't be read any more, so it is kept as {aside.name}. {_LOST[path.name]}")
        try:
            path.replace(aside)
        except OSError as error:
            self._problems.append(f"{path}: can't be put aside ({error.strerror}); please move it.")

    def write(self, kept: Kept) -> None:
        """What changed since it was read or written here, each file whole or not at all.

        So what was forgotten from elsewhere meanwhile stays forgotten. No goal and no news leave no file.
        """
        for name, keys in _PARTS.items():
            part = {key: getattr(kept, key) for key in keys}
            if part == {key: getattr(self._known, key) for key in keys}:
                continue
            path = self._folder / name
            try:
                if name in _GONE_WHEN_EMPTY and not any(part.values()):
                    path.unlink(missing_ok=True)
                else:
                    write_whole(path, json.dumps(part).encode())
            except OSError as error:
                self._problems.append(f"{path}: can't be written ({error.strerror}), so it stays as it was.")
            else:
                self._known = replace(self._known, **part)  # what could not be written is written the next time


def _aside(path: Path) -> Path:
    """A name beside it that none has which was put aside before."""
    first = path.with_name(f"{path.name}.unreadable")
    others = (path.with_name(f"{first.name}-{number}") for number in count(2))
    return next(name for name in chain([first], others) if not name.exists())
