"""`sunday-coffee setup say-it`: each of them lets it hear the safe word, if they like. Keeps features, never sound."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from assistant.audio import BLOCK_S, Block, Samples
from assistant.content.naming import tidy, what_is_wrong
from assistant.ears.enrolment import Doubt
from assistant.ears.example_files import examples_of, store_examples
from assistant.ears.examples import Example
from assistant.setting_up.asking import Choice, Question
from assistant.setting_up.saying_it import LISTENS_S, OTHER_WAYS, Next, OtherWay, Tries, answer_to
from assistant.shell.enrol import a_listener, compared, utterances
from assistant.shell.setup_table import Room, Table

Listener = Callable[[Samples], Example | Doubt]

_UNNAMED: Final = (("one of you", "one"), ("the other of you", "the other"))


@dataclass
class _Voice:
    """What was heard of one of them, until it is kept."""

    partner: str
    word: str
    heard: list[Example] = field(default_factory=list)


def set_up_saying_it(table: Table) -> bool:
    """Whether they would rather have another safe word. What was heard is kept at the end, of both at once."""
    table.say("If you like, each of you lets me hear the safe word. Not recording is fine.")
    voices: list[_Voice] = []
    listeners: dict[str, Listener] = {}
    named = [(name, name) for name in table.wishes.names]
    for who, usual in named or _UNNAMED:
        if not table.asker.yes(Question.SAY_IT, f"Would {who} like to say it, three times?", default=False):
            continue
        partner = who if named else _name(table, usual, [voice.partner for voice in voices])
        voice = _Voice(partner, _word(table))
        if voice.word not in listeners:
            listeners[voice.word] = a_listener(voice.word, table.wishes, partial(_busy, table))
        if _listen(table, voice, listeners[voice.word]) is OtherWay.WORD:
            return True
        voices.append(voice)
    for voice in voices:
        _keep(table, voice)
    return False


def _busy(table: Table, doing: str) -> AbstractContextManager[object]:
    """Something that moves, only where that may be."""
    if table.redraws:
        return table.console.status(doing)
    table.tell(doing)
    return nullcontext()


def _name(table: Table, usual: str, others: Sequence[str]) -> str:
    """Asked for until it is one, and nobody else's: under one name two voices would be kept as one."""
    while True:
        typed = table.asker.text(Question.NAME, "A name, so that it can be forgotten later", usual)
        wrong = what_is_wrong(typed, others)
        if wrong is None:
            return tidy(typed)
        table.tell(wrong)


def _word(table: Table) -> str:
    words = table.wishes.safe_words
    if len(words) == 1:
        return words[0]
    return table.asker.choose(Question.WORD, "Which word?", tuple(Choice(word, word) for word in words), words[0])


def _listen(table: Table, voice: _Voice, listener: Listener) -> OtherWay | None:
    """Until it was heard three times, or they choose another way."""
    tries = Tries()
    with table.room() as room:
        if voice.partner in table.wishes.names:
            table.say(f"{voice.partner}, whenever you like.", room)
        table.tell(f"Please say “{voice.word}”, as you would, with a breath after it.")
        for sound in _said(room):
            heard = Doubt.NO_WORD if sound is None else listener(sound)
            tries = tries.after(heard)
            if isinstance(heard, Example):
                voice.heard.append(heard)
            table.say(answer_to(heard), room)
            match tries.next:
                case Next.AGAIN:
                    table.tell("Once more, please.")
                case Next.DONE:
                    return None
                case Next.OTHER_WAYS:
                    break
    return _other_way(table)


def _other_way(table: Table) -> OtherWay:
    way = OtherWay(table.asker.choose(Question.AFTER_FAILURES, "It's on me. What would you like?", OTHER_WAYS, "skip"))
    match way:
        case OtherWay.KEY:
            table.tell("Space pauses at once, whatever is being said.")
        case OtherWay.SKIP:
            table.tell("That's fine.")
        case OtherWay.WORD:
            table.tell("Then another word.")
    return way


def _said(room: Room) -> Iterator[Samples | None]:
    """What is said each time; None where nothing was, for a while."""
    while True:
        yield next(utterances(_a_while(room.blocks())), None)


def _a_while(blocks: Iterator[Block]) -> Iterator[Block]:
    for number, block in enumerate(blocks):
        yield block
        if number * BLOCK_S > LISTENS_S:
            return


def _keep(table: Table, voice: _Voice) -> None:
    stored = examples_of(table.examples, voice.partner, voice.word)
    new = [one for one in voice.heard if not any(np.array_equal(one.vectors, old.vectors) for old in stored)]
    alike = [one for _, one in compared([("", one) for one in new], stored) if isinstance(one, Example)]
    if alike:
        store_examples(table.examples, voice.partner, voice.word, [*stored, *alike])
        table.tell(f"Kept: how it sounds, in numbers, no recording. To forget it: {_forget(voice.partner)}")


def _forget(partner: str) -> str:
    return f'sunday-coffee enrol --forget --partner "{partner}"'
