"""`sunday-coffee bench commands`: measures how well commands are understood, and tells. Gathers; reckons nothing."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import platformdirs
from rich.console import Console

from assistant import __version__
from assistant.bench.cells import Table
from assistant.bench.commands_borrowed import (
    PACKAGE,
    are_here,
    borrowed,
    borrowed_version,
    is_understood,
    templates_here,
)
from assistant.bench.commands_details import Measured
from assistant.bench.commands_hearing import PHRASES, VOSK
from assistant.bench.commands_plan import SEED, Plan, jobs_of
from assistant.bench.commands_report import Around, borrowed_table, page
from assistant.bench.commands_results import answered_of, talked_of, text_right
from assistant.bench.commands_sentences import Expected, sentences_of, unheard
from assistant.bench.commands_tables import KITCHEN, tables_of
from assistant.bench.commands_voices import FEWEST, VOICES, missing, voices_here
from assistant.bench.commands_work import Job, Outcome, SpokenJob, TalkJob, do
from assistant.bench.conditions import QUIET, Condition
from assistant.bench.corpus import drawn_talk, read_noise, read_talk, seconds_of
from assistant.bench.frames import recogniser_version
from assistant.bench.pool import done_by
from assistant.bench.written import write_chapter, writing_to
from assistant.content.configuration import load_configuration
from assistant.ears.understanding import Commands
from assistant.ears.vosk_models import check_model, find_model, language_of
from assistant.errors import SundayCoffeeError
from assistant.session.listening import BY_NAME, expected_in
from assistant.shell.bench_shown import all_done, show
from assistant.shell.parts import LANGUAGE, MODELS_FOLDER

_EACH: Final = 12  # sentences of every intent
_QUICK_EACH: Final = 3
_QUICK_TALK_S: Final = 12 * 60.0
_STRICTER: Final = Condition(steady_snr_db=10.0)
_BORROWED_EACH: Final = 200


@dataclass(frozen=True)
class CommandsOptions:
    corpus: Path
    talk: Path | None = None
    noise: Path | None = None
    model: Path | None = None  # Vosk's, in another place than the usual ones
    each: int | None = None  # sentences of every intent
    voices: int | None = None
    talk_hours: float | None = None
    quick: bool = False
    processes: int | None = None
    cache: Path | None = None
    out: Path = Path("safe-word-bench")


def bench_commands(options: CommandsOptions, console: Console) -> None:
    """Prints the tables and writes them into RESULTS.md, or RESULTS-quick.md, in `options.out`.

    SundayCoffeeError, one sentence, where nothing can be measured. What was done before a Ctrl-C is not done again.
    """
    commands = Commands.of_language(LANGUAGE)
    expected = {state: expected_in(state) for state in BY_NAME}
    plan = planned(options, commands, expected)
    jobs = list(jobs_of(plan))
    cache = options.cache or platformdirs.user_cache_path("sunday-coffee") / "bench"
    done = _do(jobs, cache, options.processes or os.cpu_count() or 1, console)
    measured = Measured(
        answered_of((job, outcome) for job, outcome in done if isinstance(job, SpokenJob)),
        talked_of((job, outcome) for job, outcome in done if isinstance(job, TalkJob)),
        text_right(plan.sentences, commands),
    )
    tables = [*tables_of(measured), *_borrowed(commands)]
    for table in tables:
        show(table, console)
    _write(options, page(tables, _around(options, plan, expected)), console)


def planned(options: CommandsOptions, commands: Commands, expected: Expected) -> Plan:
    """What is to be measured. SundayCoffeeError, one sentence, where nothing can be."""
    if not options.corpus.is_dir():
        raise SundayCoffeeError(f"There is no folder {options.corpus}. --corpus names one with recordings of talk.")
    voices = voices_here(options.voices or (FEWEST if options.quick else None), load_configuration().voice)
    if not voices:
        lacking = ", ".join(dict.fromkeys(filter(None, map(missing, VOICES))))
        raise SundayCoffeeError(f"Nobody can say the commands: install one of {lacking}.")
    model = _model(options.model)
    return Plan(
        engines=(PHRASES,) if model is None else (PHRASES, VOSK),
        language=LANGUAGE,
        conditions=(QUIET, KITCHEN) if options.quick else (QUIET, KITCHEN, _STRICTER),
        voices=voices,
        sentences=sentences_of(commands, expected, options.each or (_QUICK_EACH if options.quick else _EACH), SEED),
        talk=drawn_talk(read_talk(options.corpus, options.talk), _talk_s(options), (SEED, 0)),
        noise=read_noise(options.corpus, options.noise),
        model=model,
    )


def _talk_s(options: CommandsOptions) -> float | None:
    limits_s = [_QUICK_TALK_S] if options.quick else []
    limits_s += [] if options.talk_hours is None else [options.talk_hours * 3600]
    return min(limits_s, default=None)


def _model(explicit: Path | None) -> Path | None:
    """Vosk's, if there is one. Before minutes of listening, not after: SundayCoffeeError for one that can't serve."""
    folder = find_model(explicit, MODELS_FOLDER, LANGUAGE)
    if folder is None:
        return None
    check_model(folder)
    if language_of(folder) not in {LANGUAGE, None}:
        raise SundayCoffeeError(f"{folder} is a model of another language; the commands that are measured are English.")
    return folder


def _do(jobs: Sequence[Job], cache: Path, processes: int, console: Console) -> list[tuple[Job, Outcome]]:
    """In the order of the plan, whoever was done first."""
    doing = done_by(do, jobs, cache, processes)
    outcomes = {id(job): made for job, made in all_done(doing, len(jobs), _named, console)}
    return [(job, outcomes[id(job)]) for job in jobs]


def _named(job: Job) -> str:
    return job.setting.condition.name


def _borrowed(commands: Commands) -> list[Table]:
    if not are_here():
        return []
    drawn = borrowed(templates_here(LANGUAGE), _BORROWED_EACH, SEED)
    tried = [(sentence, is_understood(sentence, commands)) for sentence in drawn]
    return [borrowed_table(tried, borrowed_version())]


def _asked(options: CommandsOptions) -> str:
    told = {"each": options.each, "voices": options.voices, "talk-hours": options.talk_hours}
    limits = (f"--{name} {number:g}" for name, number in told.items() if number is not None)
    return " ".join(("--corpus DIR", *limits, *(("--quick",) if options.quick else ())))


def _around(options: CommandsOptions, plan: Plan, expected: Expected) -> Around:
    lacking = [f"the voice {voice} ({what})" for voice in VOICES if (what := missing(voice)) is not None]
    lacking += [] if plan.model else ["Vosk (there is no model for English here)"]
    lacking += [] if are_here() else [f"Home Assistant's sentences (the package {PACKAGE})"]
    lacking += [f"{intent} (no state listens for it)" for intent in unheard(expected)]
    different = len({sentence.text for sentence in plan.sentences})
    talk_h = sum(map(seconds_of, plan.talk)) / 3600
    return Around(
        command=_asked(options),
        is_sample=options.quick,
        sentences=f"{len(plan.sentences)}, {different} of them different, in each condition by each voice",
        voices=", ".join(plan.voices),
        missing="; ".join(lacking) or "nothing",
        talk=f"{len(plan.talk)} recordings, {talk_h:.2f} h",
        noise="a quiet kitchen, simulated" if plan.noise is None else plan.noise.name,
        versions=f"sunday-coffee {__version__}, {recogniser_version()}"
        + (f", {plan.model.name}" if plan.model else ""),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        on=datetime.now(UTC).date(),
    )


def _write(options: CommandsOptions, text: str, console: Console) -> None:
    with writing_to(options.out):
        path = write_chapter(options.out, text, is_sample=options.quick)
    console.print(f"Written to {path}.")
