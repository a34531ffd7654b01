"""What README and the pages on installing tell to type is there to be typed. Read here, and never run."""

import re
import shlex
from collections.abc import Iterator

import pytest

from assistant.shell.main import options_in
from tools.prepare import ROOT

README = "README.md"
PAGES = (README, "docs/install.md", "docs/raspberry-pi.md")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def told(page: str) -> Iterator[list[str]]:
    """Every line of a code block, and every piece of code within a sentence, in words and without remarks."""
    text = (ROOT / page).read_text("utf-8")
    for block in FENCED.findall(text):
        yield from in_words(block.splitlines())
    yield from in_words(re.findall(r"`([^`]+)`", FENCED.sub("", text)))


def in_words(pieces: list[str]) -> Iterator[list[str]]:
    for piece in pieces:
        if "sunday-coffee" in piece or "make" in piece:
            yield shlex.split(piece.removeprefix("$ "), comments=True)


def make_targets(page: str) -> set[str]:
    """Whatever is typed after make, what it is given left out."""
    return {word for words in told(page) if words[:1] == ["make"] for word in words[1:] if "=" not in word}


def typed(page: str) -> list[list[str]]:
    """What comes after the program's own name."""
    return [words[1:] for words in told(page) if words and words[0].rpartition("/")[2] == "sunday-coffee"]


def recipe(target: str) -> str:
    found = re.search(rf"^{re.escape(target)}:[^\n]*\n((?:\t[^\n]*\n)*)", MAKEFILE, re.MULTILINE)
    assert found, f"the Makefile has no {target}"
    return found[1]


def is_refused(words: list[str]) -> bool:
    try:
        options_in(words)
    except SystemExit:
        return True
    return False


@pytest.mark.parametrize("page", PAGES)
def test_whatever_a_page_tells_to_make_the_makefile_makes(page: str) -> None:
    targets = make_targets(page)
    assert targets, "it tells something"
    assert all(recipe(target) for target in targets)


def test_what_readme_tells_first_is_what_ci_runs() -> None:
    """Whoever types README's first lines has run the tests as they are run from a bare clone."""
    first = in_words(FENCED.findall((ROOT / README).read_text("utf-8"))[0].splitlines())
    made = {words[1] for words in first if words[0] == "make"}
    assert made == {"run", "rehearse", "test"}
    last_line = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1]
    assert last_line == "exec make test"
    assert "pytest" in recipe("test")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_tells_is_understood(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    commands = typed(page)
    assert len(commands) > 5, "it tells some"
    assert [words for words in commands if is_refused(words)] == [], capsys.readouterr().err


@pytest.mark.parametrize("words", [["setupp"], ["setup", "everything"], ["doctor", "--loud"], ["service", "instal"]])
def test_a_command_that_there_is_not_would_be_noticed(words: list[str]) -> None:
    assert is_refused(words)
    assert not is_refused(["setup"])
