"""`sunday-coffee setup pause`: a tiny session to say the safe word in. True ear, true voice; nothing is kept."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from enum import StrEnum
from typing import Final

from assistant.audio import Block, Card, NoBlock, Sound, Way
from assistant.devices.keys import Keys
from assistant.hands import Hands
from assistant.loop import Evening, Moment, converse
from assistant.senses import Senses
from assistant.session.book import PAUSE_CUE, Book
from assistant.session.events import HearingLost
from assistant.session.ritual import IntroduceStep, Ritual
from assistant.session.sitting import Sitting
from assistant.session.state import Paused, State, Trying
from assistant.setting_up.asking import Question
from assistant.setting_up.told import MISSED
from assistant.shell.memory import NoMemory
from assistant.shell.parts import an_ear, the_book
from assistant.shell.screen import TerminalScreen
from assistant.shell.setup_table import Table

WAITS_S: Final = 20.0
_RITUAL: Final = "trying"
_NEVER_S: Final = 1e9


class Outcome(StrEnum):
    PAUSED = "That is the pause. In a session it lasts until you both carry on."
    MISSED = "I heard nothing. Perhaps I missed it: that happens."
    DEAF = "I could not keep up with listening just now; something else keeps this machine busy."


def set_up_pause(table: Table, keys: AbstractContextManager[Keys]) -> None:
    asked = "Try the pause?"
    table.say("Now the pause, if you like. Say your safe word, or press space.")
    question = Question.TRY_PAUSE
    while table.asker.yes(question, asked, default=True):
        with keys as pressed:
            outcome = _tried(table, pressed)
        table.tell(outcome)
        if outcome is Outcome.PAUSED:
            break
        asked, question = "Once more?", Question.TRY_AGAIN
    table.tell(*MISSED)


def _tried(table: Table, keys: Keys) -> Outcome:
    book = the_book(table.prompts, table.wishes)
    trial_book = replace(
        book, rituals={_RITUAL: Ritual(_RITUAL, (IntroduceStep((), "intro_invite"),), "goodbye_stopped")}
    )
    cue = table.voice.sound(PAUSE_CUE, book.sayings[PAUSE_CUE][0])
    cue.result()
    with table.room() as room, an_ear(table.wishes, patient=False, examples=table.examples) as ear:
        trial = _Trial(room.card)
        hands = Hands(trial, table.voice, book.sayings, TerminalScreen(table.console), NoMemory(), patient=False)
        table.tell("I'm listening now.")
        converse(trial, ear, Senses(ear, keys), hands, _evening(trial_book, trial))
    return trial.outcome


def _evening(book: Book, trial: "_Trial") -> Evening:
    return Evening(book, State(mode=Trying(_NEVER_S), sitting=Sitting(_RITUAL, 0.0)), trial)


class _Trial:
    """A Card that ends when the pause cue was said or nobody tried for a while, and a Journal that sees which."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._began_s: float | None = None
        self._over = False
        self.outcome = Outcome.MISSED

    def blocks(self) -> Iterator[Block | NoBlock]:
        for item in self._card.blocks():
            yield item
            if self._over:
                return

    def sounded(self, block: Block) -> None:
        self._began_s = block.end_s if self._began_s is None else self._began_s
        waited = self.outcome is Outcome.MISSED and block.end_s - self._began_s > WAITS_S
        self._over = self._over or waited or PAUSE_CUE in block.finished

    def happened(self, moment: Moment) -> None:
        if isinstance(moment.event, HearingLost):
            self.outcome = Outcome.DEAF if self.outcome is Outcome.MISSED else self.outcome
            self._over = True
        elif isinstance(moment.state.mode, Paused) and self.outcome is Outcome.MISSED:
            self.outcome = Outcome.PAUSED

    def play(self, sound: Sound) -> None:
        self._card.play(sound)

    def hush(self) -> None:
        self._card.hush()

    def give_way(self, way: Way) -> None:
        self._card.give_way(way)

    def close_microphone(self) -> None:
        self._card.close_microphone()

    def open_microphone(self) -> None:
        self._card.open_microphone()
