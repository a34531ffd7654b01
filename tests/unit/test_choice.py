"""Which device is meant."""

import pytest

from assistant.devices.choice import Device, Side, choose

DEVICES = (
    Device(0, "HDMI", 0, 8, 48_000),
    Device(1, "USB Speakerphone: Audio (hw:1,0)", 1, 2, 48_000),
    Device(2, "USB Speakerphone", 1, 2, 48_000),
    Device(3, "default", 32, 32, 44_100, is_default_input=True, is_default_output=True),
)


@pytest.mark.parametrize(
    ("wanted", "side", "number"),
    [
        (None, Side.MICROPHONE, 3),
        (1, Side.LOUDSPEAKER, 1),
        ("USB Speakerphone", Side.MICROPHONE, 2),
        ("speakerphone", Side.MICROPHONE, 1),
        ("hdmi", Side.LOUDSPEAKER, 0),
        ("hdmi", Side.MICROPHONE, None),
        (0, Side.MICROPHONE, None),
        (9, Side.LOUDSPEAKER, None),
        ("gramophone", Side.LOUDSPEAKER, None),
    ],
)
def test_a_device_is_found_by_number_by_its_name_or_by_a_part_of_it(
    wanted: str | int | None, side: Side, number: int | None
) -> None:
    chosen = choose(DEVICES, wanted, side)
    assert (chosen.number if chosen else None) == number


def test_a_machine_without_a_sound_card_has_nothing_to_choose() -> None:
    assert choose((), None, Side.MICROPHONE) is None
