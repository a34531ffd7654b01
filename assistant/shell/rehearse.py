"""`sunday-coffee rehearse`: whole sessions in a simulated room, by the very loop that runs live."""

from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import assert_never

from rich.console import Console

from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.devices.room import Room
from assistant.errors import ContentError
from assistant.hands import Hands
from assistant.loop import Evening, Journal, converse
from assistant.rehearsal.director import Director, ScriptedKeys
from assistant.rehearsal.expectations import failures
from assistant.rehearsal.figures import answered
from assistant.rehearsal.log import CHIMES, Log
from assistant.rehearsal.read_script import read_script
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Line, Script
from assistant.rehearsal.timeline import Timeline
from assistant.rehearsal.transcript import Transcript
from assistant.senses import Senses
from assistant.session.book import Book
from assistant.session.waking import wake
from assistant.shell.journal import EventFile
from assistant.shell.memory import NoMemory
from assistant.shell.parts import a_voice, an_ear, the_book
from assistant.shell.results import Played, print_played, print_summary
from assistant.shell.screen import NoScreen
from assistant.shell.stopwatch import Stopwatch

SCRIPTS_FOLDER = Path(str(files("assistant") / "rehearsals"))
OWN_SCRIPTS = ("sunday_coffee.yaml", "weekly_check_in.yaml", "pause.yaml")
_QUIET_S = 2.0  # after the last line and the last sound, before everybody leaves
_NOTHING_COMES = ("Asleep", "EarsClosed")  # of its own accord


@dataclass(frozen=True)
class RehearseOptions:
    scripts: tuple[Path, ...] = ()  # none: those that come with the program
    prompts: Path | None = None
    wav: Path | None = None  # both sides, in stereo; with several scripts one file each
    events: Path | None = None
    transcripts: Path | None = None  # a folder: a page for each script


def rehearse(options: RehearseOptions, wishes: Configuration, console: Console) -> bool:
    """Whether all that the scripts expect has happened. ContentError with all that is wrong in any of them."""
    paths = options.scripts or tuple(SCRIPTS_FOLDER / name for name in OWN_SCRIPTS)
    prompts = find_prompts(options.prompts)
    several = len(paths) > 1
    results = []
    for script in _scripts(paths, prompts, wishes):
        console.rule(script.name, align="left")
        wav, events = (_for_script(path, script, several=several) for path in (options.wav, options.events))
        page = None if options.transcripts is None else options.transcripts / f"{script.name}.md"
        results.append(perform(script, the_book(prompts, script.wishes), console, wav=wav, events=events, page=page))
        print_played(console, results[-1])
    if several:
        print_summary(console, results)
    return not any(played.failures for played in results)


def perform(
    script: Script,
    book: Book,
    console: Console,
    *,
    wav: Path | None = None,
    events: Path | None = None,
    page: Path | None = None,
) -> Played:
    """One script, from the first sample to the last."""
    with ExitStack() as stack:
        voice = stack.enter_context(a_voice(script.wishes))
        ear = stack.enter_context(an_ear(script.wishes, patient=True))
        log, keys = Log(), ScriptedKeys()
        room = Room(
            script.surroundings, lambda _: room.finish() if log.at_second and _is_over(script, director, log) else None
        )
        director = Director(script.lines, room, keys, log.said)
        timeline = Timeline(console, script, book.sayings, log.said)
        transcript = Transcript(script, book.sayings, log.said)
        journals: list[Journal] = [log, director, timeline, transcript]
        if events is not None:
            journals.append(stack.enter_context(EventFile(events)))
        stack.enter_context(timeline.progress)
        state = wake(None, None, introduced=script.introduced, kept=script.kept)
        hands = Hands(room, voice, book.sayings, NoScreen(), NoMemory(), patient=True)
        began = Stopwatch.now()
        converse(room, ear, Senses(ear, keys, state.now_s), hands, Evening(book, state, *journals))
        took = Stopwatch.now().since(began)
        if wav is not None:
            room.write_wav(wav)
        if page is not None:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(transcript.page(), "utf-8")
    not_as_expected = (*_unsaid(director.waits_for, log), *failures(script.expectations, log))
    return Played(script.name, log.seconds, took, answered(log), not_as_expected, voice.problems)


def _is_over(script: Script, director: Director, log: Log) -> bool:
    """After the last line everybody stays until all that is expected has come, or was waited for long enough."""
    if director.waits_for is not None:
        return director.in_vain_s > script.give_up_s
    if director.waited_s < max(script.stay_s, _QUIET_S) or director.quiet_s < _QUIET_S:
        return False
    return log.state in _NOTHING_COMES or director.waited_s > script.give_up_s or not failures(script.expectations, log)


def _unsaid(line: Line | None, log: Log) -> tuple[str, ...]:
    if line is None:
        return ()
    match line.when:
        case AfterSound(key) | DuringSound(key):
            waited_for = f"it waited for {CHIMES.get(key, key)}, which did not come"
        case AtTime() | AfterLine():
            waited_for = "the session ended before"
        case _:
            assert_never(line.when)
    return (f"line {line.number}: this line was never said; {waited_for}. The state was {log.state}.",)


def _scripts(paths: tuple[Path, ...], prompts: Path, wishes: Configuration) -> tuple[Script, ...]:
    """All of them, or every mistake in any of them."""
    book = load_book(prompts, ())
    scripts: list[Script] = []
    problems: list[str] = []
    for path in paths:
        try:
            scripts.append(read_script(path, wishes, book))
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(tuple(problems))
    return tuple(scripts)


def _for_script(path: Path | None, script: Script, *, several: bool) -> Path | None:
    """With several scripts OUT.wav becomes OUT.pause.wav, and so on."""
    return path.with_suffix(f".{script.name}{path.suffix}") if path is not None and several else path
