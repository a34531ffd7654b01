"""A command with silences inside is one command, and what was acted on is acted on once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import Samples
from assistant.ears.halves import Halves, Meaning, Spoken
from assistant.ears.recogniser import Heard
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import Intent, Openness, openness

COMMANDS = Commands.of_language("en")
EVERYTHING = tuple(Intent)


@dataclass
class Reader:
    """A recogniser for utterances whose samples are letters."""

    heard: list[Samples] = field(default_factory=list)

    def expect(self, sentences: Sequence[str]) -> None:
        """It reads whatever is written."""

    def hear(self, samples: Samples) -> str:
        self.heard.append(samples)
        return ""

    def finish(self) -> Heard:
        text = "".join(map(chr, np.concatenate(self.heard))).strip()
        self.heard.clear()
        return Heard(text, 0.0, text)

    def knows(self, word: str) -> bool:
        return bool(word)


def told(*said: str, silence_s: float = 2.0, between_words_s: float = 3.0, each_s: float = 0.6) -> list[Meaning]:
    """What is made of each, one after the other with a silence between."""
    halves = Halves(Reader(), COMMANDS, between_words_s)
    meanings = []
    for number, text in enumerate(said):
        start_s = number * (each_s + silence_s)
        samples = np.array([ord(letter) for letter in f"{text} "], np.int16)
        meanings.append(halves.understand(Spoken(start_s, start_s + each_s, samples), EVERYTHING))
    return meanings


def acted(*said: str, silence_s: float = 2.0, between_words_s: float = 3.0, each_s: float = 0.6) -> list[Intent | None]:
    meanings = told(*said, silence_s=silence_s, between_words_s=between_words_s, each_s=each_s)
    return [None if meaning.understood is None else meaning.understood.intent for meaning in meanings]


def test_i_am_not_ready_may_be_said_with_silences_between_its_words() -> None:
    assert acted("i'm", "not", "ready") == [None, None, Intent.NOT_READY]
    assert told("i'd like", "to go", "on")[-1].start_s == 0.0


def test_the_couples_patience_says_how_long_a_silence_may_be() -> None:
    assert acted("carry", "on", silence_s=2.9) == [None, Intent.CARRY_ON]
    assert acted("carry", "on", silence_s=3.1) == [None, None]
    assert acted("carry", "on", silence_s=1.2, between_words_s=1.0) == [None, None]


def test_what_was_acted_on_is_not_acted_on_twice() -> None:
    half, rest = told("i'm not ready", "to talk about that")

    assert half.understood == Understood(Intent.NOT_READY)
    assert (rest.understood, rest.goes_on) == (None, True)


def test_two_partners_who_each_say_yes_are_two_yeses() -> None:
    assert acted("yes", "yes") == [Intent.YES, Intent.YES]


def test_of_two_meanings_the_one_that_opens_least_counts() -> None:
    assert acted("not", "okay") == [None, Intent.NO]
    assert acted("stop", "for today") == [Intent.PAUSE, Intent.STOP]


def test_after_what_closes_no_other_half_opens_anything() -> None:
    assert acted("no", "more words") == [Intent.NO, Intent.MORE_WORDS]
    assert acted("next", "week") == [Intent.HAND_OVER, None]


def test_talk_before_a_command_does_not_spoil_it() -> None:
    assert acted("we were so tired", "carry", "on") == [None, None, Intent.CARRY_ON]


def test_what_takes_long_to_say_is_no_half_of_a_command() -> None:
    assert acted("carry", "on", each_s=2.6) == [None, None]


@settings(deadline=None)
@given(
    said=st.lists(
        st.sampled_from(("yes", "no", "not", "okay", "stop", "carry", "on", "i'm", "ready", "go")), max_size=6
    )
)
def test_halves_never_open_more_than_the_last_of_them_alone(said: list[str]) -> None:
    for number, meaning in enumerate(told(*said)):
        alone = COMMANDS.understand(said[number], EVERYTHING)
        if meaning.understood is not None and alone is not None:
            assert openness(meaning.understood.intent) <= openness(alone.intent)


@pytest.mark.parametrize("intent", Intent)
def test_everything_a_couple_can_ask_for_opens_closes_or_does_neither(intent: Intent) -> None:
    assert openness(intent) in Openness
