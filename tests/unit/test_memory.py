"""What is kept of a session in case of a crash: little, whole, and not for long."""

import json
import os
import time  # noqa: TID251 - a disk that takes its time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.session.saving import as_text
from assistant.session.sitting import Sitting
from assistant.session.state import Paused, State, Turn
from assistant.shell.memory import EARS_CLOSED_FILE, STATE_FILE, UNREADABLE_FILE, StateFile

BROKEN_OFF = f"{STATE_FILE}.1a2b3c4d.unfinished"
PAUSED = State(now_s=31.0, mode=Paused(Turn(0, 20.0), 31.0), sitting=Sitting("sunday_coffee", 3.0, step=2))


def test_what_was_remembered_is_there_after_a_crash_and_its_age_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    with StateFile(folder) as memory:
        memory.remember(State(now_s=1.0))
        memory.remember(PAUSED)
    state, age_s = StateFile(folder).saved()
    assert state == PAUSED
    assert age_s is not None
    assert 0 <= age_s < 60
    assert folder.stat().st_mode & 0o077 == 0


def test_at_closing_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("{", encoding="utf-8")
    (tmp_path / BROKEN_OFF).write_text("{", encoding="utf-8")
    with StateFile(tmp_path) as memory:
        memory.saved()
        memory.remember(PAUSED)
        memory.forget()
    assert list(tmp_path.iterdir()) == []


def test_the_loop_never_waits_for_a_slow_disk_and_the_latest_state_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits_s = []

    def slowly(descriptor: int) -> None:
        time.sleep(0.3)
        os.fdatasync(descriptor)

    monkeypatch.setattr("os.fsync", slowly)
    with StateFile(tmp_path) as memory:
        for now_s in range(50):
            before_s = time.monotonic()
            memory.remember(State(now_s=now_s))
            waits_s.append(time.monotonic() - before_s)
    assert sorted(waits_s)[40] < 0.02
    assert sum(waits_s) < 1.0
    assert StateFile(tmp_path).saved()[0] == State(now_s=49)


def test_a_state_whose_writing_broke_off_is_not_taken_for_one(tmp_path: Path) -> None:
    with StateFile(tmp_path) as memory:
        memory.remember(PAUSED)
    (tmp_path / BROKEN_OFF).write_text(as_text(State(now_s=99.0))[:40], encoding="utf-8")
    assert StateFile(tmp_path).saved()[0] == PAUSED


def test_a_clock_that_runs_backwards_is_not_trusted(tmp_path: Path) -> None:
    with StateFile(tmp_path) as memory:
        memory.remember(PAUSED)
    tomorrow = datetime.now(UTC).timestamp() + 86_400
    os.utime(tmp_path / STATE_FILE, (tomorrow, tomorrow))
    assert StateFile(tmp_path).saved() == (PAUSED, None)


def _with_now(now: str) -> bytes:
    return as_text(State()).replace('"now_s": 0.0', f'"now_s": {now}').encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b'{"version": 1}',
        b'{"version": 99, "state": {}}',
        b'{"version": 1, "state": {"mode": {"is": "os.system"}}}',
        b"[" * 100_000,
        b'{"version": 1, "state": ' + b'{"mode":' * 2000,
        _with_now("NaN"),
        _with_now("1e999"),
        _with_now("-Infinity"),
        _with_now("1" + "0" * 400),
        _with_now('"soon"'),
        as_text(PAUSED).encode()[:100],
        b" " * 50_000 + as_text(PAUSED).encode(),
    ],
)
def test_whatever_stands_in_the_file_it_begins_afresh_and_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / STATE_FILE).write_bytes(content)
    with StateFile(tmp_path) as memory:
        assert memory.saved() == (None, None)
        assert len(memory.problems) == 1
        assert "begins fresh" in memory.problems[0]
        assert (tmp_path / UNREADABLE_FILE).read_bytes() == content
        memory.remember(PAUSED)
    assert StateFile(tmp_path).saved()[0] == PAUSED


def test_a_folder_in_the_place_of_the_file_is_told_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).mkdir()
    with StateFile(tmp_path) as memory:
        assert memory.saved() == (None, None)
        memory.remember(PAUSED)
        memory.forget()
    assert len(memory.problems) == 3


def test_a_disk_that_is_full_is_told_once_and_the_session_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with StateFile(tmp_path) as memory:
        memory.remember(PAUSED)
        memory.remember(PAUSED)
    assert len(memory.problems) == 1
    assert "No space left on device" in memory.problems[0]


def test_where_there_can_be_no_folder_the_couple_is_told_that_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with StateFile(tmp_path / "file") as memory:
        assert memory.saved() == (None, None)
        memory.remember(PAUSED)
        memory.forget()
    assert len(memory.problems) == 1


def test_the_introduction_comes_once(tmp_path: Path) -> None:
    with StateFile(tmp_path) as memory:
        assert not memory.was_introduced
        memory.note_introduced()
        memory.forget()
    assert StateFile(tmp_path).was_introduced


def test_ears_that_were_closed_stay_closed_until_they_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "first" / "start"
    assert not StateFile(folder).were_ears_closed
    with StateFile(folder) as memory:
        memory.note_ears(closed=True)
        memory.forget()
    assert StateFile(folder).were_ears_closed
    with StateFile(folder) as memory:
        memory.note_ears(closed=False)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\xff", b"null", b"{" * 50_000])
def test_whatever_stands_in_that_file_nothing_in_it_could_open_them(tmp_path: Path, content: bytes) -> None:
    (tmp_path / EARS_CLOSED_FILE).write_bytes(content)
    assert StateFile(tmp_path).were_ears_closed


def test_where_it_can_not_be_known_they_are_closed_and_the_couple_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    memory = StateFile(tmp_path)
    monkeypatch.setattr(Path, "lstat", refused)
    assert memory.were_ears_closed
    assert "so the microphone stays closed" in memory.problems[0]


def test_where_that_can_not_be_kept_the_couple_is_told_and_where_it_never_was_nothing_has_to_go(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with StateFile(tmp_path / "file") as memory:
        assert not memory.were_ears_closed
        memory.note_ears(closed=False)
    assert memory.problems == ()
    with StateFile(tmp_path / "file") as memory:
        memory.note_ears(closed=True)
    assert "if I am started anew the microphone opens" in memory.problems[0]


def test_an_evening_without_a_microphone_neither_closes_nor_opens_the_one_that_there_is(tmp_path: Path) -> None:
    with StateFile(tmp_path, has_microphone=False) as typed:
        typed.note_ears(closed=True)
    assert not StateFile(tmp_path).were_ears_closed
    (tmp_path / EARS_CLOSED_FILE).touch()
    with StateFile(tmp_path, has_microphone=False) as typed:
        assert not typed.were_ears_closed
        typed.note_ears(closed=False)
    assert StateFile(tmp_path).were_ears_closed


def test_no_word_of_a_partner_could_be_in_what_is_kept() -> None:
    def texts(value: object) -> list[str]:
        match value:
            case dict():
                return [text for part in value.values() for text in texts(part)]
            case str():
                return [value]
            case _:
                return []

    assert set(texts(json.loads(as_text(PAUSED)))) == {"Paused", "Turn", "sunday_coffee", ""}
