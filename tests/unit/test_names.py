"""The couple's names, where they gave them: read while they set up, and told to nobody in a session."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.setting_up import PatientRoom, answers, kept, no_keys, pineapples, table

from assistant.audio import Samples
from assistant.content.configuration import Configuration, load_configuration
from assistant.ears.enrolment import Doubt
from assistant.ears.example_files import load_examples
from assistant.ears.examples import Example
from assistant.errors import ContentError
from assistant.setting_up.steps import Step
from assistant.shell.enrol import EnrolOptions
from assistant.shell.main import main
from assistant.shell.setup import set_up
from assistant.shell.setup_say_it import set_up_saying_it

NAMES = "names: [Ana, Ben]\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


# In the configuration.


def test_it_knows_no_names_until_it_is_given_two(tmp_path: Path) -> None:
    assert Configuration().names == ()
    assert load_configuration(written(tmp_path, NAMES)).names == ("Ana", "Ben")
    assert load_configuration(written(tmp_path, "names: ['Ana  Maria', 벤]\n")).names == ("Ana Maria", "벤")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("[Ana, ana]", "I would take two voices for one"),
        ('[Ana, " ANA "]', "I would take two voices for one"),
        ("Ana", "two different ones: names: [Ana, Ben]"),
        ("[Ana, Ben, Cem]", "two different ones: names: [Ana, Ben]"),
        ("[Ana, No]", "'No', a yes or no; a text is needed"),
        ('[Ana, "!?"]', "A name has letters in it"),
        ('[Ana, "Ben\\e[2J"]', "A name has letters in it"),
        (f"[Ana, {'Ben' * 20}]", "a nickname will do"),
        ("[]", "empty list"),
    ],
)
def test_names_that_will_not_do_are_told_with_their_line(tmp_path: Path, names: str, told: str) -> None:
    with pytest.raises(ContentError) as wrong:
        load_configuration(written(tmp_path, f"# ours\nnames: {names}\n"))
    assert len(wrong.value.problems) == 1
    assert re.search(rf"line 2: .*{re.escape(told)}", wrong.value.problems[0])


def test_they_are_chosen_in_setup_and_taken_back_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with table(tmp_path, answers(tmp_path, setting=["names", "names"], names=["Ana, ana", "Ana, Ben"])) as ours:
        set_up([Step.MORE], ours, no_keys)
    assert "Both of you would be 'ana'" in capsys.readouterr().out
    assert kept(tmp_path).names == ("Ana", "Ben")
    with table(tmp_path, answers(tmp_path, setting="names", names="default")) as ours:
        set_up([Step.MORE], ours, no_keys)
    assert kept(tmp_path) == Configuration()


# Where they say the safe word.


@pytest.fixture
def _hears_all(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)

    def listener(_: Samples) -> Example:
        vectors = np.ones((8, 96)) + 0.01 * random.normal(size=(8, 96))
        return Example("pineapple", vectors.astype(np.float32), 0.3)

    monkeypatch.setattr("assistant.shell.setup_say_it.a_listener", lambda *_: listener)


@pytest.fixture
def _hears_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.shell.setup_say_it.a_listener", lambda *_: lambda _: Doubt.PAUSE)


@pytest.mark.usefixtures("_hears_all")
def test_whoever_says_it_now_is_called_by_name_and_nobody_types_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, NAMES)
    with table(tmp_path, answers(tmp_path, say_it=[True, True]), pineapples(6)) as ours:
        set_up_saying_it(ours)
    told = capsys.readouterr().out
    assert told.index("Would Ana like") < told.index("Ana, whenever you like.") < told.index("Would Ben like")
    assert "A name, so that" not in told
    assert "one of you" not in told
    assert files(tmp_path) == ["ana pineapple.examples", "ben pineapple.examples"]


@pytest.mark.usefixtures("_hears_none")
def test_no_name_stands_beside_what_was_not_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path, NAMES)
    with table(tmp_path, answers(tmp_path, say_it=[True, False]), pineapples(2)) as ours:
        set_up_saying_it(ours)
    lines = [line for line in capsys.readouterr().out.splitlines() if "help with this one" in line or "on me" in line]
    assert len(lines) == 3
    assert not any("Ana" in line or "Ben" in line for line in lines)


@pytest.mark.usefixtures("_hears_all")
def test_the_same_name_typed_twice_is_refused_and_both_voices_stay_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = answers(tmp_path, say_it=[True, True], name=["Ana", "!", " ana", "Ben"])
    with table(tmp_path, asker, pineapples(6)) as ours:
        set_up_saying_it(ours)
    told = capsys.readouterr().out
    assert "A name has letters in it" in told
    assert "I would take two voices for one. Give two different names." in told
    assert files(tmp_path) == ["ana pineapple.examples", "ben pineapple.examples"]
    assert len(load_examples(tmp_path / "examples", ["pineapple"]).examples) == 6


@pytest.mark.usefixtures("_hears_all")
def test_without_names_it_goes_on_as_one_of_you_and_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room: PatientRoom = pineapples(3)
    with table(tmp_path, answers(tmp_path, say_it=[True, False]), room) as ours:
        set_up_saying_it(ours)
    told = capsys.readouterr().out
    assert "Would one of you like" in told
    assert "Would the other of you like" in told
    assert "whenever you like" not in told
    assert files(tmp_path) == ["one pineapple.examples"]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "examples").iterdir())


# enrol.


@pytest.fixture
def enrolled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Whose voice each call would have learned, at a terminal where the second answer is taken."""
    written(tmp_path, NAMES)
    learned: list[str] = []

    def enrol(options: EnrolOptions, *_: object) -> int:
        learned.append(options.partner)
        return 1

    monkeypatch.setattr("assistant.shell.enrol.enrol", enrol)

    def call(*given: str, is_terminal: bool = True) -> list[str]:
        typed = io.StringIO("2\n")
        monkeypatch.setattr(typed, "isatty", lambda: is_terminal)
        monkeypatch.setattr("sys.stdin", typed)
        main(["enrol", "--word", "pineapple", "--config", str(tmp_path / "config.yaml"), *given])
        return learned

    return call


def test_enrol_asks_which_of_them_it_is(enrolled: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert enrolled() == ["Ben"]
    assert capsys.readouterr().out.startswith("Who says it?\n  1  Ana\n  2  Ben\n")


def test_enrol_takes_whoever_was_named(enrolled: Callable[..., list[str]]) -> None:
    assert enrolled("--partner", "Cem") == ["Cem"]


def test_where_nobody_can_be_asked_enrol_says_what_to_type(
    enrolled: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert enrolled(is_terminal=False) == []
    assert capsys.readouterr().err == 'Who says it? Type --partner "Ana", or --partner "Ben".\n'


# Nowhere else.


def test_a_session_is_given_no_name() -> None:
    """Whoever reads the names is one of those who set up; nothing of a session is among them."""
    assistant = Path(__file__).parents[2] / "assistant"
    reads = {
        str(path.relative_to(assistant))
        for path in assistant.rglob("*.py")
        if re.search(r"wishes\.names\b", path.read_text("utf-8"))
    }
    assert reads == {"shell/enrol_options.py", "shell/setup_say_it.py"}
