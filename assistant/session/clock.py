"""The time of a check-in: what is used, what is left, which chime is due. Arithmetic only."""

from dataclasses import replace
from typing import Final

from assistant.session.sitting import Clock
from assistant.session.state import Together, Turn

LONGEST_S: Final = 120 * 60.0  # adding minutes ends here
NEAR_END_SHARE: Final = 0.1  # the near-end chime comes when a tenth of the time is left, but
NEAR_END_LEAST_S: Final = 60.0  # not later than a minute before the end


def ran(clock: Clock | None, seconds_s: float) -> Clock | None:
    if clock is None or clock.stopped:
        return clock
    return replace(clock, used_s=max(0.0, clock.used_s + seconds_s))


def set_to(clock: Clock, total_s: float) -> Clock:
    """Longer or shorter, for both; what had chimed and lies ahead again will chime again."""
    total_s = min(total_s, max(clock.used_s, LONGEST_S))
    longer = replace(clock, total_s=total_s)
    return replace(
        longer,
        half_chimed=clock.half_chimed and longer.used_s >= total_s / 2,
        near_end_chimed=clock.near_end_chimed and is_near_end(longer),
        over_said=clock.over_said and longer.left_s <= 0,
    )


def chimes_passed(clock: Clock) -> Clock:
    """`clock` with every chime marked as given that is due by now."""
    return replace(
        clock,
        half_chimed=clock.half_chimed or is_half(clock),
        near_end_chimed=clock.near_end_chimed or is_near_end(clock),
        over_said=clock.over_said or clock.left_s <= 0,
    )


def is_half(clock: Clock) -> bool:
    return clock.used_s >= clock.total_s / 2


def is_near_end(clock: Clock) -> bool:
    return clock.left_s <= max(NEAR_END_LEAST_S, clock.total_s * NEAR_END_SHARE)


def turn_ran(turn: Turn, was_s: float, now_s: float) -> Turn:
    """A turn's time runs from when its question had been read."""
    ran_s = max(0.0, now_s - max(was_s, turn.begins_s))
    return replace(turn, used_s=turn.used_s + ran_s)


def together_ran(mode: Together, was_s: float, now_s: float) -> Together:
    ran_s = max(0.0, now_s - max(was_s, mode.begins_s))
    return replace(mode, used_s=mode.used_s + ran_s)
