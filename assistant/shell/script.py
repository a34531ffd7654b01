"""A ritual as a script to read: what is said, what happens, and which way it goes on. Knows no voice and no clock."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, assert_never

from assistant.session.book import Book
from assistant.session.ritual import (
    AskStep,
    ChimeStep,
    ChooseStep,
    Depth,
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
from assistant.shell.script_parts import Line, Note, Part, length, said
from assistant.shell.script_turns import turns_in

_OPENING: Final = ("good_moment", "good_moment_other")


def script_of(key: str, book: Book) -> Iterator[Part]:
    """The ritual from "is this a good moment?" to its goodbye; KeyError if there is none of that name."""
    ritual = book.rituals[key]
    yield Note(_title(ritual))
    yield from (said(book, saying) for saying in _OPENING)
    yield from _told_once(book, _Reading(book, ritual).steps(0, len(ritual.steps)))
    yield said(book, ritual.goodbye)


def _told_once(book: Book, parts: Iterator[Part]) -> Iterator[Part]:
    """How saying back goes is told at the first turn, and later offered in a few words."""
    told = False
    for part in parts:
        is_telling = isinstance(part, Line) and part.key == "listen_back"
        yield replace(said(book, "listen_back_again"), depth=part.depth) if is_telling and told else part
        told = told or is_telling


def _title(ritual: Ritual) -> str:
    name = ritual.key.replace("_", " ").capitalize()
    short = f", or {ritual.short_minutes}" if ritual.short_minutes else ""
    return name if ritual.minutes is None else f"{name}: {ritual.minutes} minutes{short}"


@dataclass(frozen=True)
class _Reading:
    """Reads the line of steps as the branches from which it was made."""

    book: Book
    ritual: Ritual

    def steps(self, begin: int, end: int) -> Iterator[Part]:
        at, before = begin, ""
        while at < end:
            step = self.ritual.steps[at]
            condition = _condition(step) if isinstance(step, OnlyIfStep) else ""
            if condition != before and condition:
                yield Note(condition)
            yield from self._step(at, step)
            at, before = self._after(at), condition

    def _after(self, at: int) -> int:
        """Where the line goes on once a step with all its branches is over."""
        match self.ritual.steps[at]:
            case OnlyIfStep(otherwise_at=after) | GoalStep(otherwise_at=after):
                return after
            case AskStep(otherwise_at=otherwise):
                return self._end_of_branch(at, otherwise)[1]
            case ChooseStep(ways=ways):
                return self._end_of_branch(at, ways[1].at)[1]
            case _:
                return at + 1

    def _end_of_branch(self, at: int, next_at: int) -> tuple[int, int]:
        """Where the branch before `next_at` ends, and where it leads from there."""
        last = self.ritual.steps[next_at - 1]
        return (next_at - 1, last.at) if next_at - 1 > at and isinstance(last, JumpStep) else (next_at, next_at)

    def _within(self, begin: int, end: int) -> Iterator[Part]:
        return (replace(part, depth=part.depth + 1) for part in self.steps(begin, end))

    def _step(self, at: int, step: Step) -> Iterator[Part]:
        match step:
            case SayStep(saying):
                yield self._line(saying)
            case IntroduceStep(sayings, invite):
                yield Note("The very first time only:")
                yield from (replace(self._line(saying), depth=1) for saying in (*sayings, invite))
                yield Note("Whoever says it hears the pause.", 1)
                yield replace(self._line("intro_invite_other"), depth=1)
            case TurnsStep():
                yield from turns_in(self.book, self.ritual, step)
            case ChimeStep(chime):
                yield Note(f"A soft chime ({chime.removeprefix('chime.').replace('_', ' ')}).")
            case QuietStep(minutes):
                yield Note(f"Quiet, for {length(minutes)}; a soft chime ends it.", minutes=minutes)
            case TimedStep(minutes):
                yield Note(f"Talk without turns, {length(minutes)}.", minutes=minutes)
            case AskStep():
                yield from self._ask(at, step)
            case ChooseStep():
                yield from self._choose(step)
            case GoalStep(offer, otherwise_at):
                yield self._line(offer)
                yield from (self._line(goal) for goal in self.book.goals.values())
                yield Note("Once they chose one:")
                yield from self._within(at + 1, otherwise_at)
            case OnlyIfStep(otherwise_at=otherwise_at):
                yield from self._within(at + 1, otherwise_at)
            case SayGoalStep():
                yield Note("It says the goal.")
            case SayWeekStep():
                weeks = enumerate(self.book.programme, 1)
                yield from (replace(self._line(week), label=f"week {n}", instead=n > 1) for n, week in weeks)
            case KeepGoalStep():
                yield Note("The goal is kept.")
            case MoveWeekStep(by):
                yield Note(f"The programme goes a week {'on' if by > 0 else 'back'}.")
            case JumpStep():
                pass  # the end of a branch
            case _:
                assert_never(step)

    def _line(self, key: str) -> Line:
        return said(self.book, key)

    def _ask(self, at: int, step: AskStep) -> Iterator[Part]:
        yield self._line(step.first)
        yield self._line(step.other)
        end, after = self._end_of_branch(at, step.otherwise_at)
        deeper = f" (it may go as deep as {step.to_depth.name.lower()} from here)" if step.to_depth else ""
        yield Note(f"After two yeses{deeper}:")
        yield from self._within(at + 1, end)
        if after > step.otherwise_at:
            yield Note("After anything else, and after silence:")
            yield from self._within(step.otherwise_at, after)

    def _choose(self, step: ChooseStep) -> Iterator[Part]:
        yield self._line(step.offer)
        ends = [way.at for way in step.ways[1:]]
        ends.append(self._end_of_branch(0, step.ways[1].at)[1])
        for way, end in zip(step.ways, ends, strict=True):
            first = way is step.ways[0]
            deep = way.depth is not None and way.depth > Depth.LIGHT
            when = ", and after silence" if first else ", when both want it" if deep else ""
            yield Note(f"“{way.name}”{when}:", usual=first, instead=not first)
            yield from self._within(way.at, end)


def _condition(step: OnlyIfStep) -> str:
    several = "weeks" if len(step.weeks) > 1 else "week"
    weeks = f"in {several} {_listed(step.weeks)}" if step.weeks else ""
    whens = (weeks, "the first time" if step.first_time else "", "while they keep a goal" if step.with_goal else "")
    return f"Only {', '.join(filter(None, whens))}:"


def _listed(weeks: tuple[int, ...]) -> str:
    *first, last = map(str, weeks)
    return f"{', '.join(first)} and {last}" if first else last
