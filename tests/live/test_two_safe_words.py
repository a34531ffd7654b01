"""Each of them may have a safe word of their own. Which of the two was said is nobody's business, nor the machine's."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from helpers.home import ONE, OPENING, OTHER, Home, recorded, spoken

from assistant.session.events import SafeWordHeard

WORDS = ("pineapple", "snowflake")


@pytest.fixture(scope="module")
def both_are_said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They begin; one of them says one word, and a while later the other says the other."""
    sound = spoken(*OPENING, (9.0, WORDS[0], ONE), (7.0, WORDS[1], OTHER), (2.0, "", ""))
    return recorded(tmp_path_factory.mktemp("recording") / "two.wav", sound)


def test_both_words_are_heard_and_nothing_written_or_shown_tells_which(home: Home, both_are_said: Path) -> None:
    (home.folder / "config.yaml").write_text(f"safe_words: [{', '.join(WORDS)}]\n", "utf-8")
    typed = ["run", "--config", "config.yaml", "--mic", str(both_are_said), "--speaker", "out.wav"]
    printed = home.does(*typed, "--events", "x.jsonl")

    lines = [json.loads(line) for line in (home.folder / "x.jsonl").read_text("utf-8").splitlines()]
    one, other = (line for line in lines if line.get("event") == "SafeWordHeard")
    assert one.keys() == other.keys() == {"t_s", "sample", "event", "word_end_s", "score", "lag_s"}

    written = [file for file in home.folder.rglob("*") if file.is_file() and file.name != "config.yaml"]
    assert {file.name for file in written} >= {"out.wav", "x.jsonl"}
    assert not [file for file in written if any(word in file.read_text("latin-1").casefold() for word in WORDS)]
    assert not [word for word in WORDS if word in printed.casefold()]


def test_a_session_never_learns_which_word_it_was() -> None:
    """So the state that it saves can't hold it either."""
    assert {field.name: field.type for field in fields(SafeWordHeard)} == {"word_end_s": float, "score": float}
