"""How much one text is written like another, for writing that follows the sound, as Korean does. Text only."""

import unicodedata

from assistant.ears.lexicon import words_of
from assistant.ears.likeness import TOO_LIKE, likeness_distance


def written_alike(saying: str, safe_word: str) -> bool:
    """Whether so many letters of the safe word stand in `saying`, in order, that it would sound like it.

    A Korean syllable counts as its letters: 민 is ㅁ, ㅣ and ㄴ.
    """
    return likeness_distance(_letters(saying), _letters(safe_word)) < TOO_LIKE


def _letters(text: str) -> tuple[int, ...]:
    return tuple(map(ord, unicodedata.normalize("NFD", "".join(words_of(text)))))
