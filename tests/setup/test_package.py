"""The program as a package: what is in it, and an evening far from any checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from assistant.mending import mending_for
from tools.prepare import ROOT

NOT_CODE = (
    "dependencies.md",
    "prompts.yaml",
    "models/manifest.yaml",
    "voice/warm.lock",
    *(path.relative_to(ROOT / "assistant").as_posix() for path in sorted(ROOT.glob("assistant/*/*.yaml"))),
    *(path.relative_to(ROOT / "assistant").as_posix() for path in sorted(ROOT.glob("assistant/languages/*/*.yaml"))),
    *(path.relative_to(ROOT / "assistant").as_posix() for path in sorted(ROOT.glob("assistant/ears/data/*"))),
)


def build(what: str, source: Path, into: Path) -> Path:
    """A wheel or an sdist of what lies in `source`; without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", what, "-d", str(into)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=60)
    [built] = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@dataclass(frozen=True)
class Elsewhere:
    """A machine that has the package and no checkout, with a home of its own."""

    prefix: Path
    home: Path

    def does(self, *typed: str, reading: str = "") -> str:
        """What `sunday-coffee *typed` prints where somebody types `reading`; it ends well and complains of nothing."""
        done = subprocess.run(
            [self.prefix / "bin" / "sunday-coffee", *typed],
            cwd=self.home,
            env={"HOME": str(self.home), "PATH": os.defpath, "LANG": "C.UTF-8", "COLUMNS": "200"},
            input=reading,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    """The wheel is installed as pip does it; what it is built on is lent from this environment."""
    folder = tmp_path_factory.mktemp("elsewhere")
    prefix, home = folder / "venv", folder / "home"
    venv.create(prefix)
    home.mkdir()
    pip = [sys.executable, "-m", "pip", "--python", str(prefix / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True, timeout=60)
    [packages] = prefix.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return Elsewhere(prefix, home)


def test_the_wheel_holds_all_that_an_evening_needs_and_nothing_of_the_workshop(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if ".dist-info/" not in name}
        assert packed.read("assistant/prompts.yaml") == (ROOT / "prompts.yaml").read_bytes()
        assert packed.read("assistant/dependencies.md") == (ROOT / "assistant" / "dependencies.md").read_bytes()
        assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed.namelist())
    code = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("assistant/**/*.py")}
    assert names == code | {f"assistant/{name}" for name in NOT_CODE}


def test_the_message_that_names_the_wheel_names_it_right(wheel: Path, tmp_path: Path) -> None:
    assert mending_for(tmp_path, tmp_path).program.split()[-1] == wheel.name


def test_the_source_package_builds_the_very_same_wheel(wheel: Path, tmp_path: Path) -> None:
    sdist = build("sdist", ROOT, tmp_path / "sdist")
    subprocess.run(["tar", "-xzf", sdist, "-C", tmp_path], check=True)  # Python 3.11.2 has no safe way to
    [source] = tmp_path.glob("sunday_coffee-*")
    assert build("wheel", source, tmp_path / "again").read_bytes() == wheel.read_bytes()


def test_installed_it_passes_a_typed_evening_far_from_any_checkout(elsewhere: Elsewhere) -> None:
    read = elsewhere.does("run", "--text", "--plain", reading="start our check in\npineapple\nq\n")
    told = iter(read.splitlines())
    for saying in ("Is this a good moment?", "Let's pause here.", "we close here."):
        assert any(saying in line for line in told), f"{saying} in its turn: {read}"


def test_installed_it_says_what_the_couple_write_into_a_copy_of_their_own(elsewhere: Elsewhere) -> None:
    own = elsewhere.home / ".config" / "sunday-coffee" / "prompts.yaml"
    assert str(own) in elsewhere.does("prompts", "new")
    text = own.read_text("utf-8")
    assert "Is this a good moment?" in text
    own.write_text(text.replace("Is this a good moment?", "Does now suit us both?"), "utf-8")
    assert "Does now suit us both?" in elsewhere.does("run", "--text", "--plain", reading="start our check in\nq\n")
    assert "what I say, in your own words" in elsewhere.does("audit")
    own.unlink()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("prompts check", "is whole, and in the assistant's manner."),
        ("config", "safe_words: [pineapple]"),
        ("model list", "vosk-model-small-en-us-0.15"),
        ("prompts packs", "Still curious"),
    ],
)
def test_installed_it_finds_all_that_came_with_it(elsewhere: Elsewhere, typed: str, told: str) -> None:
    assert told in elsewhere.does(*typed.split())


def test_installed_it_has_a_voice_whose_own_process_finds_the_package(elsewhere: Elsewhere) -> None:
    say = "from assistant.voice.choosing import plain_engine; print(plain_engine(None, 142).render('Good day.').size)"
    python = str(elsewhere.prefix / "bin" / "python")
    said = subprocess.run([python, "-c", say], cwd=elsewhere.home, capture_output=True, check=True, timeout=60)
    assert int(said.stdout) > 0
