"""The screen of a terminal that can redraw: captions go by above, and below stays one calm line of what it is doing."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from assistant.audio import SAMPLE_RATE_HZ, Block
from assistant.loop import Moment
from assistant.session.events import UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.presence import Presence
from assistant.session.sitting import Clock
from assistant.shell.screen import TerminalScreen

_WORDS: Final[Mapping[Presence, str]] = {
    Presence.ASLEEP: "○ asleep, but hearing",
    Presence.LISTENING: "● listening",
    Presence.SPEAKING: "◆ speaking",
    Presence.PAUSED: "‖ paused",
    Presence.CLOSED: "· not hearing: press M",
}
_SHOWN_SAMPLES: Final = 20 * SAMPLE_RATE_HZ  # so long the time is shown to whoever asked for it
_BAR_CHARACTERS: Final = 30


class Display(TerminalScreen, AbstractContextManager["Display"]):
    """A screen, and a Journal. `typed`: the line that is being typed, where lines are."""

    def __init__(self, console: Console, typed: Callable[[], str] | None = None) -> None:
        super().__init__(console)
        self._typed = typed
        self._presence = Presence.ASLEEP
        self._clock: Clock | None = None
        self._asked_at: int | None = None  # the sample at which somebody asked for the time
        self._line = ""
        self._live = Live(
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            get_renderable=self._status,
        )

    def __enter__(self) -> Self:
        self._live.start(refresh=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def attend(self, presence: Presence) -> None:
        self._presence = presence
        self._live.refresh()

    def clear(self) -> None:
        super().clear()
        self._live.refresh()

    def sounded(self, block: Block) -> None:  # noqa: ARG002 - fifty times a second is how often letters are looked for
        line = self._typed() if self._typed is not None else ""
        if line != self._line:
            self._line = line
            self._live.refresh()

    def happened(self, moment: Moment) -> None:
        """The time is shown to whoever asks, and goes again."""
        before = self._shown_clock
        self._clock = moment.state.sitting.clock if moment.state.sitting is not None else None
        match moment.event:
            case UtteranceHeard(intent=Intent.TIMER_STATUS):
                self._asked_at = moment.sample
            case _ if self._asked_at is not None and moment.sample - self._asked_at > _SHOWN_SAMPLES:
                self._asked_at = None
            case _:
                pass
        if self._shown_clock != before:
            self._live.refresh()

    @property
    def _shown_clock(self) -> Clock | None:
        return None if self._asked_at is None else self._clock

    def _status(self) -> RenderableType:
        row = Table.grid(padding=(0, 3))
        cells: list[RenderableType] = [Text(_WORDS[self._presence], style="dim")]
        if self._shown_clock is not None:
            clock = self._shown_clock
            cells.append(ProgressBar(total=clock.total_s, completed=clock.used_s, width=_BAR_CHARACTERS))
        row.add_row(*cells)
        return row if self._typed is None else Group(row, Text(f"> {self._line}"))
