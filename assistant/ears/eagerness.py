"""How readily a sound is taken for the safe word, by name. Setup may change it; a session never does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.ears.spotter import THRESHOLD

USUAL: Final = "usual"


@dataclass(frozen=True)
class Grade:
    threshold: float
    means: str


# One unit of the score is a tenfold, so half a unit is a threefold.
EAGERNESS: Final[Mapping[str, Grade]] = {
    "calm": Grade(THRESHOLD + 0.5, "a third of the pauses by mistake, and it is missed a little more often"),
    USUAL: Grade(THRESHOLD, "rather a pause too many than a safe word missed"),
    "eager": Grade(THRESHOLD - 0.5, "missed less often, and three times the pauses by mistake"),
}


def threshold_of(eagerness: str) -> float:
    return EAGERNESS[eagerness].threshold
