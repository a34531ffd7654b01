"""One question and its two turns, as a script has them. Reads the step; what is asked and when is the session's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.session.book import Book
from assistant.session.decks import Question
from assistant.session.ritual import Ritual, TurnsStep
from assistant.shell.script_parts import Line, Note, Part, length, said


def turns_in(book: Book, ritual: Ritual, step: TurnsStep) -> Iterator[Part]:
    parts = _Turns(book, ritual, step).parts()
    if step.only_if_time_left:
        yield Note("Left out when the time is nearly over, and in the short form:", usual=True)
        parts = (replace(part, depth=part.depth + 1) for part in parts)
    yield from parts


@dataclass(frozen=True)
class _Turns:
    book: Book
    ritual: Ritual
    step: TurnsStep

    def parts(self) -> Iterator[Part]:
        step = self.step
        if step.deck:
            yield Note(f"One question of the deck {step.deck}, none twice until it is through:", usual=True)
            for number, question in enumerate(self.book.decks[step.deck]):
                yield from self._from_deck(question, instead=number > 0)
        elif step.offer is not None:
            yield self._line(step.offer)
            yield Note("The one they choose; silence takes the first:", usual=True)
            questions = enumerate(step.questions)
            yield from (replace(self._line(key), depth=1, instead=number > 0) for number, key in questions)
        else:
            yield from (self._line(key) for key in step.questions)
        if step.lighter is not None:
            yield replace(self._line(step.lighter), depth=1, label="lighter", instead=True)
        for opening in (step.first, step.second):
            yield self._line(opening)
            yield self._turn()
            if step.listen_back:
                yield self._line("listen_back")

    def _line(self, key: str) -> Line:
        return said(self.book, key)

    def _from_deck(self, question: Question, *, instead: bool) -> Iterator[Part]:
        label = f"{question.depth.name.lower()}, for {question.purpose}"
        yield replace(self._line(question.saying), depth=1, label=label, instead=instead)
        if question.lighter is not None:
            yield replace(self._line(question.lighter), depth=2, label="lighter", instead=True)

    def _turn(self) -> Note:
        minutes, short_minutes, share = self.ritual.minutes, self.ritual.short_minutes, self.step.share
        if minutes is None or not share:
            return Note("A turn, as long as they like.")
        turns = [other for other in self.ritual.steps if isinstance(other, TurnsStep)]
        each = minutes * share / sum(other.share for other in turns) / 2
        short = ""
        if short_minutes is not None and not self.step.only_if_time_left:
            short_shares = sum(other.share for other in turns if not other.only_if_time_left)
            short = f" ({length(short_minutes * share / short_shares / 2)} in the short form)"
        return Note(f"A turn, {length(each)}{short}.", minutes=each)
