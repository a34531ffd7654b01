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
from assistant.content.sayings import SafeWords
from assistant.content.translation import book_in
from assistant.errors import SundayCoffeeError
from assistant.session.book import Book
from assistant.shell.elapsed import Elapsed
from assistant.shell.parts import a_voice
from assistant.shell.script import script_of
from assistant.shell.script_parts import Line, Note
from assistant.voice.rendering import Voice

_INDENT: Final = "   "
_MARGIN: Final = " " * 8  # where a line has its time
_SOME_MINUTES: Final = "5"  # where a saying has a number in it


@dataclass(frozen=True)
class PreviewOptions:
    ritual: str | None = None  # None: all of them
    prompts: Path | None = None
    aloud: bool = False


def preview(options: PreviewOptions, wishes: Configuration, out: TextIO) -> None:
    """SundayCoffeeError, in sentences, for a book that can't be used, no such ritual, or no loudspeaker to say it."""
    book = book_in(wishes.language, options.prompts, SafeWords(())).book
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
    """Line by line, with the time from the beginning; `say` plays the first wording of each, after it was printed.

    A saying that comes again is written out once.
    """
    title, *parts = script_of(ritual, book)
    print(title.text if isinstance(title, Note) else "", file=out)
    elapsed, written = Elapsed(), set[str]()
    for part in parts:
        elapsed.reach(part)
        indent = _INDENT * part.depth
        match part:
            case Note(text=text, minutes=minutes):
                print(f"{_MARGIN}{indent}[{text}]", file=out, flush=True)
                elapsed.take(offered_s=60 * minutes)
            case Line(key=key, wordings=wordings, instead=instead):
                first, *others = (voice.sound(key, text.replace("{minutes}", _SOME_MINUTES)) for text in wordings)
                label = f"{part.label}: " if part.label else ""
                margin = _MARGIN if instead else f"{_clock(elapsed.at_s):>6}  "
                print(f"{margin}{indent}{label}{_timed(wordings[0], first.result())}", file=out, flush=True)
                for text, sound in zip(wordings[1:], others, strict=True) if key not in written else ():
                    print(f"{_MARGIN}{indent}or: {_timed(text, sound.result())}", file=out, flush=True)
                written.add(key)
                elapsed.take(words_s=0.0 if instead else _seconds(first.result()))
                if say is not None:
                    say(first.result())
    offered = f", {_clock(elapsed.offered_s)} that is yours and has a length" if elapsed.offered_s else ""
    print(f"{_MARGIN}[In all: {_clock(elapsed.words_s)} of its own words{offered}.]", file=out)


def _timed(text: str, sound: Sound) -> str:
    return f"{text}  ({_seconds(sound):.1f} s)"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def _called(name: str, book: Book) -> str:
    """The key of a ritual, also when it is typed with spaces or hyphens."""
    key = "_".join(name.lower().replace("-", " ").split())
    if key not in book.rituals:
        raise SundayCoffeeError(f"There is no ritual {name!r}{meant(key, book.rituals)}")
    return key


def _seconds(sound: Sound) -> float:
    return sound.pcm.size / SAMPLE_RATE_HZ
