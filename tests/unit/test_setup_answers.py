"""Setup may be stopped at any question, and an answer that can't be used harms nothing."""

from collections import deque
from pathlib import Path

import pytest
from helpers.setting_up import THEIRS, TWO_CLOCKS, answers, no_keys, table

from assistant.errors import ContentError, SundayCoffeeError
from assistant.setting_up.asking import Choice
from assistant.setting_up.steps import Step
from assistant.setting_up.told import STOPPED
from assistant.shell.asking_answers import FileAsker
from assistant.shell.asking_terminal import TerminalAsker
from assistant.shell.main import main
from assistant.shell.setup import set_up


class CtrlC:
    """An Asker whose person has enough at one question."""

    def __init__(self, at: int) -> None:
        self._left = at

    def _stop(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise KeyboardInterrupt

    def yes(self, key: str, question: str, *, default: bool) -> bool:  # noqa: ARG002 - as asked
        self._stop()
        return True

    def choose(self, key: str, question: str, choices: object, default: str) -> str:  # noqa: ARG002 - same
        self._stop()
        return "eagerness" if key == "setting" else "calm" if key == "eagerness" else default

    def text(self, key: str, question: str, default: str) -> str:  # noqa: ARG002 - same
        self._stop()
        return "zanzibar" if key == "safe_word" else default


@pytest.mark.parametrize(
    ("step", "at"),
    [
        *((Step.SOUND, at) for at in range(3)),
        *((Step.SAFE_WORD, at) for at in range(2)),
        *((Step.SAY_IT, at) for at in range(2)),
        *((Step.PAUSE, 0), (Step.MORE, 0), (Step.MORE, 2)),
    ],
)
def test_ctrl_c_at_any_question_leaves_the_former_configuration_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], step: Step, at: int
) -> None:
    (tmp_path / "config.yaml").write_text(THEIRS, "utf-8")
    with table(tmp_path, CtrlC(at)) as ours, pytest.raises(KeyboardInterrupt):
        set_up([step], ours, no_keys)
    assert (tmp_path / "config.yaml").read_text("utf-8") == THEIRS
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
    assert STOPPED in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("safe_wrod: butterfly", r"answers.yaml, line 1: 'safe_wrod' is no question of setup; did you mean"),
        ("heard_chime: perhaps", "line 1: heard_chime is 'perhaps', text; write true or false"),
        ("microphone: wecam", "line 1: microphone is 'wecam'; did you mean \"webcam\""),
        ("microphone: {name: webcam}", "one answer is needed"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, written: str, sentence: str) -> None:
    (tmp_path / "answers.yaml").write_text(written, "utf-8")
    with (
        pytest.raises((ContentError, SundayCoffeeError), match=sentence),
        table(tmp_path, FileAsker(tmp_path / "answers.yaml"), devices=TWO_CLOCKS) as ours,
    ):
        set_up([Step.SOUND], ours, no_keys)
    assert not (tmp_path / "config.yaml").exists()


def test_answers_that_lead_round_in_circles_come_to_an_end(tmp_path: Path) -> None:
    asker = answers(tmp_path, safe_word=["red"] * 99)
    with pytest.raises(SundayCoffeeError, match="asked over and over"):
        deque((asker.text("safe_word", "Which?", "") for _ in range(99)), maxlen=0)


def test_a_person_may_type_numbers_names_and_nonsense() -> None:
    typed = iter(["maybe", "Y", "9", "2", "", "x"])
    asker = TerminalAsker(lambda: next(typed))
    assert asker.yes("", "Yes?", default=False)
    choices = (Choice("a", "A"), Choice("b", "B"))
    assert asker.choose("", "Which?", choices, "a") == "b"
    assert asker.choose("", "Which?", choices, "a") == "a"
    assert asker.text("", "What?", "") == "x"


def test_where_nobody_answers_any_more_it_ends_with_a_sentence() -> None:
    def ended() -> str:
        raise EOFError

    with pytest.raises(SundayCoffeeError, match="input ended"):
        TerminalAsker(ended).text("", "What?", "")


def test_answers_that_are_not_there_are_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["setup", "safe-word", "--answers", str(tmp_path / "nowhere.yaml")]) == 2
    assert "can't be opened" in capsys.readouterr().err
