"""Sentences that others wrote for their timers are understood, too."""

from dataclasses import replace

import pytest
from helpers.commands_measured import BORROWED, COMMANDS

from assistant.bench.commands_borrowed import Kind, are_here, borrowed, is_understood, templates_here


def test_borrowed_sentences_have_no_names_and_tell_their_numbers() -> None:
    sentences = borrowed(BORROWED, 60, 1)
    assert borrowed(BORROWED, 60, 1) == sentences
    assert {sentence.intent for sentence in sentences} == {"HassIncreaseTimer", "HassPauseTimer"}
    assert {sentence.kind for sentence in sentences} == set(Kind)
    assert not any("{" in sentence.text or "/" in sentence.text for sentence in sentences)
    assert {s.text for s in sentences if s.intent == "HassPauseTimer"} == {"pause the timer", "pause timer"}
    assert {s.minutes for s in sentences if "half" in s.text} == {30}


def test_a_borrowed_sentence_is_understood_with_the_right_number_only() -> None:
    sentences = [s for s in borrowed(BORROWED, 60, 1) if s.text.startswith("add ")]
    assert sentences
    for sentence in sentences:
        assert is_understood(sentence, COMMANDS)
        assert not is_understood(replace(sentence, slots={"minutes": int(sentence.minutes or 0) + 1}), COMMANDS)


def test_home_assistants_own_timer_sentences_are_understood() -> None:
    if not are_here():
        pytest.skip("the package home-assistant-intents is not installed")
    drawn = borrowed(templates_here(), 20, 20)
    understood = [is_understood(sentence, COMMANDS) for sentence in drawn]

    assert {sentence.kind for sentence in drawn} == set(Kind)
    assert sum(understood) >= 0.98 * len(drawn)
