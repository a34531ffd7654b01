"""What a couple mistypes, or nobody hears, while they set up: each slip is told, and none of them costs anything."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.setting_up import THEIRS, TWO_CLOCKS, answers, kept, no_keys, pineapples, table

from assistant.audio import Samples
from assistant.content.configuration import Configuration
from assistant.ears.examples import Example
from assistant.errors import SundayCoffeeError
from assistant.setting_up.news import Start
from assistant.setting_up.steps import Step
from assistant.shell.enrol import Busy
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.main import main
from assistant.shell.noting import noted
from assistant.shell.setup import set_up


def test_where_nobody_was_heard_they_listen_again_or_take_another_microphone_or_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = answers(tmp_path, microphone=["webcam", "speakerphone"], after_silence=["again", "other", "go_on"])
    with table(tmp_path, asker, devices=TWO_CLOCKS) as ours:
        set_up([Step.SOUND], ours, no_keys)
    told = capsys.readouterr().out
    assert told.count("I heard nothing that stands out.") == 3
    assert "I hear you." not in told
    assert kept(tmp_path).input_device == "speakerphone"


@pytest.mark.parametrize("typed", [" , ", "!!!"])
def test_where_no_letter_was_typed_their_own_word_stays(tmp_path: Path, typed: str) -> None:
    (tmp_path / "config.yaml").write_text(THEIRS, "utf-8")
    with table(tmp_path, answers(tmp_path, safe_word=[typed])) as ours:
        assert set_up([Step.SAFE_WORD], ours, no_keys) == 0
    assert (tmp_path / "config.yaml").read_text("utf-8") == THEIRS


def test_a_third_word_is_left_out_and_that_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with table(tmp_path, answers(tmp_path, safe_word="thunderstorm, gingerbread, caterpillar")) as ours:
        set_up([Step.SAFE_WORD], ours, no_keys)
    assert "Two are the most, one each: “thunderstorm” and “gingerbread”." in capsys.readouterr().out
    assert kept(tmp_path).safe_words == ("thunderstorm", "gingerbread")


def test_where_nothing_can_be_kept_for_the_other_to_hear_the_word_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(THEIRS, "utf-8")
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    with (
        table(tmp_path, answers(tmp_path, safe_word="gingerbread")) as ours,
        pytest.raises(SundayCoffeeError, match=r"news\.json: can't be written .* so it is not made\.$"),
    ):
        set_up([Step.SAFE_WORD], ours, no_keys)
    assert (tmp_path / "config.yaml").read_text("utf-8") == THEIRS


def test_to_have_it_start_no_longer_nothing_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    keepsakes, done = Keepsakes(tmp_path / "data"), []
    with noted(keepsakes, (Start.NEVER,)):
        done.append("removed")
    assert done == ["removed"]
    with pytest.raises(SundayCoffeeError, match="it is not made"), noted(keepsakes, (Start.AT_BOOT,)):
        raise AssertionError("nobody would hear that it is always there")


def test_where_nothing_may_move_on_the_screen_a_wait_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_listener(word: str, wishes: Configuration, busy: Busy) -> Callable[[Samples], Example]:
        assert word in wishes.safe_words
        with busy("I compare it with my own talk."):
            return lambda _: Example(word, np.ones((8, 96), np.float32), 0.3)

    monkeypatch.setattr("assistant.shell.setup_say_it.a_listener", a_listener)
    with table(tmp_path, answers(tmp_path, say_it=[True, False]), pineapples(3)) as ours:
        set_up([Step.SAY_IT], ours, no_keys)
    assert "I compare it with my own talk.\nPlease say “pineapple”" in capsys.readouterr().out


def test_a_step_that_there_is_not_is_told_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["setup", "nonsense"])
    told = capsys.readouterr().err
    assert "'safe-word'" in told
    assert "Step" not in told
