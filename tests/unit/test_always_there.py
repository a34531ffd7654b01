"""A real evening as systemd starts it, with a button and a light on pins that are only pretended, and no terminal."""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

import gpiozero  # noqa: TID251 - its pretended pins
import pytest
from gpiozero.pins.mock import MockFactory, MockPWMPin  # noqa: TID251 - likewise
from rich.console import Console

from assistant.audio import Card
from assistant.content.configuration import Configuration, load_configuration
from assistant.devices.gpio import Light, PinsUnavailableError
from assistant.devices.keys import AllKeys, NoKeys, TerminalKeys
from assistant.devices.silentcard import SilentCard
from assistant.errors import ContentError
from assistant.hands import Hands
from assistant.session.events import Key
from assistant.session.presence import Presence
from assistant.shell import run as shell
from assistant.shell.door import Door
from assistant.shell.memory import EARS_CLOSED_FILE
from assistant.shell.run import RunOptions, run
from assistant.voice.rendering import Voice
from assistant.voice.unspoken import Unspoken


@pytest.fixture
def pins() -> Iterator[MockFactory]:
    before, gpiozero.Device.pin_factory = gpiozero.Device.pin_factory, MockFactory(pin_class=MockPWMPin)
    yield gpiozero.Device.pin_factory
    gpiozero.Device.pin_factory.reset()
    gpiozero.Device.pin_factory = before


@pytest.fixture
def no_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    with Path("/dev/null").open() as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        yield


@pytest.mark.usefixtures("no_terminal")
def test_the_button_is_a_key_the_light_shows_and_systemd_is_told(
    tmp_path: Path, pins: MockFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typed and read, so that it needs no sound card; the end of what is typed ends it."""
    shown: list[Presence] = []

    def show(_: Light, presence: Presence) -> None:
        shown.append(presence)
        pins.pin(17).drive_low()

    monkeypatch.setattr(Light, "show", show)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    events = tmp_path / "events.jsonl"
    wishes = replace(Configuration(), button_pin=17, light_pin=18)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.settimeout(10)
        systemd.bind(str(tmp_path / "notify"))
        run(RunOptions(events=events, door=Door.TEXT), wishes, Console(file=StringIO()))
        assert systemd.recv(100) == b"READY=1"
    assert shown[0] is Presence.ASLEEP
    lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
    assert {"space", "q"} <= {line["key"] for line in lines if line.get("event") == "KeyPressed"}


@dataclass
class Evening:
    """Somebody at the keyboard or the button; when nothing more is done, systemd ends the program."""

    does: list[Callable[[], None] | Key]
    shown: list[Presence] = field(default_factory=list)
    waits: int = 0

    def pressed(self) -> tuple[Key, ...]:
        self.waits += 1
        if self.waits % 5:  # so much later
            return ()
        if not self.does:
            raise KeyboardInterrupt
        done = self.does.pop(0)
        if isinstance(done, Key):
            return (done,)
        done()
        return ()


@pytest.mark.usefixtures("no_terminal")
def test_ears_that_were_closed_are_closed_when_systemd_starts_it_anew_and_the_button_opens_them(
    tmp_path: Path, pins: MockFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By voice, with a silent card in place of the sound card, and a voice that is only read."""

    def card(_: Door, __: Configuration, *, closed: bool) -> AbstractContextManager[Card]:
        silent = SilentCard()
        if closed:
            silent.close_microphone()
        return nullcontext(silent)

    def lives(*does: Callable[[], None] | Key) -> tuple[list[Presence], list[dict[str, object]]]:
        evening, events = Evening(list(does)), tmp_path / "events.jsonl"
        monkeypatch.setattr(shell, "keys_of", lambda *_, **__: nullcontext(evening))
        monkeypatch.setattr(Light, "show", lambda _, presence: evening.shown.append(presence))
        run(RunOptions(events=events), wishes, Console(file=StringIO()))
        lines = list(map(json.loads, events.read_text("utf-8").splitlines()))
        events.unlink()
        return evening.shown, lines

    monkeypatch.setattr(shell, "live_card", card)
    monkeypatch.setattr(shell, "a_voice", lambda _: Voice(Unspoken()))
    monkeypatch.setattr(Hands, "announce", lambda *_: None)
    wishes = replace(Configuration(), button_pin=17, light_pin=18)
    closed = tmp_path / "STATE" / "sunday-coffee" / EARS_CLOSED_FILE
    button = pins.pin(17)

    shown, _ = lives(Key.MICROPHONE)
    assert shown[-2:] == [Presence.CLOSED, Presence.ASLEEP]  # the last as it ends
    assert closed.exists()

    shown, lines = lives()
    assert shown[0] is Presence.CLOSED
    assert not [line for line in lines if line.get("command") in ("Say", "PlayChime", "OpenMicrophone")]
    assert closed.exists()

    shown, lines = lives(button.drive_low, button.drive_high)
    assert shown[:2] == [Presence.CLOSED, Presence.ASLEEP]
    assert [line["key"] for line in lines if line.get("event") == "KeyPressed"] == ["space", "button"]
    assert not closed.exists()


@pytest.mark.usefixtures("no_terminal", "pins")
def test_one_pin_for_both_is_told_in_a_sentence() -> None:
    wishes = replace(Configuration(), button_pin=17, light_pin=17)
    with pytest.raises(PinsUnavailableError, match="Pin 17 can't be used"):
        run(RunOptions(door=Door.TEXT), wishes, Console(file=StringIO()))


@pytest.mark.usefixtures("no_terminal")
def test_without_a_terminal_no_key_is_ever_pressed() -> None:
    with TerminalKeys() as keys:
        assert keys.pressed() == ()


def test_without_any_input_at_all_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with TerminalKeys() as keys:
        assert keys.pressed() == ()


def test_the_keys_of_several_devices_are_told_as_one() -> None:
    class Once:
        def __init__(self, *keys: Key) -> None:
            self.keys = keys

        def pressed(self) -> tuple[Key, ...]:
            pressed, self.keys = self.keys, ()
            return pressed

    keys = AllKeys(Once(Key.SPACE), NoKeys(), Once(Key.STOP))
    assert keys.pressed() == (Key.SPACE, Key.STOP)
    assert keys.pressed() == ()


def test_pins_are_chosen_in_the_configuration_and_those_that_there_are_not_are_told(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("button_pin: 17\nlight_pin: 18\n", "utf-8")
    wishes = load_configuration(path)
    assert (wishes.button_pin, wishes.light_pin) == (17, 18)
    path.write_text("button_pin: 40\nlight_pin: left\n", "utf-8")
    with pytest.raises(ContentError, match=r"(?s)line 1: button_pin is 40.*line 2: light_pin"):
        load_configuration(path)
