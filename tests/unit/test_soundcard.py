"""How the live sound card behaves when devices come and go, in a world whose clock and plugs are ours.

The true way through PortAudio is in tests/soundcard.
"""

from collections.abc import Callable, Iterator
from itertools import takewhile

import numpy as np
import pytest

from assistant.audio import BLOCK_S, BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, NoBlock, Sound
from assistant.devices import portaudio, soundcard
from assistant.devices.choice import Device
from assistant.devices.portaudio import Piece
from assistant.devices.soundcard import SoundCard
from assistant.errors import HearingUnavailableError, VoiceUnavailableError
from assistant.voice.player import Played

MICROPHONE = Device(0, "USB microphone", 1, 0, 48_000, is_default_input=True)
LOUDSPEAKER = Device(1, "USB loudspeaker", 0, 2, 48_000, is_default_output=True)
OTHER = Device(2, "webcam", 1, 0, 48_000)


class World:
    """What is plugged in, what time it is, and how often PortAudio was started anew."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.devices: tuple[Device, ...] = (MICROPHONE, LOUDSPEAKER, OTHER)
        self.silent = False  # the microphone is open and gives nothing
        self.looked_at_s: list[float] = []
        self.opened = 0  # so often was a microphone

    def wait(self, seconds: float) -> None:
        self.now_s += seconds


class Plugged:
    """An open stream of the device."""

    def __init__(self, world: World, device: Device) -> None:
        self._world = world
        self.device = device
        self.open = True

    @property
    def alive(self) -> bool:
        return self.open and self.device in self._world.devices

    def close(self) -> None:
        self.open = False


class Hearing(Plugged):
    rate_hz = SAMPLE_RATE_HZ
    waiting_s = 0.0

    def __init__(self, world: World, device: Device) -> None:
        super().__init__(world, device)
        world.opened += 1

    def skip_waiting(self) -> None:
        """Nothing waits in this world."""

    def next_piece(self, patience_s: float) -> Piece | None:
        if not self.alive or self._world.silent:
            self._world.wait(patience_s)
            return None
        self._world.wait(BLOCK_S)
        return Piece(np.zeros(BLOCK_SAMPLES, np.float32), self._world.now_s - BLOCK_S, lost=False)


class Speaking(Plugged):
    def __init__(self, world: World, device: Device, next_block: Callable[[], Played]) -> None:
        super().__init__(world, device)
        self._next_block = next_block
        self._sounds_at_s = world.now_s

    def played(self) -> Iterator[tuple[Played, float]]:
        while self.alive and self._sounds_at_s < self._world.now_s + 0.1:
            yield self._next_block(), self._sounds_at_s
            self._sounds_at_s += BLOCK_S


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    monkeypatch.setattr(soundcard, "MicrophoneStream", lambda device: Hearing(world, device))
    monkeypatch.setattr(soundcard, "LoudspeakerStream", lambda device, blocks: Speaking(world, device, blocks))
    monkeypatch.setattr(portaudio, "now_s", lambda: world.now_s)
    monkeypatch.setattr(portaudio, "wait", world.wait)
    monkeypatch.setattr(portaudio, "list_devices", lambda: world.devices)
    monkeypatch.setattr(portaudio, "look_again", lambda: world.looked_at_s.append(world.now_s))
    return world


def for_seconds(world: World, blocks: Iterator[Block | NoBlock], seconds: float) -> list[Block | NoBlock]:
    until_s = world.now_s + seconds
    return list(takewhile(lambda _: world.now_s < until_s, blocks))


def states(seen: list[Block | NoBlock]) -> list[str]:
    return [one.microphone.value for one in seen if isinstance(one, NoBlock)]


def test_a_microphone_pulled_out_and_put_back_is_found_again_and_the_time_between_is_counted(world: World) -> None:
    with SoundCard() as card:
        blocks = card.blocks()
        before = for_seconds(world, blocks, 1.0)
        world.devices = (LOUDSPEAKER,)
        between = for_seconds(world, blocks, 5.0)
        world.devices = (MICROPHONE, LOUDSPEAKER)
        after = [one for one in for_seconds(world, blocks, 2.5) if isinstance(one, Block)]

    assert isinstance(before[-1], Block)
    assert set(states(between)) == {"gone"}
    assert len(between) == pytest.approx(20, abs=2)
    assert all(later - sooner >= 1.0 for sooner, later in zip(world.looked_at_s, world.looked_at_s[1:], strict=False))
    assert after[0].lost_samples >= 5.0 * SAMPLE_RATE_HZ
    assert after[0].first_sample == pytest.approx(
        before[-1].first_sample + BLOCK_SAMPLES + after[0].lost_samples, abs=2 * BLOCK_SAMPLES
    )
    assert not any(block.lost_samples for block in after[1:])


def test_while_the_microphone_is_gone_the_couple_is_still_told_in_one_piece(world: World) -> None:
    warning = Sound("deaf", np.full(3 * SAMPLE_RATE_HZ, 900, np.int16))
    with SoundCard() as card:
        blocks = card.blocks()
        for_seconds(world, blocks, 1.0)
        world.devices = (LOUDSPEAKER,)
        for_seconds(world, blocks, 2.0)
        card.play(warning)
        told_from_s = world.now_s
        for_seconds(world, blocks, 8.0)
        world.devices = (MICROPHONE, LOUDSPEAKER)
        after = [one for one in for_seconds(world, blocks, 2.5) if isinstance(one, Block)]

    assert not [at_s for at_s in world.looked_at_s if told_from_s + 0.5 < at_s < told_from_s + 3.0]
    assert [at_s for at_s in world.looked_at_s if at_s > told_from_s + 3.0]
    assert [key for block in after for key in block.finished] == ["deaf"]


def test_a_microphone_that_is_open_and_gives_nothing_is_opened_anew_after_two_seconds(world: World) -> None:
    with SoundCard() as card:
        blocks = card.blocks()
        for_seconds(world, blocks, 1.0)
        world.silent = True
        began_s = world.now_s
        seen = for_seconds(world, blocks, 4.0)
        world.silent = False
        again = for_seconds(world, blocks, 1.0)
    assert set(states(seen)) == {"silent"}
    assert world.looked_at_s[0] - began_s == pytest.approx(2.0, abs=0.5)
    assert isinstance(again[-1], Block)


def test_without_its_loudspeaker_it_hears_nothing_either_because_nobody_could_be_warned(world: World) -> None:
    with SoundCard() as card:
        blocks = card.blocks()
        for_seconds(world, blocks, 1.0)
        world.devices = (MICROPHONE,)
        assert set(states(for_seconds(world, blocks, 3.0)[1:])) == {"gone"}
        world.devices = (MICROPHONE, LOUDSPEAKER)
        assert isinstance(for_seconds(world, blocks, 2.5)[-1], Block)


def test_a_closed_microphone_stays_closed_whatever_happens_until_it_is_opened(world: World) -> None:
    with SoundCard() as card:
        blocks = card.blocks()
        for_seconds(world, blocks, 1.0)
        card.close_microphone()
        assert set(states(for_seconds(world, blocks, 4.0))) == {"closed"}
        world.devices = (MICROPHONE,)
        for_seconds(world, blocks, 2.0)
        world.devices = (MICROPHONE, LOUDSPEAKER)
        assert set(states(for_seconds(world, blocks, 3.0))) == {"closed"}
        card.open_microphone()
        (block,) = (one for one in for_seconds(world, blocks, 1.0) if isinstance(one, Block) and one.lost_samples)
        assert block.lost_samples >= 9.0 * SAMPLE_RATE_HZ


def test_a_microphone_that_was_closed_before_is_not_opened_for_a_moment(world: World) -> None:
    with SoundCard(closed=True) as card:
        blocks = card.blocks()
        assert set(states(for_seconds(world, blocks, 4.0))) == {"closed"}
        assert world.opened == 0
        card.open_microphone()
        heard = for_seconds(world, blocks, 1.0)
    assert world.opened == 1
    assert isinstance(heard[0], Block)
    assert heard[0].first_sample == heard[0].lost_samples == 0


def test_a_device_given_by_number_is_found_again_by_name_when_numbers_have_changed(world: World) -> None:
    with SoundCard("2", 1) as card:
        blocks = card.blocks()
        for_seconds(world, blocks, 0.5)
        world.devices = (MICROPHONE, LOUDSPEAKER)
        assert set(states(for_seconds(world, blocks, 3.0))) == {"gone"}
        world.devices = (OTHER, MICROPHONE, LOUDSPEAKER)
        assert isinstance(for_seconds(world, blocks, 2.5)[-1], Block)
        assert isinstance(card._input, Hearing)
        assert card._input.device is OTHER


def test_what_is_not_there_is_said_in_one_sentence(world: World) -> None:
    with pytest.raises(HearingUnavailableError) as error, SoundCard("gramophone"):
        pass
    assert str(error.value) == "There is no microphone 'gramophone' here. There is: 0 USB microphone, 2 webcam."
    with pytest.raises(VoiceUnavailableError, match="no loudspeaker 7 here"):
        SoundCard(loudspeaker=7)
    world.devices = (LOUDSPEAKER,)
    with pytest.raises(HearingUnavailableError, match="There is no microphone here"), SoundCard():
        pass
