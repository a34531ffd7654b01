"""A script is read whole, and every mistake in it is told at once, with its line and what would be right."""

from pathlib import Path

import pytest
from helpers.hearing import silence

from assistant.content.configuration import Configuration
from assistant.devices.recordings import Tape
from assistant.errors import ContentError
from assistant.rehearsal.read_script import read_script
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Expectation, Kind, Press, Speech
from assistant.session.book import Book
from assistant.session.events import Key
from assistant.session.kept import Kept
from assistant.session.ritual import Ritual

BOOK = Book(
    rituals={"six_weeks": Ritual("six_weeks", (), goodbye="goodbye")},
    sayings=dict.fromkeys(("good_moment", "pause_cue", "week_share"), ("",)),
    goals={"evening": "goal_evening"},
    programme=("week_one", "week_two", "week_three"),
)
ANA = "partners: {Ana: {voice: en-gb}}\n"


def script_in(folder: Path, text: str) -> Path:
    path = folder / "evening.yaml"
    path.write_text(text, "utf-8")
    return path


def problems_in(folder: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as error:
        read_script(script_in(folder, text), Configuration(), BOOK)
    return [problem.removeprefix(f"{folder}/evening.yaml, ") for problem in error.value.problems]


def test_who_says_what_and_when_is_read_in_order(tmp_path: Path) -> None:
    text = """
lines:
  - {who: Ana, say: "good morning", at_s: 2.5}
  - {who: Ana, say: "yes", after_saying: good_moment}
  - {who: Ana, say: "oh pineapple", during_saying: week_share, wait_s: 0.5, gain_db: -10}
  - {key: space, after_chime: pause, wait_s: 0}
  - {who: Ana, say: "no"}
"""
    script = read_script(script_in(tmp_path, ANA + text), Configuration(), BOOK)
    assert [line.when for line in script.lines] == [
        AtTime(2.5),
        AfterSound("good_moment", 1.0),
        DuringSound("week_share", 0.5),
        AfterSound("chime.pause", 0.0),
        AfterLine(1.0),
    ]
    assert [line.number for line in script.lines] == [4, 5, 6, 7, 8]
    greeting, _, word, space, _ = (line.what for line in script.lines)
    assert isinstance(greeting, Speech)
    assert (greeting.who, greeting.words, greeting.ends_with_safe_word) == ("Ana", "good morning", False)
    assert isinstance(word, Speech)
    assert (word.gain_db, word.ends_with_safe_word) == (-10.0, True)
    assert space == Press(Key.SPACE)


def test_what_is_expected_is_read_in_order(tmp_path: Path) -> None:
    text = """
lines: [{who: Ana, say: "good morning"}]
expect:
  - {saying: pause_cue, within_s: 1.5}
  - {not_said: week_share}
  - {ends: Asleep}
"""
    script = read_script(script_in(tmp_path, ANA + text), Configuration(), BOOK)
    assert script.expectations == (
        Expectation(5, Kind.SAYING, "pause_cue", 1.5),
        Expectation(6, Kind.NOT_SAID, "week_share"),
        Expectation(7, Kind.ENDS, "Asleep"),
    )


def test_a_script_has_its_own_safe_word_and_patience_and_else_the_couples(tmp_path: Path) -> None:
    text = """
config: {safe_words: Purple Elephant, patience: {pause_minutes: 1}}
lines: [{who: Ana, say: "oh, purple elephant"}]
"""
    own = Configuration(safe_words=("nashville",), rate_wpm=120)
    script = read_script(script_in(tmp_path, ANA + text), own, BOOK)
    assert script.wishes.safe_words == ("purple elephant",)
    assert script.wishes.patience.pause_minutes == 1
    assert script.wishes.rate_wpm == 120
    assert isinstance(word := script.lines[0].what, Speech)
    assert word.ends_with_safe_word


def test_a_couple_brings_along_what_they_kept_of_earlier_sittings(tmp_path: Path) -> None:
    kept = "kept: {week: 3, goal: evening, asked: [week_share], met: [six_weeks]}\n"
    lines = 'about: The third week.\nlines: [{who: Ana, say: "yes"}]'
    script = read_script(script_in(tmp_path, ANA + kept + lines), Configuration(), BOOK)
    assert script.kept == Kept(week=3, goal="evening", asked=("week_share",), met=("six_weeks",))
    assert script.about == "The third week."


def test_what_nobody_can_have_kept_is_told(tmp_path: Path) -> None:
    kept = "kept: {week: 4, goal: evning, asked: [week_shore], met: six_weeks, mood: fine}\n"
    told = problems_in(tmp_path, ANA + kept + 'lines: [{who: Ana, say: "yes"}]')
    hints = ("from 1 to 3", '"evening"', '"week_share"', "a list is needed", "mood")
    assert [any(hint in problem for problem in told) for hint in hints] == [True] * 5
    assert len(told) == 5


def test_a_persons_recording_lies_beside_the_script(tmp_path: Path) -> None:
    with Tape(tmp_path / "ana.wav") as tape:
        tape.add(silence(0.5))
    text = ANA + "lines: [{who: Ana, wav: ana.wav, safe_word: true}]"
    line = read_script(script_in(tmp_path, text), Configuration(), BOOK).lines[0].what
    assert isinstance(line, Speech)
    assert (line.words, line.pcm.size, line.ends_with_safe_word) == ("ana.wav", 8000, True)


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """partners:
  Ana: {voice: en-us+f3}
  Ben: {voice: klingon-9}
room: {echo_db: loud, noise: rain.wav}
lines:
  - {who: Anna, say: "yes"}
  - {who: Ana, say: "yes", after_saying: good_momment}
  - {who: Ana, wav: lost.wav}
  - {who: Ana}
  - {key: spce}
  - {who: Ana, say: "yes", at_s: 1, after_chime: pause}
  - {who: Ana, say: "yes", at_s: -3}
expect:
  - {saying: pause_que}
  - {state: Paused, chime: pause}
  - {ends: Asleep, within_s: 3}
"""
    told = problems_in(tmp_path, text)
    assert [problem.split(":")[0] for problem in told] == [
        f"line {n}" for n in (2, 3, 4, 4, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16)
    ]
    for hint in ("own voice", "klingon", 'did you mean "Ana"', '"good_moment"', "lost.wav", '"space"', '"pause_cue"'):
        assert any(hint in problem for problem in told), hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lines",
        "- a\n- b",
        "lines: {}",
        "partners: 3\nlines: 4\nexpect: 5",
        "partners: {Ana: en-gb}\nlines: [1, [2], {who: {a: b}, say: [c]}]",
        "lines: &a [*a, *a]",
        "partners: {Ana: {voice: en-gb, speed_wpm: 9999999}}\nlines: [{who: Ana, say: ''}]",
        "config: {safe_words: '!', patience: 3}\nroom: 7\nintroduced: perhaps\nstay_s: -1\nlines: []",
        "\x00",
        "lines: [{key: space, who: Ana, gain_db: x}]",
    ],
)
def test_whatever_stands_in_a_script_it_is_told_in_sentences(text: str, tmp_path: Path) -> None:
    told = problems_in(tmp_path, text)
    assert told
    assert all(problem.rstrip().endswith((".", "?")) for problem in told)


def test_an_endless_script_is_refused_before_it_is_spoken(tmp_path: Path) -> None:
    lines = "\n".join(["  - {key: space}"] * 501)
    assert problems_in(tmp_path, f"{ANA}lines:\n{lines}") == ["line 3: there are 501 lines; 500 are the most."]
