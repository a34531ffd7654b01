"""`sunday-coffee prompts preview`: a ritual like a script, each saying with the seconds it takes, aloud if wished."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from assistant.audio import SAMPLE_RATE_HZ, Sound
from assistant.content.configuration import Configuration
from assistant.content.places import meant
from assistant.content.prompts import find_prompts, load_book
from assistant.errors import SundayCoffeeError
from assistant.session.book import Book
from assistant.shell.parts import a_voice
from assistant.shell.script import Line, Remark, script_of
from assistant.voice.rendering import Voice

_INDENT: Final = "   "
_SOME_MINUTES: Final = "5"  # where a saying has a number in it


@dataclass(frozen=True)
class PreviewOptions:
    ritual: str | None = None  # None: all of them
    prompts: Path | None = None
    aloud: bool = False


def preview(options: PreviewOptions, wishes: Configuration, out: TextIO) -> None:
    """SundayCoffeeError, in sentences, for a book that can't be used, no such ritual, or no loudspeaker to say it."""
    book = load_book(find_prompts(options.prompts), ())
    rituals = tuple(book.rituals) if options.ritual is None else (_called(options.ritual, book),)
    with ExitStack() as stack:
        voice = stack.enter_context(a_voice(wishes))
        say = None
        if options.aloud:
            from assistant.shell.aloud import Aloud  # noqa: PLC0415 - PortAudio is loaded only when it is used

            say = stack.enter_context(Aloud(wishes.output_device)).say
        for number, ritual in enumerate(rituals):
            if number:
                print(file=out)
            read_through(ritual, book, voice, out, say)
        for problem in voice.problems:
            print(f"{problem} Such a saying is timed as it takes to read it.", file=sys.stderr)


def read_through(
    ritual: str, book: Book, voice: Voice, out: TextIO, say: Callable[[Sound], None] | None = None
) -> None:
    """Line by line; `say` plays the first wording of each saying, after it was printed."""
    said_s = 0.0
    for part in script_of(ritual, book):
        match part:
            case Remark(text, depth):
                print(f"{_INDENT * depth}{text}", file=out, flush=True)
            case Line(role, key, wordings):
                sounds = [voice.sound(key, text.replace("{minutes}", _SOME_MINUTES)) for text in wordings]
                print(f"{_INDENT * 2}{role}: {key}", file=out)
                for number, (text, sound) in enumerate(zip(wordings, sounds, strict=True)):
                    shown = f"or: {text}" if number else text
                    print(f"{_INDENT * 3}{shown}  ({_seconds(sound.result()):.1f} s)", file=out, flush=True)
                first = sounds[0].result()
                said_s += _seconds(first)
                if say is not None:
                    say(first)
    print(f"{_INDENT}Its own words, each saying once: {said_s:.0f} s.", file=out)


def _called(name: str, book: Book) -> str:
    """The key of a ritual, also when it is typed with spaces or hyphens."""
    key = "_".join(name.lower().replace("-", " ").split())
    if key not in book.rituals:
        raise SundayCoffeeError(f"There is no ritual {name!r}{meant(key, book.rituals)}")
    return key


def _seconds(sound: Sound) -> float:
    return sound.pcm.size / SAMPLE_RATE_HZ
