"""Sound, the pause and all that has a default, set up at a table without hardware: what is asked, told and kept."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from helpers.home import ONE
from helpers.setting_up import TWO_CLOCKS, PatientRoom, answers, kept, no_keys, pineapples, table

from assistant.devices.partner import speak
from assistant.errors import HearingUnavailableError
from assistant.session.commands import Chime
from assistant.session.events import Key
from assistant.setting_up.steps import WHOLE, Step
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.setup import set_up
from assistant.shell.setup_pause import Outcome, set_up_pause

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
