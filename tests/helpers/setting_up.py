"""A table to set up at: answers thought of before, a room with a patient partner, and nothing of this machine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from helpers.home import ONE
from rich.console import Console

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, Block, Samples, Sound, Way
from assistant.content.configuration import Configuration, load_configuration
from assistant.devices.choice import Device
from assistant.devices.keys import NoKeys
from assistant.devices.partner import speak
from assistant.setting_up.asking import Asker
from assistant.shell.asking_answers import FileAsker
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.setup_table import Table
from assistant.voice.player import Player
from assistant.voice.rendering import Voice
from assistant.voice.unspoken import Unspoken

ONE_CLOCK = (Device(0, "speakerphone", 1, 1, 48_000, is_default_input=True, is_default_output=True),)
TWO_CLOCKS = (
    Device(0, "webcam", 1, 0, 48_000, is_default_input=True),
    Device(1, "television", 0, 2, 48_000, is_default_output=True),
    Device(2, "speakerphone", 1, 1, 16_000),
)
THEIRS = "# ours\nsafe_words: [butterfly] # since June\n"
_THINKS_S = 1.5


@dataclass
class PatientRoom:
    """A Card. Its partner says the next of `lines` once it has been quiet for a moment; the loudspeaker comes back."""

    lines: list[Samples] = field(default_factory=list)
    player: Player = field(default_factory=Player)
    played: list[str] = field(default_factory=list)  # what has sounded
    said: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    number: int = 0
    sounding: int = 0
    quiet_s: float = 0.0

    def blocks(self) -> Iterator[Block]:
        while True:
            yield self._block()

    def _block(self) -> Block:
        played = self.player.next_block()
        self.played += played.finished
        self.sounding += len(played.started) - len(played.finished)
        self.quiet_s = 0.0 if self.sounding or self.said.size else self.quiet_s + BLOCK_S
        if self.quiet_s > _THINKS_S and self.lines:
            self.said = self.lines.pop(0)
        heard = np.random.default_rng(self.number).normal(0, 15, BLOCK_SAMPLES) + 0.1 * played.pcm
        heard[: self.said.size] += self.said[:BLOCK_SAMPLES]
        self.said = self.said[BLOCK_SAMPLES:]
        self.number += 1
        first = (self.number - 1) * BLOCK_SAMPLES
        return Block(first, heard.astype(np.int16), played.pcm, played.started, played.finished)

    def play(self, sound: Sound) -> None:
        self.player.play(sound)

    def hush(self) -> None:
        self.player.hush()

    def give_way(self, way: Way) -> None:
        self.player.give_way(way)

    def close_microphone(self) -> None:
        raise AssertionError("nobody asked for that")

    def open_microphone(self) -> None:
        raise AssertionError("nobody asked for that")

    def say(self, sound: Sound) -> None:
        """As a loudspeaker alone."""
        self.played.append(sound.key)


def answers(folder: Path, **given: object) -> FileAsker:
    path = folder / "answers.yaml"
    path.write_text(yaml.safe_dump(given) if given else "{}", "utf-8")
    return FileAsker(path)


@contextmanager
def table(
    folder: Path, asker: Asker, room: PatientRoom | None = None, devices: Sequence[Device] = ONE_CLOCK
) -> Iterator[Table]:
    """What is kept lies in `folder`: config.yaml, data and examples."""
    card = room or PatientRoom()
    opened: list[Configuration] = []

    @contextmanager
    def open_card(tried: Configuration) -> Iterator[PatientRoom]:
        opened.append(tried)
        yield card

    with Voice(Unspoken()) as voice:
        yield Table(
            asker,
            Console(width=200),
            voice,
            lambda: devices,
            open_card,
            open_card,
            folder / "config.yaml",
            None,
            Keepsakes(folder / "data"),
            folder / "examples",
            redraws=False,
        )


def kept(folder: Path) -> Configuration:
    path = folder / "config.yaml"
    return load_configuration(path) if path.exists() else Configuration()


def no_keys() -> "nullcontext[NoKeys]":
    return nullcontext(NoKeys())


def pineapples(times: int) -> PatientRoom:
    return PatientRoom([speak("pineapple", ONE)] * times)
