"""All the checks there are, in the order in which they are told. Each looks at the machine and judges what it saw."""

from collections.abc import Callable, Mapping
from getpass import getuser
from typing import Final

from assistant.devices.choice import have_one_clock
from assistant.doctor.apart import Lost
from assistant.doctor.computer import judge_clock, judge_python, judge_service, judge_versions
from assistant.doctor.computer_facts import clock_here, python_here, versions_here
from assistant.doctor.finding import Finding
from assistant.doctor.keeping import judge_configuration, judge_disk, judge_prompts
from assistant.doctor.keeping_facts import folders_here
from assistant.doctor.machine import Machine
from assistant.doctor.network import judge_network
from assistant.doctor.room import judge_drift, judge_echo, judge_level
from assistant.doctor.sound import judge_devices, judge_group, judge_portaudio, judge_rates, judge_server
from assistant.doctor.sound_facts import nodes_here, server_here
from assistant.doctor.speech import judge_commands, judge_lag, judge_safe_words, judge_voice
from assistant.ears.echo import echo_canceller

Check = Callable[[Machine], Finding]

CHECKS: Final[Mapping[str, Check]] = {
    "python": lambda _: judge_python(*python_here()),
    "portaudio": lambda machine: judge_portaudio(machine.cards),
    "sound-server": lambda _: judge_server(server_here()),
    "devices": lambda machine: judge_devices(machine.cards, machine.wanted),
    "rates": lambda machine: judge_rates(machine.cards, service_runs=machine.service.active == "active"),
    "audio-group": lambda _: judge_group(nodes_here(), getuser()),
    "level": lambda machine: judge_level(machine.room),
    "echo": lambda machine: judge_echo(machine.room, can_cancel=echo_canceller().cancels),
    "drift": lambda machine: judge_drift(
        machine.room if machine.asked.drift else None, one_device=_one_device(machine)
    ),
    "lag": lambda machine: judge_lag(machine.speed, machine.room),
    "voice": lambda machine: judge_voice(machine.voice, machine.warm),
    "commands": lambda machine: judge_commands(machine.understanding),
    "safe-word": lambda machine: judge_safe_words(
        machine.spottings, machine.room if machine.asked.aloud else None, aloud=machine.asked.aloud
    ),
    "network": lambda machine: judge_network(machine.connections),
    "prompts": lambda machine: judge_prompts(machine.prompts),
    "configuration": lambda machine: judge_configuration(machine.configuration),
    "disk": lambda _: judge_disk(folders_here()),
    "clock": lambda _: judge_clock(clock_here()),
    "service": lambda machine: judge_service(machine.service),
    "versions": lambda _: judge_versions(versions_here()),
}

SPEAKING: Final = frozenset({"echo", "lag"})
"""Those for which something has to be played."""


def _one_device(machine: Machine) -> bool | None:
    """None where one is missing; False, too, where it can't be told."""
    cards = machine.cards
    if isinstance(cards, Lost) or cards.microphone is None or cards.loudspeaker is None:
        return None
    return have_one_clock(cards.microphone, cards.loudspeaker)
