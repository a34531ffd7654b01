"""What they last started with: safe words and eagerness. So a change that somebody typed into the file is told, too.

Notes only; a session tells it. One who deletes this file as well is beyond it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import cattrs

from assistant.content.configuration import Configuration
from assistant.setting_up.news import news_of, waiting
from assistant.shell.keepsakes import LARGEST_BYTES, Keepsakes
from assistant.whole_file import write_whole

AGREED_FILE: Final = "agreed.json"
_STRICT: Final = cattrs.Converter(forbid_extra_keys=True)


@dataclass(frozen=True)
class Agreed:
    safe_words: dict[str, str | None]  # each with the spelling that tells how it sounds, where there is one
    eagerness: str

    @classmethod
    def of(cls, wishes: Configuration) -> "Agreed":
        return cls({word: wishes.pronunciations.get(word) for word in wishes.safe_words}, wishes.eagerness)

    def news(self, wishes: Configuration) -> tuple[str, ...]:
        """The sayings that tell what is different by now."""
        spelled = {word: spelling for word, spelling in self.safe_words.items() if spelling is not None}
        before = replace(wishes, safe_words=tuple(self.safe_words), pronunciations=spelled, eagerness=self.eagerness)
        return news_of(before, wishes)


def note_what_changed(wishes: Configuration, keepsakes: Keepsakes, folder: Path) -> Sequence[str]:
    """For both to hear at their next session, the first one they ever start left out. Gives what went wrong."""
    path = folder / AGREED_FILE
    agreed = _agreed(path)
    if agreed == Agreed.of(wishes):
        return ()
    if agreed is not None:
        kept, problems_before = keepsakes.read(), len(keepsakes.problems)
        keepsakes.write(replace(kept, news=waiting(kept.news, agreed.news(wishes))))
        if len(keepsakes.problems) > problems_before:
            return keepsakes.problems[problems_before:]  # and it is tried again the next time
    try:
        write_whole(path, json.dumps(asdict(Agreed.of(wishes)), ensure_ascii=False).encode())
    except OSError as error:
        return (f"{path}: can't be written ({error.strerror}). Where your safe word changes, I can't tell you both.",)
    return ()


def _agreed(path: Path) -> Agreed | None:
    """None where there is none, or none that can be read: the next one is."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(LARGEST_BYTES).decode("utf-8"))
        return _STRICT.structure(values, Agreed) if isinstance(values, dict) else None
    except (OSError, ValueError, TypeError, RecursionError, cattrs.BaseValidationError):
        return None
