"""What a person can see and delete of what stays between sessions."""

from pathlib import Path

import pytest

from assistant.session.kept import Kept
from assistant.shell.keepsakes import GOAL_FILE, Keepsakes, default_data_folder
from assistant.shell.main import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return default_data_folder()


@pytest.mark.usefixtures("data")
def test_the_programme_shows_its_weeks_and_begins_with_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "→ 1. This week, each of you notices when you yourself go quiet."
    assert [line[:4] for line in lines[1:6]] == ["  2.", "  3.", "  4.", "  5.", "  6."]


def test_the_programme_shows_the_couples_own_week(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Keepsakes(data).write(Kept(week=3))
    assert main(["programme"]) == 0
    assert "→ 3. This week is for sharing something small and light." in capsys.readouterr().out


def test_a_goal_can_be_seen_and_forgotten(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Keepsakes(data).write(Kept(week=3, goal="listen"))
    assert main(["goal"]) == 0
    assert capsys.readouterr().out.startswith("Listening to the end before answering.\n")
    assert main(["goal", "forget"]) == 0
    assert capsys.readouterr().out == "The goal is forgotten.\n"
    assert not (data / GOAL_FILE).exists()
    assert Keepsakes(data).read() == Kept(week=3)
    assert main(["goal"]) == 0
    assert "You keep no goal." in capsys.readouterr().out


def test_a_goal_that_cannot_be_deleted_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Keepsakes(data).write(Kept(goal="listen"))
    (data / GOAL_FILE).unlink()
    (data / GOAL_FILE).mkdir()
    assert main(["goal", "forget"]) == 0  # what can't be read is told, and is no goal
    assert "goal.json: can't be read" in capsys.readouterr().err


@pytest.mark.usefixtures("data")
def test_a_book_without_a_programme_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = (Path(__file__).parents[2] / "prompts.yaml").read_text("utf-8")
    without = shipped.replace("programme: [week_one, week_two, week_three, week_four, week_five, week_six]\n", "")
    path = tmp_path / "prompts.yaml"
    path.write_text(without, "utf-8")
    assert main(["programme", "--prompts", str(path)]) == 2
    assert "only_in_weeks names week 1; the programme has 0." in capsys.readouterr().err
