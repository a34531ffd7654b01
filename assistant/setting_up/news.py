"""Which changes both of them are told of at the next session, whoever made them. Tells nobody."""

from collections.abc import Sequence
from enum import StrEnum

from assistant.content.configuration import Configuration


class Start(StrEnum):
    """How the program comes to be there; each is the saying that tells it."""

    NEVER = "starts_no_longer"  # by itself
    AT_LOGIN = "starts_at_login"
    AT_BOOT = "starts_at_boot"


def news_of(before: Configuration, after: Configuration) -> tuple[str, ...]:
    """The sayings that tell what is different; () where nothing is that both have to know."""
    sounds = [{word: each.pronunciations.get(word) for word in each.safe_words} for each in (before, after)]
    told = {
        "safe_word_changed": sounds[0] != sounds[1],
        "eagerness_changed": before.eagerness != after.eagerness,
    }
    return tuple(saying for saying, is_new in told.items() if is_new)


def news_of_start(before: Start, after: Start) -> tuple[Start, ...]:
    return () if before is after else (after,)


def waiting(untold: Sequence[str], news: Sequence[str]) -> tuple[str, ...]:
    """All that is to be told now, each once; of how it starts the last, which is how it is."""
    is_about_start = any(saying in [*Start] for saying in news)
    still = (saying for saying in untold if not (is_about_start and saying in [*Start]))
    return tuple(dict.fromkeys((*still, *news)))
