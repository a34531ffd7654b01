"""The button and the light, on pins that are only pretended; those who have none notice nothing."""

import subprocess
import sys
import time  # noqa: TID251 - a button is held for so long
from collections.abc import Iterator

import gpiozero  # noqa: TID251 - its pretended pins
import pytest
from gpiozero.pins.mock import MockFactory, MockPWMPin  # noqa: TID251 - likewise

from assistant.devices import gpio
from assistant.devices.gpio import Button, Light, PinsUnavailableError
from assistant.session.events import Key
from assistant.session.presence import Presence


@pytest.fixture(autouse=True)
def pins() -> Iterator[MockFactory]:
    before, gpiozero.Device.pin_factory = gpiozero.Device.pin_factory, MockFactory(pin_class=MockPWMPin)
    yield gpiozero.Device.pin_factory
    gpiozero.Device.pin_factory.reset()
    gpiozero.Device.pin_factory = before


def test_a_press_pauses_at_once_and_is_told_once(pins: MockFactory) -> None:
    with Button(17) as button:
        assert button.pressed() == ()
        pins.pin(17).drive_low()
        assert button.pressed() == (Key.SPACE,)
        assert button.pressed() == ()


def test_let_go_soon_it_was_a_short_press(pins: MockFactory) -> None:
    with Button(17) as button:
        pins.pin(17).drive_low()
        pins.pin(17).drive_high()
        assert button.pressed() == (Key.SPACE, Key.BUTTON)


def test_a_button_that_is_down_when_the_program_starts_was_not_pressed(pins: MockFactory) -> None:
    pins.pin(17).drive_low()
    with Button(17) as button:
        pins.pin(17).drive_high()
        assert button.pressed() == ()


def test_held_down_it_stops_for_today_after_the_pause(pins: MockFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gpio, "HOLD_S", 0.05)
    with Button(17) as button:
        pins.pin(17).drive_low()
        pressed: tuple[Key, ...] = ()
        until = time.monotonic() + 10
        while Key.STOP not in pressed and time.monotonic() < until:
            pressed += button.pressed()
        pins.pin(17).drive_high()
        pressed += button.pressed()
    assert pressed == (Key.SPACE, Key.STOP)


@pytest.mark.parametrize(
    ("presence", "least", "most"),
    [(Presence.ASLEEP, 0.01, 0.2), (Presence.SPEAKING, 0.4, 1.0), (Presence.CLOSED, 0.0, 0.0)],
)
def test_the_light_says_whether_somebody_hears(
    pins: MockFactory, presence: Presence, least: float, most: float
) -> None:
    with Light(18) as light:
        light.show(presence)
        assert least <= pins.pin(18).state <= most


def test_listening_it_breathes_and_paused_it_breathes_slower(monkeypatch: pytest.MonkeyPatch) -> None:
    breaths: list[tuple[float, float]] = []
    monkeypatch.setattr(
        gpiozero.PWMLED, "pulse", lambda _, fade_in_s, fade_out_s: breaths.append((fade_in_s, fade_out_s))
    )
    with Light(18) as light:
        light.show(Presence.LISTENING)
        light.show(Presence.PAUSED)
    assert breaths[0] < breaths[1]


def test_when_the_program_ends_the_light_is_off(pins: MockFactory) -> None:
    with Light(18) as light:
        light.show(Presence.SPEAKING)
    assert not pins.pin(18).state


def test_one_pin_serves_one_thing() -> None:
    with Light(18), pytest.raises(PinsUnavailableError, match="Pin 18 can't be used"):
        Button(18)


def test_without_the_package_there_is_a_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gpiozero", None)
    with pytest.raises(PinsUnavailableError, match="make gpio"):
        Light(18)


def test_a_machine_without_pins_says_so_when_they_are_asked_for() -> None:
    asked = "from assistant.devices.gpio import Light\nLight(18)"
    child = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert "Pin 18 can't be used" in child.stderr
