"""What a person can see and delete of what stays between sessions."""

import re
from pathlib import Path

import pytest

from assistant.ears.understanding import Commands
from assistant.session.kept import Kept
from assistant.session.listening import expected
from assistant.session.state import State
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
    assert lines[0].startswith("→ 1. This week")
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


@pytest.mark.parametrize("command", ["programme", "goal"])
@pytest.mark.usefixtures("data")
def test_what_it_says_they_can_say_is_understood(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 0
    (offered,) = re.findall("Say “(.+)”", capsys.readouterr().out)
    assert Commands.of_language("en").understand(offered, expected(State())) is not None


def test_in_another_language_the_goal_is_told_as_it_is_said_there(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    korean = tmp_path / "config.yaml"
    korean.write_text("language: ko", "utf-8")
    assert main(["goal", "--config", str(korean)]) == 0
    assert capsys.readouterr().out == "You keep no goal.\n"  # and choosing one isn't whole in Korean
    Keepsakes(data).write(Kept(goal="evening"))
    assert main(["goal", "--config", str(korean)]) == 0
    assert "휴대폰" in capsys.readouterr().out.splitlines()[0]
    assert main(["programme", "--config", str(korean)]) == 2
    assert "aren't whole in Korean yet" in capsys.readouterr().err


def test_a_goal_can_be_forgotten_whatever_is_in_the_configuration(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "config.yaml"
    broken.write_text("language: [", "utf-8")
    Keepsakes(data).write(Kept(goal="evening"))
    assert main(["goal", "forget", "--config", str(broken)]) == 0
    assert capsys.readouterr().out == "The goal is forgotten.\n"


@pytest.mark.usefixtures("data")
def test_a_book_without_a_programme_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = (Path(__file__).parents[2] / "prompts.yaml").read_text("utf-8")
    without = shipped.replace("programme: [week_one, week_two, week_three, week_four, week_five, week_six]\n", "")
    path = tmp_path / "prompts.yaml"
    path.write_text(without, "utf-8")
    assert main(["programme", "--prompts", str(path)]) == 2
    assert "only_in_weeks names week 1; the programme has 0." in capsys.readouterr().err
