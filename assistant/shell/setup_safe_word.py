"""`sunday-coffee setup safe-word`: which word, how good it is, and how it is said. The judge decides; this asks."""

from typing import Final

from assistant.audio import Sound
from assistant.content.changing import Changes
from assistant.devices.partner import speak
from assistant.ears.judge import Judge, Judgement, Verdict
from assistant.ears.lexicon import words_of
from assistant.ears.pronunciation import UnsayableError
from assistant.errors import ContentError, VoiceUnavailableError
from assistant.setting_up.asking import Question
from assistant.setting_up.told import MISSED
from assistant.setting_up.wording import (
    ANOTHER,
    KEEP,
    MOST_WORDS,
    led_on_by,
    said_like,
    verdict_told,
    what_next,
    words_typed,
)
from assistant.shell.safe_word import VOICE, judged, spelling_of, the_judge
from assistant.shell.setup_table import Table

_WHICH: Final = "Your safe word: any word or phrase, or two with a comma between, one each"
_SPELL: Final = "Spell it with English words that sound like it, as in “nash ville”; Enter alone for another word"


def set_up_safe_word(table: Table) -> Changes:
    table.say("Now your safe word. Choose one that neither of you says by accident.")
    judge = the_judge(table.prompts)
    words: dict[str, str | None] = {}
    for typed in _typed(table):
        word, spelling = _settled(table, judge, typed)
        words[word] = spelling
    table.tell(*MISSED)
    spelled = {**table.wishes.pronunciations, **{word: said for word, said in words.items() if said is not None}}
    changes: Changes = {"safe_words": tuple(words), "pronunciations": spelled}
    return {key: value for key, value in changes.items() if value != getattr(table.wishes, key)}


def _typed(table: Table) -> tuple[str, ...]:
    """Theirs, where there is no letter in what they type."""
    typed = table.asker.text(Question.SAFE_WORD, _WHICH, ", ".join(table.wishes.safe_words))
    words = words_typed(typed) or table.wishes.safe_words
    if typed.count(",") >= MOST_WORDS:
        table.tell(f"Two are the most, one each: {' and '.join(f'“{word}”' for word in words)}.")
    return words


def _settled(table: Table, judge: Judge, typed: str) -> tuple[str, str | None]:
    """A word that they are content with, and its spelling as it sounds where they gave one."""
    word, spelling = _plain(typed), spelling_of(typed, table.wishes.pronunciations)
    while True:
        judgement = _judgement(table, judge, word, spelling)
        if judgement is None:
            spelling = _spelled(table)
            word = word if spelling else _another(table)
            continue
        table.tell(*verdict_told(judgement))
        if judgement.verdict is not Verdict.GOOD:
            chosen = _chosen(table, judgement)
            if chosen != KEEP:
                word, spelling = (_another(table) if chosen == ANOTHER else chosen), None
                continue
        if _is_said_so(table, judgement):
            return judgement.text, spelling
        spelling = _spelled(table)
        word = word if spelling else _another(table)


def _chosen(table: Table, judgement: Judgement) -> str:
    is_theirs = judgement.text in table.wishes.safe_words
    return table.asker.choose(
        Question.BETTER_WORD, "What now?", what_next(judgement), led_on_by(judgement, is_theirs=is_theirs)
    )


def _judgement(table: Table, judge: Judge, word: str, spelling: str | None) -> Judgement | None:
    """None, with a sentence, for a word that has no sound yet."""
    try:
        return judged(judge, word, spelling)
    except UnsayableError as error:
        table.tell(str(error))
        return None


def _is_said_so(table: Table, judgement: Judgement) -> bool:
    """They read how it is said and hear it, too."""
    table.tell(said_like(judgement))
    try:
        table.play(Sound("word", speak(f"[[{judgement.pronounced.for_espeak}]]", VOICE)))
    except (VoiceUnavailableError, ContentError) as error:
        table.tell(f"({error})")
    return table.asker.yes(Question.SOUNDS_RIGHT, "Is that how you say it?", default=True)


def _spelled(table: Table) -> str | None:
    return " ".join(words_of(table.asker.text(Question.SOUNDS_LIKE, _SPELL, ""))) or None


def _another(table: Table) -> str:
    return _plain(_typed(table)[0])


def _plain(typed: str) -> str:
    """As the configuration keeps it."""
    return " ".join(words_of(typed)) or typed
