"""Puts the unit where systemd of the couple's own account looks for it, and takes it away. Asks and prints nothing."""

import os
import subprocess
from pathlib import Path
from typing import Final

from assistant.errors import SundayCoffeeError
from assistant.service.unit import UNIT, lingering_came_with
from assistant.whole_file import write_whole

_ANSWER_S: Final = 60.0
_UNREACHABLE: Final = (
    "systemd can't be reached for this account ({why}). Log in as the account that is to hold it, with a password or "
    "over SSH, not through sudo or su, and type it again."
)


class ServiceUnavailableError(SundayCoffeeError):
    """It can't be always there on this machine, or not from here."""


def unit_file() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user" / UNIT


def written() -> str | None:
    """The unit as it is installed."""
    path = unit_file()
    return path.read_text("utf-8") if path.is_file() else None


def refuse_without_systemd() -> None:
    """ServiceUnavailableError where none can be reached; nothing is changed in any case."""
    _systemctl("show-environment")


def install(text: str) -> bool:
    """Start it now and whenever the account's systemd starts. False: it was like this already, and runs on.

    ServiceUnavailableError, and nothing is changed, where there is no systemd to start it.
    """
    _systemctl("daemon-reload")
    path, before = unit_file(), written()
    if before != text:
        write_whole(path, text.encode(), mode=0o644)
        _systemctl("daemon-reload")
    _systemctl("enable", UNIT)
    _systemctl("start" if before == text else "restart", "--no-block", UNIT)
    return before != text


def remove() -> bool:
    """Stop it, and leave nothing of it. False: there was nothing.

    ServiceUnavailableError, and all is as before, where systemd can't be asked to stop it.
    """
    path, text = unit_file(), written()
    remains = [*path.parent.glob(f"*.wants/{UNIT}"), *path.parent.glob(f"{UNIT}*")]
    if not remains:
        return False
    if text is not None:
        _systemctl("disable", "--now", UNIT)
    for remaining in remains:
        remaining.unlink(missing_ok=True)
    _systemctl("daemon-reload")
    if text is not None and lingering_came_with(text):
        let_linger(lingers=False)
    return True


def let_linger(*, lingers: bool) -> None:
    """Whether what belongs to this account runs although nobody is logged in. ServiceUnavailableError if refused."""
    _run("loginctl", "enable-linger" if lingers else "disable-linger")


def _systemctl(*words: str) -> None:
    _run("systemctl", "--user", *words)


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_ANSWER_S)
    except FileNotFoundError as missing:
        raise ServiceUnavailableError(
            f"There is no {command[0]} here, so nothing can start it for you. Do it yourselves: sunday-coffee run"
        ) from missing
    except subprocess.TimeoutExpired as late:
        raise ServiceUnavailableError(_UNREACHABLE.format(why="it does not answer")) from late
    if done.returncode:
        raise ServiceUnavailableError(_refusal(command, done.stderr.strip() or f"exit code {done.returncode}"))


def _refusal(command: tuple[str, ...], why: str) -> str:
    if "connect to bus" in why or "not been booted" in why:
        return _UNREACHABLE.format(why=why.splitlines()[0].rstrip("."))
    return f"{' '.join(command)} says: {why}"
