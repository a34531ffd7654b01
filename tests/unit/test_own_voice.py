"""The assistant does not take what is left of its own voice for an answer, and still believes whoever is louder."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from helpers.hearing import sentence

from assistant.audio import BLOCK_SAMPLES, Samples
from assistant.ears.endpoints import Endpoints
from assistant.ears.own_voice import OwnVoice
from assistant.session.events import SpeechStarted

SILENCE = np.zeros(BLOCK_SAMPLES, np.int16)


def hum(level_db: float, seed: int) -> Samples:
    """A block at so many dB of mean square."""
    noise = np.random.default_rng(seed).standard_normal(BLOCK_SAMPLES)
    return np.rint(noise * 10 ** (level_db / 20)).astype(np.int16)


def test_where_nothing_was_played_nobody_is_doubted() -> None:
    own = OwnVoice()
    assert not any(own.may_be(hum(level_db, level_db), SILENCE) for level_db in range(90))


def test_over_its_very_first_words_only_a_louder_voice_is_believed() -> None:
    assert OwnVoice().may_be(hum(60.0, 1), hum(65.0, 2))
    assert not OwnVoice().may_be(hum(70.0, 1), hum(65.0, 2))


@pytest.mark.parametrize("left_over_db", [20.0, 35.0, 50.0])
def test_once_it_knows_the_room_it_doubts_its_echo_and_believes_whoever_stands_out(left_over_db: float) -> None:
    own = OwnVoice()
    for number in range(150):  # three seconds of its own voice
        own.may_be(hum(left_over_db, number), hum(65.0, 1000 + number))
    assert own.may_be(hum(left_over_db + 6.0, 1), hum(65.0, 2))
    assert not own.may_be(hum(left_over_db + 20.0, 1), hum(65.0, 2))


def test_a_word_spoken_over_it_does_not_teach_it_to_be_deaf() -> None:
    own = OwnVoice()
    for number in range(150):
        own.may_be(hum(30.0, number), hum(65.0, 1000 + number))
    believed = [not own.may_be(hum(60.0, number), hum(65.0, 2000 + number)) for number in range(50)]
    assert all(believed), "a second of a partner's voice"


def test_the_last_of_a_saying_is_doubted_while_it_echoes_and_an_answer_after_that_is_not() -> None:
    own = OwnVoice()
    own.may_be(hum(50.0, 1), hum(65.0, 2))
    doubts = [own.may_be(hum(40.0, number), SILENCE) for number in range(30)]
    assert doubts[0]
    assert not any(doubts[15:])
    assert all(earlier >= later for earlier, later in pairwise(doubts)), "it doubts, and then no more"


@pytest.mark.parametrize(("left_over_db", "stays_high"), [(60.0, True), (54.0, True), (46.0, False), (30.0, False)])
def test_an_echo_that_goes_on_drowning_them_is_noticed_after_some_seconds(
    left_over_db: float, *, stays_high: bool
) -> None:
    own = OwnVoice()
    noticed = []
    for number in range(600):
        own.may_be(hum(left_over_db, number), hum(65.0, 1000 + number))
        noticed.append(own.stays_high)
    assert not any(noticed[:350]), "a canceller may still be learning"
    assert noticed[-1] is stays_high


def test_the_hum_of_the_room_is_nobody_where_a_soft_word_of_its_own_just_ended() -> None:
    own = OwnVoice()
    for number in range(500):
        own.may_be(hum(36.0, number), SILENCE)
    assert own.may_be(hum(36.0, 1), hum(31.0, 2))
    assert not own.may_be(hum(52.0, 1), hum(31.0, 2))


def test_a_voice_that_is_not_its_own_is_no_echo_that_stays_high() -> None:
    own = OwnVoice()
    for number in range(600):
        own.may_be(hum(65.0, number), SILENCE)
    assert not own.stays_high


def starts(hear: Callable[[Endpoints, Samples], tuple[object, ...]]) -> int:
    endpoints, sound = Endpoints(), sentence("good morning coffee")
    found = [
        each for first in range(0, sound.size, BLOCK_SAMPLES) for each in hear(endpoints, sound[first:][:BLOCK_SAMPLES])
    ]
    return sum(isinstance(each, SpeechStarted) for each in found)


def test_speech_that_may_be_its_own_begins_no_utterance() -> None:
    assert starts(lambda endpoints, block: endpoints.hear(block)) == 1
    assert starts(lambda endpoints, block: endpoints.hear(block, own_voice=True)) == 0
