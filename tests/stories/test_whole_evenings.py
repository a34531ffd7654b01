"""Whole evenings, heard and spoken for real: the rehearsals that ship are the end-to-end tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from stories.conftest import Story, Tell

from assistant.content.prompts import find_prompts, load_book
from assistant.shell.rehearse import OWN_SCRIPTS, SCRIPTS_FOLDER

SHIPPED_SCRIPTS = sorted(path.name for path in SCRIPTS_FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", SHIPPED_SCRIPTS)
def test_a_rehearsal_that_ships_goes_as_it_says(name: str, play: Callable[[Path], Story]) -> None:
    story = play(SCRIPTS_FOLDER / name)
    assert story.played.failures == ()
    assert all(answer.chime_s is not None and answer.chime_s <= 0.6 for answer in story.played.answered)


def test_every_ritual_has_a_rehearsal() -> None:
    rituals = load_book(find_prompts(None), ()).rituals
    assert set(SHIPPED_SCRIPTS) >= {f"{ritual}.yaml" for ritual in rituals} | set(OWN_SCRIPTS)


def test_not_today_is_answered_kindly_and_nothing_begins(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "start our check in"}
  - {who: Ben, say: "not today", after_saying: good_moment}
expect:
  - {saying: good_moment}
  - {saying: not_today, within_s: 2}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert story.keys("Say") == ["good_moment", "not_today"]


def test_company_at_the_door_closes_at_once_and_clears_the_screen(tell: Tell) -> None:
    story = tell("""
lines:
  - GOOD_MOMENT
  - {who: Ben, say: "we have company", during_saying: week_share, wait_s: 1}
expect:
  - {saying: week_share}
  - {saying: company, within_s: 2}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert "ClearScreen" in [line.get("command") for line in story.events]


def test_closed_ears_hear_nothing_until_the_key(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "close your ears"}
  - {who: Ben, say: "good morning coffee", after_saying: ears_closed, wait_s: 2}
  - {key: m, wait_s: 3}
  - {who: Ben, say: "good morning coffee", after_chime: welcome, wait_s: 1}
  - {who: Ana, say: "not today", after_saying: good_moment}
expect:
  - {saying: ears_closed}
  - {not_said: good_moment}
  - {chime: welcome}
  - {saying: good_moment}
  - {saying: not_today}
""")
    assert story.played.failures == ()
    assert story.intents == ["SundayCloseEars", "SundayStartCoffee", "SundayNotToday"]


def test_the_safe_word_is_heard_in_a_kitchen_and_over_the_assistants_own_voice(tell: Tell) -> None:
    story = tell("""
room: {snr_db: 12, echo_db: -6, seed: 5}
lines:
  - GOOD_MOMENT
  - {who: Ben, say: "pineapple", during_saying: week_share, wait_s: 1.5}
expect:
  - {saying: week_share}
  - {event: SafeWordHeard, within_s: 1}
  - {chime: pause, within_s: 1}
  - {saying: pause_cue}
  - {not_said: first_turn}
""")
    assert story.played.failures == ()
    assert story.count("SafeWordHeard") == 1


def test_a_softly_spoken_safe_word_is_heard(tell: Tell) -> None:
    story = tell("""
lines:
  - GOOD_MOMENT
  - {who: Ana, say: "pineapple", after_saying: first_turn, wait_s: 2, gain_db: -24}
expect:
  - {chime: pause, within_s: 0.6}
  - {saying: pause_cue}
""")
    assert story.played.failures == ()


def test_nobody_answering_is_a_no_and_nothing_is_said_about_it(tell: Tell) -> None:
    story = tell("""
lines:
  - {who: Ana, say: "good morning coffee"}
expect:
  - {saying: good_moment}
  - {state: Asleep}
  - {ends: Asleep}
""")
    assert story.played.failures == ()
    assert story.keys("Say") == ["good_moment"]


def test_an_expectation_that_does_not_come_true_is_told_with_its_line(tell: Tell) -> None:
    story = tell("""
give_up_s: 20
lines:
  - {who: Ana, say: "good morning coffee"}
  - {who: Ana, say: "not today", after_saying: good_moment}
expect:
  - {saying: phones_away}
""")
    assert len(story.played.failures) == 1
    assert "phones_away" in story.played.failures[0]


def test_the_same_script_is_the_same_evening_again(tell: Tell) -> None:
    script = """
room: {snr_db: 15, echo_db: -12, seed: 7}
lines:
  - GOOD_MOMENT
  - {who: Ben, say: "stop for today", after_saying: first_turn}
"""
    assert tell(script).events == tell(script).events
