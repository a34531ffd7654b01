"""What is under test: ears by name. Each makes a spotter for some safe words, as it would stand in the live loop.

To measure another ear, write another `Ears` and name it in `ears_called`; nothing else knows what an ear is made of.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

import assistant.ears
from assistant.bench import couples_spotter
from assistant.bench.couples import Listener
from assistant.bench.couples_spotter import CouplesSpotter
from assistant.bench.frames import recogniser_version
from assistant.bench.peer import PeerSpotter, can_say
from assistant.bench.vectors import embedder_version
from assistant.ears.example_files import load_examples
from assistant.ears.examples import EmbeddingSource, ExampleWitness
from assistant.ears.spotter import CANDIDATE_FLOOR, THRESHOLD, PhonemeSpotter, Spotter, SpottingPhonemes
from assistant.errors import SundayCoffeeError

OWN_EAR: Final = "text only"
TAUGHT_EAR: Final = "text and examples"
PEER_EAR: Final = "pocketsphinx"
EAR_NAMES: Final = (OWN_EAR, TAUGHT_EAR, PEER_EAR)
_NEVER: Final = 1.0  # above any score


class Ears(Protocol):
    """An ear factory."""

    @property
    def version(self) -> str:
        """Changes whenever the same sound could give other scores; what was measured with another is not used."""
        ...

    @property
    def threshold(self) -> float | None:
        """The score from which a word counts as heard in the product; None where there is no such thing."""
        ...

    @property
    def floor(self) -> float:
        """Peaks below this score are not told."""
        ...

    @property
    def by_utterance(self) -> bool:
        """Whether it must begin anew with each recording. One that can listen all evening need not."""
        ...

    def together(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """The words in groups, each of which one spotter judges as it would judge each word alone. Without those it
        can't know.
        """
        ...

    def armed(self, words: Sequence[str]) -> tuple[str, ...]:
        """The names by which its spotters for these words tell what they hear; those words that it can't know lack."""
        ...

    def spotter(self, words: Sequence[str], *, live: bool) -> Spotter:
        """`live`: accepting, as in the product. Otherwise it accepts nothing and tells every peak of every word."""
        ...


class PhonemeEars:
    """The product's own spotter, from text alone. `spellings`: words that are said otherwise than written."""

    threshold: Final = THRESHOLD
    floor: Final = CANDIDATE_FLOOR
    by_utterance: Final = False

    def __init__(self, phonemes: SpottingPhonemes, spellings: Mapping[str, str] | None = None) -> None:
        self._phonemes = phonemes
        self._spellings = spellings or {}

    @property
    def version(self) -> str:
        return f"{recogniser_version()}, {code_version(Path(assistant.ears.__file__).parent, Path(__file__))}"

    def together(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """By the length of their windows."""
        windows_s = {word: self._spotter([word], _NEVER).window_s for word in words}
        ordered = sorted(words, key=lambda word: (windows_s[word], word))
        return tuple(tuple(same) for _, same in groupby(ordered, key=windows_s.__getitem__))

    def armed(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(words)

    def spotter(self, words: Sequence[str], *, live: bool) -> Spotter:
        return self._spotter(words, THRESHOLD if live else _NEVER)

    def _spotter(self, words: Sequence[str], threshold: float) -> PhonemeSpotter:
        return PhonemeSpotter(self._phonemes, words, threshold=threshold, pronunciations=self._spellings)


class TaughtEars:
    """The product's own two witnesses, as they stand in the live loop: a pair of them for each listener."""

    threshold: Final = THRESHOLD
    floor: Final = CANDIDATE_FLOOR
    by_utterance: Final = False

    def __init__(self, from_text: PhonemeEars, embeddings: EmbeddingSource, listeners: Sequence[Listener]) -> None:
        self._from_text = from_text
        self._embeddings = embeddings
        self._listeners = listeners

    @property
    def version(self) -> str:
        own = code_version(Path(couples_spotter.__file__))
        return f"{self._from_text.version}; {embedder_version()}, {own}"

    def together(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """With the windows of the ear that knows text alone, so that frames remembered from it serve here."""
        taught = {listener.word for listener in self._listeners}
        return tuple(group for group in self._from_text.together(words) if taught.intersection(group))

    def armed(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(listener.name for listener in self._listeners if listener.word in words)

    def spotter(self, words: Sequence[str], *, live: bool) -> Spotter:
        here = [listener for listener in self._listeners if listener.word in words]
        examples = [
            replace(example, word=listener.name)
            for listener in here
            if listener.examples is not None
            for example in load_examples(listener.examples, [listener.word]).examples
        ]
        return CouplesSpotter(
            self._from_text.spotter(words, live=live),
            ExampleWitness(examples, self._embeddings),
            [(listener.name, listener.word) for listener in here],
            THRESHOLD if live else _NEVER,
        )


class PeerEars:
    """PocketSphinx: the keyphrase search that anyone can install."""

    threshold: Final = None
    floor: Final = -140.0  # its own least threshold, 1e-60, in nats
    by_utterance: Final = True

    @property
    def version(self) -> str:
        return f"pocketsphinx {version('pocketsphinx')}, {code_version(Path(__file__).with_name('peer.py'))}"

    def together(self, words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        known = tuple(word for word in words if can_say(word))
        return (known,) if known else ()

    def armed(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for group in self.together(words) for word in group)

    def spotter(self, words: Sequence[str], *, live: bool) -> Spotter:
        return PeerSpotter(words, _NEVER if not live else self.floor)


def ears_called(
    name: str,
    phonemes: SpottingPhonemes,
    spellings: Mapping[str, str] | None = None,
    *,
    listeners: Sequence[Listener] = (),
    embeddings: EmbeddingSource | None = None,
) -> Ears:
    """`phonemes` and `embeddings` may remember what they heard before; the second is needed for spoken examples."""
    match name:
        case "text only":
            return PhonemeEars(phonemes, spellings)
        case "text and examples":
            if embeddings is None:
                raise ValueError("spoken examples are compared by embeddings, and there are none")
            return TaughtEars(PhonemeEars(phonemes, spellings), embeddings, listeners)
        case "pocketsphinx":
            return PeerEars()
        case _:
            raise SundayCoffeeError(f"There is no ear called {name!r}; there are {', '.join(EAR_NAMES)}.")


@cache  # the code that runs is the one that was read first, whatever is written to the files meanwhile
def code_version(*places: Path) -> str:
    """A fingerprint of the Python files in these places."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in _sources(places))).hexdigest()[:12]


def _sources(places: Iterable[Path]) -> list[Path]:
    return [file for place in places for file in (sorted(place.glob("*.py")) if place.is_dir() else [place])]
