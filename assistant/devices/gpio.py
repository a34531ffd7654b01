"""A button and a light on the pins of a Raspberry Pi, through the package gpiozero. It decides nothing.

No other file imports gpiozero. Its threads only append to a deque here.
"""

from collections import deque
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Final, Self, assert_never

from assistant.errors import SundayCoffeeError
from assistant.mending import HERE
from assistant.session.events import Key
from assistant.session.presence import Presence

HOLD_S: Final = 2.0  # a press is a pause at once; held so long it is “stop for today”
_BOUNCE_S: Final = 0.02
_DIM: Final = 0.05
_STEADY: Final = 0.6
_BREATH_S: Final = 2.0  # in, and out again
_SLOW_S: Final = 4.0


class PinsUnavailableError(SundayCoffeeError):
    """The button or the light can't be used."""


class Button(AbstractContextManager["Button"]):
    """Keys, from a button between `pin` (its number as Broadcom counts) and ground."""

    def __init__(self, pin: int) -> None:
        self._pressed: deque[Key] = deque()
        self._is_short = False  # the press that goes on, so far
        self._button = _part("Button", pin, bounce_time=_BOUNCE_S, hold_time=HOLD_S)
        self._button.when_pressed = self._press
        self._button.when_held = self._hold
        self._button.when_released = self._let_go

    def _press(self) -> None:
        self._is_short = True
        self._pressed.append(Key.SPACE)

    def _hold(self) -> None:
        self._is_short = False
        self._pressed.append(Key.STOP)

    def _let_go(self) -> None:
        """It tells only now that a press was short: one that is held opens nothing on its way."""
        if self._is_short:
            self._pressed.append(Key.BUTTON)

    def pressed(self) -> tuple[Key, ...]:
        return tuple(self._pressed.popleft() for _ in range(len(self._pressed)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._button.close()


class Light(AbstractContextManager["Light"]):
    """A light-emitting diode at `pin`. Off means that nobody is heard, and that alone."""

    def __init__(self, pin: int) -> None:
        self._light = _part("PWMLED", pin)

    def show(self, presence: Presence) -> None:
        match presence:
            case Presence.ASLEEP:
                self._light.value = _DIM
            case Presence.LISTENING:
                self._light.pulse(_BREATH_S, _BREATH_S)
            case Presence.SPEAKING:
                self._light.value = _STEADY
            case Presence.PAUSED:
                self._light.pulse(_SLOW_S, _SLOW_S)
            case Presence.CLOSED:
                self._light.off()
            case _:
                assert_never(presence)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._light.close()  # which turns it off


def _part(kind: str, pin: int, **settings: float) -> Any:  # noqa: ANN401 - gpiozero has no types
    try:
        import gpiozero  # noqa: PLC0415, TID251 - an extra, for those who have pins; the one file that may
    except ImportError as missing:
        raise PinsUnavailableError(
            f"The button and the light need the package gpiozero. Install it with: {HERE.pins}. Or leave button_pin "
            "and light_pin out of your configuration."
        ) from missing
    try:
        return getattr(gpiozero, kind)(pin, **settings)
    except (gpiozero.GPIOZeroError, ValueError, OSError) as error:
        raise PinsUnavailableError(
            f"Pin {pin} can't be used ({error}). It is the number as Broadcom counts, on a Raspberry Pi, and each pin "
            "serves one thing."
        ) from error
