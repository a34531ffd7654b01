"""What a couple may get wrong, through the commands that they type: told with its line, and nothing is lost."""

from pathlib import Path

import pytest

from assistant.content.prompts import find_prompts
from assistant.session.kept import Kept
from assistant.shell.keepsakes import GOAL_FILE, PROGRAMME_FILE, Keepsakes, default_data_folder
from assistant.shell.main import main

SHIPPED = find_prompts(None)
MISTAKES = {
    "      - say: phones_away\n": (
        "      - sing: phones_away\n",
        "'sing' is no kind of step; known are ask, chime, choose, goal, introduce",
    ),
    "          talk: [timed: 5]\n": (
        "          talk: []\n",
        "talk is an empty list; at least one entry is needed.",
    ),
    "  space:\n": (
        "  hollow: []\n  space:\n",
        "hollow is an empty list; at least one entry is needed.",
    ),
    '    - "See you later."\n': (
        f'    - "See you later, {"and until then may all of it rest well, " * 3}with both of you."\n',
        "company has 34 words, more than two breaths; 2 sentences of 12 words are the most.",
    ),
    '    - "Bye for now."\n': (
        '    - "Pineapple for now."\n',
        "company has the safe word in it, and would pause itself; say it with other words.",
    ),
}


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_every_mistake_in_a_book_is_told_at_once_with_its_line_and_what_would_be_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, expected = SHIPPED.read_text("utf-8"), []
    changes = [(old, new, says) for old, (new, says) in MISTAKES.items()]
    for old, new, _ in changes:
        assert old in book
        book = book.replace(old, new, 1)
    file = tmp_path / "prompts.yaml"
    file.write_text(book, "utf-8")
    for _, new, says in changes:
        expected.append(f"{file}, line {book[: book.index(new)].count(chr(10)) + 1}: {says}")
    assert main(["prompts", "check", str(file)]) == 1
    told = capsys.readouterr().out.splitlines()
    for sentence in expected:
        assert any(line.startswith(sentence) for line in told), (sentence, told)
    assert told[-1].startswith(f"{file}: {len(changes)} things to mend before it can be used")
    assert main(["rehearse", "--prompts", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == len(changes) - 1  # whoever rehearses chose no safe word yet


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ("      - &again {ask: a, other: b, both_yes: [*again]}\n", "is an anchor or alias (& or *); write the text"),
        ("      - say: [" + "[" * 30 + "]" * 30 + "]\n", "groups lie more than 12 deep in one another here"),
    ],
    ids=["a branch that leads into itself", "branches without a bottom"],
)
def test_a_branch_without_an_end_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], steps: str, says: str
) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text(f"rituals:\n  repair:\n    steps:\n{steps}", "utf-8")
    assert main(["prompts", "check", str(file)]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{file}, line 4: ")
    assert says in first
    assert last == f"{file}: 1 thing to mend before it can be used."


def test_more_mistakes_than_a_screen_holds_are_all_told_by_check_and_counted_by_whatever_else_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text("goals:\n" + "".join(f"  goal{number}: nothing\n" for number in range(60)), "utf-8")
    assert main(["prompts", "check", str(file)]) == 1
    *told, last = capsys.readouterr().out.splitlines()
    assert len(told) == 64  # sixty names, too many goals, and the three parts that are missing
    assert last == f"{file}: 64 things to mend before it can be used."
    assert main(["programme", "--prompts", str(file)]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "And 24 more."


def test_a_corrupt_week_and_a_corrupt_goal_are_kept_aside_told_plainly_and_nothing_is_lost(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = default_data_folder()
    Keepsakes(data).write(Kept(week=3, goal="listen", asked=("week_share",)))
    (data / PROGRAMME_FILE).write_bytes(b'{"week": 3')
    assert main(["programme"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("→ 1. ")
    assert told.err == (
        f"{data / PROGRAMME_FILE}: can't be read any more, so it is kept as programme.json.unreadable. "
        "Your programme begins with its first week.\n"
    )
    (data / GOAL_FILE).write_bytes(b"\x00")
    assert main(["goal"]) == 0
    assert "so it is kept as goal.json.unreadable. There is no goal now; you can choose" in capsys.readouterr().err
    (data / GOAL_FILE).write_bytes(b"\x01")
    assert main(["goal", "forget"]) == 0
    assert "so it is kept as goal.json.unreadable-2. There is no goal now" in capsys.readouterr().err
    assert (data / "programme.json.unreadable").read_bytes() == b'{"week": 3'
    assert (data / "goal.json.unreadable").read_bytes() == b"\x00"
    assert (data / "goal.json.unreadable-2").read_bytes() == b"\x01"
    assert Keepsakes(data).read() == Kept(asked=("week_share",))
