"""An evening cut off from every network and watched throughout: nothing goes out, and nothing that was said stays."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from helpers.home import ONE, ROOT, Home, spoken
from helpers.traces import likeness, words_in

from assistant.audio import SAMPLE_RATE_HZ
from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book

WATCHING = Path(__file__).with_name("watching")
SAID = "zebras like marmalade on every terrace"
MARKS = ("zebra", "marmalade", "terrace")
NO_NETWORK = ("unshare", "--map-root-user", "--net")  # nothing in it but a loopback that is down
CALLS_NOTED = ("strace", "--follow-forks", "--seccomp-bpf", "--trace=%network", "--output")


def works(*command: str) -> bool:
    """Whether this machine has such a program and lets us use it."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Watched:
    home: Home
    printed: str
    notes: list[tuple[str, str]]  # of every Python process: a kind, and what
    calls: str | None  # to the network, of every process, where that could be noted

    def noted(self, kind: str) -> list[str]:
        return [what for each, what in self.notes if each == kind]

    @property
    def files(self) -> list[Path]:
        """All that is there afterwards: settings, state, cache, data, the working folder and the temporary one."""
        return [path for path in self.home.folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def watched(coffee: Path, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """On a machine where nothing was ever said before, so that every sentence is rendered by a child."""
    folder, aside = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("aside")
    home, notes, calls = Home(folder, folder / "cache"), aside / "notes", aside / "calls"
    (folder / "tmp").mkdir()
    around: list[str] = [*NO_NETWORK] if works(*NO_NETWORK) else []
    if works(*CALLS_NOTED, os.devnull):
        around += [*CALLS_NOTED, str(calls)]
    typed = ("--mic", str(coffee), "--speaker", "out.wav", "--events", "x.jsonl")
    printed = home.does(
        *typed,
        within=around,
        PYTHONPATH=f"{WATCHING}:{ROOT}",
        NOTES=str(notes),
        TMPDIR=str(folder / "tmp"),
    )
    lines = [json.loads(line) for line in notes.read_text("utf-8").splitlines()]
    return Watched(home, printed, [(kind, what) for kind, what in lines], calls.read_text() if calls.exists() else None)


def test_without_any_network_the_evening_is_what_it_always_is(watched: Watched) -> None:
    if not works(*NO_NETWORK):
        pytest.skip("this machine lets no test cut itself off from the network")
    book = load_book(find_prompts(None), Configuration().safe_words)
    assert book.sayings["pause_cue"][0] in watched.printed
    assert "Paused" in (watched.home.folder / "x.jsonl").read_text("utf-8")


def test_no_python_of_it_opens_a_socket(watched: Watched) -> None:
    assert watched.noted("socket") == []


def test_the_only_program_that_it_starts_is_the_child_that_renders(watched: Watched) -> None:
    started = watched.noted("started")
    assert started
    assert all("assistant.voice.rendering_child" in command for command in started)


def test_no_library_and_no_child_of_it_asks_for_a_socket_that_could_leave_the_machine(watched: Watched) -> None:
    """espeak-ng looks for a sound server on its own, although it never plays: a local socket."""
    if watched.calls is None:
        pytest.skip("this machine has no strace, or lets no test use it")
    assert "+++ exited with 0 +++" in watched.calls
    families = set(re.findall(r"\bsocket\((\w+)", watched.calls)) | set(re.findall(r"sa_family=(\w+)", watched.calls))
    assert families <= {"AF_UNIX"}


def test_it_writes_nowhere_but_in_its_own_folders_and_where_it_was_told(watched: Watched) -> None:
    folder = watched.home.folder
    own = [folder / name / "sunday-coffee" for name in ("state", "config", "data", "cache")]
    allowed = [*own, folder / "tmp", folder / "out.wav", folder / "x.jsonl", Path(os.devnull)]
    written = [folder / path for path in watched.noted("written")]
    assert folder / "x.jsonl" in written
    assert [path for path in written if not any(path.is_relative_to(place) for place in allowed)] == []


def test_nothing_that_a_partner_said_is_written_anywhere_in_any_spelling(watched: Watched) -> None:
    assert len(watched.files) > 5
    assert [
        path for path in watched.files if words_in(path.read_bytes(), MARKS) or words_in(path.name.encode(), MARKS)
    ] == []
    assert words_in(watched.printed.encode(), MARKS) == []


def test_the_sound_of_a_partner_is_in_no_file(watched: Watched, coffee: Path) -> None:
    """What they said is 2 s long; a second of it is enough to be found, and half of one may be like any other vowel."""
    sound = spoken((0.0, SAID, ONE))
    middle = sound[sound.size // 4 :][:SAMPLE_RATE_HZ]
    assert likeness(coffee.read_bytes(), middle) > 0.99  # so it can be found
    assert {path.name: round(likeness(path.read_bytes(), middle), 2) for path in watched.files} == pytest.approx(
        {path.name: 0.0 for path in watched.files}, abs=0.3
    )


def test_when_it_is_over_only_its_own_sentences_are_left(watched: Watched) -> None:
    left = {path.relative_to(watched.home.folder).as_posix() for path in watched.files}
    assert {path for path in left if not path.startswith("cache/sunday-coffee/sayings/")} == {"out.wav", "x.jsonl"}
