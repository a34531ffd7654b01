"""Evenings told through the pure session: who speaks, when, and what the assistant then does."""

from dataclasses import replace

import pytest
from helpers.evening import SAYING_S, Evening, sayings

from assistant.session.commands import Chime, ClearScreen, CloseMicrophone, Forget, Hush, NoteIntroduced, Quit, Remember
from assistant.session.events import (
    HearingLost,
    HearingRestored,
    InputEnded,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SpeechStarted,
    SpeechStopped,
    UtteranceHeard,
)
from assistant.session.intents import Intent
from assistant.session.saving import as_text, from_text
from assistant.session.state import (
    AskingMoment,
    AskingToCarryOn,
    Asleep,
    Choosing,
    EarsClosed,
    HandingOver,
    Leaving,
    ListeningBack,
    Paused,
    Returning,
    State,
    Trying,
    Turn,
)
from assistant.session.waking import wake


def a_turn(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


def both_say_yes(evening: Evening) -> None:
    evening.passes(SAYING_S + 0.5)
    evening.says(Intent.YES)
    evening.passes(SAYING_S + 0.5)
    evening.says(Intent.YES)


def test_each_of_them_is_asked_whether_this_is_a_good_moment() -> None:
    evening = Evening()
    assert sayings(evening.says(Intent.START_COFFEE)) == ["good_moment"]
    evening.passes(3)
    assert sayings(evening.says(Intent.YES)) == ["good_moment_other"]
    evening.passes(3)
    assert sayings(evening.says(Intent.YES)) == ["phones_away"]


def test_not_today_is_one_kind_sentence_and_then_sleep() -> None:
    evening = Evening()
    evening.says(Intent.START_COFFEE)
    evening.passes(3)
    assert sayings(evening.says(Intent.NOT_TODAY)) == ["not_today"]
    assert sayings(evening.passes(30)) == []
    assert evening.state.mode == Asleep()


def test_nobody_answering_means_no_and_nothing_is_said_about_it() -> None:
    evening = Evening()
    evening.says(Intent.START_COFFEE)
    assert sayings(evening.passes(60)) == []
    assert evening.state.mode == Asleep()
    assert evening.state.sitting is None


def test_one_misheard_answer_is_asked_again_once_and_the_second_counts_as_no() -> None:
    evening = Evening()
    evening.says(Intent.START_COFFEE)
    evening.passes(3)
    assert sayings(evening.says(None)) == ["didnt_catch"]
    evening.passes(3)
    assert sayings(evening.says(None)) == ["not_today"]


def test_sunday_coffee_from_good_morning_to_goodbye() -> None:
    evening = Evening()
    assert sayings(evening.begins())[-3:] == ["phones_away", "week_share", "first_turn"]
    for _ in range(2):
        evening.says(None, length_s=20)
        assert sayings(evening.says(Intent.HAND_OVER)) == [Chime.HAND_OVER]
        assert sayings(evening.passes(5)) == ["listen_back"]
        evening.passes(SAYING_S)
        evening.says(None, length_s=5)
        assert sayings(evening.says(Intent.YES)) == [Chime.HAND_OVER]
        evening.passes(10)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "appreciation"
    evening.says(Intent.HAND_OVER)
    evening.passes(5)
    evening.says(Intent.PASS)
    assert sayings(evening.commands)[-1] == "coffee_goodbye"
    evening.passes(5)
    assert evening.state.mode == Asleep()


def test_the_very_first_session_says_what_it_does_and_lets_both_try_the_pause() -> None:
    evening = Evening(State(introduced=False))
    said = sayings(evening.begins())
    assert said[-3:] == ["intro_1", "intro_2", "try_the_pause"]
    evening.passes(3)
    assert isinstance(evening.state.mode, Trying)
    assert NoteIntroduced() in evening.commands
    for _ in ("one of them", "the other"):
        assert isinstance(evening.state.mode, Trying)
        assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE, "pause_cue"]
        evening.passes(5)
        evening.says(Intent.CARRY_ON)
        both_say_yes(evening)
        evening.passes(3)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "week_share"


def test_nobody_has_to_try_the_pause() -> None:
    evening = Evening(State(introduced=False))
    evening.begins()
    evening.passes(60)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "week_share"


def test_quitting_works_also_when_nothing_is_heard_any_more() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(HearingLost(Loss.MICROPHONE))
    assert evening.happens(KeyPressed(Key.QUIT))[-1] == Quit()


def test_the_second_session_does_not_introduce_itself_again() -> None:
    evening = Evening(State(introduced=True))
    assert "intro_1" not in sayings(evening.begins())


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


def test_silence_never_ends_a_turn_but_ten_minutes_of_it_pause_without_a_word() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.passes(9 * 60)) == ["soft_offer"]
    assert a_turn(evening).partner == 0
    assert sayings(evening.passes(2 * 60)) == []
    assert isinstance(evening.state.mode, Paused)


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
    both_say_yes(evening)
    evening.passes(3)
    assert sayings(evening.says(Intent.GO_ON)) == ["given_back"]
    assert a_turn(evening).used_s == pytest.approx(used_s)
    assert evening.state.sitting is not None
    assert evening.state.sitting.clock is not None
    assert evening.state.sitting.clock.used_s == pytest.approx(used_s)


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
    both_say_yes(evening)
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


def test_asleep_the_safe_word_chimes_and_opens_nothing() -> None:
    evening = Evening()
    assert sayings(evening.happens(SafeWordHeard(1.0, -0.5))) == [Chime.PAUSE]
    assert evening.state.mode == Asleep()
    quiet = Evening(book=replace(evening.book, asleep_safe_word_chimes=False))
    assert quiet.happens(SafeWordHeard(1.0, -0.5)) == []


def test_pass_gives_up_only_the_own_answer() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.says(Intent.PASS)) == ["pass_ok", "second_turn"]
    assert a_turn(evening).partner == 1


def test_not_ready_closes_the_topic_for_both() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.says(Intent.NOT_READY)) == ["not_ready_ok", "after_boundary"]
    assert evening.state.sitting is not None
    assert evening.state.sitting.closed_keys == {"week", "week_share", "week_share_lighter"}


def test_something_lighter_asks_the_lighter_question_and_then_moves_on() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "week_share_lighter"]
    assert "appreciation" in sayings(evening.says(Intent.LIGHTER))


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


def test_company_closes_at_once_and_clears_the_screen() -> None:
    evening = Evening()
    evening.begins()
    commands = evening.says(Intent.COMPANY)
    assert ClearScreen() in commands
    assert sayings(commands) == ["company"]


def test_closed_ears_open_only_with_the_key() -> None:
    evening = Evening()
    evening.begins()
    assert CloseMicrophone() in evening.says(Intent.CLOSE_EARS)
    evening.says(Intent.START_COFFEE)
    closed = evening.state.mode
    assert closed == EarsClosed()
    evening.happens(KeyPressed(Key.MICROPHONE))
    opened = evening.state.mode
    assert opened == Asleep()


def test_when_nobody_could_hear_the_safe_word_the_session_pauses_and_says_so() -> None:
    evening = Evening()
    evening.begins()
    assert sayings(evening.happens(HearingLost(Loss.MICROPHONE))) == ["deaf_microphone"]
    assert isinstance(evening.state.mode, Paused)
    assert sayings(evening.happens(HearingRestored())) == [Chime.WELCOME]
    assert isinstance(evening.state.mode, Paused)
    evening.says(Intent.CARRY_ON)
    both_say_yes(evening)
    assert isinstance(evening.state.mode, Returning)


def test_a_session_cannot_go_on_while_nobody_hears() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(HearingLost(Loss.MICROPHONE))
    evening.happens(KeyPressed(Key.ENTER))
    assert isinstance(evening.state.mode, Paused)


def test_the_end_of_the_recording_closes_quietly() -> None:
    evening = Evening()
    evening.begins()
    commands = evening.happens(InputEnded())
    assert sayings(commands) == []
    assert commands[-2:] == [Forget(), Quit()]


def test_after_a_crash_it_offers_to_carry_on_when_they_next_ask() -> None:
    before = Evening()
    before.begins(Intent.START_CHECK_IN)
    before.says(None, length_s=40)
    assert Remember() in before.commands
    used_s = a_turn(before).used_s
    saved = from_text(as_text(before.state))

    after = Evening(wake(saved, age_s=600.0, introduced=True), now_s=saved.now_s)
    assert sayings(after.passes(5)) == []
    assert sayings(after.says(Intent.START_CHECK_IN)) == ["carry_on_first"]
    assert isinstance(after.state.mode, AskingToCarryOn)
    both_say_yes(after)
    assert a_turn(after).used_s == pytest.approx(used_s)


def test_after_a_crash_a_no_begins_afresh() -> None:
    before = Evening()
    before.begins()
    after = Evening(wake(before.state, age_s=600.0, introduced=True), now_s=before.now_s)
    after.says(Intent.START_COFFEE)
    after.passes(3)
    assert sayings(after.says(Intent.NO)) == ["good_moment"]
    assert isinstance(after.state.mode, AskingMoment)


def test_a_paused_session_comes_back_paused_and_silent() -> None:
    before = Evening()
    before.begins()
    before.happens(SafeWordHeard(before.now_s, -0.5))
    before.passes(10)
    after = Evening(wake(before.state, age_s=None, introduced=True), now_s=before.now_s)
    assert isinstance(after.state.mode, Paused)
    assert sayings(after.passes(60)) == []


def test_two_hours_after_a_crash_everything_is_forgotten() -> None:
    before = Evening()
    before.begins()
    assert wake(before.state, age_s=2.1 * 3600, introduced=True) == State(introduced=True)


def test_not_ready_said_in_a_pause_still_closes_the_topic() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert sayings(evening.says(Intent.NOT_READY)) == []
    evening.says(Intent.CARRY_ON)
    both_say_yes(evening)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "appreciation"


def test_a_silent_pause_still_has_its_cue_for_the_first_safe_word() -> None:
    evening = Evening()
    evening.begins()
    evening.passes(11 * 60)
    assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE, "pause_cue"]
    evening.passes(10)
    assert sayings(evening.happens(SafeWordHeard(evening.now_s, -0.5))) == [Chime.PAUSE]


def test_talk_that_had_already_gone_on_keeps_the_turn() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(SpeechStarted(evening.now_s))
    evening.happens(UtteranceHeard(evening.now_s - 2, evening.now_s - 1, Intent.HAND_OVER))
    assert a_turn(evening).partner == 0


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


def test_stopping_the_clock_stops_the_turns_time_too() -> None:
    evening = Evening()
    evening.begins(Intent.START_TIMER, 10)
    evening.says(Intent.PAUSE_TIMER)
    used_s = a_turn(evening).used_s
    evening.passes(300)
    assert a_turn(evening).used_s == used_s


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


def test_what_a_crash_left_is_forgotten_after_two_hours_asleep() -> None:
    before = Evening()
    before.begins()
    after = Evening(wake(before.state, age_s=60.0, introduced=True), now_s=before.now_s, step_s=60.0)
    after.passes(2.1 * 3600)
    assert after.state.mode == Asleep()
    assert Forget() in after.commands


def test_quitting_leaves_nothing_behind_even_when_company_comes() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(KeyPressed(Key.QUIT))
    evening.says(Intent.COMPANY, length_s=0.2)
    assert Quit() in evening.passes(5)


def test_repeat_in_the_introduction_says_it_again_from_its_beginning() -> None:
    evening = Evening(State(introduced=False))
    evening.says(Intent.START_COFFEE)
    both_say_yes(evening)
    evening.passes(2)  # phones away
    evening.passes(1)
    assert sayings(evening.says(Intent.REPEAT)) == ["intro_1", "intro_2", "try_the_pause"]
