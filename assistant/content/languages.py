"""The languages that come with the program, and what each needs. Reads their folders; sentences are read elsewhere."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import cattrs
import yaml

FOLDER: Final = Path(str(files("assistant.languages")))
FIRST: Final = "en"
"""That of prompts.yaml, and of all that is written for who builds it."""


@dataclass(frozen=True)
class Language:
    name: str
    safe_word: str  # until the couple choose theirs
    command: str  # asks for the time that is left; said by a synthetic voice, it is understood
    sounds_like: str | None = None  # the safe word in English words or syllables, where its letters tell no sound
    recogniser: str = "phrases"  # what can hear its commands


def languages() -> tuple[str, ...]:
    """Their codes, "en" among them."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if (folder / "language.yaml").is_file()))


@cache
def language_called(code: str) -> Language:
    """FileNotFoundError for none of `languages`."""
    return cattrs.structure(yaml.safe_load((FOLDER / code / "language.yaml").read_text("utf-8")), Language)


def sayings_of(code: str) -> Path | None:
    """The file that holds its sayings; None for the language of prompts.yaml."""
    return None if code == FIRST else FOLDER / code / "prompts.yaml"
