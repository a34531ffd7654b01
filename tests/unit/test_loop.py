"""The loop itself, over a card that goes silent: the couple is told, the session pauses, and nothing is lost."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from helpers.hearing import FakeKeys, FakeRecogniser, FakeSpotter, blocks_of, sentence, silence

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock, Samples, Sound, Way
from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.ears.ear import Ear
from assistant.ears.echo import NoCanceller
from assistant.ears.understanding import Commands
from assistant.hands import Hands
from assistant.loop import Evening, Moment, converse
from assistant.senses import Senses
from assistant.session.commands import Chime
from assistant.session.events import HearingLost, HearingRestored, InputEnded, Key, SafeWordHeard, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.sitting import Sitting
from assistant.session.state import Asleep, Paused, State, Turn
from assistant.shell.memory import NoMemory
from assistant.voice.cache import SoundCache
from assistant.voice.player import Player
from assistant.voice.rendering import Voice

BOOK = load_book(find_prompts(None), Configuration().safe_words)
TALKING = State(
    mode=Turn(0, begins_s=0.0),
    sitting=Sitting("sunday_coffee", 0.0, step=2, question="week_share"),
    quiet_since_s=None,
)


@dataclass
class BrittleCard:
    """Gives what it was told to, blocks and silences, and plays through the true player meanwhile."""

    items: Iterable[Samples | NoBlock]
    played: list[Samples] = field(default_factory=list)
    keys: FakeKeys = field(default_factory=FakeKeys)
    _player: Player = field(default_factory=Player)
    _sample: int = 0

    def blocks(self) -> Iterator[Block | NoBlock]:
        missed = 0
        for item in self.items:
            if isinstance(item, NoBlock):
                missed = round(item.waited_s * SAMPLE_RATE_HZ) // BLOCK_SAMPLES * BLOCK_SAMPLES
                yield item
                continue
            self._sample += missed
            for block in blocks_of(item, self._sample):
                self._sample += BLOCK_SAMPLES
                played = self._player.next_block()
                self.played.append(played.pcm)
                yield replace(block, lost_samples=missed, played=played.pcm, finished=played.finished)
                missed = 0

    def play(self, sound: Sound) -> None:
        self._player.play(sound)

    def hush(self) -> None:
        self._player.hush()

    def give_way(self, way: Way) -> None:
        self._player.give_way(way)

    def close_microphone(self) -> None:
        """These tests say themselves what is heard."""

    def open_microphone(self) -> None:
        """Likewise."""


@dataclass
class Reader:
    """Screen and journal in one."""

    captions: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    def caption(self, text: str) -> None:
        self.captions.append(text)

    def chimed(self, chime: Chime) -> None:
        """Chimes are heard."""

    def clear(self) -> None:
        self.captions.clear()

    def sounded(self, block: Block) -> None:
        """Only moments are read."""

    def happened(self, moment: Moment) -> None:
        self.moments.append(moment)

    def events(self, *kinds: type) -> list[object]:
        return [moment.event for moment in self.moments if isinstance(moment.event, kinds)]


class Engine:
    name = "a hum"

    def render(self, text: str) -> Samples:
        return np.full(200 * len(text), 300, np.int16)


@contextmanager
def evening(
    card: BrittleCard, folder: Path, recogniser: FakeRecogniser | None = None
) -> Iterator[tuple[Reader, State]]:
    """A whole evening on `card`, from the middle of a turn on."""
    reader = Reader()
    ears = Ear(NoCanceller(), FakeSpotter(), recogniser or FakeRecogniser(), Commands.of_language("en"), patient=True)
    with ears as ear, Voice(SoundCache(folder, Engine())) as voice:
        hands = Hands(card, voice, BOOK.sayings, reader, NoMemory(), patient=True)
        last = converse(card, ear, Senses(ear, card.keys), hands, Evening(BOOK, TALKING, reader))
        yield reader, last


def gone(*seconds: float) -> list[NoBlock]:
    return [NoBlock(waited_s, Microphone.GONE) for waited_s in seconds]


def test_when_the_microphone_is_gone_it_pauses_and_says_so_aloud_and_on_the_screen(tmp_path: Path) -> None:
    card = BrittleCard([silence(1), *gone(0.5, 1.0, 2.0, 2.25), silence(6)])
    with evening(card, tmp_path) as (reader, _):
        lost = next(moment for moment in reader.moments if isinstance(moment.event, HearingLost))
    assert isinstance(lost.state.mode, Paused)
    assert BOOK.sayings["deaf_microphone"][0] in reader.captions
    assert reader.events(HearingLost, HearingRestored) == [lost.event, HearingRestored()]
    assert np.any(card.played[51:100])
    assert reader.captions[-1] == BOOK.sayings["hearing_again"][0]


def test_the_time_in_which_nobody_was_heard_is_nobodys_turn(tmp_path: Path) -> None:
    card = BrittleCard([silence(1), *gone(0.5, 1.75, 2.0, 30.0), silence(2)])
    with evening(card, tmp_path) as (reader, _):
        pauses = [moment.state.mode for moment in reader.moments if isinstance(moment.state.mode, Paused)]
    assert {pause.held.used_s for pause in pauses if isinstance(pause.held, Turn)} == {1.0}


def test_a_pause_goes_on_and_ends_in_its_time_while_nothing_is_heard(tmp_path: Path) -> None:
    forty_minutes = [float(second) for second in range(2, 2400, 10)]
    card = BrittleCard([silence(1), *gone(*forty_minutes)])
    with evening(card, tmp_path) as (reader, _):
        assert isinstance(reader.moments[-2].state.mode, Asleep)
    assert any(caption in reader.captions for caption in BOOK.sayings["offer_return"])


def test_a_key_ends_the_evening_also_while_nothing_is_heard(tmp_path: Path) -> None:
    keys = FakeKeys()

    def items() -> Iterator[Samples | NoBlock]:
        yield silence(1)
        yield from gone(0.5, 2.0)
        keys.waiting.append(Key.QUIT)
        yield from gone(2.25)
        raise AssertionError("the evening went on after Q")

    with evening(BrittleCard(items(), keys=keys), tmp_path) as (reader, last):
        assert last.mode == Asleep()
    assert reader.events(InputEnded) == []


def test_what_was_said_in_the_last_moment_of_a_recording_is_still_heard(tmp_path: Path) -> None:
    card = BrittleCard([sentence("stop for today", after_s=0.2)])
    with evening(card, tmp_path, FakeRecogniser("stop for today")) as (reader, _):
        pass
    heard = reader.events(UtteranceHeard, SafeWordHeard, InputEnded)
    assert [one.intent for one in heard if isinstance(one, UtteranceHeard)] == [Intent.STOP]
    assert isinstance(heard[-1], InputEnded)


def test_time_never_runs_backwards_when_a_card_counts_its_silence_roughly(tmp_path: Path) -> None:
    card = BrittleCard([silence(1), *gone(2.0, 2.25, 2.6), silence(1), *gone(2.4), silence(1)])
    with evening(card, tmp_path) as (reader, _):
        samples = [moment.sample for moment in reader.moments]
    assert samples == sorted(samples)
