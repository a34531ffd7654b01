"""The linter of the assistant's own manner of speaking."""

import io
from pathlib import Path

import pytest

from assistant.content.configuration import Configuration
from assistant.content.manner import holds, remarks, remarks_on_wordings
from assistant.content.prompts import find_prompts
from assistant.shell.prompts import check


@pytest.mark.parametrize(
    "text",
    [
        "Good morning. Is this a good moment? 'Not today' is a fine answer.",
        "That's all right. We'll leave it there.",
        "Let's pause here. Nothing has to be said now. I'll stay quiet.",
        "That adjusts the clock. The country is nice.",
    ],
)
def test_a_kind_sentence_passes_without_remark(text: str) -> None:
    assert remarks(text) == ()


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Why was that?", '"why" is in it, and so it asks for reasons.'),
        ("You SHOULD rest.", '"should" is in it, and so it pushes.'),
        ("You need\u00a0to rest.", '"need to" is in it, and so it pushes.'),
        ("Well done!", '"well done" is in it, and so it praises.'),
        ("I\u2019m here with you.", '"i\'m here with you" is in it, and so the words belong to a partner.'),
        ("I understand.", '"i understand" is in it, and so it claims a feeling or a thought.'),
        ("Ten of 10.", "there is a figure in it; figures are said only when someone asks."),
        ("It is quiet now. It is warm here. It is time to begin.", "it has 3 sentences; 2 are enough."),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen.",
            '"one two three four five six seven eight nine ten eleven twelve thirteen" has 13 words; 12 are enough.',
        ),
    ],
)
def test_what_it_would_never_say_is_remarked_on(text: str, remark: str) -> None:
    assert remark in remarks(text)


def test_a_phrase_is_found_as_whole_words_only() -> None:
    assert holds("Have a Pine-Apple, today", "pine apple")
    assert not holds("pineapples", "pineapple")
    assert not holds("anything", "?!")


def test_a_saying_has_three_wordings_each_of_its_own() -> None:
    assert remarks_on_wordings("pass_ok", ("Fine.", "All right.", "Gladly.")) == ()
    assert remarks_on_wordings("pass_ok", ("Fine.",)) != ()
    assert len(remarks_on_wordings("pass_ok", ("Fine.", "Fine.", "Gladly."))) == 2
    assert remarks_on_wordings("pause_cue", ("Let's pause here.",)) == ()


def test_check_remarks_on_a_saying_with_too_few_wordings(tmp_path: Path) -> None:
    shipped, book = find_prompts(None).read_text("utf-8"), tmp_path / "prompts.yaml"
    book.write_text(shipped + '  lone: "Fine."\n', "utf-8")
    out = io.StringIO()
    assert not check(book, Configuration(), out)
    assert f"line {shipped.count(chr(10)) + 1}: lone: 1 of 3 wordings" in out.getvalue()
