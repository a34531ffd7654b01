"""How saying the safe word goes for one of them: once more, done, or another way. It shows no figure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.ears.enrolment import Doubt
from assistant.setting_up.asking import Choice

TIMES: Final = 3
FAILURES: Final = 2  # in a row; then there are other ways
LISTENS_S: Final = 15.0  # for each time


class Next(StrEnum):
    AGAIN = "again"
    DONE = "done"
    OTHER_WAYS = "other ways"


class OtherWay(StrEnum):
    """None of them is worse than saying it."""

    WORD = "word"
    KEY = "key"
    SKIP = "skip"


OTHER_WAYS: Final = (
    Choice(OtherWay.WORD, "another safe word, which may sound clearer to me"),
    Choice(OtherWay.KEY, "the space bar: it pauses at once"),
    Choice(OtherWay.SKIP, "leave it as it is; I listen all the same"),
)


@dataclass(frozen=True)
class Tries:
    good: int = 0
    failed: int = 0  # since the last good one

    def after(self, heard: object) -> "Tries":
        """`heard`: a Doubt, or anything else where it was good."""
        return Tries(self.good, self.failed + 1) if isinstance(heard, Doubt) else Tries(self.good + 1)

    @property
    def next(self) -> Next:
        if self.good >= TIMES:
            return Next.DONE
        return Next.OTHER_WAYS if self.failed >= FAILURES else Next.AGAIN


def answer_to(heard: object) -> str:
    """The same two sentences for everybody, whatever came before."""
    return f"I'll need help with this one: {heard}." if isinstance(heard, Doubt) else "I hear you."
