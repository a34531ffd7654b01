"""Evenings of hypothesis: anything may happen at the table, in any order. What has to hold in them is in the laws."""

from dataclasses import dataclass, field, replace

from helpers.evening import Evening
from hypothesis import strategies as st

from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import Book
from assistant.session.commands import Command, Say
from assistant.session.events import (
    Event,
    HearingLost,
    HearingRestored,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import Intent
from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.session.opening import STARTS as ALL_STARTS
from assistant.session.state import State

Story = list[tuple[float, Event]]
"""So long nothing happens, and then this does."""

YESES = [Intent.YES, Intent.CARRY_ON, Intent.GO_ON]
ONWARDS = [Intent.PASS, Intent.HAND_OVER, Intent.SECOND, Intent.THIRD, Intent.DEEPER, Intent.COME_BACK]
CHOICES = ["quiet", "question", "next", "back", "thought", "nothing of the kind"]


@st.composite
def happenings(draw: st.DrawFn) -> tuple[float, Event]:
    """Some time goes by, and then something happens; events that matter come more often."""
    wait_s = draw(st.sampled_from([0.0, 0.1, 1.5, 4.0, 30.0, 400.0]))
    intent = draw(st.one_of(st.none(), st.sampled_from(Intent), st.sampled_from(YESES)))
    choice = draw(st.sampled_from(CHOICES))
    event = draw(
        st.one_of(
            st.just(UtteranceHeard(0, 0, intent, draw(st.sampled_from([None, 1, 5, 90])), choice=choice)),
            st.just(UtteranceHeard(0, 0, draw(st.sampled_from(YESES)))),
            st.just(UtteranceHeard(0, 0, draw(st.sampled_from(ONWARDS)))),
            st.just(SafeWordHeard(0, -0.5)),
            st.sampled_from([SpeechStarted(0), SpeechStopped(0), HearingLost(Loss.LAG), HearingRestored()]),
            st.sampled_from(Key).map(KeyPressed),
            st.just(TimePassed()),
        )
    )
    return wait_s, event


def placed(event: Event, now_s: float) -> Event:
    """The event as it would be at `now_s`; an utterance is understood 0.9 s after its end."""
    match event:
        case UtteranceHeard():
            return replace(event, start_s=now_s - 1.5, end_s=now_s - 0.9)
        case SafeWordHeard():
            return replace(event, word_end_s=now_s - 0.3)
        case SpeechStarted():
            return SpeechStarted(now_s)
        case SpeechStopped():
            return SpeechStopped(now_s)
        case _:
            return event


EVENINGS = st.lists(happenings(), max_size=40)
STARTS = st.sampled_from(sorted(ALL_STARTS))
KEPT = st.builds(Kept, week=st.integers(1, 6), goal=st.sampled_from(["", "thought", "no longer in the book"]))
SHIPPED = load_book(find_prompts(None), ())

STAYING = [
    *(3 * [Intent.PASS, Intent.YES] + 2 * [Intent.HAND_OVER, Intent.NOT_READY, Intent.REPEAT]),
    *(Intent.NO, Intent.NOTHING, Intent.LIGHTER, Intent.DEEPER, Intent.COME_BACK, Intent.CHOICE, Intent.FIRST),
    *(Intent.SECOND, Intent.THIRD, Intent.GO_ON, Intent.CARRY_ON, Intent.HELP_WORD, Intent.INCREASE_TIMER),
    *(Intent.DECREASE_TIMER, Intent.START_TIMER, Intent.CANCEL_TIMER, Intent.ENOUGH),
]
LIVELY = st.lists(
    st.tuples(
        st.sampled_from([1.0, 4.0, 4.0, 8.0, 40.0]),
        st.one_of(
            st.builds(
                lambda intent, choice: UtteranceHeard(0, 0, intent, choice=choice),
                st.sampled_from(STAYING),
                st.sampled_from(CHOICES),
            ),
            st.sampled_from(7 * [TimePassed()] + [SafeWordHeard(0, -0.5)]),
        ),
    ),
    min_size=10,
    max_size=30,
)
"""An evening in which much is said and nobody leaves: it goes far into a ritual."""


@dataclass(frozen=True)
class Transition:
    before: State
    after: State
    event: Event
    commands: tuple[Command, ...]

    @property
    def said(self) -> list[str]:
        return [command.key for command in self.commands if isinstance(command, Say)]


@dataclass
class Watched(Evening):
    """An evening of which every transition is remembered, also those that time alone brings."""

    transitions: list[Transition] = field(default_factory=list)

    @property
    def modes(self) -> dict[str, State]:
        """For each mode that the session was in, the last state in it."""
        return {type(moment.after.mode).__name__: moment.after for moment in self.transitions}

    def happens(self, event: Event) -> list[Command]:
        before = self.state
        commands = super().happens(event)
        self.transitions.append(Transition(before, self.state, event, tuple(commands)))
        return commands


def an_evening(
    start: Intent, story: Story, *, introduced: bool = True, kept: Kept = NOTHING_KEPT, book: Book = SHIPPED
) -> Watched:
    """It was begun by both, and then went as the story goes."""
    evening = Watched(State(introduced=introduced, kept=kept), book=book, step_s=5.0)
    evening.begins(start, 10)
    for wait_s, event in story:
        evening.passes(wait_s)
        evening.happens(placed(event, evening.now_s))
    return evening
