"""The schema of --events, line by line, and that no word of a partner could be in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from helpers.hearing import blocks_of, silence

from assistant.audio import Started
from assistant.errors import SundayCoffeeError
from assistant.loop import Moment
from assistant.session.commands import Chime, Command, Forget, Hush, PlayChime, Remember, Say, Show
from assistant.session.events import (
    Event,
    HearingLost,
    HearingRestored,
    InputEnded,
    Key,
    KeyPressed,
    Loss,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.intents import Intent
from assistant.session.state import Asleep, Paused, State, Trying
from assistant.shell.journal import EventFile

LINE = {"t_s": 2.0, "sample": 32000}
BEGAN_S = 100.0


def written(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=pytest.fail) for line in path.read_text(encoding="utf-8").splitlines()]


def happened(event: Event, *commands: Command, state: State | None = None, lag_s: float = 0.0) -> Moment:
    return Moment(32000, lag_s, event, State(), state or State(), commands)


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (SafeWordHeard(101.8, -0.51234), {"event": "SafeWordHeard", "word_end_s": 1.8, "score": -0.512}),
        (
            UtteranceHeard(100.5, 101.25, Intent.START_TIMER, 10, -0.5),
            {
                "event": "UtteranceHeard",
                "start_s": 0.5,
                "end_s": 1.25,
                "score": -0.5,
                "intent": "HassStartTimer",
                "minutes": 10,
            },
        ),
        (
            UtteranceHeard(100.5, 101.25, None, None, float("-inf")),
            {
                "event": "UtteranceHeard",
                "start_s": 0.5,
                "end_s": 1.25,
                "score": None,
                "intent": None,
                "minutes": None,
            },
        ),
        (SpeechStarted(101.0), {"event": "SpeechStarted", "at_s": 1.0}),
        (SpeechStopped(101.5), {"event": "SpeechStopped", "at_s": 1.5}),
        (SayingFinished("pause_cue"), {"event": "SayingFinished", "key": "pause_cue"}),
        (KeyPressed(Key.SPACE), {"event": "KeyPressed", "key": "space"}),
        (HearingLost(Loss.LAG), {"event": "HearingLost", "loss": "lag"}),
        (HearingRestored(), {"event": "HearingRestored"}),
        (InputEnded(), {"event": "InputEnded"}),
    ],
)
def test_every_event_has_its_line(tmp_path: Path, event: Event, line: dict[str, Any]) -> None:
    with EventFile(tmp_path / "x.jsonl", BEGAN_S) as events:
        events.happened(happened(event, lag_s=0.1234))
    assert written(tmp_path / "x.jsonl") == [LINE | line | {"lag_s": 0.123}]


def test_commands_follow_their_event_and_a_new_state_follows_them(tmp_path: Path) -> None:
    state = State(mode=Paused(Trying(0.0), 2.0))
    commands = (Hush(), PlayChime(Chime.PAUSE), Say("pause_cue", 3), Show("hearing_again"), Remember(), Forget())
    with EventFile(tmp_path / "x.jsonl") as events:
        events.happened(happened(KeyPressed(Key.SPACE), *commands, state=state))
    assert written(tmp_path / "x.jsonl")[1:] == [
        LINE | {"command": "Hush"},
        LINE | {"command": "PlayChime", "key": "chime.pause"},
        LINE | {"command": "Say", "key": "pause_cue"},
        LINE | {"command": "Show", "key": "hearing_again"},
        LINE | {"command": "Remember"},
        LINE | {"command": "Forget"},
        LINE | {"state": "Paused"},
    ]


def test_the_first_sample_of_a_saying_is_told_exactly(tmp_path: Path) -> None:
    block = next(blocks_of(silence(0.02)))
    with EventFile(tmp_path / "x.jsonl") as events:
        events.sounded(type(block)(block.first_sample, block.heard, block.played, (Started("pause_cue", 167),)))
    assert written(tmp_path / "x.jsonl") == [
        {"t_s": 0.01, "sample": 167, "event": "SayingStarted", "key": "pause_cue", "first_sample": 167}
    ]


def test_time_that_only_passes_is_not_worth_a_line(tmp_path: Path) -> None:
    with EventFile(tmp_path / "x.jsonl") as events:
        events.happened(happened(TimePassed(), state=State(mode=Asleep())))
    assert written(tmp_path / "x.jsonl") == []


def test_each_line_is_there_as_soon_as_it_happened(tmp_path: Path) -> None:
    with EventFile(tmp_path / "x.jsonl") as events:
        events.happened(happened(InputEnded()))
        assert len(written(tmp_path / "x.jsonl")) == 1


def test_a_full_disk_is_told_once_and_stops_nothing() -> None:
    with EventFile(Path("/dev/full")) as events:
        events.happened(happened(InputEnded()))
        events.happened(happened(InputEnded(), Hush()))
    assert events.problems == ("/dev/full: the events can't be written any further (No space left on device).",)


def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(SundayCoffeeError, match=r"the events can't be written there \(Is a directory\)"):
        EventFile(tmp_path)
