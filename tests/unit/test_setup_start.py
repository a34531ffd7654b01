"""Start at boot, chosen in `setup more`: done and told to both as `sunday-coffee service` does it."""

import getpass
from pathlib import Path

import pytest
from helpers.setting_up import answers, kept, no_keys, table
from helpers.systemd import Machine, a_machine

from assistant.service.unit import UNIT
from assistant.setting_up.news import Start
from assistant.setting_up.starting import name_of, start_called, ways_to_start
from assistant.setting_up.steps import Step
from assistant.shell.service import start_here
from assistant.shell.setup import set_up


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return a_machine(tmp_path, monkeypatch)


def chosen(machine: Machine, **given: object) -> None:
    with table(machine.folder, answers(machine.folder, **given)) as ours:
        assert set_up([Step.MORE], ours, no_keys) == 0


def test_from_login_then_from_boot_then_never_again_and_both_are_told_each_time(machine: Machine) -> None:
    chosen(machine, setting="start", start="login")
    assert machine.files == [UNIT, UNIT]
    assert (start_here(), machine.told) == (Start.AT_LOGIN, ("starts_at_login",))
    chosen(machine, setting="start", start="boot")
    assert "loginctl enable-linger" in machine.asked
    assert machine.told == ("starts_at_boot",)
    chosen(machine, setting="start", start="never")
    assert machine.files == []
    assert machine.asked[-1] == "loginctl disable-linger", "it came with it"
    assert machine.told == ("starts_no_longer",)


def test_how_it_starts_now_stands_beside_what_else_they_may_change(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen(machine, setting=["start", "start"], start=["login", "never"])
    told = capsys.readouterr().out
    assert "What would you like to change? start: never. Whether it starts by itself" in told
    assert "What would you like to change? start: login. Whether it starts by itself" in told
    assert "After a power cut nobody is logged in." in told, "as at the command"
    assert (machine.files, machine.told) == ([], ()), "they thought better of it"


def test_it_starts_after_the_rest_is_kept_so_it_starts_with_that(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int | None] = []
    monkeypatch.setattr(
        "assistant.shell.setup_more.start_as_wished", lambda _: seen.append(kept(machine.folder).rate_wpm)
    )
    chosen(machine, setting=["start", "rate_wpm"], start="login", rate_wpm=150)
    assert seen == [150]


def test_left_alone_nothing_is_installed_and_nothing_asked_of_systemd(machine: Machine) -> None:
    chosen(machine)
    assert (machine.files, machine.asked, machine.told) == ([], [], ())


@pytest.mark.parametrize("is_there", [False, True])
def test_where_there_is_no_systemd_it_says_so_and_the_rest_is_kept(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_there: bool
) -> None:
    if is_there:
        monkeypatch.setenv("REFUSES", "System has not been booted with systemd as init system (PID 1).")
    else:
        monkeypatch.setenv("PATH", str(machine.folder / "nowhere"))
    chosen(machine, setting=["start", "rate_wpm"], start="boot", rate_wpm=150)
    expected = "systemd can't be reached for this account" if is_there else "There is no systemctl here"
    assert expected in capsys.readouterr().out.replace("\n", " ")
    assert kept(machine.folder).rate_wpm == 150
    assert (machine.files, machine.told) == ([], ())


def test_an_account_that_lingers_is_not_promised_to_wait_for_a_login(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.folder / "linger").mkdir()
    (machine.folder / "linger" / getpass.getuser()).touch()
    chosen(machine, setting="start", start="boot")
    assert start_here() is Start.AT_BOOT
    assert not any(line.startswith("loginctl") for line in machine.asked)
    assert "always there now" in capsys.readouterr().out
    assert [way.name for way in ways_to_start(lingers=True)] == ["never", "boot"]


def test_each_way_is_offered_under_the_name_that_is_typed_for_it() -> None:
    offered = {way.name for way in ways_to_start(lingers=False)}
    assert {name_of(start) for start in Start} == offered
    assert all(start_called(name_of(start)) is start for start in Start)
