"""`sunday-coffee bench safe-word`: measures how well the safe word is heard in a folder of recordings, and tells."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
import platformdirs
from rich.console import Console

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.bench.circumstances import circumstances
from assistant.bench.conditions import DAILY, ISSUED, Condition
from assistant.bench.corpus import Corpus, read_corpus, sample_of
from assistant.bench.cost import measure_cost
from assistant.bench.couples import Listener
from assistant.bench.ears import OWN_EAR, PEER_EAR, TAUGHT_EAR, Ears, ears_called
from assistant.bench.frames import NotedPhonemes
from assistant.bench.learning import couples_from, those_at_home
from assistant.bench.plan import SEED, Plan, expected_core_s, in_few_windows, jobs_of, words_to_count
from assistant.bench.pool import done
from assistant.bench.results import results_of
from assistant.bench.tables import tables_of
from assistant.bench.vectors import RememberedEmbeddings
from assistant.bench.voice import all_sayings
from assistant.bench.written import write_results
from assistant.devices.recordings import read
from assistant.ears.embeddings import SpeechEmbeddings
from assistant.ears.phonemes import Phonemes
from assistant.errors import SundayCoffeeError
from assistant.shell.bench_shown import all_done, show

_QUICK_WORDS: Final = 40  # recordings of each word
_QUICK_TALK_S: Final = 12 * 60.0
_COST_S: Final = 60


@dataclass(frozen=True)
class BenchOptions:
    corpus: Path
    talk: Path | None = None
    noise: Path | None = None
    conditions: tuple[Condition, ...] = ()  # none: all that there are, or with `quick` the first of them
    safe_words: tuple[str, ...] = ()  # counted in talk beside the usual ones
    spellings: Mapping[str, str] = field(default_factory=dict)  # of words that are said otherwise than written
    with_couples: bool = False  # an ear with examples from the corpus's own speakers
    examples: Path | None = None  # or with those of a couple at home
    talk_hours: float | None = None  # no more talk than this, drawn; None: all there is
    with_peer: bool = True
    with_pictures: bool = True
    quick: bool = False
    processes: int | None = None
    cache: Path | None = None
    out: Path = Path("safe-word-bench")
    command: str = "--corpus DIR"  # how it was asked for, without folders


def bench_safe_word(options: BenchOptions, console: Console) -> None:
    """Prints the tables and writes them, with the curves behind them, to `options.out`.

    SundayCoffeeError, one sentence, where nothing can be measured. What was done before a Ctrl-C is not done again.
    """
    _refuse_missing(options)
    whole = read_corpus(options.corpus, talk=options.talk, noise=options.noise)
    words = _QUICK_WORDS if options.quick else None
    corpus = sample_of(whole, words=words, talk_s=_talk_s(options), seed=SEED)
    cache = options.cache or platformdirs.user_cache_path("sunday-coffee") / "bench"
    plan = _plan(options, whole, corpus, cache, console)
    jobs = list(jobs_of(plan))
    processes = options.processes or os.cpu_count() or 1
    with console.status("Timing one ear alone …"):
        cost = measure_cost(next(iter(corpus.words)), _some_talk(corpus))
    ears = _ears(plan)
    minutes = expected_core_s(jobs, len(ears[OWN_EAR].together(plan.words)), cost.speech) / processes / 60
    console.print(f"About {max(minutes, 1):.0f} min with {processes} processes; less, where it is remembered.")
    outcomes = all_done(done(jobs, cache, processes), len(jobs), lambda job: job.condition.name, console)
    results = results_of(outcomes, plan.conditions, {name: (ear.floor, ear.threshold) for name, ear in ears.items()})
    tables = tables_of(results, cost)
    for table in tables:
        show(table, console)
    versions = (f"{name}: {ear.version}" for name, ear in ears.items())
    around = circumstances(options.command, corpus, plan.listeners, versions, is_sample=options.quick)
    page = write_results(options.out, tables, results, around, with_pictures=options.with_pictures)
    console.print(f"Written to {page}.")


def _refuse_missing(options: BenchOptions) -> None:
    """Before hours of listening, not after."""
    needed = {"pocketsphinx": ("--no-peer", options.with_peer), "matplotlib": ("--no-pictures", options.with_pictures)}
    for module, (without, wanted) in needed.items():
        if wanted and find_spec(module) is None:
            raise SundayCoffeeError(f"{module} is not installed: make bench gets it, or do without it with {without}.")


def _talk_s(options: BenchOptions) -> float | None:
    limits_s = [_QUICK_TALK_S] if options.quick else []
    limits_s += [] if options.talk_hours is None else [options.talk_hours * 3600]
    return min(limits_s, default=None)


def _plan(options: BenchOptions, whole: Corpus, corpus: Corpus, cache: Path, console: Console) -> Plan:
    """Examples may come from all recordings, also where only a sample of them is tested."""
    conditions = options.conditions or (DAILY if options.quick else ISSUED)
    words = words_to_count(tuple(corpus.words), options.safe_words)
    noted = NotedPhonemes(Phonemes())
    groups = ears_called(OWN_EAR, noted, options.spellings).together(words)  # UnpronounceableError without a sound
    words = in_few_windows(groups, {word.lower() for word in (*corpus.words, *options.safe_words)})
    sayings, sayings_s = None, 0.0
    if options.with_couples or any(condition.echo_db is not None for condition in conditions):
        sayings = cache / "sayings.wav"
        sayings_s = all_sayings(sayings)
    listeners: tuple[Listener, ...] = ()
    if options.examples is not None:
        listeners = those_at_home(options.examples, corpus)
    elif options.with_couples and sayings is not None:
        with console.status("Learning how each couple says it …"):
            listeners = tuple(couples_from(whole, read(sayings), SEED, cache / "couples"))
    names = (OWN_EAR, *((TAUGHT_EAR,) if listeners else ()), *((PEER_EAR,) if options.with_peer else ()))
    spellings = tuple(sorted(options.spellings.items()))
    tokens = tuple(sorted(noted.tokens))
    return Plan(conditions, names, corpus, words, tokens, sayings, sayings_s, listeners, spellings)


def _ears(plan: Plan) -> dict[str, Ears]:
    """To ask about, not to listen with."""
    phonemes, embeddings = Phonemes(), RememberedEmbeddings(SpeechEmbeddings, None)
    return {name: ears_called(name, phonemes, dict(plan.spellings), embeddings=embeddings) for name in plan.ears}


def _some_talk(corpus: Corpus) -> Samples:
    sounds, seconds = [], 0.0
    for file in corpus.talk:
        sounds.append(read(file))
        seconds += sounds[-1].size / SAMPLE_RATE_HZ
        if seconds > _COST_S:
            break
    return np.concatenate(sounds)[: _COST_S * SAMPLE_RATE_HZ]
