"""Spoken examples on disk: features only, never sound. A file for each voice and word, for these users' eyes only."""

import io
import os
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final
from urllib.parse import quote

import numpy as np
from platformdirs import user_data_path

from assistant.ears.embeddings import NUMBERS
from assistant.ears.enrolment import LONGEST, SHORTEST
from assistant.ears.examples import Example
from assistant.errors import SundayCoffeeError

VERSION: Final = 1
MOST: Final = 6  # of one voice and word; the newest stay
LONGEST_NAME: Final = 200  # bytes; a folder takes 255
_LARGEST_BYTES: Final = 100_000  # six examples have 35,000
_ENDING: Final = ".examples"


class ExamplesError(SundayCoffeeError):
    """Examples can't be stored or deleted."""


@dataclass(frozen=True)
class Loaded:
    """`problems`: a sentence for each file that was left out."""

    examples: tuple[Example, ...]
    problems: tuple[str, ...]


def default_examples_folder() -> Path:
    return user_data_path("sunday-coffee") / "examples"


def load_examples(folder: Path, words: Collection[str]) -> Loaded:
    """The examples of these words, whoever said them. No folder: none."""
    examples: list[Example] = []
    problems: list[str] = []
    try:
        for file in sorted(folder.glob(f"*{_ENDING}")):
            try:
                examples += [example for example in _read(file) if example.word in words]
            except _DamagedError as error:
                problems.append(str(error))
    except OSError as error:
        problems.append(f"{folder}: the spoken examples can't be read ({error.strerror}); I listen without them.")
    return Loaded(tuple(examples), tuple(problems))


def examples_of(folder: Path, partner: str, word: str) -> tuple[Example, ...]:
    """What is stored of one voice and word; () also when that can't be read any more, since it will be replaced."""
    try:
        return tuple(example for example in _read(_file(folder, partner, word)) if example.word == word)
    except _DamagedError:
        return ()


def store_examples(folder: Path, partner: str, word: str, examples: Sequence[Example]) -> None:
    """In place of what is stored of this voice and word; whole or not at all. ExamplesError with a sentence."""
    file = _file(folder, partner, word)
    newest = examples[-MOST:]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(file, newest)
    except OSError as error:
        raise ExamplesError(
            f"{file}: the examples can't be kept there ({error.strerror}). Nothing that was there is lost."
        ) from error


def forget_examples(folder: Path, partner: str | None = None) -> int:
    """Delete every word of one voice, or of all; gives how many files went. ExamplesError with a sentence."""
    pattern = f"*{_ENDING}"
    beginning = "" if partner is None else f"{_quoted(partner)} "
    files = [file for file in folder.glob(pattern) if file.name.startswith(beginning)]
    for file in files:
        try:
            file.unlink()
        except OSError as error:
            raise ExamplesError(f"{file}: can't be deleted ({error.strerror}); please delete it.") from error
    return len(files)


class _DamagedError(Exception):
    """A file that isn't what was written."""


def _file(folder: Path, partner: str, word: str) -> Path:
    name = f"{_quoted(partner)} {_quoted(word)}{_ENDING}"
    if len(name) > LONGEST_NAME:
        raise ExamplesError(f"The name {partner!r} with the word {word!r} is too long for a file; a nickname will do.")
    return folder / name


def _quoted(text: str) -> str:
    """Without a space or a slash; the same for Anna and anna."""
    return quote(" ".join(text.casefold().split()), safe="")


def _write(file: Path, examples: Sequence[Example]) -> None:
    lengths = [len(example.vectors) for example in examples]
    with NamedTemporaryFile(dir=file.parent, suffix=".unfinished", delete=False) as unfinished:  # of mode 0600
        try:
            np.savez(
                unfinished,
                version=np.array(VERSION),
                word=np.array([example.word for example in examples]),
                ordinary=np.array([example.ordinary for example in examples], np.float32),
                lengths=np.array(lengths),
                vectors=np.concatenate([example.vectors for example in examples]).astype(np.float32),
            )
            unfinished.flush()
            os.fsync(unfinished.fileno())
            Path(unfinished.name).replace(file)
        except OSError:
            Path(unfinished.name).unlink(missing_ok=True)
            raise


def _read(file: Path) -> Iterator[Example]:
    """() when there is no such file."""
    if not file.exists():
        return iter(())
    try:
        with file.open("rb") as opened:
            content = io.BytesIO(opened.read(_LARGEST_BYTES))
        with np.load(content, allow_pickle=False) as stored:
            whole = {name: stored[name] for name in ("version", "word", "ordinary", "lengths", "vectors")}
    except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise _DamagedError(_sentence(file)) from error
    if int(whole["version"]) != VERSION or not _is_sound(whole):
        raise _DamagedError(_sentence(file))
    vectors = np.split(whole["vectors"], np.cumsum(whole["lengths"])[:-1])
    return (
        Example(str(word), each, float(ordinary))
        for word, each, ordinary in zip(whole["word"], vectors, whole["ordinary"], strict=True)
    )


def _is_sound(whole: dict[str, np.ndarray]) -> bool:
    words, ordinary, lengths, vectors = whole["word"], whole["ordinary"], whole["lengths"], whole["vectors"]
    same = words.ndim == 1 and words.shape == ordinary.shape == lengths.shape and words.dtype.kind == "U"
    return bool(
        same
        and words.size
        and lengths.dtype.kind == "i"
        and ((lengths >= SHORTEST) & (lengths <= LONGEST)).all()
        and vectors.dtype == np.float32
        and vectors.shape == (lengths.sum(), NUMBERS)
        and np.isfinite(vectors).all()
        and (ordinary > 0).all()
        and np.isfinite(ordinary).all()
    )


def _sentence(file: Path) -> str:
    return f"{file}: these examples can't be read any more; I listen without them. Say them again: sunday-coffee enrol."
