"""From sound and keys to events: above all, that nobody goes unheard without being told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from helpers.hearing import FakeKeys, FakeRecogniser, FakeSpotter, blocks_of, sentence, silence
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock, Samples
from assistant.devices.command_keys import COMMAND_KEYS
from assistant.devices.keys import Line
from assistant.ears.ear import Ear
from assistant.ears.echo import NoCanceller
from assistant.ears.endpoints import Endpoint, Endpoints
from assistant.ears.spotter import Spotted
from assistant.ears.understanding import Commands
from assistant.senses import Senses
from assistant.session.events import (
    Event,
    HearingLost,
    HearingRestored,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import Intent

COMMANDS = Commands.of_language("en")


class Listening:
    """Senses over a true ear whose spotter and recogniser do as they are told."""

    def __init__(self, began_s: float = 0.0) -> None:
        self.spotter = FakeSpotter()
        self.recogniser = FakeRecogniser()
        self.keys = FakeKeys()
        self.ear = Ear(NoCanceller(), self.spotter, self.recogniser, COMMANDS, patient=True, safe_words=["pineapple"])
        self.ear.expect(frozenset(Intent))
        self.senses = Senses(self.ear, self.keys, began_s)
        self.sample = 0

    def hears(self, sound: Samples, *, lag_s: float = 0.0, lost_s: float = 0.0) -> list[Event]:
        """All that happens while `sound` is heard, but for the passing of time."""
        happened: list[Event] = []
        self.sample += round(lost_s * SAMPLE_RATE_HZ)
        for number, block in enumerate(blocks_of(sound, self.sample, lag_s)):
            lost = 0 if number else round(lost_s * SAMPLE_RATE_HZ)
            happened += self.perceives(replace(block, lost_samples=lost))
            self.sample += BLOCK_SAMPLES
        return happened

    def waits(self, *seconds: float, microphone: Microphone = Microphone.SILENT) -> list[Event]:
        """No block comes; `seconds` is how long nothing came, each time it is told."""
        return [event for waited_s in seconds for event in self.perceives(NoBlock(waited_s, microphone))]

    def perceives(self, item: Block | NoBlock) -> list[Event]:
        return [event for event in self.senses.perceive(item) if event != TimePassed()]


@pytest.fixture
def listening() -> Iterator[Listening]:
    listening = Listening()
    with listening.ear:
        yield listening


@pytest.mark.parametrize("microphone", [Microphone.SILENT, Microphone.GONE])
def test_after_two_seconds_without_sound_it_says_once_that_nobody_is_heard(
    listening: Listening, microphone: Microphone
) -> None:
    listening.hears(silence(1))
    assert listening.waits(0.25, 0.5, 1.0, 1.75, microphone=microphone) == []
    assert listening.waits(2.0, 2.25, 60.0, microphone=microphone) == [HearingLost(Loss.MICROPHONE)]


def test_it_hears_again_after_a_second_of_sound_and_not_before(listening: Listening) -> None:
    listening.hears(silence(1))
    listening.waits(2.0, 5.0)
    assert listening.hears(silence(0.9), lost_s=5.2) == []
    assert listening.hears(silence(0.3)) == [HearingRestored()]


def test_keys_work_and_time_passes_while_nothing_is_heard(listening: Listening) -> None:
    listening.keys.waiting = [Key.SPACE]
    heard = list(listening.senses.perceive(NoBlock(0.5, Microphone.SILENT)))
    assert heard == [KeyPressed(Key.SPACE), TimePassed()]


def test_a_microphone_closed_by_hand_and_opened_again_was_never_lost(listening: Listening) -> None:
    listening.hears(silence(1))
    assert listening.waits(30.0, 60.0, microphone=Microphone.CLOSED) == []
    assert listening.waits(60.3) == []
    assert listening.hears(silence(2), lost_s=60.5) == []


def test_time_passes_while_the_microphone_is_closed_so_that_a_watchdog_sees_a_living_program(
    listening: Listening,
) -> None:
    assert list(listening.senses.perceive(NoBlock(0.25, Microphone.CLOSED))) == [TimePassed()]


def test_a_microphone_that_does_not_come_back_when_opened_is_lost(listening: Listening) -> None:
    listening.waits(60.0, microphone=Microphone.CLOSED)
    assert listening.waits(61.0, 62.25, microphone=Microphone.GONE) == [HearingLost(Loss.MICROPHONE)]


def test_half_a_safe_word_lost_is_deafness_and_a_crackle_is_not(listening: Listening) -> None:
    listening.hears(silence(1))
    assert listening.hears(silence(0.5), lost_s=0.1) == []
    assert listening.hears(silence(0.5), lost_s=0.2) == [HearingLost(Loss.MICROPHONE, for_s=0.3)]


def test_a_dead_spotter_is_told_once_and_is_never_called_well_while_it_fails(listening: Listening) -> None:
    listening.spotter.fails = True
    assert listening.hears(silence(5)) == [HearingLost(Loss.SPOTTER)]
    assert listening.senses.problems == ("The spotter is dead.",)
    listening.spotter.fails = False
    assert listening.hears(silence(2)) == [HearingRestored()]


def test_with_a_dead_spotter_one_voice_is_still_enough_to_close(listening: Listening) -> None:
    listening.spotter.fails = True
    listening.recogniser.text = "stop for today"
    heard = listening.hears(sentence("stop for today"))
    assert [event.intent for event in heard if isinstance(event, UtteranceHeard)] == [Intent.STOP]
    assert any(isinstance(event, SpeechStopped) for event in heard)


def test_a_dead_recogniser_is_deafness_until_it_understands_somebody_again(listening: Listening) -> None:
    listening.recogniser.fails = True
    heard = listening.hears(sentence("carry on"))
    assert heard[-1] == HearingLost(Loss.RECOGNISER)
    assert listening.hears(silence(10)) == []

    listening.spotter.sees = Spotted("pineapple", 2.0, -0.4, 2.1, accepted=True)
    assert SafeWordHeard(2.0, -0.4) in listening.hears(silence(0.5))

    listening.recogniser.fails, listening.recogniser.text = False, "carry on"
    *_, restored, understood = listening.hears(sentence("carry on"))
    assert restored == HearingRestored()
    assert isinstance(understood, UtteranceHeard)
    assert understood.intent is Intent.CARRY_ON


def test_two_losses_are_both_told_and_it_hears_again_when_both_are_over(listening: Listening) -> None:
    listening.recogniser.fails = True
    assert listening.hears(sentence("carry on"))[-1] == HearingLost(Loss.RECOGNISER)
    listening.spotter.fails = True
    assert listening.hears(silence(1)) == [HearingLost(Loss.SPOTTER)]
    listening.spotter.fails = listening.recogniser.fails = False
    assert listening.hears(silence(3)) == []
    assert HearingRestored() in listening.hears(sentence("carry on"))


def test_more_than_a_second_behind_is_deaf_until_it_has_caught_up(listening: Listening) -> None:
    assert listening.hears(silence(1), lag_s=0.9) == []
    assert listening.hears(silence(1), lag_s=1.1) == [HearingLost(Loss.LAG, for_s=1.1)]
    assert listening.hears(silence(3), lag_s=0.5) == []
    assert listening.hears(silence(2), lag_s=0.1) == [HearingRestored()]


def test_after_a_crash_times_go_on_from_where_they_stood() -> None:
    listening = Listening(began_s=100.0)
    with listening.ear:
        heard = listening.hears(sentence("carry on", before_s=1.0))
    said = next(event for event in heard if isinstance(event, UtteranceHeard))
    assert said.start_s == pytest.approx(101.0, abs=0.15)
    assert next(event for event in heard if isinstance(event, SpeechStarted)).at_s == said.start_s


def test_what_ended_in_a_block_is_told(listening: Listening) -> None:
    block = next(blocks_of(silence(0.02)))
    assert listening.perceives(replace(block, finished=("pause_cue",))) == [SayingFinished("pause_cue")]


def test_what_was_said_last_is_still_understood_at_the_end_of_the_recording(listening: Listening) -> None:
    listening.recogniser.text = "stop for today"
    listening.hears(sentence("stop for today", after_s=0.3))
    ends = list(listening.senses.finish())
    assert [event.intent for event in ends if isinstance(event, UtteranceHeard)] == [Intent.STOP]


TROUBLES = st.lists(
    st.tuples(
        st.sampled_from(["sound", "late", "hole", "nothing", "closed", "dead spotter"]),
        st.sampled_from([0.1, 0.7, 1.4, 3.0]),
    ),
    max_size=12,
)


class Nobody(Endpoints):
    """Says that nobody speaks, and costs nothing."""

    def __init__(self) -> None:
        pass

    def hear(self, samples: Samples, *, own_voice: bool = False) -> tuple[Endpoint, ...]:  # noqa: ARG002 - a promise
        return ()

    def finish(self) -> tuple[Endpoint, ...]:
        return ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TROUBLES)
def test_whatever_goes_wrong_it_never_ends_without_being_told(troubles: list[tuple[str, float]]) -> None:
    listening = Listening()
    listening.ear._endpoints = Nobody()
    told: list[Event] = []
    with listening.ear:
        for trouble, seconds in troubles:
            listening.spotter.fails = trouble == "dead spotter"
            match trouble:
                case "nothing":
                    told += listening.waits(seconds / 2, seconds)
                case "closed":
                    told += listening.waits(seconds, microphone=Microphone.CLOSED)
                case _:
                    lost_s = seconds if trouble == "hole" else 0.0
                    lag_s = seconds if trouble == "late" else 0.0
                    told += listening.hears(silence(seconds), lost_s=lost_s, lag_s=lag_s)
        listening.spotter.fails = False
        told += listening.hears(silence(2.5))
    is_lost = False
    for event in told:
        assert isinstance(event, HearingLost | HearingRestored)
        assert is_lost or isinstance(event, HearingLost)
        is_lost = isinstance(event, HearingLost)
    assert not is_lost


def test_many_short_holes_are_as_deaf_as_a_long_one(listening: Listening) -> None:
    listening.hears(silence(1))
    told = [event for _ in range(10) for event in listening.hears(silence(0.2), lost_s=0.18)]
    assert [type(event) for event in told] == [HearingLost]


def test_a_typed_line_counts_as_said(listening: Listening) -> None:
    listening.hears(silence(1))
    listening.keys.waiting += [Line("Add 5 minutes"), Line("I felt alone"), Key.SPACE]
    happened = listening.hears(silence(0.1))
    assert happened == [
        SpeechStarted(1.0),
        SpeechStopped(1.0),
        UtteranceHeard(1.0, 1.0, Intent.INCREASE_TIMER, 5),
        SpeechStarted(1.0),
        SpeechStopped(1.0),
        UtteranceHeard(1.0, 1.0, None),
        KeyPressed(Key.SPACE),
    ]


def test_a_typed_safe_word_comes_before_anything_else_that_stands_beside_it(listening: Listening) -> None:
    listening.hears(silence(1))
    listening.keys.waiting += [Line("yes but pinaple")]
    assert listening.hears(silence(0.1)) == [SafeWordHeard(1.0, 0.0)]


def test_a_letter_gives_the_command_that_makes_sense_where_they_are_and_no_other(listening: Listening) -> None:
    listening.hears(silence(1))
    listening.ear.expect({Intent.START_COFFEE})
    listening.keys.waiting += [COMMAND_KEYS["1"], COMMAND_KEYS["p"]]
    assert listening.hears(silence(0.1)) == [UtteranceHeard(1.0, 1.0, Intent.START_COFFEE)]


def test_every_command_has_a_letter() -> None:
    assert {intent for wish in COMMAND_KEYS.values() for intent in wish.intents} == set(Intent)
