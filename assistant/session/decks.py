"""Which question of a deck comes next. Nothing is asked again until the deck is through; what is closed, never."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.session.ritual import Depth


@dataclass(frozen=True)
class Question:
    """One card of a deck."""

    saying: str
    depth: Depth = Depth.LIGHT
    purpose: str = ""  # what it is for, in a word or two; for whoever edits the deck
    lighter: str | None = None  # the saying asked instead after "something lighter"


Deck = tuple[Question, ...]


def next_question(
    deck: Sequence[Question], depth: Depth, asked: Collection[str], closed: Collection[str]
) -> Question | None:
    """The first that was not asked, as deep as there is up to `depth`; after the last, the first again."""
    open_ones = [question for question in deck if question.depth <= depth and question.saying not in closed]
    deepest = max((question.depth for question in open_ones), default=Depth.LIGHT)
    fitting = [question for question in open_ones if question.depth == deepest]
    return next((question for question in fitting if question.saying not in asked), next(iter(fitting), None))


def remembered(deck: Sequence[Question], question: Question, asked: Sequence[str]) -> tuple[str, ...]:
    """`asked` with `question` in it. Once its deck is through at this depth, that is forgotten and begins anew."""
    level = {other.saying for other in deck if other.depth == question.depth}
    kept = asked if question.saying not in asked else [key for key in asked if key not in level]
    return (*kept, question.saying)
