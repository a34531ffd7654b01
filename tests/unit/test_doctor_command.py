"""What the doctor prints: verdict, name, meaning, command, for an eye, an ear or a program."""

import json
import os
import socket
import time  # noqa: TID251 - work that hangs is to be waited for only so long
from functools import partial
from pathlib import Path

import pytest

from assistant.doctor import apart as apart_module
from assistant.doctor.apart import Lost, apart
from assistant.doctor.checks import CHECKS
from assistant.doctor.finding import Finding, failure, ok, warning
from assistant.doctor.machine import Asked, Machine
from assistant.doctor.sound_facts import nodes_here, server_here
from assistant.errors import SundayCoffeeError
from assistant.shell import doctor as shell
from assistant.shell.doctor import doctor

LONG = "Nothing sets the clock, so after a power cut I can't tell how long ago your session broke off; I ask you."
COMMAND = f"nano /home/ana/{'a-long-folder/' * 6}config.yaml"
FINDINGS = {
    "python": ok("python", "It suits."),
    "clock": warning("clock", LONG),
    "devices": failure("devices", "No.", COMMAND),
}


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Finding]:
    """What the checks find; they look at nothing."""
    found = dict(FINDINGS)
    monkeypatch.setattr(shell, "CHECKS", {name: lambda _, name=name: found[name] for name in found})
    monkeypatch.setenv("COLUMNS", "80")
    return found


@pytest.mark.usefixtures("findings")
def test_each_line_begins_with_a_word_and_fits_on_a_small_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor((), Asked(), as_json=False) == 2
    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert [line.split()[:2] for line in lines if not line.startswith(" ")][:3] == [
        ["ok", "python"], ["warning", "clock"], ["failure", "devices"],
    ]  # fmt: skip
    assert lines[-1] == "1 failure and 1 warning. Begin with devices."
    assert all(len(line) <= 80 and line == line.rstrip() for line in lines if COMMAND not in line)
    assert f"Type: {COMMAND}" in printed  # in one piece, to be copied
    assert "\x1b" not in printed


def test_when_all_is_well_it_says_so_and_ends_with_nothing(
    findings: dict[str, Finding], capsys: pytest.CaptureFixture[str]
) -> None:
    findings |= {"clock": ok("clock", "Set."), "devices": ok("devices", "There.")}
    assert doctor((), Asked(), as_json=False) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "All is well."


def test_warnings_alone_end_with_one(findings: dict[str, Finding], capsys: pytest.CaptureFixture[str]) -> None:
    findings["devices"] = ok("devices", "There.")
    assert doctor((), Asked(), as_json=False) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 warning. Begin with clock."


@pytest.mark.usefixtures("findings")
def test_a_program_reads_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor((), Asked(), as_json=True) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["verdict"] == "failure"
    assert told["findings"][2] == {"name": "devices", "verdict": "failure", "means": "No.", "mend": COMMAND}


@pytest.mark.usefixtures("findings")
def test_one_check_can_be_made_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(("python",), Asked(), as_json=False) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    with pytest.raises(SundayCoffeeError, match="no check called 'pyton'"):
        doctor(("pyton",), Asked(), as_json=False)


def test_each_check_is_called_what_its_finding_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    cheap = ("python", "sound-server", "audio-group", "configuration", "disk", "clock", "service", "versions")
    machine = Machine(Asked(), print)
    assert [CHECKS[name](machine).name for name in cheap] == list(cheap)


# --- work in a process of its own ---


def test_work_done_apart_brings_its_result() -> None:
    assert apart(partial(sum, [1, 2, 3]), 30.0) == 6


def test_work_that_dies_or_hangs_is_lost_and_no_more() -> None:
    assert apart(partial(os._exit, 3), 30.0) == Lost("it ended without a word")
    assert apart(partial(int, "no number"), 30.0) == Lost(
        "ValueError: invalid literal for int() with base 10: 'no number'"
    )
    began_s = time.monotonic()
    assert apart(partial(time.sleep, 60), 0.5) == Lost("no answer within 0.5 s")
    assert time.monotonic() - began_s < 20
    assert not apart_module._CONTEXT.active_children()


# --- looking ---


def test_a_sound_server_is_known_by_its_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert server_here().name is None
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "pipewire-0"))
        server.listen()
        assert (server_here().name, server_here().answers) == ("PipeWire", True)
        monkeypatch.setenv("PULSE_SERVER", f"{{an-id}}unix:{tmp_path}/pipewire-0")
        assert (server_here().name, server_here().answers, server_here().elsewhere) == ("PulseAudio", True, None)


def test_sound_cards_are_counted_by_their_files(tmp_path: Path) -> None:
    assert nodes_here(tmp_path).found == 0
    (tmp_path / "pcmC0D0c").touch()
    (tmp_path / "controlC0").touch()
    assert nodes_here(tmp_path).found == 1
    assert nodes_here(tmp_path).may_open
