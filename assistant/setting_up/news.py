"""Which changes both of them are told of at the next session, whoever made them. Tells nobody."""

from assistant.content.configuration import Configuration


def news_of(before: Configuration, after: Configuration) -> tuple[str, ...]:
    """The sayings that tell what is different; () where nothing is that both have to know."""
    sounds = [{word: each.pronunciations.get(word) for word in each.safe_words} for each in (before, after)]
    told = {
        "safe_word_changed": sounds[0] != sounds[1],
        "eagerness_changed": before.eagerness != after.eagerness,
    }
    return tuple(saying for saying, is_new in told.items() if is_new)
