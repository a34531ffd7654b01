"""Judges the computer itself: Python, clock, service, versions. From facts alone; it looks at nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.doctor.finding import Finding, failure, ok, warning
from assistant.mending import HERE
from assistant.shell.machine import refusal


@dataclass(frozen=True)
class Clock:
    set_by_network: bool  # the kernel says so
    has_battery: bool  # a real-time clock that runs on while the power is off
    years_behind: float = 0.0  # earlier than the program itself was installed: it can't be right

    @property
    def is_trusted(self) -> bool:
        return self.years_behind <= 0 and (self.set_by_network or self.has_battery)


@dataclass(frozen=True)
class Service:
    """The systemd user unit."""

    installed: bool
    enabled: bool = False
    active: str = ""  # as systemctl calls it
    lingers: bool = False  # it is there although nobody is logged in


def judge_python(system: str, address_bits: int, version: tuple[int, int]) -> Finding:
    refused = refusal(system, address_bits, version)
    if refused is not None:
        return failure("python", refused, "sudo apt-get install python3")
    luck = " It was made for Linux; on macOS most of it works." if system == "Darwin" else ""
    return ok("python", f"Python {version[0]}.{version[1]}, {address_bits}-bit: that suits.{luck}")


def judge_clock(clock: Clock) -> Finding:
    means = "after a power cut I can't tell how long ago your session broke off; I ask you instead."
    if clock.years_behind > 0:
        return warning("clock", f"The clock is wrong, so {means}", "sudo timedatectl set-ntp true")
    if clock.set_by_network:
        return ok("clock", "The clock is set by the network and can be trusted.")
    if clock.has_battery:
        return ok("clock", "The clock has a battery and can be trusted; nothing needs the network.")
    return warning("clock", f"Nothing sets the clock, so {means}", "sudo timedatectl set-ntp true")


def judge_service(service: Service) -> Finding:
    if not service.installed:
        return ok("service", "Not installed, that's fine: you start it yourselves with sunday-coffee run.")
    if service.active == "failed":
        return failure(
            "service", "It is meant to be always there, and has failed.", "systemctl --user restart sunday-coffee"
        )
    if service.active != "active":
        return warning("service", "It is installed, and not running now.", "systemctl --user start sunday-coffee")
    if not service.enabled:
        return warning(
            "service",
            "It is installed, and does not start by itself after a power cut.",
            "systemctl --user enable sunday-coffee",
        )
    if not service.lingers:
        return warning("service", "It is there only while somebody is logged in.", "loginctl enable-linger")
    return ok("service", "It is running, and is there again after a power cut.")


def judge_versions(versions: Mapping[str, str | None]) -> Finding:
    """Name to version; None for what a session needs and is not installed."""
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        return failure("versions", f"The program is not whole: {', '.join(missing)} is missing.", HERE.program)
    return ok(
        "versions", "All parts are there: " + ", ".join(f"{name} {found}" for name, found in versions.items()) + "."
    )
