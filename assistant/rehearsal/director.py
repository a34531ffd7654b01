"""Lets the partners speak, and keys be pressed, when the script says. Hears only what sounds in the room."""

from collections.abc import Sequence
from typing import Final, Protocol, assert_never

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.loop import Moment
from assistant.rehearsal.log import LineSaid
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Line, Press, Speech, When
from assistant.session.events import Key

_SECOND: Final = SAMPLE_RATE_HZ


class Stage(Protocol):
    """Where a partner speaks."""

    def say(self, pcm: Samples, gain_db: float = 0.0, at_sample: int | None = None) -> int: ...


class ScriptedKeys:
    """The keyboard of a rehearsal."""

    def __init__(self) -> None:
        self._waiting: list[Key] = []

    def press(self, key: Key) -> None:
        self._waiting.append(key)

    def pressed(self) -> tuple[Key, ...]:
        keys, self._waiting = tuple(self._waiting), []
        return keys


class Director:
    """A Journal. One line at a time, each not before the end of the one before it.

    A line's moment is watched for from the beginning of the line before it. `said` grows with the lines that were said.
    """

    def __init__(self, lines: Sequence[Line], stage: Stage, keys: ScriptedKeys, said: list[LineSaid]) -> None:
        self._lines = lines
        self._stage = stage
        self._keys = keys
        self._said = said
        self._started: dict[str, int] = {}  # the sample at which each sound began last
        self._finished: dict[str, int] = {}  # and came to its end by itself
        self._sounding: str | None = None
        self._quiet_from = 0  # the sample from which nothing has been played
        self._next_sample = 0

    @property
    def waits_for(self) -> Line | None:
        """The line that is not said yet; None after the last one."""
        return self._lines[len(self._said)] if len(self._said) < len(self._lines) else None

    @property
    def waited_s(self) -> float:
        """Since the end of the line said last; 0 while it is being said."""
        return max(0, self._next_sample - self._last_end) / _SECOND

    @property
    def in_vain_s(self) -> float:
        """So long the next line has waited for a sound that has not come."""
        line = self.waits_for
        return self.waited_s if line is not None and self._due(line.when) is None else 0.0

    @property
    def quiet_s(self) -> float:
        """Since the loudspeaker fell silent."""
        return (self._next_sample - self._quiet_from) / _SECOND

    def sounded(self, block: Block) -> None:
        self._next_sample = block.first_sample + BLOCK_SAMPLES
        self._note_sounds(block)
        while (line := self.waits_for) is not None:
            due = self._due(line.when)
            if due is None or max(due, self._last_end) >= self._next_sample + BLOCK_SAMPLES:
                break
            self._said.append(self._say(line, max(due, self._last_end, self._next_sample)))

    def happened(self, moment: Moment) -> None:
        """A partner hears sound; what goes on inside the assistant they don't know."""

    def _note_sounds(self, block: Block) -> None:
        for started in block.started:
            self._started[started.key] = started.first_sample
            self._sounding = started.key
        for key in block.finished:
            self._finished[key] = self._next_sample
            self._sounding = None if self._sounding == key else self._sounding
        if block.played.any():
            self._quiet_from = self._next_sample
        elif not block.started and self.quiet_s > 1.0:
            self._sounding = None  # it was hushed

    @property
    def _last_begin(self) -> int:
        return self._said[-1].first_sample if self._said else 0

    @property
    def _last_end(self) -> int:
        return self._said[-1].end_sample if self._said else 0

    def _due(self, when: When) -> int | None:
        """The sample at which the line is to begin; None while its moment has not come."""
        match when:
            case AtTime(at_s):
                return round(at_s * _SECOND)
            case AfterLine(wait_s):
                return self._last_end + round(wait_s * _SECOND)
            case AfterSound(key, wait_s):
                ended = self._finished.get(key, -1)
                return ended + round(wait_s * _SECOND) if ended >= self._last_begin else None
            case DuringSound(key, wait_s):
                began = self._started.get(key, -1)
                is_now = began >= self._last_begin or self._sounding == key
                return began + round(wait_s * _SECOND) if is_now else None
            case _:
                assert_never(when)

    def _say(self, line: Line, at_sample: int) -> LineSaid:
        match line.what:
            case Speech(pcm=pcm, gain_db=gain_db):
                return LineSaid(line, at_sample, self._stage.say(pcm, gain_db, at_sample))
            case Press(key):
                self._keys.press(key)
                return LineSaid(line, at_sample, at_sample)
            case _:
                assert_never(line.what)
