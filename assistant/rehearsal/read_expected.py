"""What a script expects, read and checked. Whether it happened is expectations.py."""

from collections.abc import Collection, Mapping
from typing import Final, get_args

from assistant.content.places import Place
from assistant.rehearsal.log import CHIMES
from assistant.rehearsal.read_lines import TIME_S
from assistant.rehearsal.script import Expectation, Kind
from assistant.session.commands import Command
from assistant.session.events import Event
from assistant.session.intents import Intent
from assistant.session.state import Mode

_STATES: Final = tuple(mode.__name__ for mode in get_args(Mode))
_EVENTS: Final = tuple(event.__name__ for event in get_args(Event))
_COMMANDS: Final = tuple(command.__name__ for command in get_args(Command))


def expectations_in(place: Place, sayings: Collection[str]) -> tuple[Expectation, ...]:
    names: Mapping[Kind, Collection[str]] = {
        Kind.SAYING: sayings,
        Kind.CHIME: tuple(CHIMES.values()),
        Kind.STATE: _STATES,
        Kind.EVENT: _EVENTS,
        Kind.INTENT: tuple(Intent),
        Kind.COMMAND: _COMMANDS,
        Kind.NOT_SAID: sayings,
        Kind.ENDS: _STATES,
    }
    return tuple(found for entry in place.each() if (found := _expectation(entry, names)))


def _expectation(place: Place, names: Mapping[Kind, Collection[str]]) -> Expectation | None:
    place.only(*Kind, "within_s")
    kinds = [kind for kind in Kind if place.find(kind) is not None]
    if len(kinds) != 1:
        place.wrong(f"an expectation has one of {', '.join(Kind)}.")
        return None
    kind, within = kinds[0], place.find("within_s")
    if within is not None and kind in (Kind.NOT_SAID, Kind.ENDS):
        within.wrong(f"within_s goes with what begins to happen; {kind} has no such time.")
    named = place.need(kind)
    name = named.choice(names[kind]) if named else ""
    return Expectation(place.line, kind, name, None if within is None else within.number(TIME_S))
