"""How the assistant speaks, as rules about text. Remarks on a sentence; forbids nothing by itself."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import cattrs
import yaml

from assistant.ears.lexicon import words_of

MOST_SENTENCES: Final = 2
MOST_WORDS: Final = 12  # in any language
WORDINGS: Final = 3  # of each saying, and they take turns
ONCE_IS_ENOUGH: Final = ("pause_cue", "ears_closed", "hearing_again", "deaf_", "help_", "intro_")
"""How the keys begin of what is said seldom, or always in the same words."""
SHORT_WORDS: Final = 3  # "Good morning." or "I'll stay quiet." beside two sentences is no third one


@dataclass(frozen=True)
class Manner:
    """Of one language."""

    most_words: int  # in a sentence
    never: Mapping[str, tuple[str, ...]]  # what is in no saying, by what it would do
    inside_words: bool = False  # they are looked for inside words, too


@cache
def manner_of(language: str) -> Manner:
    """As the language's own folder has it; FileNotFoundError where there is no such language."""
    told = files("assistant.languages").joinpath(language, "manner.yaml").read_text("utf-8")
    return cattrs.structure(yaml.safe_load(told), Manner)


def remarks(text: str, language: str = "en") -> tuple[str, ...]:
    """What in one saying isn't how the assistant speaks; () when all is well."""
    manner = manner_of(language)
    sentences = [words_of(sentence) for sentence in re.split(r"(?<=[.!?])['\"]?\s+", text.strip())]
    found = []
    if sum(len(words) > SHORT_WORDS for words in sentences) > MOST_SENTENCES or len(sentences) > MOST_SENTENCES + 1:
        found.append(f"it has {len(sentences)} sentences; {MOST_SENTENCES} are enough.")
    found.extend(
        f'"{" ".join(words)}" has {len(words)} words; {manner.most_words} are enough.'
        for words in sentences
        if len(words) > manner.most_words
    )
    found.extend(
        f'"{phrase}" is in it, and so {reason}.'
        for reason, phrases in manner.never.items()
        for phrase in phrases
        if (phrase in text if manner.inside_words else holds(text, phrase))
    )
    if re.search(r"\d", text):
        found.append("there is a figure in it; figures are said only when someone asks.")
    return tuple(found)


def remarks_on_wordings(key: str, texts: Sequence[str]) -> tuple[str, ...]:
    """What in the wordings of one saying, taken together, isn't how the assistant speaks."""
    different = len(set(texts))
    found = ["one wording stands there twice."] if different < len(texts) else []
    if different < WORDINGS and not key.startswith(ONCE_IS_ENOUGH):
        found.append(f"{different} of {WORDINGS} wordings; they take turns, so that it is never a machine's refrain.")
    return tuple(found)


def holds(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text`, one after the other, whatever the case and punctuation."""
    words, sought = words_of(text), words_of(phrase)
    return bool(sought) and any(
        words[start : start + len(sought)] == sought for start in range(len(words) - len(sought) + 1)
    )
