"""What a terminal shows below the captions: what the assistant is doing, and the time for whoever asks."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Started
from assistant.loop import Moment
from assistant.session.commands import Chime, Command, Hush
from assistant.session.events import Event, TimePassed, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.presence import Presence, presence
from assistant.session.sitting import Clock, Sitting
from assistant.session.state import EarsClosed, Paused, State, Turn
from assistant.shell.attendance import Attendance
from assistant.shell.display import Display
from assistant.shell.screen import CHIMES, TerminalScreen

TURN = Turn(0, 0.0)
TALKING = State(mode=TURN, sitting=Sitting("weekly_check_in", 0.0, clock=Clock(1200.0, 300.0)))


def block(number: int = 0, *, started: tuple[str, ...] = (), finished: tuple[str, ...] = ()) -> Block:
    nothing = np.zeros(BLOCK_SAMPLES, np.int16)
    first = number * BLOCK_SAMPLES
    return Block(first, nothing, nothing, tuple(Started(key, first) for key in started), finished)


def moment(state: State, event: Event | None = None, *commands: Command, at_s: float = 0.0) -> Moment:
    return Moment(round(at_s * SAMPLE_RATE_HZ), 0.0, event or TimePassed(), state, state, commands)


@pytest.mark.parametrize(
    ("state", "silent", "sounding"),
    [
        (State(), Presence.ASLEEP, Presence.SPEAKING),
        (TALKING, Presence.LISTENING, Presence.SPEAKING),
        (State(mode=Paused(TURN, 0.0)), Presence.PAUSED, Presence.PAUSED),
        (State(mode=EarsClosed()), Presence.CLOSED, Presence.CLOSED),
        (State(hears=False), Presence.CLOSED, Presence.CLOSED),
        (State(mode=Paused(TURN, 0.0), hears=False), Presence.CLOSED, Presence.CLOSED),
    ],
)
def test_a_light_that_is_on_means_that_somebody_hears(state: State, silent: Presence, sounding: Presence) -> None:
    assert presence(state, sounds=False) is silent
    assert presence(state, sounds=True) is sounding


def test_each_change_is_told_once_and_a_hush_is_one() -> None:
    told: list[Presence] = []
    attendance = Attendance(State(), told.append)
    attendance.happened(moment(TALKING))
    attendance.sounded(block(started=("week_share",)))
    attendance.sounded(block(1))
    attendance.happened(moment(replace(TALKING, mode=Paused(TURN, 0.0)), None, Hush()))
    attendance.happened(moment(TALKING))
    attendance.sounded(block(2, started=("second_turn",)))
    attendance.sounded(block(3, finished=("second_turn",)))
    assert told == [
        Presence.ASLEEP,
        Presence.LISTENING,
        Presence.SPEAKING,
        Presence.PAUSED,
        Presence.LISTENING,
        Presence.SPEAKING,
        Presence.LISTENING,
    ]


class Terminal:
    """One that can redraw; gives what was written since the last look."""

    def __init__(self) -> None:
        self.file = io.StringIO()
        self.console = Console(file=self.file, force_terminal=True, width=60, color_system=None)

    def look(self) -> str:
        shown = self.file.getvalue()
        self.file.truncate(0)
        self.file.seek(0)
        return shown


def test_below_the_captions_stands_what_it_is_doing() -> None:
    terminal = Terminal()
    with Display(terminal.console) as display:
        assert "asleep, but hearing" in terminal.look()
        display.caption("Good morning.")
        display.attend(Presence.PAUSED)
        shown = terminal.look()
    assert shown.index("Good morning.") < shown.index("paused")


def test_what_is_typed_is_seen_while_it_is_typed_and_gone_when_it_is_sent() -> None:
    terminal, typing = Terminal(), [""]
    with Display(terminal.console, lambda: typing[0]) as display:
        typing[0] = "I felt alone"
        display.sounded(block())
        assert "> I felt alone" in terminal.look()
        typing[0] = ""
        display.sounded(block(1))
        assert "felt" not in terminal.look()


def test_the_time_is_shown_to_whoever_asks_and_goes_again() -> None:
    terminal = Terminal()
    asked = UtteranceHeard(1.0, 2.0, Intent.TIMER_STATUS)
    with Display(terminal.console) as display:
        display.happened(moment(TALKING))
        assert "━" not in terminal.look()
        display.happened(moment(TALKING, asked, at_s=2.0))
        assert "━" in terminal.look()
        display.happened(moment(TALKING, at_s=30.0))
        assert "━" not in terminal.look()


def test_without_redrawing_a_chime_is_a_line_and_a_long_saying_keeps_its_margin() -> None:
    file = io.StringIO()
    screen = TerminalScreen(Console(file=file, width=20))
    screen.chimed(Chime.PAUSE)
    screen.caption("Let's pause here, the two of you.")
    assert [line.rstrip() for line in file.getvalue().splitlines()] == [
        "  (paused)",
        "  Let's pause here,",
        "  the two of you.",
    ]
    assert set(CHIMES) == set(Chime)
