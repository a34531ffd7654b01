"""Who is asked before anything opens, and the very first time."""

from helpers.evening import Evening, sayings

from assistant.session.commands import Chime, NoteIntroduced, Say
from assistant.session.events import SafeWordHeard
from assistant.session.intents import Intent
from assistant.session.state import Asleep, State, Trying


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
        evening.both_say_yes()
        evening.passes(3)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "week_share"


def test_the_other_of_them_is_asked_in_the_same_words() -> None:
    evening = Evening()
    for _ in range(3):
        evening.says(Intent.START_COFFEE)
        evening.passes(3)
        evening.says(Intent.YES)
        evening.passes(20)
    asked = [c for c in evening.commands if isinstance(c, Say) and c.key.startswith("good_moment")]
    assert [one.variant for one in asked[::2]] == [other.variant for other in asked[1::2]]
    assert len({one.variant % 3 for one in asked}) > 1


def test_nobody_has_to_try_the_pause() -> None:
    evening = Evening(State(introduced=False))
    evening.begins()
    evening.passes(60)
    assert evening.state.sitting is not None
    assert evening.state.sitting.question == "week_share"


def test_the_second_session_does_not_introduce_itself_again() -> None:
    evening = Evening(State(introduced=True))
    assert "intro_1" not in sayings(evening.begins())


def test_repeat_in_the_introduction_says_it_again_from_its_beginning() -> None:
    evening = Evening(State(introduced=False))
    evening.says(Intent.START_COFFEE)
    evening.both_say_yes()
    evening.passes(2)  # phones away
    evening.passes(1)
    assert sayings(evening.says(Intent.REPEAT)) == ["intro_1", "intro_2", "try_the_pause"]
