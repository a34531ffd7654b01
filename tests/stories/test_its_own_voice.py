"""What the assistant says comes back from the walls, and it neither obeys nor answers itself."""

import random
from collections.abc import Iterator

import pytest
from helpers.hearing import FakeSpotter

from assistant.audio import BLOCK_S, SAMPLE_RATE_HZ, Block, Sound
from assistant.content.configuration import Configuration
from assistant.devices.acoustics import Surroundings
from assistant.devices.room import Room
from assistant.ears.ear import Ear, Finding, Said
from assistant.ears.echo import echo_canceller
from assistant.ears.spotter import Spotted
from assistant.ears.understanding import Commands
from assistant.session.events import SpeechStarted
from assistant.session.intents import Intent
from assistant.shell.parts import LANGUAGE, Engines, a_voice, an_ear, engines, the_book

PAUSE_S = 0.9  # between two sayings: longer than the silence that ends an utterance
SAMPLE = 12  # sayings of all
WISHES = Configuration()


def what_it_says(sample: int | None = None) -> Iterator[Sound]:
    """One wording of each saying, and every wording that quotes a command; or some of these, always the same."""
    texts = [
        (key, text.replace("{minutes}", "10"))
        for key, variants in the_book(None, WISHES).sayings.items()
        for number, text in enumerate(variants)
        if number == 0 or " '" in f" {text}"
    ]
    chosen = texts if sample is None else random.Random(3).sample(texts, sample)  # noqa: S311 - no secret
    with a_voice(WISHES) as voice:
        for key, text in chosen:
            yield voice.sound(key, text).result()


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


@pytest.fixture(scope="module")
def loaded() -> Engines:
    return engines(WISHES)


def understood_cold(sound: Sound, drift_ppm: float, loaded: Engines) -> list[Intent]:
    """What it would do on hearing itself say this first of all, as loud at the microphone as a partner."""
    surroundings = Surroundings(snr_db=30.0, echo_db=0.0, drift_ppm=drift_ppm, seed=1)
    room = Room(surroundings, limit_s=sound.pcm.size / SAMPLE_RATE_HZ + 2)
    room.play(sound)
    commands = Commands.of_language(LANGUAGE)
    with Ear(echo_canceller(), FakeSpotter(), loaded.recogniser, commands, patient=True) as ear:
        ear.expect(frozenset(Intent))
        found = [finding for block in room.blocks() for finding in ear.hear(block)]
    return [one.understood.intent for one in found if isinstance(one, Said) and one.understood is not None]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("drift_ppm", [0.0, 60.0])
def test_no_command_is_ever_taken_from_its_own_voice_not_even_from_the_first_thing_it_says(
    drift_ppm: float, loaded: Engines
) -> None:
    obeyed = {sound.key: understood_cold(sound, drift_ppm, loaded) for sound in what_it_says(SAMPLE)}
    assert {key: intents for key, intents in obeyed.items() if intents} == {}
