"""Rituals, boundaries and help, heard and spoken for real: synthetic partners, the true ears, voice and loop."""

from stories.conftest import Tell


def test_the_daily_three_with_whole_answers_and_a_no_to_the_deeper_one(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "daily three"}
  - {who: Ben, say: "yes", after_saying: good_moment}
  - {who: Ana, say: "yes", after_saying: good_moment_other}
  - {who: Ana, say: "help me start", after_saying: first_turn}
  - {who: Ana, say: "your turn", after_saying: stem_start, wait_s: 3}
  - {who: Ben, say: "I don't know", after_saying: second_turn}
  - {who: Ana, say: "next question", after_saying: first_turn}
  - {who: Ben, say: "nothing really", after_saying: second_turn}
  - {who: Ana, say: "next question", after_saying: first_turn}
  - {who: Ben, say: "next question", after_saying: second_turn}
  - {who: Ben, say: "no thanks", after_saying: daily_deeper}
expect:
  - {saying: daily_best}
  - {saying: stem_start, within_s: 2}
  - {intent: SundayNothing}
  - {saying: daily_weighing}
  - {intent: SundayNothing}
  - {saying: daily_liked}
  - {saying: daily_deeper}
  - {not_said: daily_us}
  - {saying: daily_goodbye, within_s: 2}
  - {ends: Asleep}
""")
    assert story.played.failures == ()


def test_after_a_boundary_a_quiet_moment_and_then_the_evening_goes_on(tell: Tell) -> None:
    story = tell("""
lines:
  - GOOD_MOMENT
  - {who: Ben, say: "I'm not ready to talk about that", after_saying: first_turn}
  - {who: Ben, say: "a quiet moment please", after_saying: after_boundary}
  - {who: Ana, say: "next", wait_s: 10}
  - {who: Ana, say: "stop for today", after_saying: first_turn}
expect:
  - {intent: SundayNotReady}
  - {saying: after_boundary}
  - {state: Together, within_s: 2}
  - {not_said: week_share}
  - {saying: appreciation}
  - {saying: goodbye_stopped}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
