"""Setting up at a true terminal, with a sound card and a partner who speaks into the room; and Ctrl-C in each step."""

import os
import pty
import select
import subprocess
import sys
import time  # noqa: TID251 - a person at a terminal takes their time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pytest
from helpers.home import ONE, Home

from assistant.audio import Samples
from assistant.devices.partner import speak

THEIRS: Final = "# ours\nsafe_words: [gingerbread]\ninput_device: vmic\noutput_device: vspk\n"
LIMIT_S: Final = 90.0
CTRL_C: Final = "\x03"


class Card(Protocol):
    """What these tests need of the virtual sound card in conftest.py."""

    @property
    def env(self) -> dict[str, str]: ...
    def say(self, pcm: Samples) -> None: ...


@dataclass
class Terminal:
    """A terminal of its own, with the program in front of somebody who reads before they type."""

    descriptor: int
    child: "subprocess.Popen[bytes]"
    screen: str = ""
    read: int = 0

    def sees(self, *words: str) -> str:
        """Waits until one of `words` is there, after whatever was seen before; which one."""
        until_s = time.monotonic() + LIMIT_S
        while not (found := [one for one in words if one in self.screen[self.read :]]):
            assert time.monotonic() < until_s, f"{words!r} never came:\n{self.screen}"
            assert self._goes_on(), f"it ended before {words!r} came:\n{self.screen}"
        self.read = self.screen.index(found[0], self.read) + len(found[0])
        return found[0]

    def types(self, line: str) -> None:
        os.write(self.descriptor, f"{line}\n".encode())

    def presses(self, key: str) -> None:
        os.write(self.descriptor, key.encode())

    def ends(self) -> int:
        until_s = time.monotonic() + LIMIT_S
        while self._goes_on():
            assert time.monotonic() < until_s, f"it never ended:\n{self.screen}"
        return self.child.wait(timeout=30)

    def _goes_on(self) -> bool:
        if not select.select([self.descriptor], [], [], 0.2)[0]:
            return self.child.poll() is None
        with suppress(OSError):  # Linux says so when the other end of the terminal is gone
            got = os.read(self.descriptor, 4096)
            self.screen += got.decode(errors="replace")
            return bool(got)
        return False


@contextmanager
def terminal(card: Card, folder: Path, *typed: str) -> Iterator[Terminal]:
    mine, theirs = pty.openpty()
    home = Home(folder / "home", folder / "home" / "cache")
    env = home.env(
        PULSE_SERVER=card.env["PULSE_SERVER"], ALSA_CONFIG_PATH=card.env["ALSA_CONFIG_PATH"], NO_COLOR="1", TERM="xterm"
    )
    program = ["setsid", "--ctty", "--wait", sys.executable, "-W", "error", "-m", "assistant", "setup", *typed]
    child = subprocess.Popen(program, env=env, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        yield Terminal(mine, child)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait(timeout=10)
        os.close(mine)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Their configuration; its folder is the second one below that of everything."""
    path = tmp_path / "home" / "config" / "sunday-coffee" / "config.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(THEIRS, "utf-8")
    return path


def tries_the_pause(person: Terminal, card: Card) -> None:
    """A busy machine may be too slow for it, and says so: then once more, as people do."""
    for _ in range(4):
        person.sees("I'm listening now.")
        card.say(speak("thunderstorm", ONE))
        if person.sees("That is the pause.", "Once more?") == "That is the pause.":
            return
        person.types("")
    raise AssertionError(person.screen)


def test_the_whole_of_it_at_a_terminal_from_the_chime_to_the_pause(
    echoing_sound_card: Card, tmp_path: Path, ours: Path
) -> None:
    with terminal(echoing_sound_card, tmp_path) as person:
        person.sees("can't stop a person")
        person.sees("Which microphone?")
        person.sees("vmic")
        person.types("vmic")
        person.sees("Which loudspeaker?")
        person.types("vspk")
        person.sees("Say something")
        echoing_sound_card.say(speak("hello, can you hear me", ONE))
        person.sees("###")  # it moves, for it is a terminal
        person.sees("I hear you.")
        person.sees("Did you hear it?")
        person.types("yes")
        person.sees("Shall I measure whether these are two clocks?")
        person.types("")
        person.sees("a USB speakerphone")
        person.sees("Your safe word")
        person.types("lantern festival")
        person.sees("there are better ones")
        person.types("thunderstorm")
        person.sees("“thunderstorm” is a good safe word.")
        person.sees("said like this: THUN")
        person.sees("Is that how you say it?")
        person.types("")
        person.sees("can be missed")
        person.sees("I tell both of you")
        person.sees("say it, three times?")
        person.types("no")
        person.sees("say it, three times?")
        person.types("")
        person.sees("Try the pause?")
        person.types("")
        tries_the_pause(person, echoing_sound_card)
        person.sees("sunday-coffee setup more")
        assert person.ends() == 0
    assert "safe_words: [thunderstorm]" in ours.read_text("utf-8")
    assert "\x1b[3" not in person.screen, "no colour was wished for"


def test_one_of_them_says_it_and_is_heard_by_the_true_ear(sound_card: Card, tmp_path: Path, ours: Path) -> None:
    with terminal(sound_card, tmp_path, "say-it") as person:
        person.sees("say it, three times?")
        person.types("yes")
        person.sees("A name")
        person.types("Ana")
        said = person.sees("Please say “gingerbread”", "What would you like?")
        while said not in ("say it, three times?", "What would you like?"):
            time.sleep(1.0)  # a breath
            sound_card.say(speak("gingerbread", ONE))
            said = person.sees("Once more, please.", "say it, three times?", "What would you like?")
        person.types("")
        assert person.ends() == 0
    assert person.screen.count("I hear you.") == 3
    kept = list((tmp_path / "home" / "data" / "sunday-coffee" / "examples").iterdir())
    assert len(kept) == 1
    assert ours.read_text("utf-8") == THEIRS


@pytest.mark.parametrize(
    ("step", "until"),
    [
        ("sound", "Say something"),
        ("safe-word", "Your safe word:"),
        ("say-it", "say it, three times?"),
        ("pause", "Try the pause?"),
        ("more", "What would you like to change?"),
    ],
)
def test_ctrl_c_in_any_step_leaves_everything_as_it_was(
    sound_card: Card, tmp_path: Path, ours: Path, step: str, until: str
) -> None:
    with terminal(sound_card, tmp_path, step) as person:
        if step == "sound":
            for question in ("Which microphone?", "Which loudspeaker?"):
                person.sees(question)
                person.types("")
        person.sees(until)
        person.presses(CTRL_C)
        assert person.ends() == 130
    assert "everything else is as it was" in person.screen
    assert "Traceback" not in person.screen
    assert ours.read_text("utf-8") == THEIRS
    assert not (tmp_path / "home" / "data").exists()


def test_a_screen_reader_gets_plain_lines_and_a_script_gives_the_answers(
    sound_card: Card, tmp_path: Path, ours: Path
) -> None:
    (tmp_path / "answers.yaml").write_text("heard_chime: yes\nmicrophone: vmic\nloudspeaker: vspk\n", "utf-8")
    with terminal(sound_card, tmp_path, "sound", "--plain", "--answers", str(tmp_path / "answers.yaml")) as person:
        assert person.ends() == 0
    assert "Did you hear it? yes" in person.screen
    assert "\x1b" not in person.screen
    assert ours.read_text("utf-8") == THEIRS
