"""A person can see every file that is kept, why it is there, and how it goes."""

import re
import shlex
import subprocess
from pathlib import Path

import numpy as np
import pytest

from assistant.content.configuration import Configuration
from assistant.ears.enrolment import LONGEST
from assistant.ears.example_files import default_examples_folder, store_examples
from assistant.ears.examples import Example
from assistant.session.kept import Kept
from assistant.session.state import State
from assistant.shell.agreed import note_what_changed
from assistant.shell.config_file import change_configuration
from assistant.shell.keepsakes import Keepsakes, default_data_folder
from assistant.shell.main import main
from assistant.shell.memory import StateFile, default_state_folder

UNIT = "config/systemd/user/sunday-coffee.service"
WRITTEN_WHOLE = (
    *("config/sunday-coffee/config.yaml", "state/sunday-coffee/session.json", "state/sunday-coffee/ears-closed"),
    *(f"data/sunday-coffee/{name}.json" for name in ("programme", "goal", "questions", "news", "agreed")),
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing was kept so far."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "tmp"))
    models = tmp_path / "data" / "sunday-coffee" / "models"
    monkeypatch.setattr("assistant.shell.audit.default_models_folder", lambda: models)
    return tmp_path


def live_a_while(home: Path) -> None:
    """All that sessions, setup and models may leave behind."""
    change_configuration({"safe_words": ("butterfly",)})
    with StateFile(default_state_folder(), Keepsakes(default_data_folder())) as memory:
        memory.remember(State())
        memory.note_introduced()
        memory.note_ears(closed=True)
        memory.keep(Kept(week=2, goal="listen", asked=("week_share",)))
    note_what_changed(Configuration(), Keepsakes(default_data_folder()), default_data_folder())
    example = Example("butterfly", np.zeros((LONGEST, 96), np.float32), 0.1)
    store_examples(default_examples_folder(), "Ana", "butterfly", [example])
    for file in (
        *("cache/sunday-coffee/sayings/1.flac", "cache/sunday-coffee/sayings/2.flac", "cache/sunday-coffee/bench/a/b"),
        *("data/sunday-coffee/models/vosk-model-small-xx/am/final.mdl", "tmp/sunday-coffee-abc/sentence.wav"),
        "tmp/sunday-coffee-complaints",
        *("config/sunday-coffee/packs/hours.yaml", "state/sunday-coffee/session.json.unreadable"),
        *("data/sunday-coffee/programme.json.unreadable", "data/sunday-coffee/programme.json.unreadable-2"),
        *(f"{file}.1a2b3c4d.unfinished" for file in WRITTEN_WHOLE),
    ):
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_bytes(b"12345")
    (home / UNIT).parent.mkdir(parents=True)
    (home / UNIT).write_bytes(b"12345")
    (home / UNIT).with_name(f"{Path(UNIT).name}.1a2b3c4d.unfinished").write_bytes(b"12345")
    wanted = home / UNIT.replace("user/", "user/default.target.wants/")
    wanted.parent.mkdir()
    wanted.symlink_to(home / UNIT)


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["audit"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def all_files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() or path.is_symlink()]


def test_where_nothing_is_kept_it_says_so_of_each_folder(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys).splitlines()
    assert lines[0] == f"{home}/config/sunday-coffee: nothing"
    assert [line for line in lines if line.endswith(": nothing")] == lines[:5]
    assert lines[5].startswith("Altogether 0 files, 0 bytes.")


def test_every_byte_that_the_program_keeps_is_counted_and_known(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live_a_while(home)
    told = printed(capsys)
    files = all_files(home)
    assert f"Altogether {len(files)} files, " in told
    sizes = [int(size) for size in re.findall(r", (\d+) bytes: ", told)]
    assert sum(sizes) == sum(path.lstat().st_size for path in files)
    assert "I don't know it" not in told
    assert told.count("'sayings/', 2 files, 10 bytes: my own sentences") == 1


def test_each_thing_can_be_deleted_as_it_says(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    live_a_while(home)
    commands = re.findall(r"To delete: (.+)", printed(capsys))
    assert len(commands) == 29
    for command in map(shlex.split, commands):
        if command[0] == "rm":
            subprocess.run(command, check=True)
    left = {path.name for path in all_files(home)}
    assert left == {"goal.json", "ana butterfly.examples", "final.mdl", "sunday-coffee.service"}
    assert [command for command in commands if not command.startswith("rm ")] == [
        "sunday-coffee goal forget",
        "sunday-coffee enrol --forget",
        "sunday-coffee model remove vosk-model-small-xx",
        "sunday-coffee service remove",
        "sunday-coffee service remove",
    ]
    assert main(["enrol", "--forget"]) == 0
    assert main(["goal", "forget"]) == 0
    assert {path.name for path in all_files(home)} == {"final.mdl", "sunday-coffee.service"}


def test_a_file_that_it_does_not_know_is_named_too_whatever_its_name(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "state" / "sunday-coffee"
    folder.mkdir(parents=True)
    (folder / "diary\x1b[2J.txt").write_bytes(b"123")
    (folder / "link").symlink_to(home)
    told = printed(capsys)
    assert "'diary\\x1b[2J.txt', 3 bytes: nothing of mine, and I don't know it" in told
    assert "'link'" in told
    assert "To delete: by hand" in told
    assert "\x1b" not in told


def test_a_folder_that_may_not_be_looked_into_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cache" / "sunday-coffee" / "sayings").mkdir(parents=True)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(home / "cache/sunday-coffee/sayings"))

    monkeypatch.setattr("os.scandir", refused)
    assert "sayings: can't be looked into (Permission denied)." in printed(capsys)
