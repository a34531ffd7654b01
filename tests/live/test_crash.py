"""The program is killed, ended, or left alone: what comes back afterwards, and what never does."""

import json
import os
import signal
import subprocess
import time  # noqa: TID251 - another process is watched until it has come so far
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.home import Home, recorded, spoken

from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book

BOOK = load_book(find_prompts(None), Configuration().safe_words)


def kill_when(
    child: "subprocess.Popen[str]", so_far: Callable[[], bool], how: signal.Signals = signal.SIGKILL
) -> tuple[str, str]:
    """End `child` as soon as `so_far` is true; what it printed and complained of."""
    until = time.monotonic() + 120
    while not so_far():
        assert child.poll() is None, child.communicate()
        assert time.monotonic() < until, "it never came so far"
        time.sleep(0.01)
    child.send_signal(how)
    return child.communicate(timeout=60)


def is_in(home: Home, state: str) -> Callable[[], bool]:
    def so_far() -> bool:
        return home.state_file.exists() and f'"is": "{state}"' in home.state_file.read_text(encoding="utf-8")

    return so_far


def states(events: Path) -> list[str]:
    lines = map(json.loads, events.read_text(encoding="utf-8").splitlines())
    return [line["state"] for line in lines if "state" in line]


def evening(home: Home, recording: Path) -> tuple[str, list[str]]:
    """What it says and which states it goes through, from the start to the end of `recording`."""
    events = home.folder / "x.jsonl"
    return home.does("--mic", str(recording), "--events", str(events)), states(events)


@pytest.fixture(scope="module")
def left_behind(only_begun: Path, kept_sayings: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is on the disk when a session was killed in the middle of a turn."""
    home = Home(tmp_path_factory.mktemp("home"), kept_sayings)
    kill_when(home.start("--mic", str(only_begun)), is_in(home, "Turn"))
    return home.state_file.read_text(encoding="utf-8")


@pytest.fixture
def crashed(home: Home, left_behind: str) -> Home:
    home.state_file.parent.mkdir(parents=True)
    home.state_file.write_text(left_behind, encoding="utf-8")
    return home


def asks_to_carry_on(printed: str) -> bool:
    return any(question in printed for question in BOOK.sayings["carry_on_first"])


def test_after_a_crash_it_offers_to_carry_on_when_someone_asks_and_opens_nothing_by_itself(
    crashed: Home, asks_again: Path
) -> None:
    printed, gone_through = evening(crashed, asks_again)
    assert asks_to_carry_on(printed)
    assert gone_through == ["AskingToCarryOn", "Asleep"]
    assert not crashed.state_file.exists()


def test_two_hours_after_a_crash_nothing_is_left_to_carry_on(crashed: Home, asks_again: Path) -> None:
    long_ago = time.time() - 2.1 * 3600
    os.utime(crashed.state_file, (long_ago, long_ago))
    printed, gone_through = evening(crashed, asks_again)
    assert not asks_to_carry_on(printed)
    assert gone_through == ["AskingMoment", "Asleep"]


def test_a_session_whose_book_was_changed_meanwhile_is_over(crashed: Home, asks_again: Path) -> None:
    saved = crashed.state_file.read_text(encoding="utf-8")
    crashed.state_file.write_text(saved.replace('"step": 2', '"step": 9'), encoding="utf-8")
    printed, gone_through = evening(crashed, asks_again)
    assert "prompts.yaml has changed since the session that broke off" in printed
    assert gone_through == ["AskingMoment", "Asleep"]


def test_what_can_not_be_read_any_more_is_told_and_a_new_session_begins(crashed: Home, asks_again: Path) -> None:
    crashed.state_file.write_text(crashed.state_file.read_text(encoding="utf-8")[:99], encoding="utf-8")
    printed, gone_through = evening(crashed, asks_again)
    assert "the session saved there can't be read any more. A new one begins fresh." in printed
    assert gone_through == ["AskingMoment", "Asleep"]
    assert list(crashed.state_file.parent.iterdir()) == []


def test_a_paused_session_comes_back_paused_and_silent(home: Home, coffee: Path) -> None:
    kill_when(home.start("--mic", str(coffee)), is_in(home, "Paused"))
    quiet = recorded(home.folder / "quiet.wav", spoken((5.0, "", "")))
    printed, gone_through = evening(home, quiet)
    assert printed == ""
    assert gone_through == ["Asleep"]  # at the end of the recording


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_end_on_purpose_is_quiet_and_a_closing(home: Home, only_begun: Path, how: signal.Signals) -> None:
    events = home.folder / "x.jsonl"
    child = home.start("--mic", str(only_begun), "--events", str(events))
    _, complaints = kill_when(child, is_in(home, "Turn"), how)
    assert (child.returncode, complaints) == (0, "")
    assert not home.state_file.exists()
    assert states(events)[-1] == "Asleep"
