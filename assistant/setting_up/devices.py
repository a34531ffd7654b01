"""Which microphones and loudspeakers there are to choose from, and what a choice means. Opens none."""

from collections.abc import Sequence
from typing import Final

from assistant.devices.choice import Device, Side, choose, have_one_clock
from assistant.setting_up.asking import Choice

SYSTEM: Final = "system"
"""The system's own choice, whatever that will be."""


def to_choose(devices: Sequence[Device], side: Side) -> tuple[Choice, ...]:
    """By their names, since numbers change when something is plugged in. () where there is none."""
    able = dict.fromkeys(device.name for device in devices if device.serves(side))
    own = choose(devices, None, side)
    system = () if own is None else (Choice(SYSTEM, f"the system's own, now {own.name}"),)
    return (*system, *(Choice(name, name) for name in able))


def at_present(devices: Sequence[Device], wanted: str | int | None, side: Side) -> str:
    """The name of the choice that is theirs now; of the first one where theirs is not plugged in."""
    device = choose(devices, wanted, side)
    choices = to_choose(devices, side)
    if device is None or (wanted is None and choices[0].name == SYSTEM):
        return choices[0].name
    return device.name


def meant(name: str) -> str | None:
    """As the configuration has it."""
    return None if name == SYSTEM else name


def share_a_device(devices: Sequence[Device], microphone: str | int | None, loudspeaker: str | int | None) -> bool:
    """Then they have one clock. False where that can't be told."""
    hears, speaks = choose(devices, microphone, Side.MICROPHONE), choose(devices, loudspeaker, Side.LOUDSPEAKER)
    return hears is not None and speaks is not None and have_one_clock(hears, speaks)
