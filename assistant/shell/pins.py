"""The button and the light, where the couple have them. Chooses the parts; presses and shows nothing."""

from collections.abc import Callable
from contextlib import ExitStack

from assistant.content.configuration import Configuration
from assistant.devices.gpio import Button, Light
from assistant.session.presence import Presence


def buttons(stack: ExitStack, wishes: Configuration) -> tuple[Button, ...]:
    """PinsUnavailableError, with a sentence, if it can't be used; `stack` lets go of it."""
    return () if wishes.button_pin is None else (stack.enter_context(Button(wishes.button_pin)),)


def lights(stack: ExitStack, wishes: Configuration) -> tuple[Callable[[Presence], None], ...]:
    """Likewise."""
    return () if wishes.light_pin is None else (stack.enter_context(Light(wishes.light_pin)).show,)
