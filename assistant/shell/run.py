"""`sunday-coffee run`: an evening, live or with files in place of the sound card."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from assistant.audio import Block, Card
from assistant.content.configuration import Configuration
from assistant.devices.filecard import FileCard
from assistant.devices.keys import NoKeys, TerminalKeys
from assistant.ears.ear import Said
from assistant.hands import Hands
from assistant.loop import Evening, Journal, Moment, converse
from assistant.senses import Senses
from assistant.session.book import Book
from assistant.session.state import State
from assistant.session.waking import wake
from assistant.shell.journal import EventFile
from assistant.shell.memory import StateFile, default_state_folder
from assistant.shell.parts import a_voice, an_ear, the_book
from assistant.shell.screen import TerminalScreen
from assistant.voice.rendering import Voice


@dataclass(frozen=True)
class RunOptions:
    microphone: Path | None = None  # a recording in place of the microphone
    speaker: Path | None = None
    events: Path | None = None
    prompts: Path | None = None
    debug_words: bool = False


def run(options: RunOptions, wishes: Configuration, console: Console) -> None:
    """Until the input ends or somebody quits. SundayCoffeeError with a sentence for the couple if it can't begin."""
    book = the_book(options.prompts, wishes)
    patient = options.microphone is not None
    screen = TerminalScreen(console)
    with ExitStack() as stack:
        card = stack.enter_context(_card(options, wishes))
        voice = stack.enter_context(a_voice(wishes))
        ear = stack.enter_context(an_ear(wishes, patient=patient))
        if options.debug_words:
            ear.listeners.append(lambda said: screen.note(_shown_words(said)))
        memory = stack.enter_context(StateFile(default_state_folder()))
        journals: list[Journal] = [Problems(screen, voice, memory)]
        if options.events is not None:
            journals.append(stack.enter_context(EventFile(options.events)))
        state = _first_state(memory, patient=patient)
        pause_cue = book.sayings["pause_cue"][0]
        voice.sound("pause_cue", pause_cue).result()  # before anything else: no rendering stands between word and cue
        keys = NoKeys() if patient else stack.enter_context(TerminalKeys())
        hands = Hands(card, voice, book.sayings, screen, memory, patient=patient)
        if not patient:
            voice.prepare(_all_sayings(book))
            _welcome(console, wishes, hands, writes_times=options.events is not None)
        converse(card, ear, Senses(ear, keys, state.now_s), hands, Evening(book, state, *journals))


@contextmanager
def _card(options: RunOptions, wishes: Configuration) -> Iterator[Card]:
    card: AbstractContextManager[Card]
    if options.microphone is not None:
        card = FileCard(options.microphone, options.speaker)
    else:
        from assistant.devices.soundcard import SoundCard  # noqa: PLC0415 - PortAudio is loaded only when it is used

        card = SoundCard(wishes.input_device, wishes.output_device)
    with card as opened:
        yield opened


def _first_state(memory: StateFile, *, patient: bool) -> State:
    """A recording is no first meeting, whoever ran the program before: it is told the same way each time."""
    saved, age_s = memory.saved()
    return wake(saved, age_s, introduced=patient or memory.was_introduced)


def _all_sayings(book: Book) -> Iterator[tuple[str, str]]:
    for key, variants in book.sayings.items():
        for text in variants:
            if "{minutes}" not in text:
                yield key, text


def _welcome(console: Console, wishes: Configuration, hands: Hands, *, writes_times: bool) -> None:
    words = " or ".join(f"[bold]{word}[/bold]" for word in wishes.safe_words)
    console.print(f"Your safe word is {words}. It can be missed: say it again, say “pause”, or press space.")
    console.print("Say “good morning coffee” or “start our check in”. Keys: space pauses, Enter is a yes, M closes my")
    console.print("ears, Q stops. This is no therapy; a safe word here stops a machine, it can't stop a person.")
    if writes_times:
        hands.announce("writing_times")


@dataclass
class Problems:
    """A Journal that tells on the terminal what the voice and the memory could not do."""

    screen: TerminalScreen
    voice: Voice
    memory: StateFile

    def sounded(self, block: Block) -> None:
        """Sound has no problems of this kind."""

    def happened(self, moment: Moment) -> None:
        if moment.commands:
            for problem in (*self.voice.problems, *([self.memory.problem] if self.memory.problem else [])):
                self.screen.note(problem)


def _shown_words(said: Said) -> str:
    return f"heard {said.start_s:.1f}-{said.end_s:.1f} s: {said.heard.text or '-'} (nearest: {said.heard.best})"
