"""`sunday-coffee prompts check`: all that is wrong with a prompts.yaml, and all that is out of manner. Prints only."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from assistant.content.configuration import Configuration
from assistant.content.manner import remarks
from assistant.content.places import Place
from assistant.content.prompts import find_prompts
from assistant.content.reading import read_places
from assistant.errors import ContentError
from assistant.shell.parts import the_book


def check(file: Path | None, wishes: Configuration, out: TextIO) -> bool:
    """Whether there is nothing to say about it. ContentError if there is no such file."""
    path = find_prompts(file)
    wrong = _wrong(path, wishes)
    out_of_manner = [remark for remark in _remarks(path) if remark not in wrong]
    for sentence in (*wrong, *out_of_manner):
        print(sentence, file=out)
    print(_told(path, len(wrong), len(out_of_manner)), file=out)
    return not wrong and not out_of_manner


def _wrong(path: Path, wishes: Configuration) -> tuple[str, ...]:
    try:
        the_book(path, wishes)
    except ContentError as error:
        return error.problems
    return ()


def _remarks(path: Path) -> tuple[str, ...]:
    """Those of the linter, in the order of the file; none where it can't be read, which was told already."""
    try:
        root = read_places(path)
    except ContentError:
        return ()
    # What is no saying at all is told as wrong already, so whatever these places find is left in them.
    return tuple(
        f"{root.problems.file}, line {place.line}: {key}: {remark}"
        for key, place in _sayings(root)
        for remark in remarks(place.text())
    )


def _sayings(root: Place) -> Iterator[tuple[str, Place]]:
    sayings = root.find("sayings")
    for key, saying in sayings.parts() if sayings is not None else ():
        for variant in saying.variants():
            yield key, variant


def _told(path: Path, wrong: int, out_of_manner: int) -> str:
    if not wrong and not out_of_manner:
        return f"{path} is whole, and in the assistant's manner."
    told = []
    if wrong:
        told.append(f"{_counted(wrong, 'thing')} to mend before it can be used")
    if out_of_manner:
        told.append(f"{_counted(out_of_manner, 'remark')} on how a sentence is said")
    return f"{path}: {' and '.join(told)}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
