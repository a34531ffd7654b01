"""Each step of setup at a table without hardware: what is asked, what is told, and what is kept at its end."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from helpers.home import ONE
from helpers.setting_up import TWO_CLOCKS, PatientRoom, answers, table

from assistant.audio import Samples
from assistant.content.configuration import Configuration, load_configuration
from assistant.devices.keys import NoKeys
from assistant.devices.partner import speak
from assistant.ears.enrolment import Doubt
from assistant.ears.example_files import load_examples
from assistant.ears.examples import Example
from assistant.errors import ContentError, HearingUnavailableError, SundayCoffeeError
from assistant.session.commands import Chime
from assistant.session.events import Key
from assistant.setting_up.asking import Choice
from assistant.setting_up.steps import WHOLE, Step
from assistant.setting_up.told import STOPPED
from assistant.shell.asking_answers import FileAsker
from assistant.shell.asking_terminal import TerminalAsker
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.main import main
from assistant.shell.setup import set_up
from assistant.shell.setup_pause import Outcome, set_up_pause
from assistant.shell.setup_say_it import set_up_saying_it

THEIRS = "# ours\nsafe_words: [butterfly] # since June\n"


def kept(folder: Path) -> Configuration:
    path = folder / "config.yaml"
    return load_configuration(path) if path.exists() else Configuration()


def no_keys() -> "nullcontext[NoKeys]":
    return nullcontext(NoKeys())


# Sound.


def test_sound_is_found_heard_and_measured_and_the_usual_devices_need_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = PatientRoom([speak("hello, can you hear me", ONE)])
    with table(tmp_path, answers(tmp_path), room) as ours:
        assert set_up([Step.SOUND], ours, no_keys) == 0
    told = capsys.readouterr().out
    assert "can't stop a person" in told
    assert "I hear you." in told
    assert Chime.WELCOME.value in room.played
    assert "The room is quiet enough" in told
    assert "two devices" not in told
    assert "\r" not in told
    assert not (tmp_path / "config.yaml").exists()


def test_two_clocks_are_noticed_and_a_speakerphone_with_one_is_recommended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = answers(
        tmp_path, loudspeaker=["television", "speakerphone"], heard_chime=[False, True], after_chime="other"
    )
    with table(tmp_path, asker, devices=TWO_CLOCKS) as ours:
        set_up([Step.SOUND], ours, no_keys)
    told = capsys.readouterr().out
    assert "a USB speakerphone, both in one with one clock" in told
    assert "I heard nothing that stands out." in told
    assert kept(tmp_path).output_device == "speakerphone"
    assert kept(tmp_path).input_device is None


def test_without_a_microphone_it_says_what_is_needed_and_the_other_steps_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with table(tmp_path, answers(tmp_path), devices=()) as ours, pytest.raises(HearingUnavailableError, match="USB"):
        set_up([Step.SOUND], ours, no_keys)
    with table(tmp_path, answers(tmp_path, safe_word="gingerbread", try_pause=False), devices=()) as ours:
        assert set_up(WHOLE, ours, no_keys) == 2
    told = capsys.readouterr().out
    assert "There is no microphone here." in told
    assert "sunday-coffee setup more" in told
    assert kept(tmp_path).safe_words == ("gingerbread",)


# The safe word.


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


def pineapples(times: int) -> PatientRoom:
    return PatientRoom([speak("pineapple", ONE)] * times)


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


# The pause.


def test_the_pause_comes_as_it_will_with_chime_and_cue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room = pineapples(1)
    with table(tmp_path, answers(tmp_path), room) as ours:
        set_up_pause(ours, no_keys())
    told = capsys.readouterr().out
    assert Outcome.PAUSED in told
    assert "Let's pause here." in told
    assert room.played.index(Chime.PAUSE.value) < room.played.index("pause_cue")
    assert "can be missed" in told


class Space:
    def pressed(self) -> tuple[Key, ...]:
        return (Key.SPACE,)


def test_the_space_bar_pauses_too_and_silence_is_told_as_its_own_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.shell.setup_pause.WAITS_S", 2.0)
    with table(tmp_path, answers(tmp_path, try_again=False)) as ours:
        set_up_pause(ours, no_keys())
    assert "Perhaps I missed it" in capsys.readouterr().out
    with table(tmp_path, answers(tmp_path)) as ours:
        set_up_pause(ours, nullcontext(Space()))
    assert Outcome.PAUSED in capsys.readouterr().out


# All that has a default.


def test_more_is_changed_as_they_like_and_what_would_be_refused_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asker = answers(
        tmp_path,
        setting=["rate_wpm", "patience.pause_minutes", "eagerness"],
        rate_wpm=999,
        eagerness="calm",
        **{"patience.pause_minutes": 30},
    )
    with table(tmp_path, asker) as ours:
        set_up([Step.MORE], ours, no_keys)
    assert "rate_wpm is 999; from 80" in capsys.readouterr().out
    now = kept(tmp_path)
    assert (now.rate_wpm, now.patience.pause_minutes, now.eagerness) == (None, 30, "calm")
    assert Keepsakes(tmp_path / "data").read().news == ("eagerness_changed",)


# Stopping, and answers that can't be used.


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
