"""Commands as a measurement meets them: a few sentences, what was heard of them, and templates that others wrote."""

from collections.abc import Mapping

from assistant.bench.commands_hearing import PHRASES, Utterance
from assistant.bench.commands_results import Answered, Talked
from assistant.bench.commands_sentences import Sentence
from assistant.bench.conditions import QUIET, Condition
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import Intent
from assistant.session.listening import BY_NAME, expected_in

VOICE = "espeak-ng en-us+m7"
COMMANDS = Commands.of_language("en")
EXPECTED = {state: expected_in(state) for state in BY_NAME}
HAND_OVER = Understood(Intent.HAND_OVER)
PAUSE = Understood(Intent.PAUSE)
HELP = Understood(Intent.HELP)
COFFEE = Understood(Intent.START_COFFEE)
YOUR_TURN = Sentence("your turn", HAND_OVER, "turn", "asleep")
BORROWED: Mapping[str, object] = {
    "language": "en",
    "lists": {
        "timer_minutes": {"range": {"from": 1, "to": 60}},
        "timer_seconds": {"range": {"from": 1, "to": 60}},
        "timer_half": {"values": [{"in": "half", "out": 30}, {"in": "1/2", "out": 30}]},
        "timer_name": {"wildcard": True},
    },
    "expansion_rules": {"timer_add": "(add|put)"},
    "intents": {
        "HassIncreaseTimer": {
            "data": [
                {"sentences": ["<timer_add> {timer_minutes:minutes}( |-)minute[s]"]},
                {"sentences": ["add {timer_half:minutes} an hour"]},
                {"sentences": ["add {timer_seconds:seconds} second[s]"]},
                {"sentences": ["add {timer_minutes:minutes} minutes to my {timer_minutes:start_minutes} minute timer"]},
                {"sentences": ["add {timer_minutes:minutes} minutes to the {timer_name:name} timer"]},
            ]
        },
        "HassPauseTimer": {"data": [{"sentences": ["pause the timer in {area}", "pause [the] timer"]}]},
    },
}  # fmt: skip


def uttered(meant: Understood | None, score: float = -0.5, nearest: Understood | None = None) -> Utterance:
    return Utterance(1.0, score, meant, nearest or meant)


def answered(*heard: Utterance, elsewhere: tuple[Utterance, ...] = (), condition: Condition = QUIET) -> Answered:
    return Answered(PHRASES, VOICE, condition, YOUR_TURN, heard, elsewhere)


def talked(state: str, *heard: Utterance, hours: float = 2.0) -> Talked:
    return Talked(PHRASES, QUIET, "talk", state, hours, heard)
