"""The rituals that ship, as evenings: what is asked, what opens, what is kept."""

import pytest
from helpers.evening import SAYING_S, Evening, sayings

from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import Book
from assistant.session.commands import Chime, Keep
from assistant.session.events import SafeWordHeard, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.ritual import Depth
from assistant.session.sitting import Sitting
from assistant.session.state import AskingStep, Asleep, Choosing, Leaving, Paused, State, Together, Turn


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture
def evening(book: Book) -> Evening:
    return Evening(book=book)


def sitting_of(evening: Evening) -> Sitting:
    assert evening.state.sitting is not None
    return evening.state.sitting


def both_speak(evening: Evening) -> None:
    """A turn each, and the listener has nothing to add."""
    for _ in range(2):
        evening.says(None, length_s=10)
        evening.says(Intent.HAND_OVER)
        evening.passes(8)
        if evening.state.mode.__class__.__name__ == "ListeningBack":
            evening.says(Intent.HAND_OVER)
            evening.passes(8)


# Sunday coffee.


def test_sunday_coffee_ends_with_a_quiet_minute_when_nobody_wishes_for_more(evening: Evening) -> None:
    evening.begins()
    both_speak(evening)
    both_speak(evening)
    assert isinstance(evening.state.mode, Choosing)
    assert sayings(evening.passes(35)) == []
    assert isinstance(evening.state.mode, Together)
    assert sayings(evening.passes(70)) == [Chime.OFFERED, "coffee_goodbye"]
    evening.passes(5)
    assert evening.state.sitting is None


def test_each_sunday_has_another_question_until_the_deck_is_through(evening: Evening) -> None:
    questions = []
    for _ in range(4):
        evening.begins()
        questions.append(sitting_of(evening).question)
        evening.says(Intent.STOP)
        evening.passes(5)
    assert questions == ["week_share", "week_moment", "week_surprise", "week_share"]
    assert Keep() in evening.commands


def test_one_more_question_goes_deeper_so_the_other_is_asked_too(evening: Evening) -> None:
    evening.begins()
    for _ in range(4):
        evening.says(Intent.PASS)
        evening.passes(5)
    evening.passes(3)
    assert sayings(evening.says(Intent.CHOICE, choice="question")) == ["deeper_other"]
    evening.passes(3)
    assert sayings(evening.says(Intent.YES)) == ["more_hope", "first_turn"]
    assert sitting_of(evening).depth == Depth.MIDDLE


def test_when_only_one_wishes_to_go_deeper_it_becomes_a_quiet_minute(evening: Evening) -> None:
    evening.begins()
    for _ in range(4):
        evening.says(Intent.PASS)
        evening.passes(5)
    evening.passes(3)
    evening.says(Intent.SECOND)
    assert "more_hope" not in sayings(evening.passes(30))
    assert isinstance(evening.state.mode, Together)
    assert sitting_of(evening).depth == Depth.LIGHT


def test_open_talk_ends_in_a_lull_and_never_in_the_middle_of_a_sentence(evening: Evening) -> None:
    evening.begins()
    for _ in range(4):
        evening.says(Intent.PASS)
        evening.passes(5)
    evening.passes(3)
    evening.says(Intent.THIRD)
    evening.happens(SpeechStarted(evening.now_s))
    assert sayings(evening.passes(6 * 60)) == []
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(2)) == [Chime.OFFERED]
    evening.happens(SpeechStarted(evening.now_s))
    assert sayings(evening.passes(20)) == []
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(12)) == ["coffee_goodbye"]


def test_a_quiet_moment_that_is_interrupted_goes_on_with_what_was_left(evening: Evening) -> None:
    evening.begins(Intent.START_PROGRAMME)
    evening.passes(10)
    quiet = evening.state.mode
    assert isinstance(quiet, Together)
    evening.passes(60)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    assert isinstance(evening.state.mode, Paused)
    evening.passes(300)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    back = evening.state.mode
    assert isinstance(back, Together)
    assert 55 < back.used_s < 75


def test_the_next_step_comes_when_they_say_so(evening: Evening) -> None:
    evening.begins(Intent.START_PROGRAMME)
    evening.passes(10)
    assert isinstance(evening.state.mode, Together)
    assert sayings(evening.says(Intent.HAND_OVER)) == ["notice_yours"]


# Something deeper, something lighter.


def test_something_deeper_is_asked_of_each_and_then_both_begin_with_it(evening: Evening) -> None:
    evening.begins()
    assert sayings(evening.says(Intent.DEEPER)) == ["deeper_first"]
    assert sayings(evening.both_say_yes())[-2:] == ["week_unsaid", "first_turn"]
    assert isinstance(evening.state.mode, Turn)
    assert evening.state.mode.partner == 0


def test_one_yes_goes_no_deeper_and_the_turn_stays_whose_it_was(evening: Evening) -> None:
    evening.begins()
    evening.says(None, length_s=20)
    evening.says(Intent.DEEPER)
    evening.passes(3)
    evening.says(Intent.YES)
    assert sayings(evening.passes(30)) == []
    assert isinstance(evening.state.mode, Turn)
    assert evening.state.mode.used_s > 20
    assert sitting_of(evening).question == "week_share"


def test_one_lighter_brings_both_up_again(evening: Evening) -> None:
    evening.begins()
    evening.says(Intent.DEEPER)
    evening.both_say_yes()
    assert sitting_of(evening).depth == Depth.MIDDLE
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "week_share"]
    assert sitting_of(evening).depth == Depth.LIGHT


def test_where_there_is_nothing_deeper_it_says_so(evening: Evening) -> None:
    evening.begins(Intent.START_DAILY)
    assert sayings(evening.says(Intent.DEEPER)) == ["no_deeper"]
    assert isinstance(evening.state.mode, Turn)


# Daily three.


def three_answers(evening: Evening) -> None:
    evening.begins(Intent.START_DAILY)
    for _ in range(3):
        both_speak(evening)


def test_the_daily_three_are_three_and_the_deeper_one_comes_when_both_choose_it(evening: Evening) -> None:
    three_answers(evening)
    questions = [key for key in sayings(evening.commands) if key.startswith("daily_")]
    assert questions == ["daily_best", "daily_weighing", "daily_liked", "daily_deeper"]
    assert sayings(evening.both_say_yes())[-2:] == ["daily_us", "first_turn"]


def test_one_no_and_the_daily_three_are_over(evening: Evening) -> None:
    three_answers(evening)
    evening.passes(3)
    assert sayings(evening.says(Intent.NO)) == ["daily_goodbye"]


def test_no_answer_to_the_deeper_question_is_a_no(evening: Evening) -> None:
    three_answers(evening)
    evening.passes(3)
    evening.says(Intent.YES)
    assert sayings(evening.passes(30)) == ["daily_goodbye"]


def test_not_ready_for_the_deeper_question_closes_it_and_asks_no_more(evening: Evening) -> None:
    three_answers(evening)
    evening.passes(3)
    assert "daily_us" not in sayings(evening.says(Intent.NOT_READY))
    assert isinstance(evening.state.mode, Leaving)


def test_a_pause_in_a_closed_question_asks_it_anew(evening: Evening) -> None:
    three_answers(evening)
    evening.passes(3)
    evening.says(Intent.YES)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    evening.says(Intent.CARRY_ON)
    assert sayings(evening.both_say_yes())[-1] == "daily_deeper"
    assert isinstance(evening.state.mode, AskingStep)
    assert evening.state.mode.answers.yes_s is None


# A goal.


def test_a_goal_is_kept_after_two_yeses(evening: Evening) -> None:
    evening.begins(Intent.START_GOAL)
    evening.passes(20)
    evening.says(Intent.CHOICE, choice="listen")
    evening.passes(3)
    assert evening.state.kept.goal == ""
    evening.both_say_yes()
    assert evening.state.kept.goal == "listen"
    assert sayings(evening.passes(10)) == ["goal_goodbye"]


def test_one_no_keeps_nothing(evening: Evening) -> None:
    evening.begins(Intent.START_GOAL)
    evening.passes(20)
    evening.says(Intent.FIRST)
    evening.passes(5)
    evening.says(Intent.YES)
    evening.passes(3)
    assert sayings(evening.says(Intent.NO)) == ["goal_not_kept"]
    assert evening.state.kept.goal == ""


def test_nobody_has_to_choose_a_goal(evening: Evening) -> None:
    evening.begins(Intent.START_GOAL)
    assert sayings(evening.passes(60))[-1] == "goal_goodbye"
    assert evening.state.kept.goal == ""


def test_a_kept_goal_is_offered_at_the_check_in_and_a_silence_passes_it_by(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    said = sayings(evening.begins(Intent.START_CHECK_IN))
    assert said[-3:] == ["phones_away", "goal_evening", "goal_offer"]
    assert sayings(evening.passes(20)) == ["light_question", "first_turn"]
    assert evening.state.kept.goal == "evening"


def test_a_kept_goal_gets_a_question_when_both_like_it(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    evening.begins(Intent.START_CHECK_IN)
    assert sayings(evening.both_say_yes())[-2:] == ["goal_question", "first_turn"]


def test_without_a_goal_the_check_in_says_nothing_of_one(evening: Evening) -> None:
    assert not {"goal_offer", "goal_evening"} & set(sayings(evening.begins(Intent.START_CHECK_IN)))


# Repair.


def test_repair_asks_what_was_felt_what_is_wished_and_for_one_step(evening: Evening) -> None:
    evening.begins(Intent.START_REPAIR)
    for _ in range(3):
        both_speak(evening)
    assert [key for key in sayings(evening.commands) if key in evening.book.sayings and key.startswith("repair")] == [
        *("repair_slowly", "repair_felt", "repair_wish", "repair_step")
    ]
    assert isinstance(evening.state.mode, Together)
    assert sayings(evening.passes(70)) == [Chime.OFFERED, "repair_goodbye"]


def test_repair_is_never_offered_after_a_pause(evening: Evening) -> None:
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    evening.says(Intent.CARRY_ON)
    evening.both_say_yes()
    evening.says(Intent.START_REPAIR)
    evening.passes(3)
    evening.says(Intent.STOP)
    assert not any(key.startswith("repair") for key in sayings(evening.commands))


# The six weeks.


def in_week(book: Book, week: int) -> Evening:
    return Evening(State(kept=Kept(week=week, met=("six_weeks",))), book)


@pytest.mark.parametrize("week", [1, 2])
def test_the_first_weeks_are_each_partners_own_and_nothing_is_asked_about_them(book: Book, week: int) -> None:
    evening = in_week(book, week)
    evening.begins(Intent.START_PROGRAMME)
    evening.passes(4 * 60)
    choice = "week_choice_first" if week == 1 else "week_choice"  # there is nothing before the first to go back to
    assert sayings(evening.commands)[2:] == [
        *(book.programme[week - 1], "notice_paper", Chime.OFFERED, "notice_yours", choice, "week_stays"),
        "programme_goodbye",
    ]


def test_before_a_quiet_moment_it_is_said_that_one_comes(book: Book) -> None:
    evening = in_week(book, 4)
    evening.begins(Intent.START_PROGRAMME)
    both_speak(evening)
    assert sayings(evening.commands)[-1] == "quiet_now"
    assert isinstance(evening.state.mode, Together)


def test_week_three_is_for_something_light(book: Book) -> None:
    evening = in_week(book, 3)
    assert sayings(evening.begins(Intent.START_PROGRAMME))[2:] == ["week_three", "sharing_today", "first_turn"]
    assert sitting_of(evening).depth == Depth.LIGHT


def test_week_four_is_the_safe_space_and_the_listener_may_say_it_back(book: Book) -> None:
    evening = in_week(book, 4)
    said = sayings(evening.begins(Intent.START_PROGRAMME))
    assert said[2:] == ["week_four", "space_rules", "space_question", "first_turn"]
    evening.says(Intent.HAND_OVER)
    assert sayings(evening.passes(5)) == ["listen_back"]


def test_week_five_is_a_sentence_that_both_finish(book: Book) -> None:
    evening = in_week(book, 5)
    evening.begins(Intent.START_PROGRAMME)
    both_speak(evening)
    assert sayings(evening.commands)[2:5] == ["week_five", "easier_when", "first_turn"]
    assert isinstance(evening.state.mode, Choosing)


def test_week_six_is_a_goal_together_and_at_its_end_it_says_who_can_help(book: Book) -> None:
    evening = in_week(book, 6)
    evening.begins(Intent.START_PROGRAMME)
    evening.passes(15)
    evening.says(Intent.SECOND)
    evening.passes(3)
    evening.both_say_yes()
    said = sayings(evening.passes(60))
    assert evening.state.kept == Kept(week=6, goal="pause", met=("six_weeks",))
    assert said == ["programme_end", "who_can_help", "week_choice_last", "week_stays", "programme_goodbye"]


def at_the_choice_of_weeks(book: Book, week: int) -> Evening:
    evening = in_week(book, week)
    evening.begins(Intent.START_PROGRAMME)
    while not isinstance(evening.state.mode, Choosing):
        evening.says(Intent.PASS)
        evening.passes(5)
    return evening


@pytest.mark.parametrize(("choice", "week"), [("next", 4), ("back", 2), ("stay", 3)])
def test_the_week_moves_when_both_say_so(book: Book, choice: str, week: int) -> None:
    evening = at_the_choice_of_weeks(book, 3)
    evening.says(Intent.CHOICE, choice=choice)
    evening.both_say_yes()
    evening.passes(10)
    assert evening.state.kept.week == week
    assert sayings(evening.commands)[-1] == "programme_goodbye"


def test_one_voice_moves_no_week(book: Book) -> None:
    evening = at_the_choice_of_weeks(book, 3)
    evening.says(Intent.CHOICE, choice="next")
    evening.passes(3)
    evening.says(Intent.YES)
    assert sayings(evening.passes(40)) == ["week_stays", "programme_goodbye"]
    assert evening.state.kept.week == 3


def test_before_the_first_week_there_is_none(book: Book) -> None:
    evening = at_the_choice_of_weeks(book, 1)
    evening.says(Intent.CHOICE, choice="back")
    evening.both_say_yes()
    assert evening.state.kept.week == 1


def test_what_a_ritual_is_about_is_said_the_first_time_only(evening: Evening) -> None:
    assert "programme_what" in sayings(evening.begins(Intent.START_PROGRAMME))
    evening.says(Intent.STOP)
    evening.passes(SAYING_S + 1)
    assert "programme_what" not in sayings(evening.begins(Intent.START_PROGRAMME))


# Whoever comes to the table.


@pytest.mark.parametrize(
    "start",
    [Intent.START_COFFEE, Intent.START_CHECK_IN, Intent.START_DAILY, Intent.START_REPAIR, Intent.START_PROGRAMME],
)
def test_one_of_them_never_answers_and_it_still_ends_in_peace(book: Book, start: Intent) -> None:
    evening = Evening(book=book)
    evening.begins(start)
    for _ in range(20):
        if isinstance(evening.state.mode, Leaving | Asleep):
            break
        if isinstance(evening.state.mode, Turn) and evening.state.mode.partner == 0:
            evening.says(None, length_s=15)  # the one who speaks
        evening.says(Intent.HAND_OVER)
        evening.passes(45)
    evening.passes(5)
    assert evening.state.mode == Asleep()
    assert "didnt_catch" not in sayings(evening.commands)


def test_a_stop_half_way_is_one_sentence_and_the_question_counts_as_asked(evening: Evening) -> None:
    evening.begins()
    evening.says(None, length_s=5)
    assert sayings(evening.says(Intent.STOP)) == ["goodbye_stopped"]
    evening.passes(5)
    assert evening.state.mode == Asleep()
    assert evening.state.kept == Kept(asked=("week_share",))
