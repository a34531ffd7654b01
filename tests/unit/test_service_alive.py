"""systemd is told that somebody is heard while somebody is, and only then."""

import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block
from assistant.loop import Moment
from assistant.service.alive import CLOSED_TICKS, EVERY_S, Alive
from assistant.service.notify import Systemd, whoever_asked
from assistant.session.events import Event, HearingLost, HearingRestored, Loss, TimePassed
from assistant.session.state import Asleep, EarsClosed, State

SILENCE = np.zeros(BLOCK_SAMPLES, np.int16)
BLOCKS_A_SECOND = SAMPLE_RATE_HZ // BLOCK_SAMPLES


@dataclass
class Watch:
    """What systemd is told, at which second of sound."""

    state: State = field(default_factory=State)
    heard: int = 0
    beats_s: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.alive = Alive(self.state, lambda: self.beats_s.append(self.heard / BLOCKS_A_SECOND))

    def hears(self, seconds: float) -> None:
        for _ in range(round(seconds * BLOCKS_A_SECOND)):
            self.heard += 1
            self.alive.sounded(Block((self.heard - 1) * BLOCK_SAMPLES, SILENCE, SILENCE))

    def lives(self, event: Event, state: State) -> None:
        self.alive.happened(Moment(self.heard * BLOCK_SAMPLES, 0.0, event, self.state, state, ()))
        self.state = state


def test_with_the_first_sound_it_is_there_and_then_tells_so_every_ten_seconds() -> None:
    watch = Watch()
    watch.hears(35.0)
    assert watch.beats_s == [0.02, 10.02, 20.02, 30.02]


def test_before_the_first_sound_nothing_is_told() -> None:
    watch = Watch()
    for _ in range(1000):
        watch.lives(TimePassed(), State())
    assert watch.beats_s == []


@given(st.sampled_from(Loss), st.floats(10.0, 60.0))
def test_while_nobody_could_be_heard_nothing_is_told_whatever_was_lost(loss: Loss, deaf_s: float) -> None:
    watch = Watch()
    watch.hears(1.0)
    watch.lives(HearingLost(loss), State(hears=False))
    watch.hears(deaf_s)
    assert len(watch.beats_s) == 1
    watch.lives(HearingRestored(), State())
    watch.hears(EVERY_S)
    assert len(watch.beats_s) == 2


def test_a_microphone_that_is_closed_on_purpose_is_not_opened_by_a_watchdog() -> None:
    watch = Watch()
    watch.hears(1.0)
    for _ in range(6 * CLOSED_TICKS):  # a minute, in quarters of a second
        watch.lives(TimePassed(), State(mode=EarsClosed()))
    assert len(watch.beats_s) == 1 + 6


def test_started_with_ears_that_were_closed_before_it_is_ready_at_once_though_no_sound_comes() -> None:
    watch = Watch(State(mode=EarsClosed()))
    watch.lives(TimePassed(), watch.state)
    assert len(watch.beats_s) == 1


def test_asleep_without_sound_is_not_alive() -> None:
    watch = Watch()
    for _ in range(6 * CLOSED_TICKS):
        watch.lives(TimePassed(), State(mode=Asleep(), hears=False))
    assert watch.beats_s == []


def listening(address: str) -> socket.socket:
    systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    systemd.settimeout(10)
    systemd.bind(address)
    return systemd


def told(beat: Callable[[], None], systemd: socket.socket) -> bytes:
    beat()
    return systemd.recv(100)


def test_systemd_hears_that_it_is_ready_and_then_that_it_is_alive(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with listening(address) as systemd, Systemd(address) as sender:
        assert [told(sender.beat, systemd) for _ in range(3)] == [b"READY=1", b"WATCHDOG=1", b"WATCHDOG=1"]
        assert sender.problems == ()


def test_an_address_without_a_file_is_understood(tmp_path: Path) -> None:
    name = f"sunday-coffee-{tmp_path.name}"
    with listening(f"\0{name}") as systemd, Systemd(f"@{name}") as sender:
        assert told(sender.beat, systemd) == b"READY=1"


def test_a_systemd_that_reads_nothing_holds_nobody_up(tmp_path: Path) -> None:
    address = str(tmp_path / "notify")
    with listening(address), Systemd(address) as sender:
        for _ in range(5000):
            sender.beat()
        assert sender.problems == ()


def test_a_systemd_that_is_gone_is_told_of_and_the_evening_goes_on(tmp_path: Path) -> None:
    with Systemd(str(tmp_path / "nobody")) as sender:
        sender.beat()
        assert "can't be told" in sender.problems[0]


def test_started_by_hand_it_tells_nobody() -> None:
    assert whoever_asked({}) == ()
    assert whoever_asked({"NOTIFY_SOCKET": ""}) == ()
