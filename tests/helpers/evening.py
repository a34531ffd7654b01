"""A small true evening for the session's tests: a book of few words, and a couple who act on what they hear."""

from collections import deque
from dataclasses import dataclass, field

from assistant.session.book import Book, Patience
from assistant.session.commands import Command, PlayChime, Say
from assistant.session.events import Event, SayingFinished, SpeechStarted, SpeechStopped, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.respond import respond
from assistant.session.ritual import IntroduceStep, Ritual, SayStep, TurnsStep
from assistant.session.state import State

SAYING_S = 2.0

BOOK = Book(
    rituals={
        "sunday_coffee": Ritual(
            "sunday_coffee",
            (
                SayStep("phones_away"),
                IntroduceStep(("intro_1", "intro_2"), "try_the_pause"),
                TurnsStep("week", ("week_share",), lighter="week_share_lighter", listen_back=True),
                TurnsStep("appreciation", ("appreciation",)),
            ),
            goodbye="coffee_goodbye",
        ),
        "weekly_check_in": Ritual(
            "weekly_check_in",
            (
                TurnsStep("light", ("light_question",), share=0.3),
                TurnsStep("chosen", ("first", "second"), offer="choose_one", lighter="chosen_lighter", share=0.5),
                TurnsStep("third", ("third",), share=0.2, only_if_time_left=True),
            ),
            goodbye="check_in_goodbye",
            minutes=20,
            short_minutes=5,
        ),
    },
    sayings={},
    patience=Patience(),
)


@dataclass
class Evening:
    """Runs a session; sayings end two seconds after they begin, one behind the other, as a loudspeaker would."""

    state: State = field(default_factory=State)
    book: Book = BOOK
    commands: list[Command] = field(default_factory=list)
    now_s: float = 0.0
    step_s: float = 0.2  # how often time passes
    _ends: deque[tuple[float, str]] = field(default_factory=deque)

    @property
    def is_heard(self) -> bool:
        """Something is being said, or about to be."""
        return bool(self._ends)

    def happens(self, event: Event) -> list[Command]:
        self.state, commands = respond(self.book, self.state, event, self.now_s)
        for command in commands:
            self._hear(command)
        self.commands += commands
        return list(commands)

    def _hear(self, command: Command) -> None:
        free_s = max(self.now_s, self._ends[-1][0] if self._ends else 0.0)
        match command:
            case Say(key):
                self._ends.append((free_s + SAYING_S, key))
            case PlayChime(chime):
                self._ends.append((free_s + 0.5, chime))
            case _ if type(command).__name__ == "Hush":
                self._ends.clear()
            case _:
                pass

    def passes(self, seconds_s: float) -> list[Command]:
        """Time goes by; whatever was being said is said to its end."""
        done: list[Command] = []
        until_s = self.now_s + seconds_s
        while self.now_s < until_s:
            next_s = min(until_s, self.now_s + self.step_s)
            self.now_s = min(next_s, self._ends[0][0]) if self._ends else next_s
            while self._ends and self._ends[0][0] <= self.now_s:
                done += self.happens(SayingFinished(self._ends.popleft()[1]))
            done += self.happens(TimePassed())
        return done

    def says(
        self, intent: Intent | None, minutes: int | None = None, *, length_s: float = 1.0, choice: str | None = None
    ) -> list[Command]:
        """One of them says something; it is understood a moment after they stop."""
        start_s = self.now_s
        done = self.happens(SpeechStarted(start_s))
        done += self.passes(length_s)
        done += self.happens(SpeechStopped(self.now_s))
        end_s = self.now_s
        done += self.passes(0.8)
        return done + self.happens(UtteranceHeard(start_s, end_s, intent, minutes, choice=choice))

    def both_say_yes(self) -> list[Command]:
        """To a question that is being asked: one of them, and then the other."""
        done = self.passes(SAYING_S + 0.5)
        done += self.says(Intent.YES)
        done += self.passes(SAYING_S + 0.5)
        return done + self.says(Intent.YES)

    def begins(self, intent: Intent = Intent.START_COFFEE, minutes: int | None = None) -> list[Command]:
        """The start phrase and both yeses, and whatever is said before the first question has been read."""
        done = self.says(intent, minutes) + self.both_say_yes()
        return done + self.passes(4 * SAYING_S)


def sayings(commands: list[Command]) -> list[str]:
    """The keys of what is said or chimed, in order."""
    return [c.key if isinstance(c, Say) else c.chime for c in commands if isinstance(c, Say | PlayChime)]
