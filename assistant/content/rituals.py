"""Rituals, from nested steps in prompts.yaml to one line of steps with jumps forward. Checks; asks nobody anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.content.depth import depth_in
from assistant.content.known import needed
from assistant.content.places import Place, Span, meant, shown
from assistant.content.steps import CONDITIONS, NEEDS_BOTH, SINGLE, Shelf, allow
from assistant.session.ritual import (
    MOST_WAYS,
    AskStep,
    ChooseStep,
    Depth,
    GoalStep,
    JumpStep,
    OnlyIfStep,
    Ritual,
    Step,
    TurnsStep,
    Way,
)

MINUTES: Final = Span(1, 90, 20)
WEEKS: Final = Span(1, 52, 3)
MOST_STEPS: Final = 200


@dataclass(frozen=True)
class _Spot:
    """Where a step will stand: its number in the line, and whether only two yeses lead there."""

    at: int
    opened: bool = False

    def after(self, steps: int) -> "_Spot":
        return replace(self, at=self.at + steps)


def ritual_in(key: str, place: Place, shelf: Shelf) -> Ritual:
    """`shelf` as it is for all rituals; whether this one has minutes is found here."""
    place.only("minutes", "short_minutes", "depth", "steps", "goodbye")
    minutes, short_minutes = _minutes(place, "minutes"), _minutes(place, "short_minutes")
    if short_minutes is not None and (minutes is None or short_minutes >= minutes):
        place.wrong(f"short_minutes of {key} is {short_minutes}; it has to be fewer than minutes.")
    listed = place.need("steps")
    steps = _line(replace(shelf, timed=minutes is not None), listed.each() if listed else (), _Spot(0))
    if len(steps) > MOST_STEPS:
        place.wrong(f"{key} has {len(steps)} steps with all its branches; {MOST_STEPS} are the most.")
    shares = sum(step.share for step in steps if isinstance(step, TurnsStep))
    if shares > 1.0001:
        place.wrong(f"the shares of {key} add up to {shares:g}; together they are 1 at most.")
    depth = depth_in(place.find("depth")) or Depth.LIGHT
    return Ritual(key, tuple(steps), needed(place, "goodbye", shelf.sayings), minutes, short_minutes, depth)


def _minutes(place: Place, key: str) -> int | None:
    found = place.find(key)
    return None if found is None else found.whole(MINUTES)


def _line(shelf: Shelf, places: Sequence[Place], spot: _Spot) -> list[Step]:
    """These steps, one after the other, with all that lies within them."""
    steps: list[Step] = []
    for place in places:
        steps += _guarded(shelf, place, spot.after(len(steps)))
    return steps


def _guarded(shelf: Shelf, place: Place, spot: _Spot) -> list[Step]:
    """A step for some sittings only lies behind one that leads past it."""
    weeks, first_time, with_goal = (place.find(key) for key in CONDITIONS)
    if weeks is None and first_time is None and with_goal is None:
        return _step(shelf, place, spot)
    inner = _step(shelf, place, spot.after(1))
    guard = OnlyIfStep(
        otherwise_at=spot.at + 1 + len(inner),
        weeks=_weeks(shelf, weeks) if weeks else (),
        first_time=first_time is not None and first_time.flag(),
        with_goal=with_goal is not None and with_goal.flag(),
    )
    return [guard, *inner]


def _weeks(shelf: Shelf, place: Place) -> tuple[int, ...]:
    weeks = tuple(week.whole(WEEKS) for week in place.variants())
    for week in weeks:
        if week > shelf.weeks:
            place.wrong(f"{place.name} names week {week}; the programme has {shelf.weeks}.")
    return weeks


def _step(shelf: Shelf, place: Place, spot: _Spot) -> list[Step]:
    kinds = [key for key, _ in place.parts() if key in SINGLE or key in _BRANCHES]
    if not kinds:
        strange = next((key for key, _ in place.parts() if key not in CONDITIONS), "")
        place.wrong(f"{shown(strange)} is no kind of step{meant(strange, (*SINGLE, *_BRANCHES))}")
        return []
    if len(kinds) > 1:
        place.wrong(f"a step is of one kind; this one is {' and '.join(kinds)}. Make two of it.")
        return []
    kind = kinds[0]
    if kind in NEEDS_BOTH and not spot.opened:
        place.wrong(f"{NEEDS_BOTH[kind]} only when both say so; put {kind} under the both_yes of an ask.")
    return [SINGLE[kind](shelf, place)] if kind in SINGLE else _BRANCHES[kind](shelf, place, spot)


def _ask(shelf: Shelf, place: Place, spot: _Spot) -> list[Step]:
    allow(place, "ask", "other", "both_yes", "otherwise", "topic", "to_depth")
    first, other = needed(place, "ask", shelf.sayings), needed(place, "other", shelf.sayings)
    topic, both_yes, otherwise = place.find("topic"), place.need("both_yes"), place.find("otherwise")
    yes = _line(shelf, both_yes.each(), replace(spot.after(1), opened=True)) if both_yes else []
    rest_spot = spot.after(1 + len(yes) + (otherwise is not None))
    rest = _line(shelf, otherwise.each(), rest_spot) if otherwise else []
    jump = [JumpStep(rest_spot.at + len(rest))] if otherwise else []
    question = AskStep(first, other, rest_spot.at, topic.text() if topic else "", depth_in(place.find("to_depth")))
    return [question, *yes, *jump, *rest]


def _choose(shelf: Shelf, place: Place, spot: _Spot) -> list[Step]:
    allow(place, "choose", "ways")
    offer, listed = needed(place, "choose", shelf.sayings), place.need("ways")
    places = list(listed.parts()) if listed else []
    if listed and not 2 <= len(places) <= MOST_WAYS:
        listed.wrong(f"there are {len(places)} ways; two to {MOST_WAYS} can be told apart by ear.")
    ways: list[Way] = []
    line: list[Step] = []
    ends: list[int] = []  # where in `line` a way ends
    for name, way in places:
        here = spot.after(1 + len(line))
        depth, steps = _way(shelf, way, here)
        ways.append(Way(name, here.at, depth))
        line += [*steps, JumpStep(0)]
        ends.append(len(line) - 1)
    for end in ends:
        line[end] = JumpStep(spot.at + 1 + len(line))
    if listed and ways and (ways[0].depth or Depth.LIGHT) > Depth.LIGHT:
        listed.wrong(f"{ways[0].name} comes first, and silence takes the first; give it no depth, or light.")
    return [ChooseStep(offer, tuple(ways)), *line]


def _way(shelf: Shelf, place: Place, spot: _Spot) -> tuple[Depth | None, list[Step]]:
    """A list of steps; or a depth, with steps or without."""
    if place.is_a_list:
        return None, _line(shelf, place.each(), spot)
    place.only("depth", "steps")
    depth, listed = place.need("depth"), place.find("steps")
    return depth_in(depth), _line(shelf, listed.each(), spot) if listed else []


def _goal(shelf: Shelf, place: Place, spot: _Spot) -> list[Step]:
    allow(place, "goal", "chosen")
    offer, chosen = needed(place, "goal", shelf.sayings), place.need("chosen")
    steps = _line(shelf, chosen.each(), spot.after(1)) if chosen else []
    return [GoalStep(offer, spot.at + 1 + len(steps)), *steps]


_BRANCHES: Final[Mapping[str, Callable[[Shelf, Place, _Spot], list[Step]]]] = {
    "ask": _ask,
    "choose": _choose,
    "goal": _goal,
}
