"""Machines broken for real, one thing each: what the doctor finds there, from what is typed to what is read."""

import json
import os
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.content.prompts import find_prompts
from assistant.shell.main import main

Examine = Callable[..., dict[str, dict[str, Any]]]

NO_CARD = "pcm.!default { type nothing }\nctl.!default { type nothing }\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, on a machine without a sound card."""
    before = signal.getsignal(signal.SIGTERM)
    for name in ("CACHE", "STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "alsa.conf").write_text(NO_CARD, encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    yield tmp_path
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def examine(capsys: pytest.CaptureFixture[str]) -> Examine:
    """The findings by their names; the exit code must go with them."""

    def doctor(*typed: str) -> dict[str, dict[str, Any]]:
        code = main(["doctor", "--json", *typed])
        told = json.loads(capsys.readouterr().out)
        assert code == {"ok": 0, "warning": 1, "failure": 2}[told["verdict"]]
        return {finding["name"]: finding for finding in told["findings"]}

    return doctor


def not_a_library(folder: Path, name: str) -> str:
    """A file where a library should be, which the loader finds first."""
    (folder / name).write_text("this is no library", encoding="utf-8")
    return str(folder)


def configure(home: Path, text: str) -> None:
    folder = home / "config" / "sunday-coffee"
    folder.mkdir(parents=True)
    (folder / "config.yaml").write_text(text, encoding="utf-8")


def test_without_any_sound_card_the_rest_is_still_examined(examine: Examine) -> None:
    found = examine("portaudio", "devices", "rates", "level", "echo", "drift", "voice")
    verdicts = {name: finding["verdict"] for name, finding in found.items()}
    assert verdicts == {
        "portaudio": "ok", "devices": "failure", "voice": "ok",
        "rates": "warning", "level": "warning", "echo": "warning", "drift": "warning",
    }  # fmt: skip
    assert "nobody could hear the safe word" in found["devices"]["means"]


def test_without_the_sound_library_it_says_which_package_to_install(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(home))
    monkeypatch.syspath_prepend(home)
    found = examine("portaudio", "devices")
    assert found["portaudio"]["mend"] == "sudo apt-get install libportaudio2"
    assert found["portaudio"]["verdict"] == "failure"
    assert found["devices"]["means"].startswith("Not checked")


def test_a_sound_system_that_takes_its_process_with_it_does_not_take_the_doctor(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "sounddevice.py").write_text(
        "import os, sys\nprint('assertion failed', file=sys.stderr, flush=True)\nos.abort()\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(home)
    found = examine("portaudio", "level")
    assert found["portaudio"]["verdict"] == "failure"
    assert "(assertion failed)" in found["portaudio"]["means"]
    assert found["level"]["verdict"] == "warning"


def test_a_sound_server_that_died_and_left_its_socket_behind_does_not_answer(examine: Examine, home: Path) -> None:
    (home / "pulse").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(home / "pulse" / "native"))
    found = examine("sound-server")["sound-server"]
    assert (found["verdict"], found["mend"]) == ("failure", "pulseaudio --start")


def test_sound_that_would_go_to_another_machine_is_a_failure(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "tcp:studio:4713")
    assert "would leave this machine" in examine("sound-server")["sound-server"]["means"]


def test_a_voice_whose_library_can_not_be_loaded_is_told_with_its_package(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", not_a_library(home, "libespeak-ng.so.1"))
    found = examine("voice", "commands", "safe-word")
    assert (found["voice"]["verdict"], found["voice"]["mend"]) == ("failure", "sudo apt-get install espeak-ng")
    assert {found[name]["means"] for name in ("commands", "safe-word")} == {
        "Not checked: the voice that would say it is not there."
    }


def test_a_voice_that_dies_each_time_it_speaks_is_told(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "pyttsx3.py").write_text("import os\nos.kill(os.getpid(), 9)\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(home))
    found = examine("voice")["voice"]
    assert found["verdict"] == "failure"
    assert "gave no sound" in found["means"]


def test_a_damaged_model_is_told_before_sunday(examine: Examine, home: Path) -> None:
    model = home / "vosk-model-small-en-us-0.15"
    for part in ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/Gr.fst", "graph/HCLr.fst"):
        (model / part).parent.mkdir(parents=True, exist_ok=True)
        (model / part).write_text("damaged", encoding="utf-8")
    found = examine("commands", "--model", str(model))["commands"]
    assert (found["verdict"], found["mend"]) == ("failure", "sunday-coffee setup more")
    assert "unpack it again" in found["means"]


def test_korean_without_its_model_is_told_with_what_fetches_it_and_its_safe_word_is_heard(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)
    monkeypatch.setenv("HOME", str(home))
    configure(home, "language: ko\n")
    found = examine("commands", "safe-word")
    assert (found["commands"]["verdict"], found["commands"]["mend"]) == ("failure", "sunday-coffee model get ko")
    assert found["safe-word"]["verdict"] == "ok"


def test_a_voice_that_they_named_and_that_is_none_is_chosen_anew(examine: Examine, home: Path) -> None:
    configure(home, "voice: nonsense\n")
    found = examine("voice")["voice"]
    assert (found["verdict"], found["mend"]) == ("failure", "sunday-coffee setup more")


def test_a_part_that_phones_home_is_told(examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "sounddevice.py").write_text(
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()\nraise OSError('no card')\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(home)
    found = examine("portaudio", "network")
    assert found["network"]["verdict"] == "failure"
    assert "AF_INET" in found["network"]["means"]


def test_prompts_with_mistakes_are_told_with_the_first_line_and_how_many_more(examine: Examine, home: Path) -> None:
    broken = home / "mine.yaml"
    whole = find_prompts(None).read_text(encoding="utf-8")
    broken.write_text(f"{whole}\nsaings: {{}}\nextra: 1\n", encoding="utf-8")
    found = examine("prompts", "--prompts", str(broken))["prompts"]
    assert found["verdict"] == "failure"
    assert "did you mean" in found["means"]
    assert "And 1 more thing" in found["means"]


def test_a_configuration_with_a_key_that_is_none_is_told_with_its_line_and_the_rest_is_examined(
    examine: Examine, home: Path
) -> None:
    configure(home, "safe_words: [butterfly]\nsafe_wrod: jam\n")
    found = examine("configuration", "service")
    assert found["configuration"]["verdict"] == "failure"
    assert "line 2" in found["configuration"]["means"]
    assert found["configuration"]["mend"].startswith("nano ")
    assert found["service"]["verdict"] == "ok"


def test_a_safe_word_that_nobody_can_pronounce_is_told(examine: Examine, home: Path) -> None:
    configure(home, "safe_words: [brrr]\n")
    found = examine("safe-word")["safe-word"]
    assert (found["verdict"], found["mend"]) == ("failure", "sunday-coffee setup safe-word")
    assert "brrr" in found["means"]


def test_a_cache_that_can_not_be_written_is_a_warning_because_a_session_works_without(
    examine: Examine, home: Path
) -> None:
    (home / "cache").write_text("a file where the folder should be", encoding="utf-8")
    found = examine("disk")["disk"]
    assert found["verdict"] == "warning"
    assert "a session works all the same" in found["means"]
    assert not (home / "state").exists()


def test_a_service_that_does_not_run_and_one_that_runs_and_is_not_enabled_are_told(
    examine: Examine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = home / "config" / "systemd" / "user" / "sunday-coffee.service"
    unit.parent.mkdir(parents=True)
    unit.write_text("[Service]\n", encoding="utf-8")
    assert examine("service")["service"]["mend"] == "systemctl --user start sunday-coffee"
    systemctl = home / "systemctl"
    systemctl.write_text("#!/bin/sh\necho active\n", encoding="utf-8")
    systemctl.chmod(0o755)
    monkeypatch.setenv("PATH", f"{home}:{os.environ['PATH']}")
    assert examine("service")["service"]["mend"] == "systemctl --user enable sunday-coffee"
    (unit.parent / "default.target.wants").mkdir()
    (unit.parent / "default.target.wants" / unit.name).symlink_to(unit)
    assert examine("service")["service"]["mend"] != "systemctl --user enable sunday-coffee"
