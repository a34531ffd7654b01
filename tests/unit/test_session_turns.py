"""Whose turn it is: handed over, taken back, given up; and what is asked in it."""

from itertools import pairwise

import pytest
from helpers.evening import Evening, sayings
from helpers.happenings import SHIPPED

from assistant.session.commands import Chime, Say
from assistant.session.events import SpeechStarted, SpeechStopped, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.state import Choosing, HandingOver, Leaving, ListeningBack, Paused, Turn


def a_turn(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


@pytest.mark.parametrize("start", [Intent.START_COFFEE, Intent.START_DAILY, Intent.START_REPAIR])
def test_no_invitation_is_worded_the_same_way_twice_running(start: Intent) -> None:
    evening = Evening(book=SHIPPED)
    evening.begins(start)
    while isinstance(evening.state.mode, Turn | ListeningBack):
        evening.says(Intent.HAND_OVER)
        evening.passes(8)
    for key in ("first_turn", "second_turn", "listen_back_again"):
        variants = [c.variant % 3 for c in evening.commands if isinstance(c, Say) and c.key == key]
        assert all(one != other for one, other in pairwise(variants)), key
    assert len(evening.commands) > 20


def test_talk_after_im_done_takes_the_turn_back() -> None:
    evening = Evening()
    evening.begins()
    evening.says(None, length_s=10)
    evening.says(Intent.HAND_OVER)
    evening.passes(1.5)
    assert isinstance(evening.state.mode, HandingOver)
    evening.happens(SpeechStarted(evening.now_s))
    evening.passes(20)
    assert a_turn(evening).partner == 0


def test_talk_that_had_already_gone_on_keeps_the_turn() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SpeechStarted(evening.now_s))
    evening.happens(UtteranceHeard(evening.now_s - 2, evening.now_s - 1, Intent.HAND_OVER))
    assert a_turn(evening).partner == 0


def test_id_like_to_go_on_brings_the_turn_back_while_the_listener_may_say_back() -> None:
    evening = Evening()
    evening.begins()
    evening.says(None, length_s=10)
    evening.says(Intent.HAND_OVER)
    evening.passes(6)
    assert isinstance(evening.state.mode, ListeningBack)
    evening.says(Intent.GO_ON)
    assert a_turn(evening).partner == 0


def test_id_like_to_go_on_brings_the_turn_back_before_the_other_has_begun() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(None, length_s=10)
    evening.says(Intent.HAND_OVER)
    evening.passes(8)
    assert a_turn(evening).partner == 1
    evening.says(Intent.GO_ON)
    assert a_turn(evening).partner == 0
    assert a_turn(evening).used_s > 9


def test_a_long_answer_makes_the_turn_theirs() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(Intent.HAND_OVER)
    evening.passes(8)
    evening.happens(SpeechStarted(evening.now_s))
    evening.passes(40)
    evening.happens(SpeechStopped(evening.now_s))
    evening.says(Intent.GO_ON)
    assert a_turn(evening).partner == 1


def test_silence_never_ends_a_turn_but_ten_minutes_of_it_pause_without_a_word() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.passes(9 * 60)) == ["soft_offer"]
    assert a_turn(evening).partner == 0
    assert sayings(evening.passes(2 * 60)) == []
    assert isinstance(evening.state.mode, Paused)


def test_pass_gives_up_only_the_own_answer() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.says(Intent.PASS)) == ["pass_ok", "second_turn"]
    assert a_turn(evening).partner == 1


def test_something_lighter_asks_the_lighter_question_and_then_one_for_ease() -> None:
    evening = Evening(book=SHIPPED)
    evening.begins()
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "week_share_lighter"]
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "lighter_taste"]
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "lighter_song"]
    assert a_turn(evening).partner == 0


def test_they_choose_one_of_two_questions() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(Intent.PASS)
    evening.says(Intent.PASS)
    assert isinstance(evening.state.mode, Choosing)
    assert sayings(evening.says(Intent.SECOND)) == ["second", "first_turn"]


def test_without_a_choice_the_lighter_question_is_read() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.says(Intent.PASS)
    evening.says(Intent.PASS)
    assert sayings(evening.passes(60))[-2:] == ["first", "first_turn"]


def test_the_time_offered_to_each_is_the_same() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    first = a_turn(evening).offered_s
    evening.says(Intent.HAND_OVER)
    evening.passes(8)
    assert a_turn(evening).partner == 1
    assert a_turn(evening).offered_s == first == pytest.approx(0.3 * 20 * 60 / 2)


def test_on_tired_days_there_is_no_third_question() -> None:
    evening = Evening()
    evening.begins(Intent.START_TIMER, 5)
    assert a_turn(evening).offered_s == pytest.approx(5 * 60 * 0.3 / 0.8 / 2)
    for _ in range(2):
        evening.says(Intent.PASS)
    evening.says(Intent.FIRST)
    for _ in range(2):
        evening.says(Intent.PASS)
    assert isinstance(evening.state.mode, Leaving)


def test_chimes_wait_for_a_lull_in_the_talk() -> None:
    evening = Evening()
    evening.begins(Intent.START_CHECK_IN)
    evening.happens(SpeechStarted(evening.now_s))
    assert sayings(evening.passes(10.5 * 60)) == []
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(0.8)) == []
    assert sayings(evening.passes(1.0)) == [Chime.HALF]


def test_the_end_of_the_time_is_said_and_the_other_still_has_a_turn() -> None:
    evening = Evening()
    evening.begins(Intent.START_TIMER, 10)
    evening.says(None, length_s=10.2 * 60)
    assert sayings(evening.passes(3)) == ["time_over"]
    evening.says(Intent.HAND_OVER)
    evening.passes(8)
    assert a_turn(evening).partner == 1
    evening.says(Intent.HAND_OVER)
    assert sayings(evening.passes(8)) == ["check_in_goodbye"]


def test_the_time_is_told_added_stopped_and_started() -> None:
    evening = Evening()
    evening.begins(Intent.START_TIMER, 10)
    evening.says(None, length_s=60)
    assert sayings(evening.says(Intent.TIMER_STATUS)) == ["time_left"]
    assert sayings(evening.says(Intent.INCREASE_TIMER, 5)) == ["time_added"]
    assert sayings(evening.says(Intent.PAUSE_TIMER)) == ["clock_stopped"]
    clock = evening.state.sitting.clock if evening.state.sitting else None
    assert clock is not None
    evening.passes(60)
    assert evening.state.sitting is not None
    assert evening.state.sitting.clock == clock
    assert sayings(evening.says(Intent.UNPAUSE_TIMER)) == ["clock_started"]
    evening.passes(10)
    assert evening.state.sitting.clock is not None
    assert evening.state.sitting.clock.used_s > clock.used_s


def test_stopping_the_clock_stops_the_turns_time_too() -> None:
    evening = Evening()
    evening.begins(Intent.START_TIMER, 10)
    evening.says(Intent.PAUSE_TIMER)
    used_s = a_turn(evening).used_s
    evening.passes(300)
    assert a_turn(evening).used_s == used_s
