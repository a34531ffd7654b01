"""Carries out what the session orders: sound, screen, memory. Decides nothing, and waits for nothing when live."""

from collections.abc import Mapping
from typing import Final, Protocol, assert_never

from assistant.audio import Block, Card, NoBlock, Way
from assistant.session.book import PAUSE_CUE
from assistant.session.commands import (
    Chime,
    ClearScreen,
    CloseMicrophone,
    Command,
    Forget,
    Hush,
    Keep,
    NoteIntroduced,
    OpenMicrophone,
    PlayChime,
    Quit,
    Remember,
    Say,
    Show,
    SpeakCarefully,
)
from assistant.session.events import Event, SpeechStarted, SpeechStopped
from assistant.session.kept import Kept
from assistant.session.state import State
from assistant.voice.careful import carefully
from assistant.voice.chimes import chime
from assistant.voice.rendering import Voice
from assistant.voice.waiting import Waiting

Sayings = Mapping[str, tuple[str, ...]]

_UNYIELDING: Final = frozenset({Chime.PAUSE, PAUSE_CUE})  # promised to whoever said the safe word, whoever talks on


class Screen(Protocol):
    """Where the couple reads along."""

    def caption(self, text: str) -> None: ...
    def chimed(self, chime: Chime) -> None: ...
    def clear(self) -> None: ...


class Memory(Protocol):
    """What outlives the program for a while."""

    def remember(self, state: State) -> None: ...
    def forget(self) -> None: ...
    def note_introduced(self) -> None: ...
    def note_ears(self, *, closed: bool) -> None: ...
    def keep(self, kept: Kept) -> None: ...


def words_of_saying(sayings: Sayings, say: Say) -> str:
    variants = sayings[say.key]
    text = variants[say.variant % len(variants)]
    return text if say.minutes is None else text.replace("{minutes}", str(say.minutes))


class Hands:
    def __init__(
        self, card: Card, voice: Voice, sayings: Sayings, screen: Screen, memory: Memory, *, patient: bool
    ) -> None:
        self._card = card
        self._voice = voice
        self._sayings = sayings
        self._screen = screen
        self._memory = memory
        self._waiting = Waiting(patient=patient)
        self._sounding = list[str]()  # keys of the sounds given to the card that have not ended
        self._unreported = False  # no block comes, so the end of a sound isn't told
        self._quits = False
        self._speaks_carefully = False

    @property
    def is_done(self) -> bool:
        """The session ended the program, and nothing sounds any more, as far as can be known."""
        return self._quits and not self._waiting and (self._unreported or not self._sounding)

    def carry_out(self, command: Command, state: State) -> None:
        """`state`: as it is after the transition that gave the order."""
        match command:
            case Say():
                text = words_of_saying(self._sayings, command)
                self._screen.caption(text)
                self._waiting.add(self._voice.sound(command.key, text))
            case PlayChime(which):
                self._screen.chimed(which)
                self._waiting.add(chime(which))
            case Hush():
                self._waiting.drop()
                self._card.hush()
                self._sounding.clear()
            case SpeakCarefully():
                self._speaks_carefully = True
            case Show(key):
                self._screen.caption(self._sayings[key][0])
            case _:
                self._keep(command, state)

    def _keep(
        self,
        command: Remember | Forget | NoteIntroduced | Keep | CloseMicrophone | OpenMicrophone | ClearScreen | Quit,
        state: State,
    ) -> None:
        match command:
            case Remember():
                self._memory.remember(state)
            case Forget():
                self._memory.forget()
            case NoteIntroduced():
                self._memory.note_introduced()
            case Keep():
                self._memory.keep(state.kept)
            case CloseMicrophone():
                self._card.close_microphone()
                self._memory.note_ears(closed=True)
            case OpenMicrophone():
                self._card.open_microphone()
                self._memory.note_ears(closed=False)
            case ClearScreen():
                self._screen.clear()
            case Quit():
                self._quits = True
            case _:
                assert_never(command)

    def announce(self, key: str) -> None:
        """Say something before the first block, when no session is there to order it."""
        self.carry_out(Say(key), State())

    def play(self) -> None:
        """Give the card whatever is rendered by now, in order."""
        for sound in self._waiting.take():
            self._card.play(carefully(sound) if self._speaks_carefully and sound.key in self._sayings else sound)
            self._sounding.append(sound.key)

    def give_way(self, event: Event) -> None:
        """To whoever speaks over what is being said, whatever it means; what it means is the session's to find out."""
        match event:
            case SpeechStarted() if _UNYIELDING.isdisjoint(self._sounding):
                self._card.give_way(Way.LEAVE_OFF if self._speaks_carefully else Way.DIP)
            case SpeechStopped():
                self._card.give_way(Way.GO_ON)
            case _:
                pass

    def heard(self, item: Block | NoBlock) -> None:
        match item:
            case Block():
                self._unreported = False
                for key in item.finished:
                    if key in self._sounding:  # what was hushed is told as finished, too
                        self._sounding.remove(key)
            case NoBlock():
                self._unreported = True
            case _:
                assert_never(item)
