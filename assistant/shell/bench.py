"""`sunday-coffee bench safe-word`: measures how well the safe word is heard in a folder of recordings, and tells."""

import os
import platform
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import platformdirs
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table as RichTable

from assistant import __version__
from assistant.audio import SAMPLE_RATE_HZ
from assistant.bench.conditions import DAILY, ISSUED, Condition
from assistant.bench.corpus import Corpus, hours_of, read_corpus, sample_of
from assistant.bench.cost import measure_cost
from assistant.bench.curves import curves_csv, curves_of
from assistant.bench.ears import OWN_EAR, PEER_EAR, ears_called
from assistant.bench.frames import NotedPhonemes
from assistant.bench.picture import draw
from assistant.bench.plan import SEED, Plan, jobs_of, words_to_count
from assistant.bench.pool import done
from assistant.bench.report import Circumstances, markdown
from assistant.bench.results import Result, results_of
from assistant.bench.tables import Table, tables_of
from assistant.bench.voice import all_sayings
from assistant.bench.work import Job, Outcome
from assistant.devices.recordings import read
from assistant.ears.phonemes import Phonemes
from assistant.errors import SundayCoffeeError

_QUICK_WORDS: Final = 40  # recordings of each word
_QUICK_TALK_S: Final = 12 * 60.0
_COST_S: Final = 60


@dataclass(frozen=True)
class BenchOptions:
    corpus: Path
    talk: Path | None = None
    noise: Path | None = None
    conditions: tuple[Condition, ...] = ()  # none: all that the goals speak of, or with `quick` the first of them
    safe_words: tuple[str, ...] = ()  # counted in talk beside the usual ones
    examples: Path | None = None
    with_peer: bool = True
    with_pictures: bool = True
    quick: bool = False
    processes: int | None = None
    cache: Path | None = None
    out: Path = Path("safe-word-bench")


def bench_safe_word(options: BenchOptions, console: Console) -> None:
    """Prints the tables and writes them, with the curves behind them, to `options.out`.

    SundayCoffeeError, one sentence, where nothing can be measured. What was done before a Ctrl-C is not done again.
    """
    if options.examples is not None:
        raise SundayCoffeeError("No ear listens by spoken examples yet, so --examples can't be measured.")
    _refuse_missing(options)
    corpus = read_corpus(options.corpus, talk=options.talk, noise=options.noise)
    words, talk_s = (_QUICK_WORDS, _QUICK_TALK_S) if options.quick else (None, None)
    corpus = sample_of(corpus, words=words, talk_s=talk_s, seed=SEED)
    cache = options.cache or platformdirs.user_cache_path("sunday-coffee") / "bench"
    plan = _plan(options, corpus, cache)
    with console.status("Timing one ear alone …"):
        cost = measure_cost(next(iter(corpus.words)), _some_talk(corpus))
    outcomes = _do(list(jobs_of(plan)), cache, options.processes or os.cpu_count() or 1, console)
    results = _results(plan, outcomes)
    tables = tables_of(results, cost, with_examples=options.examples is not None)
    for table in tables:
        _print(table, console)
    _write(options, tables, results, _circumstances(options, corpus))
    console.print(f"Written to {options.out}.")


def _refuse_missing(options: BenchOptions) -> None:
    """Before hours of listening, not after."""
    needed = {"pocketsphinx": ("--no-peer", options.with_peer), "matplotlib": ("--no-pictures", options.with_pictures)}
    for module, (without, wanted) in needed.items():
        if wanted and find_spec(module) is None:
            raise SundayCoffeeError(f"{module} is not installed: make bench gets it, or do without it with {without}.")


def _plan(options: BenchOptions, corpus: Corpus, cache: Path) -> Plan:
    conditions = options.conditions or (DAILY if options.quick else ISSUED)
    names = (OWN_EAR, PEER_EAR) if options.with_peer else (OWN_EAR,)
    words = words_to_count(tuple(corpus.words), options.safe_words)
    noted = NotedPhonemes(Phonemes())
    ears_called(OWN_EAR, noted).together(words)  # UnpronounceableError for a word without a sound
    sayings, sayings_s = None, 0.0
    if any(condition.echo_db is not None for condition in conditions):
        sayings = cache / "sayings.wav"
        sayings_s = all_sayings(sayings)
    return Plan(conditions, names, corpus, words, tuple(sorted(noted.tokens)), sayings, sayings_s)


def _some_talk(corpus: Corpus) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    sounds, seconds = [], 0.0
    for file in corpus.talk:
        sounds.append(read(file))
        seconds += sounds[-1].size / SAMPLE_RATE_HZ
        if seconds > _COST_S:
            break
    return np.concatenate(sounds)[: _COST_S * SAMPLE_RATE_HZ]


def _do(jobs: Sequence[Job], cache: Path, processes: int, console: Console) -> list[tuple[Job, Outcome]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    outcomes: list[tuple[Job, Outcome]] = []
    try:
        with (
            Progress(*columns, TimeRemainingColumn(), console=console) as progress,
            closing(done(jobs, cache, processes)) as doing,
        ):
            task = progress.add_task("Listening", total=len(jobs))
            for job, outcome in doing:
                outcomes.append((job, outcome))
                progress.update(task, advance=1, description=job.condition.name)
    except KeyboardInterrupt:
        console.print(f"Stopped after {len(outcomes)} of {len(jobs)} pieces; the same command goes on from there.")
        raise
    return outcomes


def _results(plan: Plan, outcomes: Sequence[tuple[Job, Outcome]]) -> list[Result]:
    phonemes = Phonemes()
    ears = {name: ears_called(name, phonemes) for name in plan.ears}
    return results_of(outcomes, plan.conditions, {name: (ear.floor, ear.threshold) for name, ear in ears.items()})


def _circumstances(options: BenchOptions, corpus: Corpus) -> Circumstances:
    said = []
    for word, files in corpus.words.items():
        known = {corpus.speakers[file] for file in files if file in corpus.speakers}
        unknown = sum(file not in corpus.speakers for file in files)
        voices = f" ({len(known)} speakers told apart, {unknown} recordings of unknown speakers)" if known else ""
        said.append(f"{word}: {len(files)}{voices}")
    names = (OWN_EAR, PEER_EAR) if options.with_peer else (OWN_EAR,)
    phonemes = Phonemes()
    versions = "; ".join(f"{name}: {ears_called(name, phonemes).version}" for name in names)
    return Circumstances(
        is_sample=options.quick,
        recordings="; ".join(said),
        talk=f"{len(corpus.talk)} recordings, {hours_of(corpus):.2f} h",
        versions=f"sunday-coffee {__version__}; {versions}",
        machine=f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}",
        noise="a quiet kitchen, simulated" if corpus.noise is None else corpus.noise.name,
        on=datetime.now(UTC).date(),
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


def _print(table: Table, console: Console) -> None:
    if not table.rows:
        return
    drawn = RichTable(
        *table.columns, title=table.title, caption=table.note, title_justify="left", caption_justify="left"
    )
    for row in table.rows:
        drawn.add_row(*(cell.replace("**", "") for cell in row))
    console.print(drawn)


def _write(options: BenchOptions, tables: Iterable[Table], results: Sequence[Result], around: Circumstances) -> None:
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        name = "RESULTS-quick.md" if options.quick else "RESULTS.md"
        (options.out / name).write_text(markdown(tables, around), "utf-8")
        for condition in dict.fromkeys(result.condition for result in results):
            curves = curves_of(result for result in results if result.condition == condition)
            slug = "".join(letter if letter.isalnum() or letter in "+-" else "_" for letter in condition.name)
            stem = options.out / ("quick" if options.quick else "curves") / slug
            stem.parent.mkdir(exist_ok=True)
            stem.with_suffix(".csv").write_text(curves_csv(curves), "utf-8")
            if options.with_pictures:
                draw(f"Safe word, {condition.name}", curves, stem.with_suffix(".png"))
    except OSError as error:
        raise SundayCoffeeError(
            f"The results can't be written to {options.out} ({error.strerror}). Name a folder of yours with --out DIR."
        ) from error
