"""Judges the way to the sound card: PortAudio, sound server, devices, rates, audio group. From facts alone."""

from dataclasses import dataclass
from typing import Final

from assistant.audio import SAMPLE_RATE_HZ
from assistant.devices.choice import Device, Side
from assistant.doctor.apart import Lost
from assistant.doctor.finding import Finding, failure, ok, warning

CHOOSE: Final = "sunday-coffee setup sound"
NOBODY_HEARS: Final = "so nobody could hear the safe word."


@dataclass(frozen=True)
class Cards:
    """What PortAudio knows. `microphone` and `loudspeaker` are those that a session would take."""

    problem: str | None = None  # why there is no PortAudio
    library: str = ""
    devices: tuple[Device, ...] = ()
    microphone: Device | None = None
    loudspeaker: Device | None = None
    microphone_hz: int | None = None  # None: it can't be opened
    loudspeaker_hz: int | None = None


@dataclass(frozen=True)
class Server:
    name: str | None  # None: there is none
    answers: bool = True
    elsewhere: str | None = None  # the other machine that all sound would go to


@dataclass(frozen=True)
class Nodes:
    """The sound cards' own files, which the group audio may open."""

    found: int
    may_open: bool


def judge_portaudio(cards: Cards | Lost) -> Finding:
    match cards:
        case Lost(why):
            return failure(
                "portaudio",
                f"The sound system could not be asked ({why}), {NOBODY_HEARS}",
                "sunday-coffee doctor sound-server",
            )
        case Cards(problem=str()):
            return failure(
                "portaudio",
                f"The library that reaches microphone and loudspeaker is missing, {NOBODY_HEARS}",
                "sudo apt-get install libportaudio2",
            )
    return ok("portaudio", f"The sound library is there ({cards.library}).")


def judge_server(server: Server) -> Finding:
    if server.elsewhere is not None:
        return failure(
            "sound-server",
            f"PULSE_SERVER sends all sound to {server.elsewhere}, so what you say would leave this machine.",
            "unset PULSE_SERVER",
        )
    if server.name is None:
        return ok("sound-server", "None here: the sound card is used directly, by one program at a time.")
    if not server.answers:
        mend = "systemctl --user restart pipewire pipewire-pulse" if server.name == "PipeWire" else "pulseaudio --start"
        return failure("sound-server", f"{server.name} does not answer, {NOBODY_HEARS}", mend)
    return ok("sound-server", f"{server.name} answers.")


def judge_devices(cards: Cards | Lost, wanted: dict[Side, str | int | None]) -> Finding:
    if isinstance(cards, Lost) or cards.problem is not None:
        return warning("devices", "Not checked: the sound library is needed first.")
    found = {Side.MICROPHONE: cards.microphone, Side.LOUDSPEAKER: cards.loudspeaker}
    missing = [side for side, device in found.items() if device is None]
    named = [f"the {side} “{wanted[side]}” that you chose" for side in missing if wanted[side] is not None]
    if named:
        return failure("devices", f"Not plugged in: {' and '.join(named)}. Choose another, or plug it in.", CHOOSE)
    if Side.MICROPHONE in missing:
        also = " and no loudspeaker" if Side.LOUDSPEAKER in missing else ""
        return failure(
            "devices", f"There is no microphone{also} here, {NOBODY_HEARS} Plug in a USB speakerphone.", CHOOSE
        )
    if missing:
        return failure("devices", "There is no loudspeaker here, so you could not hear me. Plug one in.", CHOOSE)
    return ok("devices", f"I hear with “{_named(cards.microphone)}” and speak with “{_named(cards.loudspeaker)}”.")


def judge_rates(cards: Cards | Lost, *, service_runs: bool) -> Finding:
    if isinstance(cards, Lost) or cards.microphone is None or cards.loudspeaker is None:
        return warning("rates", "Not checked: a microphone and a loudspeaker are needed.")
    rates = {Side.MICROPHONE: cards.microphone_hz, Side.LOUDSPEAKER: cards.loudspeaker_hz}
    shut = [f"the {side}" for side, rate_hz in rates.items() if rate_hz is None]
    if shut:
        mend = "systemctl --user stop sunday-coffee" if service_runs else "fuser -v /dev/snd/*"
        return failure("rates", f"I can't open {' and '.join(shut)}; another program may be using it.", mend)
    other = sorted({rate_hz for rate_hz in rates.values() if rate_hz not in (None, SAMPLE_RATE_HZ)})
    if other:
        return ok("rates", f"Your devices run at {' and '.join(map(_khz, other))}; I convert that.")
    return ok("rates", f"Microphone and loudspeaker take {_khz(SAMPLE_RATE_HZ)} as it is.")


def judge_group(nodes: Nodes, user: str) -> Finding:
    if not nodes.found:
        return ok("audio-group", "There is no sound card here, so it does not matter.")
    if not nodes.may_open:
        return failure(
            "audio-group",
            f"{user} may not open the sound card, {NOBODY_HEARS} After this, log out and in again.",
            f"sudo usermod -aG audio {user}",
        )
    return ok("audio-group", f"{user} may open the sound card.")


def _named(device: Device | None) -> str:
    return "" if device is None else device.name


def _khz(rate_hz: int | None) -> str:
    return f"{(rate_hz or 0) / 1000:g} kHz"
