"""What holds in every evening of what it says: in its manner, in its book, and never of what somebody has closed."""

from dataclasses import replace

from helpers.happenings import KEPT, LIVELY, SHIPPED, STARTS, Story, an_evening
from hypothesis import event, given, settings
from hypothesis import strategies as st

from assistant.content.manner import remarks
from assistant.session.book import Book
from assistant.session.commands import Say
from assistant.session.events import SayingFinished, UtteranceHeard
from assistant.session.intents import Intent
from assistant.session.kept import Kept
from assistant.session.respond import respond
from assistant.session.ritual import AskStep, Depth, Ritual, SayGoalStep, SayStep, SayWeekStep, TurnsStep
from assistant.session.state import AskingStep, AskingToReopen, Choosing, State, Telling, Turn

TWICE = replace(
    SHIPPED,
    rituals={
        "sunday_coffee": Ritual(
            "sunday_coffee",
            (
                TurnsStep("us", deck="coffee_week"),
                AskStep("daily_deeper", "daily_deeper_other", otherwise_at=3, topic="us", to_depth=Depth.DEEP),
                TurnsStep("us", ("daily_us",), lighter="daily_us_lighter"),
                TurnsStep("more", deck="coffee_week", listen_back=True),
                TurnsStep("us", ("question_wish", "question_weight"), offer="choose_question"),
                TurnsStep("last", deck="coffee_week"),
                TurnsStep("us", ("daily_us",)),
            ),
            goodbye="coffee_goodbye",
        )
    },
)
"""A book that comes back to the same topics and the same questions, again and again."""


def asked_about(state: State) -> str:
    """The topic that is open now; "" where none is."""
    if state.sitting is None:
        return ""
    match state.mode:
        case AskingStep(topic=topic):
            return topic
        case Turn() | Choosing():
            return state.sitting.topic
        case _:
            return ""


def never_offers_what_is_closed(start: Intent, story: Story, kept: Kept, book: Book) -> None:
    for moment in an_evening(start, story, kept=kept, book=book).transitions:
        before, after = moment.before, moment.after
        if before.sitting is None or after.sitting is None:
            continue
        if isinstance(after.mode, AskingToReopen) and not isinstance(before.mode, AskingToReopen):
            assert isinstance(moment.event, UtteranceHeard)
            assert moment.event.intent is Intent.COME_BACK  # nobody but its speaker brings it up
        if len(after.sitting.closed) < len(before.sitting.closed):
            assert isinstance(before.mode, AskingToReopen)
            assert before.mode.answers.yes_s is not None
            event("opened again")
            continue
        closed = before.sitting.closed_keys
        if closed:
            event("closed")
        assert not closed & set(moment.said)
        assert asked_about(after) not in after.sitting.closed_keys


def told_to_its_end(state: State) -> State:
    if isinstance(state.mode, Telling):
        state, _ = respond(SHIPPED, state, SayingFinished(state.mode.last), state.now_s)
    return state


@given(STARTS, LIVELY, KEPT, st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_what_is_announced_and_refused_is_not_asked(start: Intent, story: Story, kept: Kept, nth: int) -> None:
    told = [moment.after for moment in an_evening(start, story, kept=kept).transitions if announces(moment.after)]
    if not told:
        return
    state = told[nth % len(told)]
    topic = asked_about(told_to_its_end(state))
    not_ready = UtteranceHeard(state.now_s, state.now_s, Intent.NOT_READY)
    after, commands = respond(SHIPPED, state, not_ready, state.now_s)
    assert Say("not_ready_ok") in [replace(command, variant=0) for command in commands if isinstance(command, Say)]
    event("of a topic" if topic else "of none")
    while isinstance(after.mode, Telling):
        after = told_to_its_end(after)
    assert not topic or asked_about(after) != topic


def announces(state: State) -> bool:
    """Whether something is told that is the session's own; the introduction is about the assistant."""
    if not isinstance(state.mode, Telling) or state.sitting is None:
        return False
    return isinstance(
        SHIPPED.rituals[state.sitting.ritual].steps[state.sitting.step], SayGoalStep | SayStep | SayWeekStep
    )


@given(STARTS, LIVELY, KEPT)
@settings(max_examples=100, deadline=None)
def test_after_a_boundary_nothing_of_it_is_offered_to_anybody(start: Intent, story: Story, kept: Kept) -> None:
    never_offers_what_is_closed(start, story, kept, SHIPPED)


@given(LIVELY, KEPT)
@settings(max_examples=150, deadline=None)
def test_not_even_by_a_book_that_asks_the_same_again_and_again(story: Story, kept: Kept) -> None:
    never_offers_what_is_closed(Intent.START_COFFEE, story, kept, TWICE)


@given(STARTS, LIVELY, KEPT, st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_path_plays_a_saying_that_is_not_in_the_couples_book_or_not_in_its_manner(
    start: Intent,
    story: Story,
    kept: Kept,
    introduced: bool,  # noqa: FBT001 - drawn
) -> None:
    for command in an_evening(start, story, kept=kept, introduced=introduced).commands:
        if isinstance(command, Say):
            variants = SHIPPED.sayings[command.key]
            assert {text: remarks(text) for text in variants if remarks(text)} == {}
            assert {("{minutes}" in text) for text in variants} == {command.minutes is not None}


def test_every_saying_that_ships_is_in_its_manner() -> None:
    """Also one that no path above came to."""
    marked = {key: remarks(text) for key, variants in SHIPPED.sayings.items() for text in variants if remarks(text)}
    assert marked == {}
