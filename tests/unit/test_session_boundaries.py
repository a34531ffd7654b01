"""Boundaries, patience and help: what one voice closes, what stays open for the other, what is there when asked for."""

from dataclasses import replace

import pytest
from helpers.evening import Evening, sayings

from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import Book
from assistant.session.commands import Chime, Forget, Remember
from assistant.session.events import SafeWordHeard, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.listening import expected
from assistant.session.ritual import SayStep
from assistant.session.sitting import Sitting
from assistant.session.state import AfterBoundary, Asleep, Choosing, ListeningBack, Paused, State, Together, Turn
from assistant.session.waking import fits, wake


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture
def evening(book: Book) -> Evening:
    evening = Evening(book=book)
    evening.begins()
    return evening


def sitting_of(evening: Evening) -> Sitting:
    assert evening.state.sitting is not None
    return evening.state.sitting


def turn_of(evening: Evening) -> Turn:
    assert isinstance(evening.state.mode, Turn)
    return evening.state.mode


# Patience.


def test_a_long_silence_is_met_by_one_soft_offer_and_no_second(evening: Evening) -> None:
    assert sayings(evening.passes(55)) == []
    assert sayings(evening.passes(20)) == ["soft_offer"]
    assert sayings(evening.passes(8 * 60)) == []


def test_the_other_has_a_silence_of_their_own(evening: Evening) -> None:
    evening.passes(70)
    evening.says(Intent.PASS)
    assert sayings(evening.passes(70)) == ["soft_offer"]


def test_whoever_speaks_is_offered_nothing(evening: Evening) -> None:
    evening.happens(SpeechStarted(evening.now_s))
    assert sayings(evening.passes(300)) == []
    evening.happens(SpeechStopped(evening.now_s))
    assert sayings(evening.passes(30)) == []


# Whole answers.


@pytest.mark.parametrize("partner", [0, 1])
def test_i_dont_know_is_a_whole_answer_and_nobody_is_asked_to_say_it_back(evening: Evening, partner: int) -> None:
    if partner:
        evening.says(Intent.PASS)
    assert sayings(evening.says(Intent.NOTHING)) == [Chime.HAND_OVER]
    following = sayings(evening.passes(5))
    assert following == (["second_turn"] if partner == 0 else ["appreciation", "first_turn"])


def test_i_dont_know_may_also_be_how_an_answer_begins(evening: Evening) -> None:
    evening.says(Intent.NOTHING)
    evening.happens(SpeechStarted(evening.now_s))
    evening.passes(30)
    assert turn_of(evening).partner == 0


def test_one_word_from_one_of_them_all_evening_is_enough(evening: Evening) -> None:
    for _ in range(4):
        evening.says(None, length_s=0.4)
        evening.says(Intent.HAND_OVER)
        evening.passes(8)
        if isinstance(evening.state.mode, ListeningBack):
            evening.says(Intent.NOTHING)
            evening.passes(8)
    assert not {"soft_offer", "didnt_catch"} & set(sayings(evening.commands))
    assert sayings(evening.passes(120))[-2:] == [Chime.OFFERED, "coffee_goodbye"]


def test_i_dont_know_is_no_yes_when_something_would_open(book: Book) -> None:
    evening = Evening(book=book)
    evening.says(Intent.START_COFFEE)
    evening.passes(3)
    assert sayings(evening.says(Intent.NOTHING)) == ["not_today"]


# "I'm not ready to talk about that."


def test_after_a_boundary_there_may_be_something_lighter(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(5)
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "lighter_taste", "first_turn"]
    evening.passes(5)
    evening.says(Intent.PASS)
    assert turn_of(evening).partner == 1
    assert sayings(evening.says(Intent.PASS))[-2:] == ["appreciation", "first_turn"]


def test_after_a_boundary_there_may_be_a_quiet_moment(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(5)
    assert sayings(evening.says(Intent.CHOICE, choice="quiet")) == []
    assert isinstance(evening.state.mode, Together)
    assert sayings(evening.passes(66)) == [Chime.OFFERED, "appreciation", "first_turn"]


def test_after_a_boundary_the_other_may_speak_of_anything_for_as_long(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins(Intent.START_CHECK_IN)
    offered_s = turn_of(evening).offered_s
    evening.says(Intent.NOT_READY)
    evening.passes(5)
    assert sayings(evening.says(Intent.HAND_OVER)) == ["free_turn"]
    assert (turn_of(evening).partner, turn_of(evening).offered_s) == (1, offered_s)


def test_after_a_boundary_a_silence_simply_goes_on(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    assert sayings(evening.passes(40)) == ["appreciation", "first_turn"]


def test_asking_again_what_was_said_never_says_the_closed_question(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(5)
    assert sayings(evening.says(Intent.REPEAT)) == ["after_boundary"]


def test_the_listener_may_close_it_as_well_as_the_speaker(evening: Evening) -> None:
    evening.says(None, length_s=10)
    evening.says(Intent.HAND_OVER)
    evening.passes(5)
    assert isinstance(evening.state.mode, ListeningBack)
    evening.says(Intent.NOT_READY)
    assert isinstance(evening.state.mode, AfterBoundary)
    assert "week" in sitting_of(evening).closed_keys


def test_what_is_closed_opens_again_at_a_wish_and_two_yeses_and_then_the_evening_goes_on(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(40)
    assert sitting_of(evening).question == "appreciation"
    assert sayings(evening.says(Intent.COME_BACK)) == ["reopen_first"]
    assert sayings(evening.both_say_yes())[-2:] == ["week_share", "first_turn"]
    assert sitting_of(evening).closed == ()
    evening.says(Intent.PASS)
    assert sayings(evening.says(Intent.PASS))[-2:] == ["appreciation_helped", "first_turn"]


def test_one_yes_leaves_it_closed_and_the_turn_is_whose_it_was(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(40)
    evening.says(Intent.COME_BACK)
    evening.passes(3)
    evening.says(Intent.YES)
    assert sayings(evening.passes(30)) == []
    assert "week" in sitting_of(evening).closed_keys
    assert turn_of(evening).partner == 0


def test_where_nothing_was_closed_coming_back_says_nothing(evening: Evening) -> None:
    assert sayings(evening.says(Intent.COME_BACK)) == []


def test_a_boundary_is_forgotten_with_the_evening(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.says(Intent.STOP)
    evening.passes(5)
    assert Forget() in evening.commands
    assert (evening.state.mode, evening.state.sitting) == (Asleep(), None)
    assert "week" not in str(evening.state.kept.met)


def test_a_pause_after_a_boundary_comes_back_to_what_was_offered(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    evening.says(Intent.CARRY_ON)
    assert sayings(evening.both_say_yes())[-1:] == ["after_boundary"]
    evening.passes(3)
    assert sayings(evening.says(Intent.LIGHTER))[0] == "lighter_ok"


@pytest.mark.parametrize("no", [Intent.NO, None, Intent.PAUSE])
def test_whoever_refused_to_open_it_again_is_not_asked_a_second_time(evening: Evening, no: Intent | None) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(40)
    assert sayings(evening.says(Intent.COME_BACK)) == ["reopen_first"]
    evening.passes(3)
    if no is not None:
        evening.says(no)
    evening.passes(50)
    if isinstance(evening.state.mode, Paused):
        evening.says(Intent.CARRY_ON)
        evening.both_say_yes()
        evening.says(Intent.GO_ON)
        evening.passes(3)
    assert isinstance(evening.state.mode, Turn)
    assert sayings(evening.says(Intent.COME_BACK)) == []


def test_after_a_refusal_what_the_boundary_offered_is_still_theirs(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(3)
    evening.says(Intent.COME_BACK)
    evening.passes(3)
    evening.says(Intent.NO)
    assert sayings(evening.says(Intent.LIGHTER))[:1] == ["lighter_ok"]


def test_whoever_refused_to_go_deeper_is_not_asked_a_second_time(evening: Evening) -> None:
    assert sayings(evening.says(Intent.DEEPER)) == ["deeper_first"]
    evening.passes(3)
    evening.says(Intent.NO)
    assert sayings(evening.says(Intent.DEEPER)) == []


def test_asked_to_go_deeper_one_of_them_may_say_something_lighter(evening: Evening) -> None:
    evening.says(Intent.DEEPER)
    evening.passes(3)
    assert sayings(evening.says(Intent.LIGHTER)) == ["lighter_ok", "week_share_lighter"]


def test_what_opens_again_at_once_is_asked_only_once(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(3)
    evening.says(Intent.LIGHTER)
    evening.passes(3)
    evening.says(Intent.COME_BACK)
    assert sayings(evening.both_say_yes())[-2:] == ["week_share", "first_turn"]
    evening.says(Intent.PASS)
    assert sayings(evening.says(Intent.PASS))[-2:] == ["appreciation", "first_turn"]


def test_closed_while_choosing_there_may_still_be_something_lighter(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins(Intent.START_CHECK_IN)
    evening.says(Intent.PASS)
    evening.says(Intent.PASS)
    evening.passes(4)
    assert isinstance(evening.state.mode, Choosing)
    evening.says(Intent.NOT_READY)
    evening.passes(3)
    assert sayings(evening.says(Intent.LIGHTER))[:2] == ["lighter_ok", "lighter_taste"]
    assert evening.state.kept.asked[-1] != "lighter_taste"


def test_a_boundary_in_repair_closes_all_of_the_matter(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins(Intent.START_REPAIR)
    evening.passes(4)
    assert sitting_of(evening).question == "repair_felt"
    evening.says(Intent.NOT_READY)
    assert not {"repair_wish", "repair_step"} & set(sayings(evening.passes(300)))
    assert sayings(evening.commands)[-1] == "repair_goodbye"
    assert evening.state.kept == Kept()


def test_in_repair_lighter_asks_for_the_wish_in_a_lighter_way(book: Book) -> None:
    evening = Evening(book=book)
    evening.begins(Intent.START_REPAIR)
    evening.passes(4)
    evening.says(Intent.LIGHTER)
    evening.says(Intent.PASS)
    assert "repair_wish_lighter" in sayings(evening.says(Intent.PASS))


def test_what_was_closed_in_a_book_they_have_since_rewritten_is_not_taken_up(evening: Evening, book: Book) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(40)
    woken = wake(evening.state, 60.0, introduced=True)
    assert fits(book, woken)
    coffee = book.rituals["sunday_coffee"]
    number = sitting_of(evening).closed[0].step
    steps = (*coffee.steps[:number], SayStep("phones_away"), *coffee.steps[number + 1 :])
    rewritten = replace(book, rituals={**book.rituals, "sunday_coffee": replace(coffee, steps=steps)})
    assert not fits(rewritten, woken)


# Help, when someone asks for it.


def test_help_gives_a_beginning_to_the_speaker_and_one_to_the_listener(evening: Evening) -> None:
    assert sayings(evening.says(Intent.HELP_START)) == ["stem_start"]
    assert turn_of(evening).partner == 0
    assert sayings(evening.says(Intent.HELP_LISTEN)) == ["stem_listen"]


def test_words_come_small_first_and_more_on_request(evening: Evening) -> None:
    asked = [Intent.HELP_WORD, Intent.MORE_WORDS, Intent.HELP_WORD, Intent.MORE_WORDS, Intent.MORE_WORDS]
    said = [sayings(evening.says(intent)) for intent in asked]
    assert said == [["words_small"], ["words_more"], ["words_warm"], ["words_heavy"], ["words_heavy"]]


@pytest.mark.parametrize("asleep", [True, False])
def test_who_can_help_is_answered_whenever_it_is_asked(book: Book, asleep: bool) -> None:  # noqa: FBT001 - two cases of one story
    evening = Evening(book=book)
    if not asleep:
        evening.begins()
    assert Intent.WHO_HELPS in expected(evening.state)
    assert sayings(evening.says(Intent.WHO_HELPS)) == ["who_can_help"]


def test_in_a_pause_nobody_is_told_of_counsellors(evening: Evening) -> None:
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert Intent.WHO_HELPS not in expected(evening.state)
    assert sayings(evening.says(Intent.WHO_HELPS)) == []


def test_a_boundary_spoken_in_a_pause_is_saved_at_once_and_without_a_word(evening: Evening) -> None:
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert evening.says(Intent.NOT_READY) == [Remember()]
    assert "week" in sitting_of(evening).closed_keys


def test_the_goal_can_be_forgotten_in_a_pause_and_the_pause_stays_quiet(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    evening.begins()
    evening.happens(SafeWordHeard(evening.now_s, -0.5))
    evening.passes(10)
    assert Intent.FORGET_GOAL in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_GOAL)) == []
    assert evening.state.kept.goal == ""


# The goal, forgotten.


def test_forget_it_to_an_offered_goal_forgets_it_and_goes_on(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    evening.begins(Intent.START_CHECK_IN)
    assert Intent.FORGET_IT in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_IT)) == ["goal_forgotten", "light_question", "first_turn"]
    assert evening.state.kept.goal == ""


def test_the_goal_can_be_forgotten_any_time_and_forget_it_alone_only_where_it_is_offered(book: Book) -> None:
    evening = Evening(State(kept=Kept(goal="evening")), book)
    assert Intent.FORGET_GOAL in expected(evening.state)
    assert Intent.FORGET_IT not in expected(evening.state)
    assert sayings(evening.says(Intent.FORGET_GOAL)) == ["goal_forgotten"]
    assert Intent.FORGET_GOAL not in expected(evening.state)


# Company.


def test_company_may_come_after_a_boundary_and_hears_nothing_of_it(evening: Evening) -> None:
    evening.says(Intent.NOT_READY)
    evening.passes(2)
    assert sayings(evening.says(Intent.COMPANY)) == ["company"]
