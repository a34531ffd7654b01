"""The loop between what is heard and what is done. The same live, on files and in a rehearsal; it reads no clock."""

from dataclasses import dataclass
from typing import Protocol, assert_never

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Card, NoBlock
from assistant.ears.ear import Ear
from assistant.hands import Hands
from assistant.senses import Senses
from assistant.session.book import Book
from assistant.session.commands import Command
from assistant.session.events import Event, InputEnded
from assistant.session.listening import expected
from assistant.session.respond import respond
from assistant.session.state import Asleep, State


@dataclass(frozen=True)
class Moment:
    """One event and what came of it. `sample`: of sound heard by then; `lag_s`: of sound heard but not yet judged."""

    sample: int
    lag_s: float
    event: Event
    before: State
    state: State
    commands: tuple[Command, ...]


class Journal(Protocol):
    """Reads along; changes nothing."""

    def sounded(self, block: Block) -> None: ...
    def happened(self, moment: Moment) -> None: ...


def converse(card: Card, ear: Ear, senses: Senses, hands: Hands, evening: "Evening") -> State:
    """From the first block until the input ends or somebody quits; gives the last state."""
    for item in card.blocks():
        ear.expect(expected(evening.state), asleep=isinstance(evening.state.mode, Asleep))
        evening.hear(item)
        hands.heard(item)
        for event in senses.perceive(item):
            evening.live(event, hands)
            hands.give_way(event)
        hands.play()
        if hands.is_done:
            return evening.state
    for event in senses.finish():
        evening.live(event, hands)
    evening.live(InputEnded(), hands)
    return evening.state


class Evening:
    """The session's state as it goes from moment to moment; `state.now_s` is where its time begins."""

    def __init__(self, book: Book, state: State, *journals: Journal) -> None:
        self.state = state
        self._book = book
        self._journals = journals
        self._began_s = state.now_s  # after a crash audio time goes on from where it stood
        self._heard = 0  # samples until the end of the last block
        self._sample = 0
        self._lag_s = 0.0

    def hear(self, item: Block | NoBlock) -> None:
        match item:
            case Block():
                self._heard, self._lag_s = item.first_sample + BLOCK_SAMPLES, item.lag_s
                self._sample = max(self._sample, self._heard)
                for journal in self._journals:
                    journal.sounded(item)
            case NoBlock() if not self.state.hears:
                # The turn was paused where the sound broke off; the pause goes on, and so does its time.
                self._sample = max(self._sample, self._heard + round(item.waited_s * SAMPLE_RATE_HZ))
            case NoBlock():
                pass  # perhaps only a moment: time waits with the sound
            case _:
                assert_never(item)

    def live(self, event: Event, hands: Hands) -> None:
        """One moment: the event, the answer, and the answer carried out."""
        before = self.state
        now_s = self._began_s + self._sample / SAMPLE_RATE_HZ
        self.state, commands = respond(self._book, before, event, now_s)
        for command in commands:
            hands.carry_out(command, self.state)
        moment = Moment(self._sample, self._lag_s, event, before, self.state, commands)
        for journal in self._journals:
            journal.happened(moment)
