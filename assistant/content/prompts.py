"""From prompts.yaml to the couple's book. Checks that a session can run on it; style is manner.py's matter."""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.content.manner import holds
from assistant.content.places import Place, Span
from assistant.content.reading import read_places
from assistant.errors import ContentError
from assistant.session.book import (
    NEEDED_RITUALS,
    NEEDED_SAYINGS,
    PAUSE_CUE,
    SAYINGS_WITH_MINUTES,
    Book,
    IntroduceStep,
    Ritual,
    SayStep,
    Step,
    TurnsStep,
)

MINUTES: Final = Span(1, 90, 20)
SHARE: Final = Span(0.01, 1, 0.5)
LONGEST_SAYING: Final = 300  # characters; the voice needs an end in sight
SayingPlaces = Mapping[str, tuple[Place, ...]]


def find_prompts(explicit: Path | None) -> Path:
    """The file to read: the one asked for, else the checkout's own, else the installed one."""
    package = Path(__file__).resolve().parent.parent
    places = [explicit] if explicit else [package.parent / "prompts.yaml", package / "prompts.yaml"]
    for path in places:
        if path.is_file():
            return path
    raise ContentError((f"{places[0]}: there is no such file; --prompts FILE names another.",))


def load_book(path: Path, safe_words: Sequence[str], sounds_like: Callable[[str, str], bool] | None = None) -> Book:
    """The book in `path`. ContentError with everything that is wrong.

    `sounds_like(saying, safe_word)` tells whether a spotter could take some of the saying for the safe word.
    """
    root = read_places(path)
    root.only("rituals", "sayings")
    sayings = _sayings(root)
    for variants in sayings.values():
        for place in variants:
            _keep_safe_words_out(place, safe_words, sounds_like)
    rituals = _rituals(root, sayings)
    root.problems.raise_if_any()
    return Book(rituals, {key: tuple(place.text() for place in variants) for key, variants in sayings.items()})


def _sayings(root: Place) -> SayingPlaces:
    place = root.need("sayings")
    if place is None:
        return {}
    sayings = {key: _variants(key, saying) for key, saying in place.parts()}
    for key in sorted(NEEDED_SAYINGS - sayings.keys()):
        close = difflib.get_close_matches(key, sayings.keys() - NEEDED_SAYINGS, n=1)
        hint = f'; is it the one called "{close[0]}"?' if close else "."
        place.wrong(f'the saying "{key}" is missing, which the assistant needs{hint}')
    return sayings


def _variants(key: str, saying: Place) -> tuple[Place, ...]:
    variants = tuple(Place(place.node, key, place.problems) for place in saying.variants())
    for place in variants:
        text = place.text()
        if len(text) > LONGEST_SAYING:
            place.wrong(f"{key} is {len(text)} characters long; {LONGEST_SAYING} are the most, two short sentences.")
        strange = [found for found in re.findall(r"\{[^}]*\}?|\}", text) if found != "{minutes}"]
        if strange:
            place.wrong(f"{key} has {strange[0][:20]!r} in it; only {{minutes}} can be filled in.")
        if "{minutes}" in text and key not in SAYINGS_WITH_MINUTES:
            place.wrong(f"{key} has {{minutes}} in it; only {' and '.join(sorted(SAYINGS_WITH_MINUTES))} can.")
    if key == PAUSE_CUE and (len(variants) != 1 or "?" in variants[0].text()):
        saying.wrong(f"{PAUSE_CUE} never varies and is never a question; write one text without a question mark.")
    return variants


def _keep_safe_words_out(
    place: Place, safe_words: Sequence[str], sounds_like: Callable[[str, str], bool] | None
) -> None:
    text = place.text()
    for word in safe_words:
        if holds(text, word):
            place.wrong(f"{place.name} has the safe word in it, and would pause itself; say it with other words.")
        elif sounds_like is not None and sounds_like(text, word):
            place.wrong(f"{place.name} sounds too much like the safe word; change it, or choose another safe word.")


def _rituals(root: Place, sayings: SayingPlaces) -> dict[str, Ritual]:
    place = root.need("rituals")
    if place is None:
        return {}
    place.only(*NEEDED_RITUALS)
    for key in NEEDED_RITUALS:
        place.need(key)
    return {key: _ritual(key, ritual, sayings) for key, ritual in place.parts() if key in NEEDED_RITUALS}


def _ritual(key: str, place: Place, sayings: SayingPlaces) -> Ritual:
    place.only("minutes", "short_minutes", "steps", "goodbye")
    minutes = _optional_minutes(place, "minutes")
    short_minutes = _optional_minutes(place, "short_minutes")
    if short_minutes is not None and (minutes is None or short_minutes >= minutes):
        place.wrong(f"short_minutes of {key} is {short_minutes}; it has to be fewer than minutes.")
    listed = place.need("steps")
    steps = tuple(_step(step, sayings, timed=minutes is not None) for step in (listed.each() if listed else ()))
    shares = sum(step.share for step in steps if isinstance(step, TurnsStep))
    if shares > 1.0001:
        place.wrong(f"the shares of {key} add up to {shares:g}; together they are 1 at most.")
    return Ritual(key, tuple(filter(None, steps)), _saying(place, "goodbye", sayings), minutes, short_minutes)


def _optional_minutes(place: Place, key: str) -> int | None:
    found = place.find(key)
    return None if found is None else found.whole(MINUTES)


def _step(place: Place, sayings: SayingPlaces, *, timed: bool) -> Step | None:
    kinds = [key for key, _ in place.parts() if key in ("say", "introduce", "turns")]
    match kinds:
        case ["say"]:
            place.only("say")
            return SayStep(_saying(place, "say", sayings))
        case ["introduce"]:
            place.only("introduce", "invite")
            return IntroduceStep(_listed(place, "introduce", sayings), _saying(place, "invite", sayings))
        case ["turns"]:
            return _turns(place, sayings, timed=timed)
        case _:
            place.wrong(f"{place.name} is one of say, introduce and turns, each with what belongs to it.")
            return None


def _turns(place: Place, sayings: SayingPlaces, *, timed: bool) -> TurnsStep:
    place.only(
        "turns", "questions", "choose", "first", "second", "lighter", "listen_back", "share", "only_if_time_left"
    )
    topic, listen_back, late = place.find("turns"), place.find("listen_back"), place.find("only_if_time_left")
    questions = _listed(place, "questions", sayings)
    choose = _optional_saying(place, "choose", sayings)
    if len(questions) > 2 or (len(questions) == 2) != (choose is not None):
        place.wrong('questions are one, or two with a "choose" that offers both.')
    share = place.need("share") if timed else place.find("share")
    if share is not None and not timed:
        share.wrong("share is part of a ritual's minutes, and this ritual has none; take it out, or give it minutes.")
    return TurnsStep(
        topic=topic.text() if topic else "",
        questions=questions,
        choose=choose,
        first=_optional_saying(place, "first", sayings) or "first_turn",
        second=_optional_saying(place, "second", sayings) or "second_turn",
        lighter=_optional_saying(place, "lighter", sayings),
        listen_back=listen_back is not None and listen_back.flag(),
        share=share.number(SHARE) if share and timed else 0.0,
        only_if_time_left=late is not None and late.flag(),
    )


def _listed(place: Place, key: str, sayings: SayingPlaces) -> tuple[str, ...]:
    found = place.need(key)
    return tuple(_known(entry, sayings) for entry in found.variants()) if found else ()


def _saying(place: Place, key: str, sayings: SayingPlaces) -> str:
    found = place.need(key)
    return _known(found, sayings) if found else ""


def _optional_saying(place: Place, key: str, sayings: SayingPlaces) -> str | None:
    found = place.find(key)
    return _known(found, sayings) if found else None


def _known(place: Place, sayings: SayingPlaces) -> str:
    key = place.text()
    if key and key not in sayings:
        close = difflib.get_close_matches(key[:60], sayings, n=1)
        hint = f'; did you mean "{close[0]}"?' if close else "; write it there, or name another."
        place.wrong(f'{place.name} names "{key[:60]}", which is none of the sayings{hint}')
    return key
