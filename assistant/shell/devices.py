"""`sunday-coffee devices`: what there is to hear and speak with."""

from rich.console import Console
from rich.table import Table

from assistant.devices.portaudio import list_devices
from assistant.mending import HERE


def print_devices() -> None:
    table = Table("number", "name", "hears", "speaks", "rate", "", box=None)
    for device in list_devices():
        defaults = [
            name
            for name, is_default in (
                ("default microphone", device.is_default_input),
                ("default loudspeaker", device.is_default_output),
            )
            if is_default
        ]
        table.add_row(
            str(device.number),
            device.name,
            "yes" if device.inputs else "",
            "yes" if device.outputs else "",
            f"{device.default_rate_hz} Hz",
            ", ".join(defaults),
        )
    console = Console()
    if table.row_count:
        console.print(table)
    else:
        console.print(f"There is no sound device here. A whole session without one: {HERE.rehearse}.")
