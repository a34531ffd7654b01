"""The steps of setting up, in the order in which a couple takes them. Each can be taken alone. Takes none itself."""

from enum import StrEnum
from typing import Final


class Step(StrEnum):
    """By the word that is typed for it."""

    SOUND = "sound"
    SAFE_WORD = "safe-word"
    SAY_IT = "say-it"
    PAUSE = "pause"
    MORE = "more"  # everything that has a default


WHOLE: Final = (Step.SOUND, Step.SAFE_WORD, Step.SAY_IT, Step.PAUSE)


def steps_for(typed: str | None) -> tuple[Step, ...]:
    return WHOLE if typed is None else (Step(typed),)
