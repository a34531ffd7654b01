"""What each of them is offered of a timed ritual's minutes: the same for both, never owed. Arithmetic only."""

from typing import Final

from assistant.session.ritual import Ritual, TurnsStep
from assistant.session.sitting import Sitting

WORTH_STARTING_S: Final = 120.0  # with less time than this left, a step marked "only if time is left" is not begun


def has_room(sitting: Sitting, step: TurnsStep) -> bool:
    """Whether there is time to begin this step."""
    if step.only_if_time_left and sitting.short:
        return False
    if sitting.clock is None or sitting.clock.stopped or step.share == 0:
        return True
    least_s = WORTH_STARTING_S if step.only_if_time_left else 0.0
    return sitting.clock.left_s > least_s


def offered_s(ritual: Ritual, sitting: Sitting, step: TurnsStep) -> float | None:
    """Seconds for each of the two turns of this step; None where no clock runs."""
    clock = sitting.clock
    if clock is None or step.share == 0:
        return None
    shares = [
        other.share
        for other in ritual.steps
        if isinstance(other, TurnsStep) and not (sitting.short and other.only_if_time_left)
    ]
    step_s = clock.total_s * step.share / sum(shares)
    return min(step_s, clock.left_s) / 2 if step.only_if_time_left else step_s / 2
