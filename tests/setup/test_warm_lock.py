"""The warm voice is what it was when it was locked: each of its packages by hash, and nothing that the program has."""

from typing import Final

from assistant.voice.warm import LOCK, PACKAGES
from tools.prepare import ROOT

PINNED: Final = [line for line in LOCK.read_text("utf-8").splitlines() if line and not line.startswith(("#", " "))]
NAMES: Final = {line.partition("==")[0] for line in PINNED}


def test_every_package_of_the_warm_voice_is_pinned_by_hash_and_no_address_is_named() -> None:
    assert set(PACKAGES) <= NAMES
    assert [line for line in PINNED if "==" not in line or not line.endswith("\\")] == []
    assert LOCK.read_text("utf-8").count("--hash=sha256:") > len(PINNED)
    assert "://" not in LOCK.read_text("utf-8")
    assert "index-url" not in LOCK.read_text("utf-8")


def test_it_changes_no_package_that_the_program_runs_with() -> None:
    program = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not NAMES & {line.partition("==")[0] for line in program}


def test_one_version_of_each_serves_every_python_and_both_machines() -> None:
    """No marker but the system's: nothing is left out, or different, on a Pi or with another Python."""
    assert {line.partition(";")[2].strip(" \\") for line in PINNED} == {
        "sys_platform == 'darwin' or sys_platform == 'linux'"
    }
    assert len(NAMES) == len(PINNED)


def test_what_make_lock_asks_for_is_what_was_locked() -> None:
    [asked] = [line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line.startswith("WARM = ")]
    assert set(asked.removeprefix("WARM = ").split()) <= {line.partition(" ;")[0] for line in PINNED}
    assert {pin.partition("==")[0] for pin in asked.removeprefix("WARM = ").split()} == set(PACKAGES)
