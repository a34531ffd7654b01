"""One piece of a measurement: a stream of recordings in one condition, heard by one ear. Kept on disk when done."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, assert_never

import assistant
from assistant.bench import hearing, scenes, surroundings, voices
from assistant.bench.conditions import Condition
from assistant.bench.couples import Listener
from assistant.bench.disk import write_whole
from assistant.bench.ears import PEER_EAR, TAUGHT_EAR, Ears, code_version, ears_called
from assistant.bench.frames import RememberedPhonemes, recogniser_version
from assistant.bench.hearing import Found
from assistant.bench.scenes import Backdrop, Scene
from assistant.bench.statistics import Peak, Span
from assistant.bench.vectors import RememberedEmbeddings, embedder_version
from assistant.ears.echo import echo_canceller
from assistant.ears.embeddings import SpeechEmbeddings
from assistant.ears.phonemes import Phonemes

_PACKAGE: Final = Path(assistant.__file__).parent


class Kind(StrEnum):
    WORD = "word"  # recordings of one safe word
    TALK = "talk"  # recordings without any
    ALONE = "alone"  # nobody but the assistant speaks


@dataclass(frozen=True)
class Job:
    kind: Kind
    ear: str
    words: tuple[str, ...]
    files: tuple[Path, ...]
    condition: Condition
    seed: int
    backdrop: Backdrop = field(default_factory=Backdrop)
    tokens: tuple[int, ...] = ()  # that any word needs of the phoneme recogniser
    spellings: tuple[tuple[str, str], ...] = ()  # of words that are said otherwise than written
    listeners: tuple[Listener, ...] = ()  # with examples; none: the words are listened for from text
    alone_s: tuple[float, float] = (0.0, 0.0)  # between these of its sayings the assistant speaks alone

    @property
    def heard_by(self) -> tuple[Listener, ...]:
        """Whoever may be told to have heard a word of it."""
        return self.listeners or tuple(Listener(word, word, self.files) for word in self.words)


@dataclass(frozen=True)
class Outcome:
    """`armed`: the names of those that listened, each for its word. `peaks`, of each of them: every place that was at
    all like the word. `hits`: what the product would have acted on.
    """

    spans: tuple[Span, ...]
    seconds: float
    armed: tuple[str, ...]
    peaks: Found
    hits: Found


def do(job: Job, cache_folder: Path) -> Outcome:
    """From disk if it was done before by the same code. HearingUnavailableError for a recording that can't be read."""
    phonemes = RememberedPhonemes(_phonemes(), job.tokens, _frames_path(job, cache_folder))
    embeddings = RememberedEmbeddings(_embeddings, _vectors_path(job, cache_folder))
    ears = ears_called(job.ear, phonemes, dict(job.spellings), listeners=job.listeners, embeddings=embeddings)
    path = cache_folder / "outcomes" / f"{_fingerprint(job, ears.version, _mixing_version())}.json"
    known = _read(path)
    if known is not None:
        return known
    scene = _scene(job)
    outcome = Outcome(scene.spans, scene.seconds, ears.armed(job.words), *_heard(job, ears, scene))
    phonemes.save()
    embeddings.save()
    write_whole(path, lambda file: file.write(json.dumps(asdict(outcome)).encode()))
    return outcome


def _heard(job: Job, ears: Ears, scene: Scene) -> tuple[Found, Found]:
    """Peaks and hits. Of talk no hits: a peak above the threshold is one."""
    peaks: dict[str, tuple[Peak, ...]] = {}
    hits: dict[str, tuple[Peak, ...]] = {}
    for group in ears.together(job.words):
        for live, found in ((False, peaks), (True, hits)) if job.kind is Kind.WORD else ((False, peaks),):
            spotter = ears.spotter(group, live=live)
            found.update(
                hearing.hear(scene, spotter, echo_canceller(), accepted_only=live, by_utterance=ears.by_utterance)
            )
    return peaks, hits


def _scene(job: Job) -> Scene:
    match job.kind:
        case Kind.WORD:
            return scenes.word_scene(job.files, job.condition, job.backdrop, job.seed)
        case Kind.TALK:
            return scenes.talk_scene(job.files, job.condition, job.backdrop, job.seed)
        case Kind.ALONE:
            return scenes.lonely_scene(*job.alone_s, job.condition, job.backdrop, job.seed)
        case _:
            assert_never(job.kind)


@cache
def _phonemes() -> Phonemes:
    return Phonemes()


@cache
def _embeddings() -> SpeechEmbeddings:
    return SpeechEmbeddings()


@cache
def _mixing_version() -> str:
    """Of all that makes a scene, and plays it."""
    places = [Path(str(module.__file__)) for module in (scenes, surroundings, voices, hearing)]
    files = ("ears/echo.py", "devices/acoustics.py", "devices/partner.py", "devices/recordings.py", "bench/work.py")
    return code_version(*places, *(_PACKAGE / file for file in files))


def _frames_path(job: Job, cache_folder: Path) -> Path | None:
    """Windows are found again by their sound, so nothing of the words and the ear's code is in the name."""
    if job.ear == PEER_EAR:
        return None
    named = _hash([recogniser_version(), list(job.tokens)]), _hash([job.kind, *_sounds(job)])
    return cache_folder / "frames" / named[0] / f"{named[1]}.npz"


def _vectors_path(job: Job, cache_folder: Path) -> Path | None:
    if job.ear != TAUGHT_EAR:
        return None
    return cache_folder / "vectors" / _hash([embedder_version()]) / f"{_hash([job.kind, *_sounds(job)])}.npz"


def _fingerprint(job: Job, *versions: str) -> str:
    taught = [[each.name, each.word, str(each.examples), _taught(each.examples)] for each in job.listeners]
    return _hash([job.ear, job.kind, list(job.words), taught, job.spellings, *_sounds(job), *versions])


def _taught(folder: Path | None) -> str:
    """Changes whenever the examples do."""
    files = [] if folder is None else sorted(folder.glob("*.examples"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _sounds(job: Job) -> list[Any]:
    """All that decides how the stream sounds."""
    sayings = [job.backdrop.sayings] if job.condition.echo_db is not None else []
    noisy = job.condition.snr_db is not None or job.condition.steady_snr_db is not None
    noise = [job.backdrop.noise] if noisy else []
    talk = job.backdrop.talk if job.condition != job.condition.talk else ()
    files = [[str(file), file.stat().st_size] for file in (*job.files, *sayings, *noise, *talk) if file is not None]
    return [files, asdict(job.condition), job.seed, job.alone_s]


def _hash(parts: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]


def _read(path: Path) -> Outcome | None:
    """None where there is none yet, or none whole."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return Outcome(
            tuple(Span(**span) for span in told["spans"]),
            told["seconds"],
            tuple(told["armed"]),
            _found(told["peaks"]),
            _found(told["hits"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _found(told: Mapping[str, Sequence[Mapping[str, float]]]) -> Found:
    return {word: tuple(Peak(**peak) for peak in peaks) for word, peaks in told.items()}
