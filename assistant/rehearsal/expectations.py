"""Whether what a script expects has happened, in its order. Compares and tells; changes nothing."""

from collections.abc import Sequence
from typing import Final

from assistant.audio import SAMPLE_RATE_HZ
from assistant.rehearsal.log import Happening, LineSaid, Log
from assistant.rehearsal.script import Expectation, Kind

_CALLED: Final = {
    Kind.SAYING: "the saying {}",
    Kind.CHIME: "the chime {}",
    Kind.STATE: "the state {}",
    Kind.EVENT: "the event {}",
    Kind.INTENT: "an utterance understood as {}",
    Kind.COMMAND: "the command {}",
}


def failures(expectations: Sequence[Expectation], log: Log) -> tuple[str, ...]:
    """A sentence for each expectation that was not fulfilled: what was expected, and what happened."""
    found: list[str] = []
    place, state = 0, "Asleep"
    unwanted: list[Expectation] = []
    for expected in expectations:
        match expected.kind:
            case Kind.NOT_SAID:
                unwanted.append(expected)
            case Kind.ENDS:
                if log.state != expected.name:
                    found.append(_line(expected, f"the end in {expected.name} was expected; it was {log.state}."))
            case _:
                here = _first(expected, log.happenings, place, state)
                found += _said_all_the_same(unwanted, log.happenings[place:here])
                unwanted = []
                if here is None:
                    found.append(
                        _line(expected, f"{called(expected)} was expected and never came{_instead(log, place)}.")
                    )
                    continue
                if here < len(log.happenings):
                    found += _late(expected, log.happenings[here], log.said)
                state = _state_after(log.happenings[place : here + 1], state)
                place = here + (expected.kind is not Kind.STATE)
    return (*found, *_said_all_the_same(unwanted, log.happenings[place:]))


def called(expected: Expectation) -> str:
    return _CALLED[expected.kind].format(expected.name)


def _first(expected: Expectation, happenings: Sequence[Happening], place: int, state: str) -> int | None:
    """Where it happens at `place` or later; a state that is there already need not come."""
    if expected.kind is Kind.STATE and state == expected.name:
        return place
    for number in range(place, len(happenings)):
        if happenings[number].kind is expected.kind and happenings[number].name == expected.name:
            return number
    return None


def _state_after(happenings: Sequence[Happening], state: str) -> str:
    return next((one.name for one in reversed(happenings) if one.kind is Kind.STATE), state)


def _late(expected: Expectation, happening: Happening, said: Sequence[LineSaid]) -> list[str]:
    if expected.within_s is None:
        return []
    since = max((one.end_sample for one in said if one.first_sample <= happening.sample), default=0)
    took_s = (happening.sample - since) / SAMPLE_RATE_HZ
    if took_s <= expected.within_s:
        return []
    came = f"it came {took_s:.2f} s after the end of the line before it"
    return [_line(expected, f"{called(expected)} was expected within {expected.within_s:g} s; {came}.")]


def _said_all_the_same(unwanted: Sequence[Expectation], happenings: Sequence[Happening]) -> list[str]:
    return [
        _line(one, f"the saying {one.name} was not to be said; it was, at {happening.sample / SAMPLE_RATE_HZ:.1f} s.")
        for one in unwanted
        for happening in happenings
        if happening.kind is Kind.SAYING and happening.name == one.name
    ]


def _instead(log: Log, place: int) -> str:
    heard = [one.name for one in log.happenings[place:] if one.kind in (Kind.SAYING, Kind.CHIME)]
    if not heard:
        return f"; nothing sounded after that, and the session ended in {log.state}"
    return f"; there came {', '.join(heard[:6])}{' ...' if len(heard) > 6 else ''}, and the end was in {log.state}"


def _line(expected: Expectation, sentence: str) -> str:
    return f"line {expected.number}: {sentence}"
