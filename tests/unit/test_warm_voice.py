"""Whatever happens to Piper is noticed and told in a sentence. Piper is a stand-in here, its child is the real one."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep  # noqa: TID251 - another process needs a moment to go

import pytest
from helpers.piper_stand_in import build_piper, count

from assistant.errors import VoiceUnavailableError
from assistant.voice import warm
from assistant.voice.child import Child, Silent
from assistant.voice.warm_engine import WarmEngine

GREETING = "Good morning. Is this a good moment?"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Piper lies, for us and for the children that are started."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_one_child_says_one_saying_after_the_other(folder: Path) -> None:
    build_piper(folder)
    with WarmEngine(142) as engine:
        for _ in range(3):
            assert engine.render(GREETING).any()
    assert (count(folder, "started"), count(folder, "asked")) == (1, 3)


@pytest.mark.parametrize(
    "once", ["os.kill(os.getpid(), signal.SIGKILL)", "sys.exit(3)", "return []"], ids=["killed", "gone", "no sound"]
)
def test_what_went_wrong_once_is_tried_again(folder: Path, once: str) -> None:
    build_piper(folder, saying=f"if tries == 1: {once}")
    with WarmEngine(142) as engine:
        assert engine.render(GREETING).any()
    assert count(folder, "asked") == 2


@pytest.mark.parametrize(
    ("always", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "want of memory"),
        ("sys.exit(3)", "it ended with code 3"),
        ("raise ValueError('a word I never saw')", "a word I never saw"),
        ("return []", "it answered 'empty'"),
    ],
    ids=["killed", "gone", "a mistake in Piper", "no sound"],
)
def test_a_saying_that_never_comes_is_told_with_the_reason_in_one_sentence(
    folder: Path, always: str, told: str
) -> None:
    build_piper(folder, saying=f"if 'moment' in text: {always}")
    with WarmEngine(142) as engine:
        with pytest.raises(VoiceUnavailableError, match=told) as error:
            engine.render(GREETING)
        assert GREETING in str(error.value)
        assert "\n" not in str(error.value)
        assert engine.render("Good morning.").any(), "only that one saying"


def test_a_saying_that_takes_for_ever_is_waited_for_only_so_long_and_once(folder: Path) -> None:
    build_piper(folder, saying="time.sleep(60)")
    with WarmEngine(142, limit_s=0.3) as engine, pytest.raises(VoiceUnavailableError, match=r"longer than 0\.3 s"):
        engine.render(GREETING)
    assert count(folder, "asked") == 1


@pytest.mark.parametrize(
    ("loading", "told"),
    [("raise RuntimeError('this is no model')", "this is no model"), ("time.sleep(60)", "not ready after 1 s")],
)
def test_a_voice_that_cannot_start_is_told_and_the_evening_loses_no_more_time_to_it(
    folder: Path, loading: str, told: str
) -> None:
    build_piper(folder, loading=loading)
    with WarmEngine(142, start_s=1.0 if "sleep" in loading else 60.0) as engine:
        for _ in range(2):
            with pytest.raises(VoiceUnavailableError, match=f"can't start.*{told}.*plain voice speaks"):
                engine.render(GREETING)
    assert count(folder, "started") <= 1


def test_after_three_sayings_in_a_row_that_failed_no_more_time_is_lost_to_it(folder: Path) -> None:
    build_piper(folder, saying="return []")
    with WarmEngine(142) as engine:
        for word in ("one", "two", "three", "four"):
            with pytest.raises(VoiceUnavailableError):
                engine.render(word)
        with pytest.raises(VoiceUnavailableError, match="failed 3 times in a row"):
            engine.render("five")
    assert count(folder, "asked") == 3 * 2


def test_where_it_is_not_installed_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "PIPER", "nobody_ever_wrote_this")
    with WarmEngine(142) as engine, pytest.raises(VoiceUnavailableError, match=r"make warm.*121 MB") as told:
        engine.render(GREETING)
    assert "\n" not in str(told.value)


def test_where_there_is_no_room_for_a_temporary_file_it_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_piper(folder)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere/at/all")
    with WarmEngine(142) as engine, pytest.raises(VoiceUnavailableError, match="no room for a temporary file"):
        engine.render(GREETING)


def test_a_child_that_nobody_asks_goes_by_itself_and_another_comes(folder: Path) -> None:
    build_piper(folder)
    (folder / "hasty.py").write_text(
        "from assistant.voice import warm_child\nwarm_child._IDLE_S = 0.1\nwarm_child.main()\n", "utf-8"
    )
    with WarmEngine(142, child="hasty") as engine:
        assert engine.render(GREETING).any()
        sleep(1.0)
        assert engine.render(GREETING).any()
    assert count(folder, "started") == 2


_PARENT = """
import time
from assistant.voice.child import Child
child = Child("assistant.voice.warm_child")
print(child.answer(60), child._process.pid, flush=True)
time.sleep(60)
"""


def test_a_child_goes_with_its_parent_even_when_that_is_killed(folder: Path) -> None:
    build_piper(folder)
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        answer, child = parent.stdout.readline().split()
        assert answer == "ready"
        parent.kill()
    until_s = monotonic() + 20
    while _is_there(int(child)) and monotonic() < until_s:
        sleep(0.05)
    assert not _is_there(int(child))


def _is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_ctrl_c_in_the_terminal_is_not_for_the_child(folder: Path) -> None:
    build_piper(folder)
    with Child("assistant.voice.warm_child") as child:
        assert child.answer(60) == "ready"
        assert os.getpgid(child._process.pid) != os.getpgid(0)
        os.kill(child._process.pid, signal.SIGTERM)
        assert child.asked({}, 20) is Silent.ENDED
        assert child.last_words() == "it ended with signal 15"
