"""`sunday-coffee model` as a person meets it: what it prints, what it leaves, and its exit codes."""

import io
import os
import signal
import subprocess
import sys
import threading  # noqa: TID251 - a server that hangs has to be let go
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from helpers.home import ROOT
from helpers.model_server import MODEL, Server, files_of_a_model, hangs_after, serving, zipped

from assistant.shell.main import main

DATA = zipped(files_of_a_model())
SUM = sha256(DATA).hexdigest()
NAME = MODEL.name


@dataclass
class Shell:
    """What is typed goes to a folder and a list of its own."""

    folder: Path
    manifest: Path
    printed: pytest.CaptureFixture[str]

    def lists(self, server: Server, known_sum: str = SUM, language: str = "xx") -> None:
        self.manifest.write_text(
            f"models:\n  - name: {NAME}\n    language: {language}\n    spoken: Test\n    url: {server.url}\n"
            f"    sha256: {known_sum}\n    size_bytes: {len(DATA)}\n    licence: Apache-2.0\n    memory_mb: 300\n"
        )

    def places(self) -> tuple[str, ...]:
        return ("--folder", str(self.folder), "--manifest", str(self.manifest))

    def __call__(self, *typed: str) -> tuple[int, str, str]:
        """Exit code, what was printed and what was complained of."""
        code = main(["model", *typed, *self.places()])
        return code, *self.printed.readouterr()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    before = signal.getsignal(signal.SIGTERM)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "VOSK_MODEL_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    yield Shell(tmp_path / "models", tmp_path / "manifest.yaml", capsys)
    signal.signal(signal.SIGTERM, before)


def test_they_get_a_model_check_it_and_remove_it(shell: Shell) -> None:
    place = shell.folder / NAME
    with serving(DATA) as server:
        shell.lists(server)
        code, printed, complaints = shell("get", "xx")
        assert (code, complaints) == (0, "")
        assert printed.splitlines() == [
            f"{NAME}: Test, 0 MB, Apache-2.0,",
            "from 127.0.0.1.",
            "Hearing with it takes about 300 MB of memory.",
            "There are no sentences to listen for in Test yet, so it would hear none.",
            f"It is in {place}.",
        ]
        assert shell("get", NAME) == (0, f"It is here already: {place}\n", "")
    assert len(server.asked) == 1
    assert shell("check") == (0, f"{place}: whole, each file as it came.\n", "")
    assert f"Here: {place}" in shell("list")[1]
    assert shell("remove", "xx") == (0, f"{NAME} is gone from {shell.folder}.\n", "")
    assert not place.exists()
    assert shell("remove", "xx") == (2, "", f"{NAME} is not here, so there is nothing to remove.\n")
    assert shell("check") == (0, "No model is here, and none is needed.\n", "")
    assert shell("check", "xx")[0] == 2


def test_where_there_are_sentences_to_listen_for_they_are_told_how_to_hear_with_it(shell: Shell) -> None:
    with serving(DATA) as server:
        shell.lists(server, language="en-us")
        printed = shell("get", "en")[1].splitlines()
    assert printed[-1] == f"To hear with it: sunday-coffee run --model {shell.folder / NAME}"
    assert "There are sentences to listen for in: en" in shell("list")[1]


def test_a_spoilt_model_is_found_and_fetched_again(shell: Shell) -> None:
    with serving(DATA) as server:
        shell.lists(server)
        shell("get", "xx")
        (shell.folder / NAME / "am/final.mdl").write_bytes(b"spoilt")
        code, printed, _ = shell("check")
        assert code == 1
        assert "am/final.mdl is not as it came." in printed
        assert f"sunday-coffee model get {NAME}" in printed
        code, printed, _ = shell("get", "xx")
        assert code == 0
        assert "is here, but not whole" in printed
    assert shell("check")[0] == 0


def test_the_list_fits_a_narrow_terminal_and_has_no_colours_in_a_pipe(shell: Shell) -> None:
    code = main(["model", "list", "--folder", str(shell.folder)])
    printed = shell.printed.readouterr().out
    assert code == 0
    assert "\x1b" not in printed
    table = printed.splitlines()[:6]
    assert max(map(len, table)) <= 80
    assert [line.split()[1] for line in table[1:]] == ["(en)", "(fr)", "(de)", "(ko)", "(es)"]
    assert "None is needed" in printed


def test_on_a_very_narrow_terminal_each_name_can_still_be_read_and_typed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert main(["model", "list", "--folder", str(shell.folder)]) == 0
    printed = shell.printed.readouterr().out
    assert "English (en): vosk-model-small-en-us-0.15\n  41 MB, 300 MB of memory, Apache-2.0\n" in printed
    assert "here: yes" not in printed
    (shell.folder / "vosk-model-small-fr-0.22").mkdir(parents=True)
    assert main(["model", "list", "--folder", str(shell.folder)]) == 0
    assert "Apache-2.0\n  here: yes\nGerman" in shell.printed.readouterr().out


def test_a_model_elsewhere_is_seen_and_used_and_stays_there(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(DATA) as server:
        shell.lists(server)
        shell("get", "xx")
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        (shell.folder / NAME).rename(theirs / NAME)
        monkeypatch.setenv("VOSK_MODEL_PATH", str(theirs))
        assert shell("get", "xx") == (0, f"It is here already: {theirs / NAME}\n", "")
        assert len(server.asked) == 1
    assert f"Here: {theirs / NAME}" in shell("list")[1]
    assert shell("check", "xx")[0] == 0
    code, _, complaints = shell("remove", "xx")
    assert code == 2
    assert "so it stays" in complaints
    assert (theirs / NAME).is_dir()


def test_one_unpacked_by_hand_is_told_to_have_no_sums(shell: Shell) -> None:
    with serving(DATA) as server:
        shell.lists(server)
    for name, data in files_of_a_model(100).items():
        (shell.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (shell.folder / name).write_bytes(data)
    code, printed, _ = shell("check")
    assert code == 0
    assert "unpacked by hand" in printed


def test_a_file_brought_along_needs_no_network(shell: Shell, tmp_path: Path) -> None:
    with serving(DATA) as server:
        shell.lists(server)
        brought = tmp_path / "brought.zip"
        brought.write_bytes(DATA)
        assert shell("get", "xx", "--from", str(brought))[0] == 0
    assert server.asked == []
    assert brought.exists()


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_where_nobody_published_a_checksum_they_are_asked(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    typed = io.StringIO(answer)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", typed)
    with serving(DATA) as server:
        shell.lists(server, "unknown")
        ended, printed, _ = shell("get", "xx")
    assert ended == code
    assert "Nobody published a checksum" in printed
    assert (shell.folder / NAME).exists() == (code == 0)


def test_a_script_has_to_say_that_it_trusts_such_a_file(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    with serving(DATA) as server:
        shell.lists(server, "unknown")
        code, _, complaints = shell("get", "xx")
        assert (code, complaints) == (2, "There is nobody here to ask; with --yes you say that you trust it.\n")
        assert shell("get", "xx", "--yes")[0] == 0
    assert "Nobody published a checksum" in shell("list")[1]


def test_a_folder_that_cannot_be_written_is_one_sentence(shell: Shell) -> None:
    shell.folder.write_text("a file in its place")
    with serving(DATA) as server:
        shell.lists(server)
        code, _, complaints = shell("get", "xx")
    assert code == 2
    assert complaints.count("\n") == 1
    assert str(shell.folder) in complaints


def test_what_there_is_no_model_for_is_one_sentence(shell: Shell) -> None:
    with serving(DATA) as server:
        shell.lists(server)
    code, _, complaints = shell("get", "tlh")
    assert (code, complaints) == (2, f"There is no model “tlh” in the list; known are {NAME}, xx.\n")


def test_ctrl_c_in_the_middle_ends_with_one_sentence_and_the_next_get_goes_on(shell: Shell) -> None:
    enough = threading.Event()
    with serving(DATA, hangs_after(1 << 16, enough)) as server:
        shell.lists(server)
        program = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "assistant", "model", "get", "xx", *shell.places()],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        part = shell.folder / ".downloads" / f"{NAME}.zip.part"
        while not part.exists() or part.stat().st_size < 1 << 15:
            assert program.poll() is None
        program.send_signal(signal.SIGINT)
        _, complaints = program.communicate(timeout=60)
        enough.set()
        assert program.returncode == 130
        assert complaints == "Stopped. What came is kept; the same command goes on from there.\n"
        assert not (shell.folder / NAME).exists()
        assert "part of it" in shell("list")[1]
        assert shell("get", "xx")[0] == 0
    assert server.asked[0] is None
    assert str(server.asked[1]).startswith("bytes=")


def test_nothing_that_a_session_loads_can_fetch_a_model() -> None:
    loaded = "import sys, assistant.shell.run, assistant.shell.listen, assistant.shell.model; "
    printed = subprocess.run(
        [sys.executable, "-c", f"{loaded}print('requests' in sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout == "False\n"
