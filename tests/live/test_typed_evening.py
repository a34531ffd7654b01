"""Two people who would rather type sit down: the whole program on a terminal, in real time."""

import os
import pty
import select
import subprocess
import sys
import time  # noqa: TID251 - a person reads, and then types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from helpers.home import Home


@dataclass
class Table:
    """A terminal, and who sits at it."""

    child: "subprocess.Popen[bytes]"
    end: int
    shown: str = field(default="")

    def reads(self, text: str) -> None:
        """Until `text` is on the screen; what was there before is read already."""
        until = time.monotonic() + 60
        while text not in self.shown:
            assert time.monotonic() < until, self.shown
            if select.select([self.end], [], [], 0.2)[0]:
                self.shown += os.read(self.end, 65536).decode("utf-8", "replace")
        self.shown = self.shown.partition(text)[2]

    def types(self, line: str) -> None:
        os.write(self.end, f"{line}\n".encode())


@contextmanager
def sitting_down(home: Home, *options: str) -> Iterator[Table]:
    end, terminal = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "assistant", "run", "--text", *options],
        env=home.env(TERM="xterm"),
        cwd=home.folder,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    try:
        yield Table(child, end)
    finally:
        child.kill()
        child.wait(timeout=30)
        os.close(end)


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_a_ritual_can_be_typed_and_read_and_a_misspelled_safe_word_pauses_it(
    home: Home, options: tuple[str, ...]
) -> None:
    with sitting_down(home, *options) as table:
        table.reads("pineapple")
        table.reads("no therapy")
        table.types("Good morning, coffee!")
        table.reads("'Not today'")
        table.types("pinaple")
        table.reads("Let's pause here.")
        table.types("q")
        assert table.child.wait(timeout=30) == 0
    assert not home.state_file.exists()


@pytest.mark.parametrize("theirs", ["language: ko", "model: nowhere", "recogniser: vosk"])
def test_whoever_types_needs_no_model_to_be_heard_with(home: Home, theirs: str) -> None:
    config = home.folder / "config" / "sunday-coffee" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text(f"{theirs}\n", "utf-8")
    with sitting_down(home, "--plain") as table:
        table.reads("no therapy")
        table.types("q")
        assert table.child.wait(timeout=60) == 0
