"""What waits in `setup more` is tried before it is kept: nothing chosen there may leave them without an evening."""

from pathlib import Path

import pytest
from helpers.setting_up import answers, kept, no_keys, table

from assistant.content.settings import SETTINGS
from assistant.setting_up.steps import Step
from assistant.shell.setup import set_up
from assistant.voice.pyttsx3_engine import Pyttsx3Engine


def told_by(folder: Path, capsys: pytest.CaptureFixture[str], **given: object) -> str:
    with table(folder, answers(folder, **given)) as ours:
        assert set_up([Step.MORE], ours, no_keys) == 0
    return capsys.readouterr().out


def test_a_voice_that_is_none_and_a_model_that_is_nowhere_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / "nowhere")
    told = told_by(tmp_path, capsys, setting=["model", "voice"], model=nowhere, voice="nonsense")
    assert f"There is no folder {nowhere}" in told
    assert 'espeak-ng has no voice "nonsense"' in told
    assert not (tmp_path / "config.yaml").exists()


def test_a_voice_that_speaks_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told_by(tmp_path, capsys, setting="voice", voice="gmw/en")
    assert kept(tmp_path).voice == "gmw/en"


def test_what_has_to_be_fetched_is_told_as_soon_as_it_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.shell.setup_tried.default_models_folder", lambda: tmp_path)
    monkeypatch.setattr("assistant.shell.setup_tried.lacking", lambda: "The warm voice is not installed.")
    monkeypatch.setenv("VOSK_MODEL_PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    told = told_by(tmp_path, capsys, setting=["voice", "language"], voice="warm", language="ko")
    assert "The warm voice is not installed." in told
    assert "Before I can start with that, fetch its model: sunday-coffee model get ko" in told
    wishes = kept(tmp_path)
    assert (wishes.voice, wishes.language) == ("warm", "ko")


def test_the_warm_voice_is_offered_with_its_size_and_its_licences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = told_by(tmp_path, capsys, setting="voice")
    assert all(part in told for part in ("121 MB to fetch", "300 MB of memory", "GPL-3", "CC0"))


def test_where_they_chose_no_voice_they_see_which_one_speaks_and_how_fast() -> None:
    unset = {setting.key: setting.unset for setting in SETTINGS}
    assert unset["voice"].endswith(", en-us+f3")
    assert unset["rate_wpm"].endswith(f", {Pyttsx3Engine.rate_wpm}")
