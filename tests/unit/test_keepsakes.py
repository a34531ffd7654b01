"""What stays between sessions: little, plain, for nobody else's eyes; and nothing is lost when a file breaks."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.shell.keepsakes import GOAL_FILE, PROGRAMME_FILE, QUESTIONS_FILE, Keepsakes
from assistant.shell.memory import StateFile

SOME = Kept(week=3, goal="thought", asked=("week_share",), met=("sunday_coffee",))


def test_what_is_kept_is_there_the_next_time_and_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with StateFile(tmp_path / "state", Keepsakes(folder)) as memory:
        memory.keep(SOME)
    assert StateFile(tmp_path / "state", Keepsakes(folder)).kept() == SOME
    assert {path.name for path in folder.iterdir()} == {PROGRAMME_FILE, GOAL_FILE, QUESTIONS_FILE}
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert (folder / GOAL_FILE).read_text("utf-8") == '{"goal": "thought"}'


def test_without_files_everything_begins_anew_and_nothing_is_complained_of(tmp_path: Path) -> None:
    keepsakes = Keepsakes(tmp_path / "nowhere")
    assert (keepsakes.read(), keepsakes.problems) == (NOTHING_KEPT, ())


def test_a_goal_that_is_forgotten_leaves_no_file(tmp_path: Path) -> None:
    keepsakes = Keepsakes(tmp_path)
    keepsakes.write(SOME)
    keepsakes.write(Kept(week=3))
    assert not (tmp_path / GOAL_FILE).exists()
    assert keepsakes.read() == Kept(week=3)


def test_a_goal_forgotten_from_elsewhere_meanwhile_does_not_come_back(tmp_path: Path) -> None:
    Keepsakes(tmp_path).write(SOME)
    session = Keepsakes(tmp_path)
    kept = session.read()
    elsewhere = Keepsakes(tmp_path)
    elsewhere.write(replace(elsewhere.read(), goal=""))
    session.write(replace(kept, week=4))
    assert Keepsakes(tmp_path).read() == replace(SOME, goal="", week=4)


@pytest.mark.parametrize(
    "broken",
    [
        *(b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"week": "three"}', b'{"week": 3.5}', b'{"week": true}'),
        *(b'{"week": 0}', b'{"week": -1}', b'{"week": 99999}', b'{"week": 3, "goal": "thought"}', b'{"weak": 3}'),
        *(b"[" * 50_000, b'{"week": ' + b"1" * 5000 + b"}", b'{"week": NaN}'),
    ],
)
def test_a_corrupt_file_is_kept_aside_and_told_and_the_others_are_used(tmp_path: Path, broken: bytes) -> None:
    Keepsakes(tmp_path).write(SOME)
    (tmp_path / PROGRAMME_FILE).write_bytes(broken)
    keepsakes = Keepsakes(tmp_path)
    assert keepsakes.read() == Kept(1, SOME.goal, SOME.asked, SOME.met)
    assert len(keepsakes.problems) == 1
    assert "programme.json.unreadable. Your programme begins with its first week." in keepsakes.problems[0]
    assert (tmp_path / "programme.json.unreadable").read_bytes() == broken


def test_a_corrupt_goal_is_kept_aside_and_the_week_stays(tmp_path: Path) -> None:
    Keepsakes(tmp_path).write(SOME)
    (tmp_path / GOAL_FILE).write_text('{"goal": ["thought"]}', "utf-8")
    keepsakes = Keepsakes(tmp_path)
    assert keepsakes.read() == Kept(3, "", SOME.asked, SOME.met)
    assert "There is no goal now" in keepsakes.problems[0]


def test_a_disk_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder belongs", "utf-8")
    with StateFile(tmp_path / "state", Keepsakes(tmp_path / "data")) as memory:
        memory.keep(SOME)
    assert any("programme.json: can't be written" in problem for problem in memory.problems)


def test_a_rehearsal_or_a_recording_keeps_nothing(tmp_path: Path) -> None:
    with StateFile(tmp_path) as memory:
        memory.keep(SOME)
    assert memory.kept() == NOTHING_KEPT
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_written_is_written_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder belongs", "utf-8")
    keepsakes = Keepsakes(tmp_path / "data")
    keepsakes.write(SOME)
    (tmp_path / "data").unlink()
    keepsakes.write(SOME)
    assert Keepsakes(tmp_path / "data").read() == SOME
