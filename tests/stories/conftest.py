"""A script, told in a few lines, played by the real ears, voice and loop in the simulated room."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.rehearsal.read_script import read_script
from assistant.shell.parts import the_book
from assistant.shell.rehearse import perform
from assistant.shell.results import Played

PARTNERS = """
partners:
  Ana: {voice: en-us+f4, speed_wpm: 145}
  Ben: {voice: en-us+m3, speed_wpm: 145}
"""
GOOD_MOMENT = """
  - {who: Ana, say: "good morning coffee"}
  - {who: Ben, say: "yes", after_saying: good_moment}
  - {who: Ana, say: "yes", after_saying: good_moment_other}
"""


@dataclass(frozen=True)
class Story:
    played: Played
    events: list[dict[str, Any]]  # as in --events
    timeline: str

    def keys(self, command: str) -> list[str]:
        return [line["key"] for line in self.events if line.get("command") == command]

    @property
    def intents(self) -> list[str]:
        """What was understood, in order; talk left out."""
        heard = (line for line in self.events if line.get("event") == "UtteranceHeard")
        return [line["intent"] for line in heard if line["intent"] is not None]

    @property
    def states(self) -> list[str]:
        return [line["state"] for line in self.events if "state" in line]

    def count(self, event: str) -> int:
        return sum(line.get("event") == event for line in self.events)


Tell = Callable[[str], Story]


@pytest.fixture(scope="session")
def _kept_sayings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the stories share: each sentence is rendered once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def cache(_kept_sayings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person at this machine is read or written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(_kept_sayings))


@pytest.fixture
def play(tmp_path: Path, cache: None) -> Callable[[Path], Story]:  # noqa: ARG001 - it is what `cache` prepares
    """Plays a script file."""

    def played(path: Path) -> Story:
        script = read_script(path, Configuration(), load_book(find_prompts(None), ()))
        written = io.StringIO()
        events = tmp_path / "events.jsonl"
        result = perform(script, the_book(None, script.wishes), Console(file=written, width=120), events=events)
        lines = [json.loads(line) for line in events.read_text("utf-8").splitlines()]
        return Story(result, lines, written.getvalue())

    return played


@pytest.fixture
def tell(tmp_path: Path, play: Callable[[Path], Story]) -> Tell:
    """Plays a script given as text, with the usual partners; a line `GOOD_MOMENT` stands for how a session begins."""

    def told(script: str) -> Story:
        path = tmp_path / "story.yaml"
        path.write_text(PARTNERS + script.replace("  - GOOD_MOMENT\n", GOOD_MOMENT.lstrip("\n")), "utf-8")
        return play(path)

    return told
