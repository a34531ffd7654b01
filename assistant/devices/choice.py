"""Which of the devices that are there is meant, if any is. It decides; it opens nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.errors import HearingUnavailableError, SundayCoffeeError, VoiceUnavailableError
from assistant.mending import HERE

_LEADS_ON: Final = frozenset({"default", "pulse", "pipewire"})
"""Names behind which the sound server, or ALSA, puts a microphone and a loudspeaker of its own choice."""


class Side(StrEnum):
    MICROPHONE = "microphone"
    LOUDSPEAKER = "loudspeaker"


@dataclass(frozen=True)
class Device:
    number: int  # as long as nothing is plugged in or out
    name: str
    inputs: int
    outputs: int
    default_rate_hz: int
    is_default_input: bool = False
    is_default_output: bool = False

    def serves(self, side: Side) -> bool:
        return (self.inputs if side is Side.MICROPHONE else self.outputs) > 0

    def is_default(self, side: Side) -> bool:
        return self.is_default_input if side is Side.MICROPHONE else self.is_default_output


def have_one_clock(microphone: Device, loudspeaker: Device) -> bool:
    """Whether they are one device for sure. What lies behind a name that leads on can't be told from here."""
    return microphone == loudspeaker and microphone.name.casefold() not in _LEADS_ON


def choose(devices: Sequence[Device], wanted: str | int | None, side: Side) -> Device | None:
    """The device meant by a number, a name or a part of a name; without any, the system's own choice. None: not there.

    A whole name goes before a part of one; of several that fit, the first is taken.
    """
    able = [device for device in devices if device.serves(side)]
    match wanted:
        case None:
            fitting = [device for device in able if device.is_default(side)]
        case int():
            fitting = [device for device in able if device.number == wanted]
        case str():
            fitting = [device for device in able if device.name == wanted]
            fitting += [device for device in able if wanted.casefold() in device.name.casefold()]
    return fitting[0] if fitting else None


def not_there(devices: Sequence[Device], wanted: str | int | None, side: Side) -> SundayCoffeeError:
    """What to raise where `choose` finds none: one sentence, with those that there are."""
    able = ", ".join(f"{device.number} {device.name}" for device in devices if device.serves(side))
    unavailable = HearingUnavailableError if side is Side.MICROPHONE else VoiceUnavailableError
    if wanted is None or not able:
        return unavailable(
            f"There is no {side} here. Plug one in, or see a whole session without one: {HERE.rehearse}."
        )
    return unavailable(f"There is no {side} {wanted!r} here. There is: {able}.")
