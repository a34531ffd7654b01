"""Divides the measurement of commands into jobs of about a minute of sound. Decides what is heard; hears nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.bench.commands_sentences import Sentence
from assistant.bench.commands_work import Job, Setting, SpokenJob, TalkJob
from assistant.bench.conditions import Condition
from assistant.bench.corpus import seconds_of

SEED: Final = 20
ASLEEP: Final = "asleep"
IN_SESSION: Final = "turn"
"""Where the couple talks for nearly all of a session."""

_SENTENCES_A_STREAM: Final = 12
_TALK_S: Final = 55.0


@dataclass(frozen=True)
class Plan:
    engines: tuple[str, ...]
    language: str
    conditions: tuple[Condition, ...]
    voices: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    talk: tuple[Path, ...]
    noise: Path | None
    model: Path | None = None


def jobs_of(plan: Plan) -> Iterator[Job]:
    """A stream of talk never mixes folders: what kind of talk it was can be told of the job."""
    for condition in plan.conditions:
        for engine in plan.engines:
            for voice in plan.voices:
                for number, some in enumerate(_pieces(plan.sentences)):
                    yield SpokenJob(_setting(plan, engine, condition, number), voice, some)
            for number, files in enumerate(_streams(plan.talk)):
                yield TalkJob(_setting(plan, engine, condition, number), files, (IN_SESSION, ASLEEP))


def _setting(plan: Plan, engine: str, condition: Condition, number: int) -> Setting:
    return Setting(engine, plan.language, condition, SEED + number, plan.noise, plan.model)


def _pieces(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    for start in range(0, len(sentences), _SENTENCES_A_STREAM):
        yield sentences[start : start + _SENTENCES_A_STREAM]


def _streams(files: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    for folder in dict.fromkeys(file.parent for file in files):
        stream: list[Path] = []
        for file in (each for each in files if each.parent == folder):
            stream.append(file)
            if sum(map(seconds_of, stream)) >= _TALK_S:
                yield tuple(stream)
                stream = []
        if stream:
            yield tuple(stream)
