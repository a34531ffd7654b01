"""What a ritual needs of a language: sayings, and sentences to start it and to choose by. Finds; refuses nothing."""

from collections.abc import Collection, Mapping
from typing import Final, assert_never

from assistant.ears.understanding import Commands
from assistant.session.book import LIGHTER_DECK, NEEDED_SAYINGS, Book
from assistant.session.decks import Deck
from assistant.session.intents import Intent
from assistant.session.opening import STARTS
from assistant.session.ritual import (
    AskStep,
    ChimeStep,
    ChooseStep,
    GoalStep,
    IntroduceStep,
    JumpStep,
    KeepGoalStep,
    MoveWeekStep,
    OnlyIfStep,
    QuietStep,
    Ritual,
    SayGoalStep,
    SayStep,
    SayWeekStep,
    Step,
    TimedStep,
    TurnsStep,
)

_ANYWHERE: Final = frozenset(Intent) - frozenset(STARTS)


def lacking_anywhere(book: Book, sayings: Collection[str], commands: Commands) -> tuple[str, ...]:
    """What no ritual can do without, as a language with these sayings and sentences lacks it."""
    needed = {*NEEDED_SAYINGS, *book.words, *_asked_in(book.decks.get(LIGHTER_DECK, ()))}
    mute = (intent for intent in sorted(_ANYWHERE) if not commands.sentences((intent,)))
    return (*_unsaid(needed, sayings), *(f"a sentence for {intent}" for intent in mute))


def lacking_in(ritual: Ritual, book: Book, sayings: Collection[str], commands: Commands) -> tuple[str, ...]:
    """What this ritual needs beside; () where it is whole."""
    needed = {ritual.goodbye}.union(*(sayings_in(step, book) for step in ritual.steps))
    starts = {intent for intent, key in STARTS.items() if key == ritual.key}
    unstarted = () if commands.sentences(starts) else ("a sentence that starts it",)
    choices = _choices(commands)
    nameless = (name for step in ritual.steps for name in _names_in(step, book.goals) if name not in choices)
    return (*_unsaid(needed, sayings), *unstarted, *(f'a sentence that chooses "{name}"' for name in nameless))


def sayings_in(step: Step, book: Book) -> set[str]:
    """The sayings that a step may come to say."""
    match step:
        case SayStep(saying):
            return {saying}
        case IntroduceStep(sayings, invite):
            return {*sayings, invite}
        case TurnsStep():
            named = filter(None, (step.offer, step.lighter))
            return {step.first, step.second, *step.questions, *named, *_asked_in(book.decks.get(step.deck, ()))}
        case AskStep(first, other):
            return {first, other}
        case ChooseStep(offer):
            return {offer}
        case GoalStep(offer):
            return {offer, *book.goals.values()}
        case SayGoalStep():
            return set(book.goals.values())
        case SayWeekStep():
            return set(book.programme)
        case ChimeStep() | QuietStep() | TimedStep() | JumpStep() | OnlyIfStep() | KeepGoalStep() | MoveWeekStep():
            return set()
        case _:
            assert_never(step)


def _asked_in(deck: Deck) -> set[str]:
    return {question.saying for question in deck} | {question.lighter for question in deck if question.lighter}


def _names_in(step: Step, goals: Mapping[str, str]) -> tuple[str, ...]:
    """What is chosen by its name in a step."""
    match step:
        case ChooseStep(ways=ways):
            return tuple(way.name for way in ways)
        case GoalStep():
            return tuple(goals)
        case _:
            return ()


def _choices(commands: Commands) -> set[str | None]:
    """The names for which there is a sentence."""
    heard = (commands.understand(sentence, (Intent.CHOICE,)) for sentence in commands.sentences((Intent.CHOICE,)))
    return {understood.choice for understood in heard if understood is not None}


def _unsaid(needed: Collection[str], sayings: Collection[str]) -> tuple[str, ...]:
    return tuple(f'the saying "{key}"' for key in sorted(set(needed) - set(sayings)))
