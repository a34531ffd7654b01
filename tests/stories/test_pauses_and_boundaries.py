"""Whole evenings, heard and spoken for real: what one voice closes, and what only two open again."""

from stories.conftest import Tell


def test_what_someone_is_not_ready_for_is_left_and_not_asked_again(tell: Tell) -> None:
    story = tell("""
lines:
  - GOOD_MOMENT
  - {who: Ben, say: "I'm not ready to talk about that", after_saying: first_turn}
  - {who: Ana, say: "stop for today", after_saying: first_turn}
expect:
  - {saying: week_share}
  - {intent: SundayNotReady}
  - {saying: not_ready_ok, within_s: 2}
  - {not_said: second_turn}
  - {saying: appreciation}
  - {not_said: week_share}
  - {saying: goodbye_stopped}
  - {ends: Asleep}
""")
    assert story.played.failures == ()


def test_one_yes_brings_nobody_back_and_two_do(tell: Tell) -> None:
    story = tell("""
lines:
  - GOOD_MOMENT
  - {who: Ana, say: "wait please", after_saying: first_turn}
  - {who: Ben, say: "carry on", after_saying: pause_cue}
  - {who: Ben, say: "yes", after_saying: go_on_first}
  - {who: Ben, say: "carry on", after_saying: go_on_other, wait_s: 20}
  - {who: Ben, say: "yes", after_saying: go_on_first}
  - {who: Ana, say: "yes", after_saying: go_on_other}
  - {who: Ana, say: "something lighter", after_saying: returning}
  - {who: Ben, say: "stop for today", after_saying: week_share_lighter}
expect:
  - {intent: SundayPause}
  - {saying: pause_cue, within_s: 2.5}
  - {saying: go_on_other}
  - {not_said: returning}
  - {state: Paused}
  - {saying: go_on_first}
  - {saying: go_on_other}
  - {saying: returning}
  - {saying: week_share_lighter}
  - {saying: goodbye_stopped}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert story.keys("Say").count("pause_cue") == 1


def test_asleep_the_safe_word_is_answered_by_the_soft_chime_and_opens_nothing(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "pineapple", at_s: 5}
expect:
  - {chime: pause, within_s: 0.6}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert story.keys("Say") == []
    assert story.states == []


def test_asleep_it_is_silent_where_they_wished_so(tell: Tell) -> None:
    story = tell("""
config: {asleep_safe_word_chimes: false}
lines:
  - {who: Ana, say: "pineapple", at_s: 5}
expect:
  - {event: SafeWordHeard}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert story.keys("PlayChime") == []
