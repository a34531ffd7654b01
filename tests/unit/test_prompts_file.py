"""A couple who installed the program have no checkout to edit: `prompts new` gives them a prompts.yaml of their own."""

from pathlib import Path

import pytest

from assistant.content import prompts
from assistant.errors import SundayCoffeeError
from assistant.shell import prompts_file
from assistant.shell.main import main


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program lies somewhere as a package; what it says came with it. The folder of the couple's own settings."""
    package = tmp_path / "site-packages" / "assistant"
    package.mkdir(parents=True)
    shipped = package / "prompts.yaml"
    shipped.write_text("sayings: {}  # as it came\n", "utf-8")
    monkeypatch.setattr(prompts, "_PACKAGE", package)
    for module in (prompts, prompts_file):
        monkeypatch.setattr(module, "SHIPPED", shipped)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "sunday-coffee"


def test_they_get_a_copy_to_edit_and_from_then_on_theirs_counts(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert prompts.find_prompts(None) == prompts.SHIPPED
    assert main(["prompts", "new"]) == 0
    own = installed / "prompts.yaml"
    assert own.read_text("utf-8") == "sayings: {}  # as it came\n"
    assert prompts.find_prompts(None) == own
    assert str(own) in capsys.readouterr().out


def test_what_they_wrote_is_never_written_over(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed.mkdir(parents=True)
    own = installed / "prompts.yaml"
    own.write_text("ours", "utf-8")
    assert main(["prompts", "new"]) == 2
    assert own.read_text("utf-8") == "ours"
    assert capsys.readouterr().err == f"{own}: is there already, and yours to edit.\n"


def test_where_it_cant_be_written_one_sentence_says_so(installed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installed.parent.write_text("no folder", "utf-8")
    assert main(["prompts", "new"]) == 2
    assert capsys.readouterr().err.startswith(f"{installed / 'prompts.yaml'}: can't be written (")


def test_in_a_checkout_there_is_one_to_edit_already() -> None:
    with pytest.raises(SundayCoffeeError, match="is there already, and yours to edit"):
        prompts_file.start_prompts()
