"""The couple's book: the one that ships, and what is said about books that can't be used."""

from pathlib import Path

import pytest

from assistant.content.configuration import Configuration
from assistant.content.manner import ONCE_IS_ENOUGH, remarks
from assistant.content.prompts import find_prompts, load_book
from assistant.errors import ContentError
from assistant.session.book import (
    LIGHTER_DECK,
    NEEDED_SAYINGS,
    RITUALS,
    SAYINGS_WITH_MINUTES,
    Book,
)
from assistant.session.ritual import AskStep, ChooseStep, GoalStep, IntroduceStep, SayStep, Step, TurnsStep

SHIPPED = Path(__file__).resolve().parents[2] / "prompts.yaml"


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(SHIPPED, Configuration().safe_words)


def test_the_book_that_ships_is_whole(book: Book) -> None:
    assert set(book.rituals) == set(RITUALS)
    assert book.sayings.keys() >= NEEDED_SAYINGS
    assert all("{minutes}" in variant for key in SAYINGS_WITH_MINUTES for variant in book.sayings[key])


def test_everything_it_says_is_said_in_its_own_manner(book: Book) -> None:
    spoken = ((key, variant) for key, variants in book.sayings.items() for variant in variants)
    assert {key: remarks(text) for key, text in spoken if remarks(text)} == {}


def test_what_is_heard_often_is_said_in_three_ways(book: Book) -> None:
    often = {key: variants for key, variants in book.sayings.items() if not key.startswith(ONCE_IS_ENOUGH)}
    assert {key for key, variants in often.items() if len(set(variants)) != 3} == set()


def test_every_saying_has_its_use(book: Book) -> None:
    used = {*NEEDED_SAYINGS, *book.goals.values(), *book.words, *book.programme}
    for deck in book.decks.values():
        used.update(*((question.saying, question.lighter or question.saying) for question in deck))
    for ritual in book.rituals.values():
        used.update({ritual.goodbye}, *(said_in(step) for step in ritual.steps))
    assert set(book.sayings) == used


def said_in(step: Step) -> set[str]:
    match step:
        case SayStep(saying):
            return {saying}
        case IntroduceStep(sayings, invite):
            return {*sayings, invite}
        case TurnsStep():
            return {*step.questions, *filter(None, (step.offer, step.lighter))}
        case AskStep(first, other):
            return {first, other}
        case ChooseStep(offer) | GoalStep(offer):
            return {offer}
        case _:
            return set()


def test_every_deck_and_every_question_has_its_use(book: Book) -> None:
    drawn = {step.deck for ritual in book.rituals.values() for step in ritual.steps if isinstance(step, TurnsStep)}
    assert drawn - {""} | {LIGHTER_DECK} == set(book.decks)


def test_the_pause_cue_is_one_quiet_sentence_for_ever(book: Book) -> None:
    assert book.sayings["pause_cue"] == ("Let's pause here. Nothing has to be said now. I'll stay quiet.",)


def test_what_a_guest_may_hear_gives_nothing_away(book: Book) -> None:
    for goodbye in book.sayings["company"]:
        assert not {"session", "check-in", "coffee", "pause", "safe", "both"} & set(goodbye.lower().split())


def test_the_introduction_takes_about_twenty_seconds(book: Book) -> None:
    step = book.rituals["sunday_coffee"].steps[0]
    assert isinstance(step, IntroduceStep)
    words = sum(len(book.sayings[key][0].split()) for key in (*step.sayings, step.invite))
    assert 12 <= words * 4.5 / 12 <= 22  # twelve words take about 4.5 s in the gentle voice


def test_the_check_in_is_twenty_minutes_offered_in_equal_halves(book: Book) -> None:
    check_in = book.rituals["weekly_check_in"]
    turns = [step for step in check_in.steps if isinstance(step, TurnsStep)]
    assert (check_in.minutes, check_in.short_minutes) == (20, 5)
    assert [step.topic for step in turns] == ["goal", "light", "chosen", "ahead"]
    assert [step.only_if_time_left for step in turns] == [False, False, False, True]
    assert sum(step.share for step in turns) == pytest.approx(1)


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    """The shipped book with some of its text replaced; the comment at its top stays."""
    comment, rituals, text = SHIPPED.read_text("utf-8").partition("\nrituals:\n")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "prompts.yaml"
    path.write_text(comment + rituals + text, "utf-8")
    return path


def problems_of(path: Path, *safe_words: str) -> list[str]:
    with pytest.raises(ContentError) as told:
        load_book(path, safe_words)
    return [problem.removeprefix(str(path)) for problem in told.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("minutes: 20", "minutes: -2", "minutes is -2; from 1 to 90 is possible, for example 20."),
        ("short_minutes: 5", "short_minutes: 20", "short_minutes of weekly_check_in is 20; it has to be fewer than"),
        ("share: 0.4", "share: 0.8", "the shares of weekly_check_in add up to 1.4; together they are 1 at most."),
        ("        share: 0.4\n", "", 'an entry of steps has no "share", which it needs.'),
        (
            "goodbye: coffee_goodbye",
            "goodbye: cofee_goodbye",
            'names "cofee_goodbye", which is none of the sayings; did',
        ),
        ("listen_back: true", "listen_bak: true", "'listen_bak' is no key of an entry of steps; did you mean \"listen"),
        ("listen_back: true", "share: 0.5", "share is part of a ritual's minutes, and this ritual has none"),
        ("        offer: choose_question\n", "", 'questions are one, or two with an "offer" that names both.'),
        ("- say: phones_away", "- says: phones_away", "'says' is no kind of step; did you mean \"say\"?"),
        ("  sunday_coffee:", "  sunday_cofee:", "'sunday_cofee' is no key of rituals; did you mean \"sunday_coffee\"?"),
        ("  not_today:", "  not_todya:", 'the saying "not_today" is missing, which the assistant needs; is it the one'),
        (
            "purpose: noticing, lighter: week_share_lighter",
            "purpose: noticing, lighter: week_alone",
            '"week_alone" is deeper than "week_moment", whose lighter one it is to be.',
        ),
        ("{minutes} minutes are", "{minuts} minutes are", "time_left has '{minuts}' in it; only {minutes} can be"),
        ("The clock is resting.", "{minutes}", "clock_stopped has {minutes} in it; only time_added and time_left and"),
        ("I'll stay quiet.", "All right?", "pause_cue never varies and is never a question"),
        ("I can hear you again.", "again " * 60, "hearing_again is 360 characters long; 300 are the most"),
    ],
)
def test_a_book_that_cannot_be_used_says_what_would_be_right(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = edited(tmp_path, (old, new))
    told = problems_of(path)
    assert any(says in problem for problem in told), told
    assert all(problem.startswith(", line ") for problem in told)


def test_mistakes_in_rituals_and_sayings_are_told_together(tmp_path: Path) -> None:
    told = problems_of(edited(tmp_path, ("minutes: 20", "minutes: 0"), ("Whoever wishes", "{who} wishes")))
    assert [("minutes is 0" in problem, "first_turn has '{who}'" in problem) for problem in told] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("safe_word", ["gentle", "Gentle!", "a gentle day"])
def test_no_saying_may_hold_the_safe_word_however_it_is_written(tmp_path: Path, safe_word: str) -> None:
    path = edited(tmp_path, ("Have a gentle day.", "Have a Gentle, day."))
    assert any("not_today has the safe word in it" in problem for problem in problems_of(path, safe_word))


def test_a_safe_word_inside_another_word_does_no_harm() -> None:
    assert load_book(SHIPPED, ("gent", "ale"))


def test_no_saying_may_sound_like_the_safe_word() -> None:
    with pytest.raises(ContentError) as told:
        load_book(SHIPPED, ("dey",), lambda saying, word: word == "dey" and saying.endswith("Have a gentle day."))
    assert any("not_today sounds too much like the safe word" in problem for problem in told.value.problems)
    assert not any("dey" in problem for problem in told.value.problems)


def test_the_checkouts_own_book_is_found_and_another_one_can_be_named(tmp_path: Path) -> None:
    mine = edited(tmp_path)
    assert find_prompts(None) == SHIPPED
    assert find_prompts(mine) == mine
    with pytest.raises(ContentError, match="no such file"):
        find_prompts(tmp_path / "other.yaml")
