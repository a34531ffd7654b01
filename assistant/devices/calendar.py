"""Looks at the wall clock for one thing: whether the chosen time of a Sunday has come. What is said then isn't its."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Protocol

from assistant.session.inviting import fell_due


class Calendar(Protocol):
    def fell_due(self) -> bool:
        """Whether the chosen time came since the last call. Never waits."""
        ...


class NoCalendar:
    """Nobody chose a time, or there is no clock to believe."""

    def fell_due(self) -> bool:
        return False


class Sundays:
    """`at`: the local time. `is_trusted` is asked only when it comes: a Pi has no clock battery.

    `now`: the present moment, with its time zone.
    """

    def __init__(
        self, at: time, is_trusted: Callable[[], bool], now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._at = at
        self._is_trusted = is_trusted
        self._now = now
        self._before = self._local()
        self._told: date | None = None  # a clock may be put back

    def fell_due(self) -> bool:
        before, self._before = self._before, self._local()
        if not fell_due(before, self._before, self._at) or self._told == self._before.date():
            return False
        if not self._is_trusted():
            return False
        self._told = self._before.date()
        return True

    def _local(self) -> datetime:
        return self._now().astimezone()
