"""The pause: how it comes, what it keeps, and how only both end it."""

from dataclasses import replace

import pytest
from helpers.evening import Evening, sayings

from assistant.session.commands import Chime, Forget, Hush
from assistant.session.events import HearingLost, HearingRestored, Key, KeyPressed, Loss, SafeWordHeard
from assistant.session.intents import Intent
from assistant.session.state import Asleep, Paused, Returning, Turn


def a_turn(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


def test_the_voice_falls_silent_before_the_pause_cue() -> None:
    evening = Evening()
    evening.begins()
    commands = evening.happens(SafeWordHeard(evening.now_s, -0.5))
    assert commands[0] == Hush()


def test_the_safe_word_said_again_is_answered_by_the_chime_alone() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE]


def test_asleep_the_safe_word_chimes_and_opens_nothing() -> None:
    evening = Evening()
    assert sayings(evening.happens(SafeWordHeard(1.0, -0.5))) == [Chime.PAUSE]
    assert evening.state.mode == Asleep()
    quiet = Evening(book=replace(evening.book, asleep_safe_word_chimes=False))
    assert sayings(quiet.happens(SafeWordHeard(1.0, -0.5))) == []


def test_a_silent_pause_still_has_its_cue_for_the_first_safe_word() -> None:
    evening = Evening()
    evening.begins()
    evening.passes(11 * 60)
    assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE, "pause_cue"]
    evening.passes(10)
    assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE]


def test_a_pause_gives_the_speaker_their_time_back() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(None, length_s=30)
    word_end_s = evening.now_s
    used_s = a_turn(evening).used_s
    evening.passes(1.0)  # the word is recognised a second after it was over
    assert sayings(evening.happens(SafeWordHeard(word_end_s, -0.5))) == [Chime.PAUSE, "pause_cue"]
    evening.passes(15 * 60)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    evening.passes(3)
    assert sayings(evening.says(Intent.GO_ON)) == ["given_back"]
    assert a_turn(evening).used_s == pytest.approx(used_s)
    assert evening.state.sitting is not None
    assert evening.state.sitting.clock is not None
    assert evening.state.sitting.clock.used_s == pytest.approx(used_s)


@pytest.mark.parametrize(
    ("spoken", "again"), [(0, ["light_question", "first_turn"]), (1, ["light_question", "second_turn"])]
)
def test_a_question_that_the_pause_cut_short_is_read_once_more(spoken: int, again: list[str]) -> None:
    evening = Evening()
    evening.says(Intent.START_CHECK_IN)
    evening.both_say_yes()
    evening.passes(3)
    if spoken:
        evening.passes(6)
        evening.says(Intent.PASS)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    evening.passes(3)
    assert sayings(evening.says(Intent.GO_ON)) == again
    evening.passes(5)
    assert a_turn(evening).partner == spoken


def test_one_yes_is_not_enough_to_go_on() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(5)
    assert sayings(evening.says(Intent.CARRY_ON)) == ["go_on_first"]
    evening.passes(3)
    assert sayings(evening.says(Intent.YES)) == ["go_on_other"]
    assert sayings(evening.passes(60)) == []
    assert isinstance(evening.state.mode, Paused)


def test_two_yeses_in_one_breath_count_as_one() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.says(Intent.CARRY_ON)
    evening.passes(3)
    evening.happens(KeyPressed(Key.ENTER))
    evening.passes(0.4)
    evening.happens(KeyPressed(Key.ENTER))
    assert not isinstance(evening.state.mode, Returning)
    evening.passes(1.0)
    evening.happens(KeyPressed(Key.ENTER))
    assert isinstance(evening.state.mode, Returning)


def test_after_the_pause_the_one_who_was_interrupted_may_hand_over() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(5)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    evening.passes(3)
    evening.says(Intent.HAND_OVER)
    assert a_turn(evening).partner == 1


def test_the_offer_to_return_comes_once_and_unanswered_it_closes_silently() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    assert sayings(evening.passes(19 * 60)) == []
    assert sayings(evening.passes(2 * 60)) == ["offer_return"]
    assert sayings(evening.passes(11 * 60)) == []
    assert evening.state.mode == Asleep()
    assert evening.commands[-1] == Forget()


def test_not_ready_said_in_a_pause_still_closes_the_topic() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert sayings(evening.says(Intent.NOT_READY)) == []
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "appreciation"


def test_when_nobody_could_hear_the_safe_word_the_session_pauses_and_says_so() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.happens(HearingLost(Loss.MICROPHONE))) == ["deaf_microphone"]
    assert isinstance(evening.state.mode, Paused)
    assert sayings(evening.happens(HearingRestored())) == [Chime.WELCOME]
    assert isinstance(evening.state.mode, Paused)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    assert isinstance(evening.state.mode, Returning)


def test_a_session_cannot_go_on_while_nobody_hears() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(HearingLost(Loss.MICROPHONE))
    evening.happens(KeyPressed(Key.ENTER))
    assert isinstance(evening.state.mode, Paused)


def test_what_nobody_heard_is_given_back() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(None, length_s=30)
    used_s = a_turn(evening).used_s
    evening.now_s += 1.5
    evening.happens(HearingLost(Loss.MICROPHONE, for_s=1.5))
    assert isinstance(evening.state.mode, Paused)
    assert isinstance(evening.state.mode.held, Turn)
    assert evening.state.mode.held.used_s == pytest.approx(used_s)
