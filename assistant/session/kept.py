"""What stays from one session to the next, which is little: never a word, a count or a time of the couple's."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Kept:
    week: int = 1  # of the programme
    goal: str = ""  # its name in the book; "" when they keep none
    asked: tuple[str, ...] = ()  # questions that were asked, by their keys, until their deck is through
    met: tuple[str, ...] = ()  # rituals that say something the first time only, once they were begun
    news: tuple[str, ...] = ()  # sayings that tell both of them what setup changed, until they were said

    def meets(self, ritual: str) -> "Kept":
        return self if ritual in self.met else replace(self, met=(*self.met, ritual))


NOTHING_KEPT: Final = Kept()
