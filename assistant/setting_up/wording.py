"""What is told of a safe word that was judged, and what the couple may do next. Judges nothing itself."""

from typing import Final

from assistant.ears.judge import Judgement, Verdict
from assistant.setting_up.asking import Choice

KEEP: Final = "keep"
ANOTHER: Final = "another"
MOST_WORDS: Final = 2  # one each
_VERDICTS: Final = {
    Verdict.GOOD: "is a good safe word.",
    Verdict.WEAK: "may do, but there are better ones.",
    Verdict.REFUSED: "can't be your safe word.",
}


def words_typed(text: str) -> tuple[str, ...]:
    """One, or two with a comma between; each once."""
    words = (" ".join(word.split()) for word in text.split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]


def verdict_told(judgement: Judgement) -> tuple[str, ...]:
    return (f"“{judgement.text}” {_VERDICTS[judgement.verdict]}", *judgement.reasons)


def what_next(judgement: Judgement) -> tuple[Choice, ...]:
    """The suggestions first, so that they are what Enter takes; a refused word can't be kept."""
    better = tuple(Choice(word, f"take “{word}”") for word in judgement.better)
    keep = (Choice(KEEP, f"keep “{judgement.text}”"),) if judgement.verdict is Verdict.WEAK else ()
    return (*better, *keep, Choice(ANOTHER, "another word"))


def led_on_by(judgement: Judgement, *, is_theirs: bool) -> str:
    """What an Enter takes: the best suggestion, but never in place of a word that is theirs already and will do."""
    if is_theirs and judgement.verdict is Verdict.WEAK:
        return KEEP
    return what_next(judgement)[0].name


def said_like(judgement: Judgement) -> str:
    guessed = " It is in no dictionary, so that is a guess." if judgement.pronounced.guessed else ""
    return f"I listen for it said like this: {judgement.pronounced.readable}.{guessed}"
