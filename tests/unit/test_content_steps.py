"""Steps as a couple writes them, nested; as a session walks them, in one line; and what is said of wrong ones."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.places import Problems
from assistant.content.reading import read_places
from assistant.content.rituals import ritual_in
from assistant.content.steps import Shelf
from assistant.errors import ContentError
from assistant.session.book import Book
from assistant.session.commands import Chime
from assistant.session.decks import Question
from assistant.session.ritual import (
    AskStep,
    ChimeStep,
    ChooseStep,
    Depth,
    GoalStep,
    JumpStep,
    KeepGoalStep,
    OnlyIfStep,
    QuietStep,
    Ritual,
    SayGoalStep,
    SayStep,
    TimedStep,
    TurnsStep,
    Way,
    jumps,
)
from assistant.shell.script import script_of
from assistant.shell.script_parts import Line, Note

SAYINGS = dict.fromkeys(("hello", "one", "other", "offer", "bye"), ())
DECKS = {"small": (Question("hello"),)}


def read(folder: Path, text: str) -> tuple[Ritual, Problems]:
    path = folder / "ritual.yaml"
    path.write_text(text, "utf-8")
    root = read_places(path)
    return ritual_in("evening", root, Shelf(SAYINGS, DECKS, weeks=6, timed=False)), root.problems


def steps_of(folder: Path, text: str) -> Ritual:
    ritual, problems = read(folder, f"goodbye: bye\nsteps:\n{text}")
    assert problems.found == []
    return ritual


def test_steps_that_stand_alone_are_read_as_they_stand(tmp_path: Path) -> None:
    ritual = steps_of(
        tmp_path,
        """
  - say: hello
  - chime: welcome
  - quiet: 0.5
  - timed: 5
  - {turns: us, deck: small, depth: deep}
""",
    )
    assert ritual.steps == (
        SayStep("hello"),
        ChimeStep(Chime.WELCOME),
        QuietStep(0.5),
        TimedStep(5.0),
        TurnsStep("us", deck="small", depth=Depth.DEEP),
    )


def test_two_yeses_lead_into_a_branch_and_anything_else_past_it(tmp_path: Path) -> None:
    ritual = steps_of(
        tmp_path,
        """
  - ask: one
    other: other
    topic: us
    to_depth: middle
    both_yes: [say: hello, quiet: 1]
    otherwise: [say: offer]
  - say: bye
""",
    )
    assert ritual.steps == (
        AskStep("one", "other", otherwise_at=4, topic="us", to_depth=Depth.MIDDLE),
        SayStep("hello"),
        QuietStep(1.0),
        JumpStep(5),
        SayStep("offer"),
        SayStep("bye"),
    )


def test_each_way_leads_to_the_same_end(tmp_path: Path) -> None:
    ritual = steps_of(
        tmp_path,
        """
  - choose: offer
    ways:
      quiet: [quiet: 1]
      deeper: {depth: deep}
  - say: bye
""",
    )
    assert ritual.steps == (
        ChooseStep("offer", (Way("quiet", 1), Way("deeper", 3, Depth.DEEP))),
        QuietStep(1.0),
        JumpStep(4),
        JumpStep(4),
        SayStep("bye"),
    )


def test_a_step_for_some_weeks_lies_behind_one_that_leads_past_it(tmp_path: Path) -> None:
    ritual = steps_of(
        tmp_path,
        """
  - {say: hello, only_in_weeks: [3, 4]}
  - goal: offer
    with_goal: true
    chosen: [say_goal: true]
""",
    )
    assert ritual.steps == (
        OnlyIfStep(2, weeks=(3, 4)),
        SayStep("hello"),
        OnlyIfStep(5, with_goal=True),
        GoalStep("offer", 5),
        SayGoalStep(),
    )


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("- sya: hello", "'sya' is no kind of step; did you mean \"say\"?"),
        ("- {say: hello, quiet: 1}", "a step is of one kind; this one is say and quiet. Make two of it."),
        ("- {say: hello, only_in_weeks: 7}", "only_in_weeks names week 7; the programme has 6."),
        ("- keep_goal: true", "a goal is kept only when both say so; put keep_goal under the both_yes of an ask."),
        (
            "- {ask: one, other: other, both_yes: [say: hello], otherwise: [move_week: 1]}",
            "the week moves only when both",
        ),
        ("- {ask: one, both_yes: [say: hello]}", 'an entry of steps has no "other", which it needs.'),
        ("- {ask: one, other: other}", 'an entry of steps has no "both_yes", which it needs.'),
        ("- {choose: offer, ways: {quiet: [quiet: 1]}}", "there are 1 ways; two to 4 can be told apart by ear."),
        (
            "- {choose: offer, ways: {deep: {depth: deep}, quiet: [quiet: 1]}}",
            "deep comes first, and silence takes the first; give it no depth, or light.",
        ),
        (
            "- {choose: offer, ways: {a: [quiet: 1], b: {depth: bottomless}}}",
            "depth is 'bottomless'; known are deep, light",
        ),
        ("- {turns: us, deck: smal}", "deck is 'smal'; did you mean \"small\"?"),
        ("- {turns: us, deck: small, questions: [one]}", "a turn takes its question from a deck, or from questions"),
        ("- {turns: us}", 'an entry of steps has no "questions", which it needs.'),
        ("- quiet: 90", "quiet is 90; from 0.5 to 10 is possible, for example 1."),
        ("- chime: gong", "chime is 'gong'; known are half, hand_over, near_end, offered, pause, welcome."),
        ("- say: helo", 'say names "helo", which is none of the sayings; did you mean "hello"?'),
        ("- {ask: one, other: other, both_yes: []}", "both_yes is an empty list; at least one entry is needed."),
    ],
)
def test_a_step_that_cannot_be_meant_says_what_would_be_right(tmp_path: Path, step: str, says: str) -> None:
    _, problems = read(tmp_path, f"goodbye: bye\nsteps:\n  {step}\n")
    assert any(says in problem for _, problem in problems.found), problems.found
    assert all("ritual.yaml, line " in problem for _, problem in problems.found)


def test_a_ritual_of_hundreds_of_steps_is_refused(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "goodbye: bye\nsteps:\n" + "  - say: hello\n" * 201)
    assert any("evening has 201 steps with all its branches; 200 are the most." in text for _, text in problems.found)


def test_a_line_that_leads_back_is_no_ritual() -> None:
    with pytest.raises(ValueError, match="steps lead forward"):
        Ritual("evening", (SayStep("hello"), JumpStep(0)), "bye")
    with pytest.raises(ValueError, match="steps lead forward"):
        Ritual("evening", (JumpStep(2),), "bye")


Nested = dict[str, object]
LEAVES: st.SearchStrategy[Nested] = st.sampled_from(
    [{"say": "hello"}, {"quiet": 1}, {"timed": 5}, {"say_goal": True}, {"turns": "us", "deck": "small"}]
)
CONDITIONS: st.SearchStrategy[Nested] = st.sampled_from(
    [{}, {"only_in_weeks": [2, 5]}, {"first_time": True}, {"with_goal": True}]
)


def branches(steps: st.SearchStrategy[Nested]) -> st.SearchStrategy[Nested]:
    several = st.lists(steps, min_size=1, max_size=3)
    asks = st.fixed_dictionaries(
        {"ask": st.just("one"), "other": st.just("other"), "both_yes": several}, optional={"otherwise": several}
    )
    ways = st.fixed_dictionaries({"here": several, "there": several}, optional={"far": st.just({"depth": "light"})})
    chooses = st.fixed_dictionaries({"choose": st.just("offer"), "ways": ways})
    goals = st.fixed_dictionaries({"goal": st.just("offer"), "chosen": several})
    return st.builds(lambda branch, condition: {**branch, **condition}, st.one_of(asks, chooses, goals), CONDITIONS)


@settings(deadline=None)
@given(st.lists(st.recursive(LEAVES, branches, max_leaves=12), min_size=1, max_size=4))
def test_however_steps_are_nested_the_line_leads_forward_and_two_yeses_guard_what_they_guard(
    tmp_path_factory: pytest.TempPathFactory, nested: list[Nested]
) -> None:
    written = json.dumps({"goodbye": "bye", "steps": nested})
    try:
        ritual, problems = read(tmp_path_factory.getbasetemp(), written)
    except ContentError as error:
        assert "deep in one another" in str(error)  # noqa: PT017 - the only complaint there may be
        return
    assert problems.found == []
    for number, step in enumerate(ritual.steps):
        assert all(number < at <= len(ritual.steps) for at in jumps(step))
    assert sum(isinstance(step, QuietStep) for step in ritual.steps) == written.count('"quiet": 1')


@settings(deadline=None, max_examples=30)
@given(st.lists(st.recursive(LEAVES, branches, max_leaves=12), min_size=1, max_size=4))
def test_however_steps_are_nested_the_script_to_read_has_each_once(
    tmp_path_factory: pytest.TempPathFactory, nested: list[Nested]
) -> None:
    written = json.dumps({"goodbye": "bye", "steps": nested})
    try:
        ritual, _ = read(tmp_path_factory.getbasetemp(), written)
    except ContentError as error:
        assert "deep in one another" in str(error)  # noqa: PT017 - the only complaint there may be
        return
    sayings = dict.fromkeys((*SAYINGS, "good_moment", "good_moment_other", "first_turn", "second_turn"), ("Words.",))
    parts = list(script_of("evening", Book({"evening": ritual}, sayings, DECKS)))
    notes = [part.text for part in parts if isinstance(part, Note)]
    assert notes.count("Quiet, for 1 minute; a soft chime ends it.") == written.count('"quiet": 1')
    assert notes.count("After two yeses:") == written.count('"both_yes"')
    assert notes.count("After anything else, and after silence:") == written.count('"otherwise"')
    assert sum(note.endswith("”, and after silence:") for note in notes) == written.count('"ways"')
    assert [part.key for part in parts if isinstance(part, Line)].count("first_turn") == written.count('"turns"')


def reached(ritual: Ritual, *, both_say_yes: bool) -> set[int]:
    """The steps that can come when every question is answered by both alike."""
    found: set[int] = set()
    waiting = [0]
    while waiting:
        number = waiting.pop()
        if number in found or number == len(ritual.steps):
            continue
        found.add(number)
        step = ritual.steps[number]
        goes_on = not isinstance(step, JumpStep) and (both_say_yes or not isinstance(step, AskStep))
        waiting += [*jumps(step), *([number + 1] if goes_on else [])]
    return found


def test_without_two_yeses_no_goal_is_kept_in_any_ritual(tmp_path: Path) -> None:
    ritual = steps_of(
        tmp_path,
        """
  - goal: offer
    chosen:
      - ask: one
        other: other
        both_yes: [keep_goal: true, say: hello]
        otherwise: [say: offer]
""",
    )
    kept = ritual.steps.index(KeepGoalStep())
    assert kept in reached(ritual, both_say_yes=True)
    assert kept not in reached(ritual, both_say_yes=False)
