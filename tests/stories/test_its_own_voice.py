"""What the assistant says comes back from the walls, and it neither obeys nor answers itself."""

from collections.abc import Iterator

import pytest

from assistant.audio import BLOCK_S, Block, Sound
from assistant.content.configuration import Configuration
from assistant.devices.acoustics import Surroundings
from assistant.devices.room import Room
from assistant.ears.ear import Finding, Said
from assistant.ears.spotter import Spotted
from assistant.session.events import SpeechStarted
from assistant.session.intents import Intent
from assistant.shell.parts import a_voice, an_ear, the_book

PAUSE_S = 0.9  # between two sayings: longer than the silence that ends an utterance
WISHES = Configuration()


def what_it_says() -> Iterator[Sound]:
    """One wording of each saying, and every wording that quotes a command."""
    with a_voice(WISHES) as voice:
        for key, variants in the_book(None, WISHES).sayings.items():
            for number, text in enumerate(variants):
                if number == 0 or " '" in f" {text}":
                    yield voice.sound(key, text.replace("{minutes}", "10")).result()


def findings(echo_db: float, sounds: list[Sound]) -> Iterator[tuple[str, Finding]]:
    """What the ears make of a room in which only the assistant speaks, with the saying it was."""
    waiting, speaking, quiet_s = iter(sounds), "", PAUSE_S

    def next_saying(block: Block) -> None:
        nonlocal speaking, quiet_s
        quiet_s = 0.0 if block.played.any() else quiet_s + BLOCK_S
        if quiet_s >= PAUSE_S:
            quiet_s = -1.0  # it begins with the next block
            sound = next(waiting, None)
            if sound is None:
                room.finish()
            else:
                speaking = sound.key
                room.play(sound)

    room = Room(Surroundings(snr_db=30.0, echo_db=echo_db, seed=1), next_saying)
    with an_ear(WISHES, patient=True) as ear:
        ear.expect(frozenset(Intent))
        for block in room.blocks():
            for finding in ear.hear(block):
                yield speaking, finding


@pytest.mark.usefixtures("cache")
def test_it_hears_neither_a_command_nor_the_safe_word_nor_anyone_in_all_that_it_says() -> None:
    heard = list(findings(0.0, list(what_it_says())))
    assert [(key, one.understood) for key, one in heard if isinstance(one, Said) and one.understood] == []
    assert [(key, one.score) for key, one in heard if isinstance(one, Spotted) and one.accepted] == []
    assert [key for key, one in heard if isinstance(one, SpeechStarted)] == []
