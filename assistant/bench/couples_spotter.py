"""Many couples at one table: the sound is heard once, and each couple's own witnesses judge it. Decides nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from assistant.audio import BLOCK_SAMPLES, Samples
from assistant.ears.examples import Evidence
from assistant.ears.spotter import Spotted, Spotter
from assistant.ears.witnesses import Witness, Witnesses

Told = TypeVar("Told", Spotted, Evidence)


@dataclass
class _Passed(Generic[Told]):
    """A witness that says, once, what another said of the same sound."""

    told: tuple[Told, ...] = ()
    asleep: bool = field(default=False)

    def hear(self, samples: Samples) -> tuple[Told, ...]:  # noqa: ARG002 - another has heard it
        return self.finish()

    def finish(self) -> tuple[Told, ...]:
        told, self.told = self.told, ()
        return told

    def reset(self, at_s: float | None = None) -> None:
        """The other was reset."""


@dataclass(frozen=True)
class _Ear:
    name: str
    word: str
    phonemes: _Passed[Spotted]
    examples: _Passed[Evidence]
    witnesses: Witnesses


class CouplesSpotter:
    """A Spotter whose words are the names of couples; each tells what that couple's own Witnesses would tell."""

    def __init__(
        self, phonemes: Spotter, examples: Witness, couples: Sequence[tuple[str, str]], threshold: float
    ) -> None:
        """`phonemes` hear words. `examples` hear each couple's under its name. `couples`: names, and their words."""
        self._phonemes = phonemes
        self._examples = examples
        self._ears = [_ear(name, word, threshold) for name, word in couples]

    @property
    def asleep(self) -> bool:
        return self._phonemes.asleep

    @asleep.setter
    def asleep(self, asleep: bool) -> None:
        self._phonemes.asleep = asleep
        for ear in self._ears:
            ear.witnesses.asleep = asleep

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        """Block by block, as the witnesses do, so that what is told of a block is told in it."""
        starts = range(0, samples.size, BLOCK_SAMPLES)
        return tuple(one for start in starts for one in self._hear_block(samples[start : start + BLOCK_SAMPLES]))

    def _hear_block(self, samples: Samples) -> list[Spotted]:
        evidence, spotted = self._examples.hear(samples), self._phonemes.hear(samples)
        told: list[Spotted] = []
        for ear in self._ears:
            ear.phonemes.told = tuple(one for one in spotted if one.word == ear.word)
            ear.examples.told = tuple(replace(one, word=ear.word) for one in evidence if one.word == ear.name)
            told += _named(ear.name, ear.witnesses.hear(samples))
        return told

    def finish(self) -> tuple[Spotted, ...]:
        spotted = self._phonemes.finish()
        told: list[Spotted] = []
        for ear in self._ears:
            ear.phonemes.told = tuple(one for one in spotted if one.word == ear.word)
            told += _named(ear.name, ear.witnesses.finish())
        return tuple(told)

    def reset(self, at_s: float | None = None) -> None:
        self._phonemes.reset(at_s)
        self._examples.reset(0.0 if at_s is None else at_s)
        for ear in self._ears:
            ear.witnesses.reset(at_s)


def _ear(name: str, word: str, threshold: float) -> _Ear:
    phonemes, examples = _Passed[Spotted](), _Passed[Evidence]()
    return _Ear(name, word, phonemes, examples, Witnesses(phonemes, examples, threshold=threshold))


def _named(name: str, told: Sequence[Spotted]) -> Iterator[Spotted]:
    return (replace(one, word=name) for one in told)
