"""Looks at the way to the sound card, for sound.py to judge. Opens what a session would open; records nothing."""

import os
import socket
from pathlib import Path
from typing import Final

from assistant.devices.choice import Side, choose
from assistant.doctor.sound import Cards, Nodes, Server
from assistant.errors import HearingUnavailableError

_ANSWER_S: Final = 2.0


def cards_here(microphone: str | int | None, loudspeaker: str | int | None) -> Cards:
    """Best in a process of its own: a sound server that hangs takes whoever asks along."""
    try:
        from assistant.devices import portaudio  # noqa: PLC0415 - its import finds PortAudio, or tells that it's missing
    except HearingUnavailableError as error:
        return Cards(problem=str(error))
    devices = portaudio.list_devices()
    hears, speaks = choose(devices, microphone, Side.MICROPHONE), choose(devices, loudspeaker, Side.LOUDSPEAKER)
    return Cards(
        library=portaudio.library(),
        devices=devices,
        microphone=hears,
        loudspeaker=speaks,
        microphone_hz=None if hears is None else portaudio.rate_taken_hz(hears, Side.MICROPHONE),
        loudspeaker_hz=None if speaks is None else portaudio.rate_taken_hz(speaks, Side.LOUDSPEAKER),
    )


def server_here() -> Server:
    """The one that PULSE_SERVER names, else the one of whoever is logged in. It is knocked at, no more."""
    named = os.environ.get("PULSE_SERVER", "").split()
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
    pipewire, pulse = runtime / "pipewire-0", runtime / "pulse" / "native"
    if named:
        paths = [Path(address.rpartition("}")[2].removeprefix("unix:")) for address in named]
        if not paths[0].is_absolute():
            return Server("PulseAudio", elsewhere=named[0])
        return Server("PulseAudio", answers=_answers(paths[0]))
    if pipewire.is_socket():
        return Server("PipeWire", answers=_answers(pulse if pulse.is_socket() else pipewire))
    if pulse.is_socket():
        return Server("PulseAudio", answers=_answers(pulse))
    return Server(None)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as knock:
        knock.settimeout(_ANSWER_S)
        try:
            knock.connect(str(path))
        except OSError:
            return False
        return True


def nodes_here(folder: Path = Path("/dev/snd")) -> Nodes:
    nodes = list(folder.glob("pcm*"))
    return Nodes(len(nodes), may_open=all(os.access(node, os.R_OK | os.W_OK) for node in nodes))
