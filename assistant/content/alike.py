"""Which of the couple's own sentences could be taken for one another by ear. Told as mistakes; mends none."""

from collections.abc import Callable, Iterator

from assistant.ears.confusable import Alike, command_alike, confusable, start_alike
from assistant.ears.lexicon import Pronunciation
from assistant.ears.understanding import Commands
from assistant.session.intents import Intent
from assistant.session.listening import BY_NAME, expected_in
from assistant.session.opening import STARTS

SoundsOf = Callable[[str], Pronunciation]


def starts_alike(commands: Commands, sounds_of: SoundsOf) -> tuple[str, ...]:
    """What begins one ritual and sounds like what begins another: such a book of commands is not used."""
    starting = sorted(STARTS.keys() & expected_in("asleep"))
    by_intent: dict[str, tuple[str, ...]] = {intent: commands.sentences({intent}) for intent in starting}
    return tuple(
        f"{_file(commands)}: {alike.meaning} has “{alike.one}” and {alike.other_meaning} “{alike.other}”, which sound "
        "alike; let one of them begin with other words."
        for alike in _each_meaning_once(confusable(by_intent, sounds_of, start_alike))
    )


def commands_alike(commands: Commands, sounds_of: SoundsOf) -> tuple[str, ...]:
    """Commands that differ in one sound only, and are listened for at the same time."""
    states = [expected_in(name) for name in BY_NAME]
    by_intent: dict[str, tuple[str, ...]] = {
        intent: commands.sentences({intent}) for intent in Intent if any(intent in state for state in states)
    }
    return tuple(
        f"{_file(commands)}: {alike.meaning} has “{alike.one}” and {alike.other_meaning} “{alike.other}”, which differ "
        "in one sound only; say one of them with other words."
        for alike in _each_meaning_once(confusable(by_intent, sounds_of, command_alike))
        if any({alike.meaning, alike.other_meaning} <= state for state in states)
    )


def _each_meaning_once(found: Iterator[Alike]) -> tuple[Alike, ...]:
    """One example tells what to mend; all combinations of a template would tell no more."""
    return tuple({(alike.meaning, alike.other_meaning): alike for alike in found}.values())


def _file(commands: Commands) -> str:
    return f"languages/{commands.language}/commands.yaml"
