"""What the steps of setup share: whom they ask, where they show and speak, what they keep. Decides nothing."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from rich.console import Console

from assistant.audio import BLOCK_S, SAMPLE_RATE_HZ, Block, Card, NoBlock, Sound
from assistant.content.changing import Changes
from assistant.content.configuration import Configuration, load_configuration
from assistant.content.languages import FIRST
from assistant.devices.choice import Device
from assistant.errors import HearingUnavailableError, VoiceUnavailableError
from assistant.setting_up.asking import Asker
from assistant.setting_up.news import news_of
from assistant.shell.config_file import change_configuration, changed_wishes
from assistant.shell.keepsakes import Keepsakes
from assistant.shell.noting import noted
from assistant.voice.rendering import Voice

NO_BLOCK_S: Final = 5.0
_PLAYED_WITHIN_S: Final = 10.0
SAID: Final = "setup"  # the key of every sentence that setup speaks

Hall = Callable[[Configuration], AbstractContextManager[Card]]
Speaker = Callable[[Sound], None]


class Loudspeaker(Protocol):
    def say(self, sound: Sound) -> None: ...


class Room:
    """An open card, to listen and to speak with in turn. HearingUnavailableError when it gives nothing."""

    def __init__(self, card: Card) -> None:
        self.card = card

    def blocks(self) -> Iterator[Block]:
        """From now on: what came while nobody listened is left out."""
        for item in self.card.blocks():
            match item:
                case Block():
                    yield item
                case NoBlock(waited_s) if waited_s > NO_BLOCK_S:
                    raise HearingUnavailableError(
                        "Nothing comes from the microphone. Is it plugged in and switched on?"
                    )
                case NoBlock():
                    pass

    def play(self, sound: Sound) -> None:
        """Returns when it has sounded. VoiceUnavailableError if it never does."""
        self.card.play(sound)
        most = _PLAYED_WITHIN_S + sound.pcm.size / SAMPLE_RATE_HZ
        for number, block in enumerate(self.blocks()):
            if sound.key in block.finished:
                return
            if number * BLOCK_S > most:
                raise VoiceUnavailableError("The loudspeaker is open, and plays nothing.")


def wishes_now(config: Path | None) -> Configuration:
    """A file that is named and not there yet is where setup will write."""
    return load_configuration(config) if config is None or config.exists() else Configuration()


@dataclass
class Table:
    """`open_card` and `open_loudspeaker` are given the configuration as it is, or as it is tried."""

    asker: Asker
    console: Console
    voice: Voice
    devices: Callable[[], Sequence[Device]]
    open_card: Hall
    open_loudspeaker: Callable[[Configuration], AbstractContextManager[Loudspeaker]]
    config: Path | None
    prompts: Path | None
    keepsakes: Keepsakes
    examples: Path
    redraws: bool  # the terminal can show something that moves
    wishes: Configuration = field(init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self.wishes = wishes_now(self.config)

    def tell(self, *lines: str) -> None:
        """On the screen alone."""
        for line in lines:
            self.console.print(line, markup=False, highlight=False, soft_wrap=not self.console.is_terminal)

    def redraw(self, line: str) -> None:
        """In place of the last one; "" takes it away. Only where `redraws`."""
        self.console.file.write(f"\r\x1b[2K{line}")
        self.console.file.flush()

    @contextmanager
    def room(self, wishes: Configuration | None = None) -> Iterator[Room]:
        with self.open_card(wishes or self.wishes) as card:
            yield Room(card)

    def say(self, text: str, room: Room | None = None) -> None:
        """On the screen and aloud; without a loudspeaker, or in a language that setup doesn't speak, on the screen."""
        self.tell(text)
        if self.wishes.language != FIRST:
            return
        sound = self.voice.sound(SAID, text).result()
        if room is not None:
            room.play(sound)
        else:
            self.play(sound)

    def play(self, sound: Sound) -> None:
        """On the loudspeaker alone, if there is one."""
        try:
            with self.open_loudspeaker(self.wishes) as loudspeaker:
                loudspeaker.say(sound)
        except (HearingUnavailableError, VoiceUnavailableError) as error:
            if str(error) not in self._told:
                self._told.add(str(error))
                self.tell(f"({error})")

    def keep(self, changes: Changes) -> None:
        """All of a step, at once, and told to both at the next session where both have to know."""
        if not changes:
            return
        after = changed_wishes(changes, self.config)
        news = news_of(self.wishes, after)
        with noted(self.keepsakes, news):
            self.tell(*(self.keepsakes.problems if news else ()))
            change_configuration(changes, self.config)
        self.wishes = after
        self.tell("Kept." if not news else "Kept. At your next session I tell both of you that it was changed.")
