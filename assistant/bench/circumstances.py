"""What the figures rest on, told in words: recordings, speakers, code, machine. Measures nothing."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant import __version__
from assistant.bench.corpus import Corpus, hours_of
from assistant.bench.couples import Listener
from assistant.bench.report import Circumstances


def circumstances(
    command: str, corpus: Corpus, listeners: Sequence[Listener], versions: Iterable[str], *, is_sample: bool
) -> Circumstances:
    return Circumstances(
        is_sample=is_sample,
        command=command,
        recordings="; ".join(f"{word}: {_recordings(files, corpus)}" for word, files in corpus.words.items()),
        examples="; ".join(_examples(word, corpus, listeners) for word in corpus.words) if listeners else "none",
        talk=f"{len(corpus.talk)} recordings, {hours_of(corpus):.2f} h",
        versions="; ".join((f"sunday-coffee {__version__}", *versions)),
        machine=f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}",
        noise="a quiet kitchen, simulated" if corpus.noise is None else corpus.noise.name,
        on=datetime.now(UTC).date(),
    )


def _recordings(files: Sequence[Path], corpus: Corpus) -> str:
    known = {corpus.speakers[file] for file in files if file in corpus.speakers}
    unknown = sum(file not in corpus.speakers for file in files)
    voices = f" ({len(known)} speakers told apart, {unknown} recordings of unknown speakers)" if known else ""
    return f"{len(files)}{voices}"


def _examples(word: str, corpus: Corpus, listeners: Sequence[Listener]) -> str:
    here = [each for each in listeners if each.word == word]
    tests = [file for each in here for file in each.tests if file in set(corpus.words[word])]
    speakers = {corpus.speakers[file] for file in tests if file in corpus.speakers}
    return f"{word}: {len(here)} couples, {len(speakers)} speakers, {len(tests)} tests"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())
