"""sunday-coffee service, with a systemctl and a loginctl that write down what they are asked."""

import getpass
import sys
from pathlib import Path

import pytest
from helpers.systemd import Machine, a_machine

from assistant.doctor.computer_facts import service_here
from assistant.errors import SundayCoffeeError
from assistant.service import managing
from assistant.service.managing import unit_file
from assistant.service.unit import UNIT
from assistant.shell import service
from assistant.shell.keepsakes import NEWS_FILE, default_data_folder
from assistant.shell.main import main
from assistant.shell.service import install_service, remove_service, service_status


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return a_machine(tmp_path, monkeypatch)


def test_installed_it_starts_now_and_by_itself(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert install_service(linger=False) == 0
    assert "always there now" in capsys.readouterr().out
    assert machine.asked[-2:] == [f"systemctl --user enable {UNIT}", f"systemctl --user restart --no-block {UNIT}"]
    assert f'ExecStart="{sys.executable}" "-P" "-m" "assistant" "run"' in unit_file().read_text("utf-8")


def test_installed_twice_it_runs_on_undisturbed(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    install_service(linger=False)
    before, _ = machine.files, machine.asked
    install_service(linger=False)
    assert machine.files == before
    assert f"systemctl --user restart --no-block {UNIT}" not in machine.asked
    assert "always there already" in capsys.readouterr().out


def test_that_it_starts_by_itself_or_no_longer_both_are_told_once_as_it_is_then(machine: Machine) -> None:
    install_service(linger=False)
    assert machine.told == ("starts_at_login",)
    install_service(linger=False)  # nothing new
    assert machine.told == ("starts_at_login",)
    install_service(linger=True)
    assert machine.told == ("starts_at_boot",)
    remove_service()
    assert machine.told == ("starts_no_longer",)
    (default_data_folder() / NEWS_FILE).unlink()
    remove_service()
    assert not machine.told


def test_what_could_not_be_changed_is_not_told(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORBIDS", "Could not enable linger: Access denied")
    install_service(linger=True)
    assert machine.told == ("starts_at_login",)
    monkeypatch.setenv("REFUSES", "Failed to connect to bus: No medium found")
    with pytest.raises(SundayCoffeeError):
        remove_service()
    assert machine.told == ("starts_at_login",)


def test_what_was_changed_although_something_failed_on_the_way_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_service(linger=True)
    monkeypatch.setenv("FORBIDS", "Could not disable linger: Access denied")
    with pytest.raises(SundayCoffeeError, match="Access denied"):
        remove_service()
    assert machine.files == []
    assert machine.told == ("starts_no_longer",)


def test_removed_it_leaves_nothing_and_a_second_time_there_is_nothing(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    install_service(linger=False)
    assert machine.files == [UNIT, UNIT]
    remove_service()
    assert machine.files == []
    assert f"systemctl --user disable --now {UNIT}" in machine.asked
    remove_service()
    assert "There was nothing to remove." in capsys.readouterr().out
    assert machine.asked == []


def test_lingering_that_came_with_it_goes_with_it(machine: Machine) -> None:
    install_service(linger=True)
    assert "loginctl enable-linger" in machine.asked
    install_service(linger=None)  # with no terminal nobody is asked; what was allowed stays
    assert "loginctl disable-linger" not in machine.asked
    remove_service()
    assert machine.asked[-1] == "loginctl disable-linger"


def test_lingering_that_was_there_before_stays(machine: Machine) -> None:
    install_service(linger=False)
    remove_service()
    assert not any(line.startswith("loginctl") for line in machine.asked)


def test_who_lingered_before_is_not_asked_and_lingers_on_after_it_is_gone(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.folder / "linger").mkdir()
    (machine.folder / "linger" / getpass.getuser()).touch()
    install_service(linger=True)
    assert machine.told == ("starts_at_boot",)
    assert "while you are logged in" not in capsys.readouterr().out
    remove_service()
    assert not any(line.startswith("loginctl") for line in machine.asked)


def test_an_account_without_a_name_lingers_nowhere(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    assert not service_here().lingers
    assert machine.asked == []


@pytest.mark.parametrize(("typed", "asks"), [("y\n", True), ("yes\n", True), ("\n", False), ("", False)])
def test_at_a_terminal_it_asks_before_it_lets_the_account_linger(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, typed: str, *, asks: bool
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return typed

    monkeypatch.setattr(service.sys, "stdin", Terminal())  # type: ignore[attr-defined] # the module's own
    install_service(linger=None)
    assert ("loginctl enable-linger" in machine.asked) is asks


def test_where_lingering_is_forbidden_the_rest_stands(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORBIDS", "Could not enable linger: Access denied")
    assert install_service(linger=True) == 0
    assert UNIT in machine.files
    assert "Access denied\nUntil somebody with the right to does it" in capsys.readouterr().out


def test_without_a_terminal_lingering_is_only_told_of(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    install_service(linger=None)
    assert "To have it after a power cut, too: loginctl enable-linger" in capsys.readouterr().out
    assert not any(line.startswith("loginctl") for line in machine.asked)


def test_where_systemd_can_not_be_reached_nothing_is_changed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFUSES", "Failed to connect to bus: No medium found")
    with pytest.raises(SundayCoffeeError, match="not through sudo or su"):
        install_service(linger=False)
    assert machine.files == []
    monkeypatch.delenv("REFUSES")
    install_service(linger=False)
    before = machine.files
    monkeypatch.setenv("REFUSES", "Failed to connect to bus: No medium found")
    with pytest.raises(SundayCoffeeError, match="not through sudo or su"):
        remove_service()
    assert machine.files == before


def test_a_machine_without_systemd_is_told_what_to_do(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine.folder / "nowhere"))
    with pytest.raises(SundayCoffeeError, match="Do it yourselves: sunday-coffee run"):
        install_service(linger=False)
    assert machine.files == []


def test_a_systemd_that_never_answers_is_not_waited_for(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    (machine.folder / "bin" / "systemctl").write_text("#!/bin/sh\nexec sleep 600\n")
    monkeypatch.setattr(managing, "_ANSWER_S", 0.1)
    with pytest.raises(SundayCoffeeError, match="does not answer"):
        install_service(linger=False)


@pytest.mark.usefixtures("machine")
def test_the_status_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert service_status() == 0
    assert "Not installed, that's fine" in capsys.readouterr().out
    install_service(linger=False)
    capsys.readouterr()
    assert main(["service", "status"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "It is there only while somebody is logged in.",
        "Type: loginctl enable-linger",
    ]
