"""What a person can see of their configuration, and how it is written without ever being half there."""

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from assistant.content.configuration import Configuration, configuration_path, load_configuration
from assistant.content.fresh import fresh_text
from assistant.content.settings import SETTINGS
from assistant.errors import ContentError, SundayCoffeeError
from assistant.session.book import Patience
from assistant.shell.config_file import change_configuration
from assistant.shell.main import main


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the couple's own file would be."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return configuration_path()


def test_each_value_is_shown_with_its_origin_and_its_meaning(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.parent.mkdir(parents=True)
    own.write_text("# ours\nsafe_words: butterfly\npatience: {lull_s: 2}\n", "utf-8")
    assert main(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{own}:"
    assert lines[lines.index("safe_words: [butterfly]") + 1] == (
        "    config.yaml, line 2. What you say to pause it: any word or phrase; two are fine, one each."
    )
    assert lines[lines.index("patience.lull_s: 2") + 1].startswith("    config.yaml, line 3. ")
    assert lines[lines.index("patience.answer_s: 15") + 1].startswith("    The default. ")


def test_everything_there_is_to_choose_is_explained() -> None:
    keys = [field.name for field in fields(Configuration) if field.name not in ("patience", "language")]
    keys += [f"patience.{length.name}" for length in fields(Patience)]
    assert {setting.key for setting in SETTINGS} - {"language"} == set(keys)


def test_without_a_file_it_says_so_and_shows_what_counts(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == 0
    assert capsys.readouterr().out.startswith(f"You have no {own}, so everything is as it comes:\n")
    assert main(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{own}\n"
    assert not own.exists()


def test_a_new_file_explains_everything_and_is_made_once(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "new"]) == 0
    assert own.read_text("utf-8") == fresh_text()
    assert load_configuration() == Configuration()
    assert main(["config", "new"]) == 2
    assert "is there already, and yours to edit." in capsys.readouterr().err


def test_a_mistake_in_the_file_is_told_with_its_line(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.parent.mkdir(parents=True)
    own.write_text("\nrate_wpm: 900\n", "utf-8")
    assert main(["config"]) == 2
    printed = capsys.readouterr()
    assert f"{own}, line 2: rate_wpm is 900" in printed.err
    assert printed.out == ""


def test_what_is_changed_is_there_the_next_time_and_nobody_else_can_read_it(own: Path) -> None:
    change_configuration({"safe_words": ("butterfly",)})
    assert load_configuration() == Configuration(safe_words=("butterfly",))
    own.chmod(0o644)
    change_configuration({"voice": "en-gb"})
    assert load_configuration() == Configuration(safe_words=("butterfly",), voice="en-gb")
    assert own.stat().st_mode & 0o777 == 0o600
    assert own.parent.stat().st_mode & 0o077 == 0
    assert list(own.parent.iterdir()) == [own]


def test_a_file_that_is_a_link_stays_one(own: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.yaml").write_text("voice: en-us\n", "utf-8")
    own.parent.mkdir(parents=True)
    own.symlink_to(tmp_path / "elsewhere.yaml")
    change_configuration({"voice": "en-gb"})
    assert own.is_symlink()
    assert (tmp_path / "elsewhere.yaml").read_text("utf-8") == "voice: en-gb\n"


def _ctrl_c(*_: object) -> None:
    raise KeyboardInterrupt


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace", "os.replace"])
@pytest.mark.parametrize(("what", "raised"), [(_ctrl_c, KeyboardInterrupt), (_full, SundayCoffeeError)])
def test_whenever_it_breaks_off_the_former_file_is_whole(
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    what: Callable[..., None],
    raised: type[BaseException],
) -> None:
    change_configuration({"safe_words": ("butterfly",)})
    before = own.read_bytes()
    monkeypatch.setattr(where, what)
    with pytest.raises(raised):
        change_configuration({"safe_words": ("zanzibar",)})
    monkeypatch.undo()
    assert own.read_bytes() == before
    assert list(own.parent.iterdir()) == [own]


def test_what_would_be_refused_is_never_written(own: Path) -> None:
    with pytest.raises(ContentError, match=r"^rate_wpm is 900; from 80"):
        change_configuration({"rate_wpm": 900})
    assert not own.exists()


def test_where_nothing_can_be_written_it_says_so(own: Path) -> None:
    own.parent.parent.mkdir(parents=True)
    own.parent.write_bytes(b"")
    with pytest.raises(SundayCoffeeError, match="can't be written"):
        change_configuration({"voice": "en-gb"})
    assert os.path.lexists(own.parent)
