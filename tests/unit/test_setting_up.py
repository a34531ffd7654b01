"""What setup decides before anybody is asked: which step, which question, and what an answer means."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.setting_up import ONE_CLOCK, TWO_CLOCKS
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES
from assistant.content.configuration import Configuration
from assistant.devices.choice import Side
from assistant.ears.eagerness import EAGERNESS, USUAL, threshold_of
from assistant.ears.enrolment import Doubt
from assistant.ears.spotter import THRESHOLD
from assistant.setting_up.devices import SYSTEM, at_present, meant, share_a_device, to_choose
from assistant.setting_up.loudness import bar, dbfs, somebody_spoke
from assistant.setting_up.more import WAITING, value_of
from assistant.setting_up.news import Start, news_of, news_of_start, waiting
from assistant.setting_up.saying_it import FAILURES, TIMES, Next, Tries, answer_to
from assistant.setting_up.steps import Step, steps_for
from assistant.setting_up.told import MISSED, SAFETY
from assistant.setting_up.wording import words_typed

OURS = Configuration(safe_words=("butterfly",))


def test_the_whole_setup_is_four_steps_and_each_can_be_taken_alone() -> None:
    assert steps_for(None) == (Step.SOUND, Step.SAFE_WORD, Step.SAY_IT, Step.PAUSE)
    assert all(steps_for(step) == (step,) for step in Step)


def test_the_screen_says_what_it_is_not_and_that_the_word_can_be_missed() -> None:
    assert "can't stop a person" in SAFETY[0]
    assert "afraid" in SAFETY[1]
    assert "helpline" in SAFETY[2]
    assert all(way in MISSED[-1] for way in ("say it again", "say “pause”", "press space"))


@given(st.lists(st.booleans(), max_size=12))
def test_saying_it_ends_after_three_good_ones_or_two_failures_in_a_row(heard: list[bool]) -> None:
    tries = Tries()
    for place, is_good in enumerate(heard):
        tries = tries.after("good" if is_good else Doubt.PAUSE)
        in_a_row = heard[: place + 1][-FAILURES:] == [False] * FAILURES
        expected = Next.OTHER_WAYS if in_a_row else Next.DONE if sum(heard[: place + 1]) >= TIMES else Next.AGAIN
        assert tries.next is expected
        if expected is not Next.AGAIN:
            break


def test_nobody_is_shown_a_figure_and_everybody_the_same_words() -> None:
    told = [answer_to("an example"), *map(answer_to, Doubt)]
    assert not any(character.isdigit() for character in "".join(told))
    assert told[0] == "I hear you."
    assert all(line.startswith("I'll need help with this one: ") for line in told[1:])


def test_one_clock_and_two_are_told_apart_and_devices_go_by_their_names() -> None:
    assert share_a_device(ONE_CLOCK, None, None)
    assert not share_a_device(TWO_CLOCKS, None, None)
    assert share_a_device(TWO_CLOCKS, "speakerphone", "speakerphone")
    led_on = tuple(replace(device, name=name) for name in ("default", "PipeWire") for device in ONE_CLOCK)
    assert not share_a_device(led_on[:1], None, None), "who knows what a sound server puts behind it"
    assert not share_a_device(led_on[1:], None, None)
    assert not share_a_device((), None, None)
    assert [choice.name for choice in to_choose(TWO_CLOCKS, Side.MICROPHONE)] == [SYSTEM, "webcam", "speakerphone"]
    assert at_present(TWO_CLOCKS, None, Side.LOUDSPEAKER) == SYSTEM
    assert at_present(TWO_CLOCKS, 2, Side.LOUDSPEAKER) == "speakerphone"
    assert at_present(TWO_CLOCKS, "unplugged", Side.LOUDSPEAKER) == SYSTEM
    assert (meant(SYSTEM), meant("webcam")) == (None, "webcam")
    assert to_choose((), Side.MICROPHONE) == ()


def test_the_bar_grows_with_the_sound_and_a_voice_stands_out_of_the_room() -> None:
    loudness = [0, 3, 30, 300, 3000, 30_000]
    levels = [dbfs(np.resize([one, -one], BLOCK_SAMPLES).astype(np.int16)) for one in loudness]
    bars = [bar(level).count("#") for level in levels]
    assert bars == sorted(bars)
    assert (bars[0], len({len(bar(level)) for level in levels})) == (0, 1)
    assert somebody_spoke([-60.0] * 20 + [-30.0] * 5)
    assert not somebody_spoke([-60.0, -58.0, -59.0])
    assert not somebody_spoke([])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("butterfly", ("butterfly",)),
        (" smart  mirror ,  butterfly", ("smart mirror", "butterfly")),
        ("one, one", ("one",)),
        ("a, b, c", ("a", "b")),
        (" , ", ()),
    ],
)
def test_one_word_or_two_with_a_comma_between(typed: str, words: tuple[str, ...]) -> None:
    assert words_typed(typed) == words


def test_both_are_told_of_another_word_another_sound_of_it_or_another_eagerness_and_of_nothing_else() -> None:
    assert news_of(OURS, OURS) == ()
    assert news_of(OURS, replace(OURS, safe_words=("pineapple",))) == ("safe_word_changed",)
    assert news_of(OURS, replace(OURS, pronunciations={"butterfly": "butter fly"})) == ("safe_word_changed",)
    assert news_of(OURS, replace(OURS, eagerness="calm")) == ("eagerness_changed",)
    assert news_of(OURS, replace(OURS, pronunciations={"other": "nah bee"}, voice="en-gb", rate_wpm=150)) == ()


def test_both_are_told_how_it_starts_now_and_of_what_was_before_only_what_is_about_something_else() -> None:
    assert news_of_start(Start.AT_LOGIN, Start.AT_LOGIN) == ()
    assert news_of_start(Start.NEVER, Start.AT_BOOT) == ("starts_at_boot",)
    untold = waiting(("safe_word_changed",), (Start.AT_LOGIN,))
    assert untold == ("safe_word_changed", "starts_at_login")
    assert waiting(untold, (Start.NEVER,)) == ("safe_word_changed", "starts_no_longer")
    assert waiting(untold, ("safe_word_changed", "eagerness_changed")) == (*untold, "eagerness_changed")


def test_eagerness_moves_the_threshold_both_ways_from_the_usual_one() -> None:
    assert threshold_of(USUAL) == THRESHOLD == threshold_of(Configuration().eagerness)
    assert threshold_of("eager") < THRESHOLD < threshold_of("calm")
    assert set(EAGERNESS) == {"calm", USUAL, "eager"}


def test_what_is_typed_becomes_a_value_and_nothing_is_the_default() -> None:
    values = {
        setting.key: [value_of(setting, typed) for typed in ("", "default", " 30 ", "2.5")] for setting in WAITING
    }
    assert values["patience.pause_minutes"] == [None, None, 30, 2.5]
    assert values["voice"] == [None, None, "30", "2.5"]
    chimes = next(setting for setting in WAITING if setting.key == "asleep_safe_word_chimes")
    assert (value_of(chimes, "yes"), value_of(chimes, "no")) == (True, False)
