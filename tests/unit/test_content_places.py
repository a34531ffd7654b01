"""How a file with mistakes is read: every mistake is told, with its line and what would be right."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.content.places import Place, Span
from assistant.content.reading import LARGEST_BYTES, read_places
from assistant.errors import MOST_PROBLEMS_SHOWN, ContentError

MINUTES = Span(1, 90, 20)


def read(folder: Path, text: str | bytes) -> Place:
    path = folder / "book.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_places(path)


def problems_of(folder: Path, text: str | bytes) -> list[str]:
    """What is said of a book that may hold `minutes` (needed), `quiet`, `steps` and `voice`."""
    with pytest.raises(ContentError) as told:
        read_it_all(read(folder, text))
    assert told.value.exit_code == 2
    return [problem.removeprefix(f"{folder}/book.yaml") for problem in told.value.problems]


def read_it_all(root: Place) -> None:
    root.only("minutes", "quiet", "steps", "voice")
    minutes, quiet, steps, voice = root.need("minutes"), root.find("quiet"), root.find("steps"), root.find("voice")
    assert minutes is None or isinstance(minutes.whole(MINUTES), int)
    assert quiet is None or isinstance(quiet.flag(), bool)
    assert steps is None or all(isinstance(step.text(), str) for step in steps.each())
    assert voice is None or isinstance(voice.choice(("anna", "ben")), str)
    root.problems.raise_if_any()


def test_a_good_file_is_read_without_a_word(tmp_path: Path) -> None:
    read_it_all(read(tmp_path, "minutes: 20\nquiet: true\nsteps: [one, 'no']\nvoice: anna\n"))


def test_all_mistakes_are_told_at_once_each_with_its_line_and_what_would_be_right(tmp_path: Path) -> None:
    text = "minutes: -2\nquiet: maybe\nsteps:\n  - say it\n  - 5\n  - no\nvoice: ana\nminuts: 3\n"
    assert problems_of(tmp_path, text) == [
        ", line 1: minutes is -2; from 1 to 90 is possible, for example 20.",
        ", line 2: quiet is 'maybe', text; write true or false.",
        ", line 5: an entry of steps is '5', a number; a text is needed, perhaps in quotes.",
        ", line 6: an entry of steps is 'no', a yes or no; a text is needed, perhaps in quotes.",
        ", line 7: voice is 'ana'; did you mean \"anna\"?",
        ", line 8: 'minuts' is no key of the file; did you mean \"minutes\"?",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ": is empty."),
        ("# nothing yet\n", ": is empty."),
        ("quiet: true\n", ', line 1: the file has no "minutes", which it needs.'),
        ("- minutes\n", ', line 1: the file is a list; keys are needed, each with a ":" after it.'),
        ("minutes: 20\nminutes: 30\n", ", line 2: 'minutes' stands in line 1 already; keep one."),
        (
            "minutes: 2.5\n",
            ", line 1: minutes is 2.5; a whole number is needed: from 1 to 90 is possible, for example 20.",
        ),
        (
            "minutes: '20'\n",
            ", line 1: minutes is '20', text; a number is needed: from 1 to 90 is possible, for example 20.",
        ),
        (
            "minutes: .inf\n",
            ", line 1: minutes is '.inf', a number; a number is needed: from 1 to 90 is possible, for example 20.",
        ),
        ("minutes:\n", ", line 1: minutes is nothing; a number is needed: from 1 to 90 is possible, for example 20."),
        ("minutes: 9\nsteps: []\n", ", line 2: steps is an empty list; at least one entry is needed."),
        (
            "minutes: 9\nsteps: ['']\n",
            ', line 2: an entry of steps is empty; write some text, or take "an entry of steps" out.',
        ),
        ("minutes: 9\n? [a, b]\n: 1\n", ", line 2: a key is one word, such as steps, followed by a colon."),
    ],
)
def test_each_mistake_has_its_own_sentence(tmp_path: Path, text: str, problem: str) -> None:
    assert problems_of(tmp_path, text) == [problem]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("minutes: 20\nsteps: [a\n", 3, "this is no YAML"),
        ("minutes: 20\n\tquiet: true\n", 2, "this is no YAML"),
        ("minutes: 20\n---\nminutes: 30\n", 2, "this is no YAML"),
        ("minutes: 20\nquiet: \x07\n", 2, "U+0007"),
        (b"minutes: 20\nvoice: \xff\n", 2, "is not UTF-8"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "anchor or alias"),
        ("minutes: 20\nsteps: *minutes\n", 2, "anchor or alias"),
        ("minutes: 20\nsteps: " + "[" * 5000, 2, "deep"),
    ],
)
def test_a_file_that_is_no_book_is_told_with_its_line(tmp_path: Path, text: str | bytes, line: int, says: str) -> None:
    [problem] = problems_of(tmp_path, text)
    assert problem.startswith(f", line {line}: ")
    assert says in problem


def test_a_file_of_novel_length_is_refused_before_it_is_read(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, b"#" * (LARGEST_BYTES + 1))
    assert problem == ": is larger than 200 kB; a page or two of text is expected."


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be opened"):
        read_places(tmp_path / "missing.yaml")


def test_a_tag_that_would_run_a_program_only_makes_a_value_of_the_wrong_kind(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, "minutes: !!python/object/apply:os.system ['true']\n")
    assert problem.startswith(", line 1: minutes is a list; a number is needed")


def test_a_thousand_mistakes_do_not_fill_the_screen_and_are_counted(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as told:
        read_it_all(read(tmp_path, "minutes: 20\nsteps:\n" + "  - 5\n" * 1000))
    assert len(told.value.problems) == 1000
    lines = str(told.value).splitlines()
    assert len(lines) == MOST_PROBLEMS_SHOWN + 1
    assert lines[-1] == f"And {1000 - MOST_PROBLEMS_SHOWN} more."


def test_a_thousand_keys_that_nobody_knows_are_told_one_by_one_and_quickly(tmp_path: Path) -> None:
    told = problems_of(tmp_path, "minutes: 20\n" + "".join(f"minute{number}: 5\n" for number in range(1000)))
    assert told[0] == ", line 2: 'minute0' is no key of the file; did you mean \"minutes\"?"
    assert told[-1] == ", line 1001: 'minute999' is no key of the file."
    assert len(told) == 1000


def test_nothing_from_the_file_can_take_over_the_terminal(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, 'minutes: 20\n"\\e[2J": 1\n')
    assert problem.isprintable()


@given(text=st.text(alphabet=st.sampled_from("minutesp: -[]{}&*!'\"\n\t#|>?%@`,\x00é"), max_size=60))
def test_whatever_is_written_there_it_is_read_or_told_and_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        read_it_all(read(folder, text))
    except ContentError as told:
        assert all("book.yaml" in problem for problem in told.problems)  # noqa: PT017 - either outcome is right
