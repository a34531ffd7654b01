"""The unit that keeps it always there, as systemd itself reads it, and inside it: no way out of the machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.service.alive import EVERY_S
from assistant.service.unit import UNIT, WATCHDOG_S, lingering_came_with, unit_text

GOING_OUT = """
import socket
socket.socket(socket.AF_UNIX).close()
try:
    socket.socket(socket.AF_INET)
except OSError as refused:
    print(refused.errno)
"""
SETTINGS = ("RestrictAddressFamilies", "NoNewPrivileges", "SystemCallFilter", "SystemCallErrorNumber", "LimitCORE")


def value(text: str, key: str) -> str:
    found = re.search(rf"^{key}=(.*)$", text, re.MULTILINE)
    assert found is not None, key
    return found[1]


@pytest.mark.parametrize("name", ["plain", "our coffee", 'a "quoted" one', "100 % coffee", "back\\slash", "it's", "5$"])
def test_systemd_understands_every_line_wherever_the_program_lies(tmp_path: Path, name: str) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine has no systemd-analyze")
    python = tmp_path / name / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    unit = tmp_path / UNIT
    unit.write_text(unit_text((python, "-m", "assistant", "run"), lingering=True), "utf-8")
    here = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    read = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(unit)], env=here, capture_output=True, text=True, check=False
    )
    assert (read.returncode, read.stdout + read.stderr) == (0, "")


def test_systemd_would_tell_of_a_program_that_is_not_there(tmp_path: Path) -> None:
    """So the test above can fail."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine has no systemd-analyze")
    unit = tmp_path / UNIT
    unit.write_text(unit_text((tmp_path / "no python", "run"), lingering=False), "utf-8")
    here = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)}
    read = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(unit)], env=here, capture_output=True, text=True, check=False
    )
    assert "no python" in read.stderr


def test_a_dollar_is_a_dollar_in_what_is_typed_after_the_program() -> None:
    assert value(unit_text(("/bin/x", "for $5"), lingering=False), "ExecStart") == '"/bin/x" "for $$5"'


def test_an_end_on_purpose_is_an_end_and_a_crash_is_none() -> None:
    text = unit_text(("/bin/x",), lingering=False)
    assert value(text, "Restart") == "on-failure"
    assert value(text, "WatchdogSignal") == "SIGKILL"  # SIGTERM is how the couple's own end looks
    assert value(text, "WatchdogSec") == str(WATCHDOG_S)
    assert WATCHDOG_S >= 3 * EVERY_S


def test_neither_captions_nor_memory_are_left_behind() -> None:
    text = unit_text(("/bin/x",), lingering=False)
    assert value(text, "StandardOutput") == "null"
    assert value(text, "LimitCORE") == "0"


def test_the_unit_knows_whether_lingering_came_with_it() -> None:
    assert lingering_came_with(unit_text(("/bin/x",), lingering=True))
    assert not lingering_came_with(unit_text(("/bin/x",), lingering=False))


def test_inside_the_unit_there_is_no_way_out_of_the_machine() -> None:
    reached = subprocess.run(["systemctl", "--user", "show-environment"], capture_output=True, check=False)
    if shutil.which("systemd-run") is None or reached.returncode:
        pytest.skip("no systemd of this account runs here")
    text = unit_text(("/bin/x",), lingering=False)
    properties = [f"--property={key}={value(text, key)}" for key in SETTINGS]
    within = ["systemd-run", "--user", "--wait", "--pipe", "--quiet", *properties]
    inside = subprocess.run(
        [*within, sys.executable, "-c", GOING_OUT], capture_output=True, text=True, check=False, timeout=60
    )
    assert (inside.returncode, inside.stdout.strip()) == (0, "97")  # EAFNOSUPPORT
