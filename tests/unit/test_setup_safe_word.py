"""The safe word is chosen and said at a table without hardware: what is asked, what is told, and what is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from helpers.setting_up import THEIRS, PatientRoom, answers, kept, no_keys, pineapples, table

from assistant.audio import Samples
from assistant.ears.enrolment import Doubt
from assistant.ears.example_files import load_examples
from assistant.ears.examples import Example
from assistant.setting_up.steps import Step
from assistant.shell.asking_terminal import TerminalAsker
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.setup import set_up
from assistant.shell.setup_say_it import set_up_saying_it

# Choosing it.


def test_a_weak_word_gets_three_good_suggestions_and_enter_takes_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["red", "", ""])
    with table(tmp_path, TerminalAsker(lambda: next(typed))) as ours:
        set_up([Step.SAFE_WORD], ours, no_keys)
    told = capsys.readouterr().out
    assert "“red” can't be your safe word." in told
    suggested = [line.split("take ")[1].strip("“”") for line in told.splitlines() if "take “" in line]
    assert len(suggested) == 3
    assert "keep “red”" not in told
    assert kept(tmp_path).safe_words == (suggested[0],)
    assert "press space" in told


def test_a_word_that_is_said_otherwise_is_spelled_and_both_hear_of_it_next_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config.yaml").write_text(THEIRS, "utf-8")
    asker = answers(
        tmp_path, safe_word="zanzibar, gingerbread", sounds_right=[False, True, True], sounds_like="zan zee bar"
    )
    room = PatientRoom()
    with table(tmp_path, asker, room) as ours:
        set_up([Step.SAFE_WORD], ours, no_keys)
    assert kept(tmp_path).safe_words == ("zanzibar", "gingerbread")
    assert kept(tmp_path).pronunciations == {"zanzibar": "zan zee bar"}
    assert "# since June" in (tmp_path / "config.yaml").read_text("utf-8")
    assert Keepsakes(tmp_path / "data").read().news == ("safe_word_changed",)
    assert "I tell both of you" in capsys.readouterr().out
    assert "word" in room.played


def test_their_own_word_stays_with_an_enter_although_there_are_better_ones_and_nothing_is_announced(
    tmp_path: Path,
) -> None:
    (tmp_path / "config.yaml").write_text(THEIRS, "utf-8")
    with table(tmp_path, answers(tmp_path)) as ours:
        set_up([Step.SAFE_WORD], ours, no_keys)
    assert (tmp_path / "config.yaml").read_text("utf-8") == THEIRS
    assert not (tmp_path / "data").exists()


# Saying it.


def an_example(seed: int) -> Example:
    vectors = np.ones((8, 96)) + 0.01 * np.random.default_rng(seed).normal(size=(8, 96))
    return Example("pineapple", vectors.astype(np.float32), 0.3)


@pytest.fixture
def hears(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What the listener makes of each time that it is said."""

    def as_told(*verdicts: Example | Doubt) -> None:
        coming: Iterator[Example | Doubt] = iter(verdicts)

        def listener(sound: Samples) -> Example | Doubt:
            assert sound.size
            return next(coming)

        monkeypatch.setattr("assistant.shell.setup_say_it.a_listener", lambda *_: listener)

    return as_told


def test_each_may_say_it_three_times_and_is_told_that_it_is_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hears: Callable[..., None]
) -> None:
    hears(an_example(1), Doubt.TOO_SOFT, *map(an_example, range(2, 7)))
    with table(tmp_path, answers(tmp_path, say_it=[True, True], name=["Ana", "Ben"]), pineapples(7)) as ours:
        assert not set_up_saying_it(ours)
    told = capsys.readouterr().out
    assert told.count("I hear you.") == 6, told
    assert told.count("I'll need help with this one: it was hard to tell from the sounds of the room.") == 1
    assert len(load_examples(tmp_path / "examples", ["pineapple"]).examples) == 6
    assert 'enrol --forget --partner "Ben"' in told


def test_not_recording_is_fine(tmp_path: Path) -> None:
    with table(tmp_path, answers(tmp_path)) as ours:
        assert not set_up_saying_it(ours)
    assert not (tmp_path / "examples").exists()


@pytest.mark.parametrize(("way", "part"), [("key", "Space pauses at once"), ("skip", "That's fine.")])
def test_after_two_failures_there_are_other_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hears: Callable[..., None], way: str, part: str
) -> None:
    hears(Doubt.PAUSE, Doubt.OTHER_WORD)
    with table(tmp_path, answers(tmp_path, say_it=True, after_failures=way), pineapples(2)) as ours:
        assert not set_up_saying_it(ours)
    assert part in capsys.readouterr().out
    assert not (tmp_path / "examples").exists()


def test_after_two_failures_another_word_is_chosen_and_said(tmp_path: Path, hears: Callable[..., None]) -> None:
    hears(Doubt.PAUSE, Doubt.OTHER_WORD)
    asker = answers(tmp_path, say_it=[True, False, False], after_failures="word", safe_word="gingerbread")
    with table(tmp_path, asker, pineapples(2)) as ours:
        assert set_up([Step.SAY_IT], ours, no_keys) == 0
    assert kept(tmp_path).safe_words == ("gingerbread",)


def test_whoever_says_nothing_is_asked_no_longer_than_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hears: Callable[..., None]
) -> None:
    hears()
    with table(tmp_path, answers(tmp_path, say_it=True)) as ours:
        assert not set_up_saying_it(ours)
    assert capsys.readouterr().out.count("I couldn't hear a word in it") == 2
