"""A soft voice and a halting one, heard and spoken for real: both are obeyed, and neither is hurried."""

from stories.conftest import Tell


def test_a_soft_voice_is_obeyed_and_its_safe_word_pauses(tell: Tell) -> None:
    """30 dB below a talking voice: across the room, with the head turned away."""
    story = tell("""
lines:
  - {who: Ana, say: "daily three"}
  - {who: Ana, say: "yes", after_saying: good_moment}
  - {who: Ben, say: "yes", after_saying: good_moment_other, gain_db: -30}
  - {who: Ben, say: "something lighter please", after_saying: first_turn, wait_s: 2, gain_db: -30}
  - {who: Ben, say: "pineapple", after_saying: lighter_ok, wait_s: 6, gain_db: -30}
expect:
  - {saying: daily_best}
  - {intent: SundayLighter}
  - {saying: lighter_ok}
  - {event: SafeWordHeard}
  - {chime: pause, within_s: 0.6}
  - {saying: pause_cue}
  - {not_said: didnt_catch}
""")
    assert story.played.failures == ()


def test_a_halting_voice_is_understood_and_never_asked_to_say_it_again(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "daily three"}
  - {who: Ben, say: "ye, yes", after_saying: good_moment}
  - {who: Ana, say: "yes", after_saying: good_moment_other}
  - {who: Ben, say: "I'm, I'm, I'm not ready", after_saying: first_turn, wait_s: 2}
  - {who: Ben, say: "something, some, something lighter", after_saying: after_boundary, wait_s: 2}
  - {who: Ben, say: "stop for today", after_saying: first_turn}
expect:
  - {saying: good_moment_other}
  - {saying: daily_best}
  - {intent: SundayNotReady}
  - {saying: after_boundary}
  - {intent: SundayLighter}
  - {saying: lighter_ok, within_s: 2}
  - {saying: goodbye_stopped}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert "didnt_catch" not in story.keys("Say")
