"""`sunday-coffee prompts check`: what is wrong with a prompts.yaml or a pack, and out of manner. Prints only."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from assistant.content.alike import commands_alike, starts_alike
from assistant.content.configuration import Configuration
from assistant.content.languages import FIRST, language_called
from assistant.content.manner import remarks, remarks_on_wordings
from assistant.content.packs import is_a_pack, load_pack, packs_named_in, packs_within_reach
from assistant.content.places import Place
from assistant.content.prompts import find_prompts
from assistant.content.reading import read_places
from assistant.content.translation import own_sayings
from assistant.ears.lexicon import Lexicon
from assistant.ears.likeness import Likeness
from assistant.ears.phonemes import Phonemes
from assistant.ears.understanding import Commands
from assistant.errors import ContentError
from assistant.shell.parts import as_spoken, the_book, the_safe_words


def check(file: Path | None, wishes: Configuration, out: TextIO) -> bool:
    """Whether there is nothing to say about it. ContentError if there is no such file.

    A prompts.yaml is checked with the packs that it names, and with the sentences that start its rituals; a pack by
    itself.
    """
    language = wishes.language
    path = own_sayings(language, file) or find_prompts(file)
    root = _readable(path)
    near: tuple[str, ...] = ()
    if root is not None and is_a_pack(root):
        wrong = _wrong_in(lambda: load_pack(path, the_safe_words(wishes)))
    elif language != FIRST:  # its commands aren't told apart by English sounds
        wrong = _wrong_in(lambda: the_book(path, wishes))
    else:
        commands, sounds_of = Commands.of_language(language), Likeness(Lexicon(Phonemes())).sounds_of
        wrong = (*_wrong_in(lambda: the_book(path, wishes)), *starts_alike(commands, sounds_of))
        if file is None:  # worth knowing, and nothing that a prompts.yaml could mend
            near = commands_alike(commands, sounds_of)
    places = _with_packs(path, root)
    out_of_manner = [remark for place in places for remark in _remarks(place, language) if remark not in wrong]
    unfinished = () if wrong or language == FIRST else _unfinished(path, wishes)
    for sentence in (*wrong, *out_of_manner, *unfinished, *near):
        print(sentence, file=out)
    print(_told(path, len(wrong), len(out_of_manner), len(unfinished)), file=out)
    return not wrong and not out_of_manner and not unfinished


def _readable(path: Path) -> Place | None:
    try:
        return read_places(path)
    except ContentError:
        return None  # which is told by whoever needs it


def _wrong_in(load: Callable[[], object]) -> tuple[str, ...]:
    try:
        load()
    except ContentError as error:
        return error.problems
    return ()


def _with_packs(path: Path, root: Place | None) -> Iterator[Place]:
    """The file, and those of its packs that can be read."""
    if root is None:
        return
    yield root
    within_reach = packs_within_reach(path)
    for name in packs_named_in(root):
        pack = _readable(within_reach[name]) if name in within_reach else None
        if pack is not None:
            yield pack


def _unfinished(path: Path, wishes: Configuration) -> tuple[str, ...]:
    """Each ritual that can't be started in the couple's language, with all that it lacks."""
    name = language_called(wishes.language).name
    return tuple(
        f"{ritual} isn't whole in {name} yet, and so isn't started. It lacks {', '.join(lacking)}."
        for ritual, lacking in as_spoken(path, wishes).lacking.items()
    )


def _remarks(root: Place, language: str) -> Iterator[str]:
    """Those of the linter, in the order of the file.

    What is no saying at all is told as wrong already, so whatever these places find is left in them.
    """
    for key, saying in _sayings(root):
        texts = [variant.text() for variant in saying.variants()]
        for remark in () if is_a_pack(root) else remarks_on_wordings(key, texts):  # a pack asks each but seldom
            yield f"{root.problems.file}, line {saying.line}: {key}: {remark}"
        for variant, text in zip(saying.variants(), texts, strict=True):
            for remark in remarks(text, language):
                yield f"{root.problems.file}, line {variant.line}: {key}: {remark}"


def _sayings(root: Place) -> Iterator[tuple[str, Place]]:
    """Of a whole book, or of a pack."""
    if (sayings := root.find("sayings")) is not None:
        yield from sayings.parts()
    if (questions := root.find("questions")) is not None:
        for key, question in questions.parts():
            for part, saying in question.parts():
                if part in ("say", "lighter"):
                    yield key if part == "say" else f"{key}, lighter", saying


def _told(path: Path, wrong: int, out_of_manner: int, unfinished: int) -> str:
    if not wrong and not out_of_manner and not unfinished:
        return f"{path} is whole, and in the assistant's manner."
    told = []
    if wrong:
        told.append(f"{_counted(wrong, 'thing')} to mend before it can be used")
    if out_of_manner:
        told.append(f"{_counted(out_of_manner, 'remark')} on how a sentence is said")
    if unfinished:
        told.append(f"{_counted(unfinished, 'ritual')} to finish; the others run")
    return f"{path}: {' and '.join(told)}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
