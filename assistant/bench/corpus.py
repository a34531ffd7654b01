"""The recordings to measure with: which there are, and what is in them. Reads names and sizes; hears nothing.

Two layouts: keyword/NAME/FILE, talk and dialogue folders, noise/FILE and speakers.json; or a checkout of the public
wake-word benchmark of Picovoice, which has audio/NAME/FILE and no talk.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final

import numpy as np

from assistant.devices.recordings import Recording
from assistant.errors import SundayCoffeeError

_SOUNDS: Final = frozenset({".flac", ".wav", ".ogg"})
_TALK_FOLDERS: Final = ("talk", "dialogue")


class CorpusError(SundayCoffeeError):
    """A folder that nothing can be measured with."""


@dataclass(frozen=True)
class Corpus:
    """`words`: the recordings of each phrase. `talk`: recordings of people who say none of them."""

    words: Mapping[str, tuple[Path, ...]]
    talk: tuple[Path, ...]
    noise: Path | None
    speakers: Mapping[Path, str]  # who probably speaks; whoever is not in it is unknown


def read_corpus(folder: Path, *, talk: Path | None = None, noise: Path | None = None) -> Corpus:
    """`talk` and `noise` stand in for what the folder has of them. CorpusError, one sentence, if something lacks."""
    if not folder.is_dir():
        raise CorpusError(
            f"There is no folder {folder}. --corpus names one with recordings, keyword/NAME/*.flac in it."
        )
    words_folder = next((folder / name for name in ("keyword", "audio") if (folder / name).is_dir()), None)
    words = {} if words_folder is None else _words(words_folder)
    if not words:
        raise CorpusError(
            f"{folder} has no recordings of a word: it should hold keyword/NAME/*.flac, or audio/NAME/*.wav as the "
            "public wake-word benchmark does."
        )
    return Corpus(words, read_talk(folder, talk), read_noise(folder, noise), _speakers(folder))


def read_talk(folder: Path, talk: Path | None = None) -> tuple[Path, ...]:
    """The recordings of talk in a corpus, or in `talk` in their stead. CorpusError, one sentence, if there are none."""
    talk_folders = [folder / name for name in _TALK_FOLDERS] if talk is None else [talk]
    spoken = tuple(file for each in talk_folders for file in _sounds(each, deep=True))
    if not spoken:
        raise CorpusError(
            f"There are no recordings of talk in {talk or folder}: false alarms can't be counted without. Put them "
            "into talk/ beside the words, or name a folder with --talk DIR."
        )
    return spoken


def read_noise(folder: Path, noise: Path | None = None) -> Path | None:
    """The corpus's own noise, or `noise` in its stead; None if it has none. CorpusError if `noise` isn't there."""
    if noise is not None and not noise.is_file():
        raise CorpusError(f"There is no recording {noise}. --noise names one of a kitchen, or of whatever hums.")
    return noise or next(iter(_sounds(folder / "noise")), None)


def sample_of(corpus: Corpus, *, words: int | None, talk_s: float | None, seed: int) -> Corpus:
    """So many recordings of each phrase, and so much talk, drawn by `seed`; None: all, in drawn order too.

    HearingUnavailableError for talk that can't be read.
    """
    drawn = {word: _drawn(files, (seed, number))[:words] for number, (word, files) in enumerate(corpus.words.items())}
    return Corpus(drawn, drawn_talk(corpus.talk, talk_s, (seed, len(corpus.words))), corpus.noise, corpus.speakers)


def drawn_talk(talk: Sequence[Path], talk_s: float | None, seed: tuple[int, int]) -> tuple[Path, ...]:
    """So many seconds of it, the last recording whole; None: all, in drawn order too."""
    drawn = _drawn(talk, seed)
    if talk_s is None:
        return drawn
    before_s = accumulate(map(seconds_of, drawn), initial=0.0)
    return tuple(file for file, start_s in zip(drawn, before_s, strict=False) if start_s < talk_s)


def hours_of(corpus: Corpus) -> float:
    """Of talk."""
    return sum(map(seconds_of, corpus.talk)) / 3600


@cache
def seconds_of(file: Path) -> float:
    with Recording(file) as recording:
        return recording.seconds


def _drawn(files: Sequence[Path], seed: tuple[int, int]) -> tuple[Path, ...]:
    return tuple(files[place] for place in np.random.default_rng(seed).permutation(len(files)))


def _words(folder: Path) -> dict[str, tuple[Path, ...]]:
    found = {each.name.replace("_", " "): _sounds(each) for each in sorted(folder.iterdir()) if each.is_dir()}
    return {word: files for word, files in found.items() if files}


def _sounds(folder: Path, *, deep: bool = False) -> tuple[Path, ...]:
    files = folder.rglob("*") if deep else folder.glob("*")
    return tuple(sorted(file for file in files if file.suffix.lower() in _SOUNDS))


def _speakers(folder: Path) -> dict[Path, str]:
    path = folder / "speakers.json"
    if not path.exists():
        return {}
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} can't be read ({error}). It should map each recording to its speaker.") from error
    if not isinstance(told, dict):
        raise CorpusError(f'{path} should map each recording to its speaker: {{"keyword/NAME/000.flac": "anna"}}.')
    return {folder / file: who for file, who in told.items() if isinstance(who, str)}
