"""A table with two people at it, who speak in words: by the sentences that ship, to the pure session, in no time."""

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from helpers.evening import Evening, sayings

from assistant.content.languages import FIRST
from assistant.content.sayings import SafeWords
from assistant.content.translation import book_in
from assistant.ears.understanding import Commands, Understood
from assistant.session.book import Book
from assistant.session.events import Key, KeyPressed, SafeWordHeard, SpeechStarted, SpeechStopped, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.session.listening import expected
from assistant.session.sitting import Sitting
from assistant.session.state import Asleep, HandingOver, State, Telling, Turn

SAFE_WORD = "pineapple"
WORD_S = 0.4  # so long takes a word of theirs
UNDERSTOOD_S = 0.8  # from the end of an utterance until it is understood


@cache
def shipped(language: str) -> Book:
    return book_in(language, None, SafeWords((SAFE_WORD,))).book


SHIPPED = shipped(FIRST)


@cache
def _commands(language: str) -> Commands:
    return Commands.of_language(language)


@cache
def _understood(words: str, intents: frozenset[Intent], language: str) -> Understood | None:
    return _commands(language).understand(words, intents)


@dataclass
class Table:
    """What is heard after each thing they say or do, by its key, until it is quiet again."""

    kept: Kept = NOTHING_KEPT
    introduced: bool = True
    language: str = FIRST
    evening: Evening = field(init=False)

    def __post_init__(self) -> None:
        self.evening = Evening(State(introduced=self.introduced, kept=self.kept), shipped(self.language))

    def says(self, words: str, for_s: float | None = None) -> list[str]:
        """One of them says something, for so long; a command is one only where the session listens for it."""
        evening, start_s = self.evening, self.evening.now_s
        before = len(evening.commands)
        evening.happens(SpeechStarted(start_s))
        evening.passes(WORD_S * len(words.split()) if for_s is None else for_s)
        end_s = evening.now_s
        evening.happens(SpeechStopped(end_s))
        evening.passes(UNDERSTOOD_S)
        if words == SAFE_WORD:
            evening.happens(SafeWordHeard(end_s, -0.5))
        else:
            meant = _understood(words, expected(evening.state), self.language)
            evening.happens(
                UtteranceHeard(start_s, end_s, None)
                if meant is None
                else UtteranceHeard(start_s, end_s, meant.intent, meant.minutes, choice=meant.choice)
            )
        self._until_quiet()
        return sayings(evening.commands[before:])

    def is_quiet(self, for_s: float) -> list[str]:
        """Nobody says a word."""
        before = len(self.evening.commands)
        self.evening.passes(for_s)
        self._until_quiet()
        return sayings(self.evening.commands[before:])

    def presses(self, key: Key) -> list[str]:
        before = len(self.evening.commands)
        self.evening.happens(KeyPressed(key))
        self._until_quiet()
        return sayings(self.evening.commands[before:])

    def begins(self, words: str) -> list[str]:
        """They ask for it, and both say yes."""
        yes, please = {"en": ("yes", "yes please"), "ko": ("네", "네 좋아요")}[self.language]
        return self.says(words) + self.says(yes) + self.says(please)

    def _until_quiet(self) -> None:
        """The assistant has said what there is to say, and a second has gone by."""
        while self.evening.is_heard or isinstance(self.evening.state.mode, HandingOver | Telling):
            self.evening.passes(0.2)
        self.evening.passes(1.0)

    @property
    def heard(self) -> list[str]:
        """All that was said and chimed since they sat down."""
        return sayings(self.evening.commands)

    @property
    def questions(self) -> list[str]:
        """What was asked of them both, in order, as far as it went."""
        heard = self.heard
        return [key for key, after in pairwise(heard) if after == "first_turn"]

    @property
    def is_asleep(self) -> bool:
        return self.evening.state.mode == Asleep() and self.evening.state.sitting is None

    @property
    def turn(self) -> Turn:
        assert isinstance(self.evening.state.mode, Turn), self.evening.state.mode
        return self.evening.state.mode

    @property
    def sitting(self) -> Sitting:
        assert self.evening.state.sitting is not None
        return self.evening.state.sitting

    @property
    def keeps(self) -> Kept:
        return self.evening.state.kept
