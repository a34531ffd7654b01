"""An evening that is typed and read: time goes by as in a room, though nothing is heard."""

from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from assistant.audio import BLOCK_S, SAMPLE_RATE_HZ, Block, Microphone, NoBlock
from assistant.devices.silentcard import SilentCard
from assistant.voice.unspoken import unspoken


@dataclass
class Clock:
    """Goes on only while somebody waits, or when it is set."""

    now_s: float = 100.0
    waited_s: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waited_s.append(seconds)
        self.now_s += seconds


def a_card(clock: Clock) -> SilentCard:
    return SilentCard(lambda: clock.now_s, clock.wait)


def test_a_second_of_silence_takes_a_second() -> None:
    clock = Clock()
    blocks = list(islice(a_card(clock).blocks(), 50))
    assert np.isclose(sum(clock.waited_s), 50 * BLOCK_S)
    assert all(isinstance(block, Block) and not block.heard.any() for block in blocks)


def test_what_takes_long_between_two_blocks_is_caught_up_with() -> None:
    clock = Clock()
    blocks = a_card(clock).blocks()
    next(blocks)
    clock.now_s += 0.1
    list(islice(blocks, 49))
    assert np.isclose(clock.now_s, 101.0)


def test_a_machine_that_slept_an_hour_does_not_rush_through_it() -> None:
    clock = Clock()
    blocks = a_card(clock).blocks()
    next(blocks)
    clock.now_s += 3600.0
    before_s = clock.now_s
    list(islice(blocks, 50))
    assert clock.now_s - before_s > 0.9


def test_a_saying_ends_when_it_can_have_been_read() -> None:
    card = a_card(Clock())
    card.play(unspoken("hello", "Good morning. Is this a good moment for the two of you?"))
    finished = [
        block.end_s for block in islice(card.blocks(), 500) if isinstance(block, Block) and "hello" in block.finished
    ]
    assert finished
    assert 4.0 < finished[0] < 6.0
    assert unspoken("hello", "Yes.").pcm.size >= SAMPLE_RATE_HZ


def test_a_hushed_saying_never_ends() -> None:
    card = a_card(Clock())
    blocks = card.blocks()
    card.play(unspoken("hello", "Good morning."))
    next(blocks)
    card.hush()
    assert not any(block.finished for block in islice(blocks, 200) if isinstance(block, Block))


def test_closed_ears_are_told_until_they_open_again() -> None:
    card = a_card(Clock())
    blocks = card.blocks()
    first = next(blocks)
    card.close_microphone()
    assert [next(blocks), next(blocks)] == [NoBlock(0.25, Microphone.CLOSED), NoBlock(0.5, Microphone.CLOSED)]
    card.open_microphone()
    second = next(blocks)
    assert isinstance(first, Block)
    assert isinstance(second, Block)
    assert second.first_sample == first.first_sample + 320
