"""How the assistant speaks, as rules about text. Remarks on a sentence; forbids nothing by itself."""

import re
from typing import Final

from assistant.ears.lexicon import words_of

MOST_SENTENCES: Final = 2
MOST_WORDS: Final = 12
SHORT_WORDS: Final = 3  # "Good morning." or "I'll stay quiet." beside two sentences is no third one

_NEVER: Final = {
    "it asks for reasons": ("why",),
    "it pushes": ("should", "must", "just", "try", "tries", "trying", "need to", "needs to", "have to"),
    "it praises": (
        *("great", "wonderful", "amazing", "excellent", "perfect", "awesome", "brilliant", "fantastic", "bravo"),
        *("well done", "good job", "nice job", "proud", "thank you for sharing"),
    ),
    "it claims a feeling or a thought": ("i feel", "i understand", "i know how", "i care", "i love"),
    "the words belong to a partner": ("i'm here with you", "i am here with you", "i hear you", "i see you", "love you"),
    "it counts what is missing": ("last time you", "you missed", "you didn't", "haven't", "streak"),
}


def remarks(text: str) -> tuple[str, ...]:
    """What in one saying isn't how the assistant speaks; () when all is well."""
    sentences = [words_of(sentence) for sentence in re.split(r"(?<=[.!?])['\"]?\s+", text.strip())]
    found = []
    if sum(len(words) > SHORT_WORDS for words in sentences) > MOST_SENTENCES or len(sentences) > MOST_SENTENCES + 1:
        found.append(f"it has {len(sentences)} sentences; {MOST_SENTENCES} are enough.")
    found.extend(
        f'"{" ".join(words)}" has {len(words)} words; {MOST_WORDS} are enough.'
        for words in sentences
        if len(words) > MOST_WORDS
    )
    found.extend(
        f'"{phrase}" is in it, and so {reason}.'
        for reason, phrases in _NEVER.items()
        for phrase in phrases
        if holds(text, phrase)
    )
    if re.search(r"\d", text):
        found.append("there is a figure in it; figures are said only when someone asks.")
    return tuple(found)


def holds(text: str, phrase: str) -> bool:
    """Whether the words of `phrase` stand in `text`, one after the other, whatever the case and punctuation."""
    words, sought = words_of(text), words_of(phrase)
    return bool(sought) and any(
        words[start : start + len(sought)] == sought for start in range(len(words) - len(sought) + 1)
    )
