"""The steps of a ritual that stand alone, each from its place in prompts.yaml. Branches are rituals.py's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from assistant.content.depth import depth_in
from assistant.content.known import SayingPlaces, listed, needed, wanted
from assistant.content.places import Place, Span
from assistant.session.commands import Chime
from assistant.session.decks import Deck
from assistant.session.ritual import (
    ChimeStep,
    IntroduceStep,
    KeepGoalStep,
    MoveWeekStep,
    QuietStep,
    SayGoalStep,
    SayStep,
    SayWeekStep,
    Step,
    TimedStep,
    TurnsStep,
)

QUIET_MINUTES: Final = Span(0.5, 10, 1)
TIMED_MINUTES: Final = Span(1, 60, 5)
SHARE: Final = Span(0.01, 1, 0.5)
WEEKS_MOVED: Final = Span(-1, 1, 1)
CONDITIONS: Final = ("only_in_weeks", "first_time", "with_goal")
CHIMES: Final = {chime.removeprefix("chime."): chime for chime in Chime}


@dataclass(frozen=True)
class Shelf:
    """What steps may name, and what they stand in."""

    sayings: SayingPlaces
    decks: Mapping[str, Deck]
    weeks: int  # of the programme
    timed: bool  # the ritual has minutes


def allow(place: Place, *keys: str) -> None:
    place.only(*keys, *CONDITIONS)


def _say(shelf: Shelf, place: Place) -> Step:
    allow(place, "say")
    return SayStep(needed(place, "say", shelf.sayings))


def _introduce(shelf: Shelf, place: Place) -> Step:
    allow(place, "introduce", "invite")
    return IntroduceStep(listed(place, "introduce", shelf.sayings), needed(place, "invite", shelf.sayings))


def _chime(_: Shelf, place: Place) -> Step:
    allow(place, "chime")
    chime = place.need("chime")
    return ChimeStep(CHIMES.get(chime.choice(CHIMES) if chime else "", Chime.OFFERED))


def _quiet(_: Shelf, place: Place) -> Step:
    allow(place, "quiet")
    minutes = place.need("quiet")
    return QuietStep(minutes.number(QUIET_MINUTES) if minutes else 0.0)


def _timed(_: Shelf, place: Place) -> Step:
    allow(place, "timed")
    minutes = place.need("timed")
    return TimedStep(minutes.number(TIMED_MINUTES) if minutes else 0.0)


def _say_goal(_: Shelf, place: Place) -> Step:
    allow(place, "say_goal")
    return SayGoalStep()


def _keep_goal(_: Shelf, place: Place) -> Step:
    allow(place, "keep_goal")
    return KeepGoalStep()


def _say_week(_: Shelf, place: Place) -> Step:
    allow(place, "say_week")
    return SayWeekStep()


def _move_week(_: Shelf, place: Place) -> Step:
    allow(place, "move_week")
    by = place.need("move_week")
    return MoveWeekStep(by.whole(WEEKS_MOVED) if by else 0)


def _turns(shelf: Shelf, place: Place) -> Step:
    allow(
        place,
        *("turns", "questions", "deck", "depth", "offer", "first", "second", "lighter"),
        *("listen_back", "share", "only_if_time_left"),
    )
    topic, listen_back, late = place.need("turns"), place.find("listen_back"), place.find("only_if_time_left")
    deck, offer = place.find("deck"), wanted(place, "offer", shelf.sayings)
    questions = () if deck else listed(place, "questions", shelf.sayings)
    if deck and (place.find("questions") or offer):
        place.wrong("a turn takes its question from a deck, or from questions (perhaps two to choose from); keep one.")
    if not deck and (len(questions) > 2 or (len(questions) == 2) != (offer is not None)):
        place.wrong('questions are one, or two with an "offer" that names both.')
    return TurnsStep(
        topic=topic.text() if topic else "",
        questions=questions,
        deck=deck.choice(shelf.decks) if deck else "",
        depth=depth_in(place.find("depth")),
        offer=offer,
        first=wanted(place, "first", shelf.sayings) or "first_turn",
        second=wanted(place, "second", shelf.sayings) or "second_turn",
        lighter=wanted(place, "lighter", shelf.sayings),
        listen_back=listen_back is not None and listen_back.flag(),
        share=_share(shelf, place),
        only_if_time_left=late is not None and late.flag(),
    )


def _share(shelf: Shelf, place: Place) -> float:
    share = place.need("share") if shelf.timed else place.find("share")
    if share is None:
        return 0.0
    if not shelf.timed:
        share.wrong("share is part of a ritual's minutes, and this ritual has none; take it out, or give it minutes.")
        return 0.0
    return share.number(SHARE)


SINGLE: Final[Mapping[str, Callable[[Shelf, Place], Step]]] = {
    "say": _say,
    "introduce": _introduce,
    "turns": _turns,
    "chime": _chime,
    "quiet": _quiet,
    "timed": _timed,
    "say_goal": _say_goal,
    "keep_goal": _keep_goal,
    "say_week": _say_week,
    "move_week": _move_week,
}
"""How each kind is read, by the key that names it."""

NEEDS_BOTH: Final[Mapping[str, str]] = {"keep_goal": "a goal is kept", "move_week": "the week moves"}
"""The kinds that stand only where two yeses lead, and what they do there."""
