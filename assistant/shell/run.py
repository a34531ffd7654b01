"""`sunday-coffee run`: an evening, live or with files in place of the sound card."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from assistant.audio import Card
from assistant.content.configuration import Configuration
from assistant.devices.calendar import Calendar, NoCalendar, Sundays
from assistant.devices.filecard import FileCard
from assistant.devices.keys import AllKeys, NoKeys
from assistant.doctor.computer_facts import clock_here
from assistant.ears.ear import Ear, Said
from assistant.ears.echo import ECHO_MISSING
from assistant.ears.example_files import default_examples_folder
from assistant.ears.phonemes import Phonemes
from assistant.ears.unheard import Unheard
from assistant.errors import SundayCoffeeError
from assistant.hands import Hands
from assistant.loop import Evening, Journal, converse
from assistant.senses import Senses
from assistant.service.alive import Alive
from assistant.service.notify import whoever_asked
from assistant.session.book import RITUALS, Book
from assistant.session.commands import Show
from assistant.session.events import InputEnded
from assistant.session.sayable import sayable
from assistant.session.state import State
from assistant.session.waking import fits, wake
from assistant.shell.agreed import note_what_changed
from assistant.shell.ahead import render_ahead
from assistant.shell.attendance import Attendance
from assistant.shell.display import Display
from assistant.shell.door import Door, greeting, keys_of, live_card, screen_of
from assistant.shell.journal import EventFile
from assistant.shell.keepsakes import Keepsakes, default_data_folder
from assistant.shell.memory import StateFile, default_state_folder
from assistant.shell.parts import Engines, a_voice, an_ear, the_book
from assistant.shell.pins import buttons, lights
from assistant.shell.problems import Problems
from assistant.shell.quiet import libraries_kept_quiet
from assistant.shell.screen import TerminalScreen
from assistant.voice.choosing import takes_its_time
from assistant.voice.rendering import Voice
from assistant.voice.unspoken import Unspoken


@dataclass(frozen=True)
class RunOptions:
    microphone: Path | None = None  # a recording in place of the microphone
    speaker: Path | None = None
    events: Path | None = None
    prompts: Path | None = None
    debug_words: bool = False
    door: Door = Door.VOICE
    plain: bool = False  # lines only, nothing that redraws


def run(options: RunOptions, wishes: Configuration, console: Console) -> None:
    """Until the input ends or somebody quits. SundayCoffeeError with a sentence for the couple if it can't begin."""
    _keep_apart(options)
    book = the_book(options.prompts, wishes)
    patient = options.microphone is not None
    with ExitStack() as stack:
        if not patient:
            stack.enter_context(libraries_kept_quiet())
        voice = stack.enter_context(Voice(Unspoken()) if options.door is Door.TEXT else a_voice(wishes))
        cue = voice.sound("pause_cue", book.sayings["pause_cue"][0])  # on its way before anything else
        if not patient and options.door is not Door.TEXT and takes_its_time(wishes.voice, wishes.language):
            render_ahead(voice, sayable(RITUALS[0], book), console, plain=options.plain)
        keepsakes = Keepsakes(default_data_folder())
        unnoted = () if patient else note_what_changed(wishes, keepsakes, default_data_folder())
        memory = StateFile(
            default_state_folder(),
            None if patient else keepsakes,
            has_microphone=not patient and options.door is not Door.TEXT,
        )
        ears_closed = memory.were_ears_closed
        card = stack.enter_context(_card(options, wishes, closed=ears_closed))
        loaded = Engines(Phonemes(), Unheard()) if options.door is Door.TEXT else None
        ear = stack.enter_context(an_ear(wishes, patient=patient, examples=default_examples_folder(), loaded=loaded))
        typed = NoKeys() if patient else stack.enter_context(keys_of(options.door, console, plain=options.plain))
        keys = typed if patient else AllKeys(typed, *buttons(stack, wishes))
        screen = screen_of(console, typed, plain=options.plain or patient)
        starters = () if patient else tuple(map(stack.enter_context, whoever_asked(os.environ)))
        if options.debug_words:
            ear.listeners.append(lambda said: screen.note(_shown_words(said)))
        state = _first_state(memory, book, screen, patient=patient, ears_closed=ears_closed)
        events = [] if options.events is None else [stack.enter_context(EventFile(options.events, state.now_s))]
        senses = Senses(ear, keys, state.now_s, NoCalendar() if patient else _calendar(wishes))
        problems = Problems(screen, (voice, memory, senses, *events, *starters))
        hands = Hands(card, voice, book.sayings, screen, memory, patient=patient)
        cue.result()  # no rendering stands between the safe word and the cue
        if not patient:
            voice.prepare(_all_sayings(book))
            console.print(greeting(options.door, wishes.safe_words))
            if events:
                hands.announce("writing_times")
            if ears_closed:
                hands.carry_out(Show("ears_closed"), state)  # and not a word: nobody asked for one
        for sentence in unnoted:
            screen.note(sentence)
        if not ear.cancels_echo:
            screen.note(ECHO_MISSING)
        problems.tell()
        shown = () if patient else lights(stack, wishes)
        watching: tuple[Journal, ...] = tuple(Alive(state, starter.beat) for starter in starters)
        if isinstance(screen, Display):
            shown = (*shown, screen.attend)
            watching = (*watching, stack.enter_context(screen))
        watching = (*watching, Attendance(state, *shown))
        with memory:
            _sit(card, ear, senses, hands, Evening(book, state, problems, *events, *watching))
    problems.tell()


def _sit(card: Card, ear: Ear, senses: Senses, hands: Hands, evening: Evening) -> None:
    try:
        converse(card, ear, senses, hands, evening)
    except KeyboardInterrupt:  # Ctrl-C or SIGTERM. An end on purpose is a closing: nothing stays on the disk
        evening.live(InputEnded(), hands)


def _keep_apart(options: RunOptions) -> None:
    """What is written must not be what is read."""
    files = [path for path in (options.microphone, options.prompts, options.speaker) if path is not None]
    if options.events is not None and options.events.resolve() in [path.resolve() for path in files]:
        raise SundayCoffeeError(f"{options.events} is used already. Give the events a file of their own.")


@contextmanager
def _card(options: RunOptions, wishes: Configuration, *, closed: bool) -> Iterator[Card]:
    card: AbstractContextManager[Card]
    if options.microphone is not None:
        card = FileCard(options.microphone, options.speaker)
    else:
        card = live_card(options.door, wishes, closed=closed)
    with card as opened:
        yield opened


def _first_state(memory: StateFile, book: Book, screen: TerminalScreen, *, patient: bool, ears_closed: bool) -> State:
    """A recording is no first meeting, whoever ran the program before: it is told the same way each time."""
    saved, age_s = memory.saved()
    introduced = patient or memory.was_introduced
    kept = memory.kept()
    state = wake(saved, age_s, introduced=introduced, kept=kept, ears_closed=ears_closed)
    if fits(book, state):
        return state
    screen.note("prompts.yaml has changed since the session that broke off, so that one can't go on.")
    return State(introduced=introduced, kept=kept)


def _calendar(wishes: Configuration) -> Calendar:
    at = wishes.sunday_invitation
    return NoCalendar() if at is None else Sundays(at, lambda: clock_here().is_trusted)


def _all_sayings(book: Book) -> Iterator[tuple[str, str]]:
    for key, variants in book.sayings.items():
        for text in variants:
            if "{minutes}" not in text:
                yield key, text


def _shown_words(said: Said) -> str:
    return f"heard {said.start_s:.1f}-{said.end_s:.1f} s: {said.heard.text or '-'} (nearest: {said.heard.best})"
