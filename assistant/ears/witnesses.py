"""Two witnesses of the safe word heard as one: its phonemes, and the couple's own examples. Either is enough.

A missed safe word breaks a promise and a false one is a small interruption, so neither has to agree with the other.
The examples alone are believed only where mere talk comes so near once in ten hours. Where both come near at the same
place, neither near enough, that is rarer than either: they count together.
"""

from collections import deque
from dataclasses import replace
from typing import Final, Protocol

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.ears.examples import Evidence
from assistant.ears.spotter import ASLEEP_MARGIN, CANDIDATE_FLOOR, THRESHOLD, Spotted, Spotter
from assistant.errors import HearingUnavailableError

ENOUGH_RARITY: Final = 1.0  # of Evidence.rarity: once in ten hours of talk
SAME_WORD_S: Final = 0.8  # what both hear within this is one word, said once
SAME_PLACE_S: Final = 0.4
# Each coming near ten times an hour, they would meet by chance once in twenty hours, three tenfolds rarer. But what is
# like the word to one of them often is so to the other, so only two are counted.
MEETING: Final = 2.0
_KEPT_STEPS: Final = 40  # of the examples' evidence, 80 ms each: longer than the phonemes take to tell a candidate


class Witness(Protocol):
    """What is needed of an ExampleWitness."""

    def hear(self, samples: Samples) -> tuple[Evidence, ...]: ...
    def reset(self, at_s: float = 0.0) -> None: ...


class Witnesses:
    """A Spotter. `score` of a word that only the examples heard is as far above the threshold as it is rarer.

    Where they come near, but not near enough, that is told as a candidate.
    """

    def __init__(self, phonemes: Spotter, examples: Witness, *, threshold: float = THRESHOLD) -> None:
        """`threshold`: the one that `phonemes` were made with. One scale serves both: a tenfold is worth 1."""
        self._phonemes = phonemes
        self._examples = examples
        self._threshold = threshold
        self._heard_samples = 0
        self._began_sample = 0
        self._last_end_s: dict[str, float] = {}  # of each word that was accepted
        self._lately = deque[Evidence](maxlen=_KEPT_STEPS)

    @property
    def asleep(self) -> bool:
        return self._phonemes.asleep

    @asleep.setter
    def asleep(self, asleep: bool) -> None:
        self._phonemes.asleep = asleep

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        """HearingUnavailableError if the phonemes fail; the examples have listened all the same by then.

        Both are asked block by block, so that their answers come in the order of the sound however it was cut.
        """
        found: list[Spotted] = []
        failed: HearingUnavailableError | None = None
        while samples.size:
            piece = samples[: BLOCK_SAMPLES - (self._heard_samples - self._began_sample) % BLOCK_SAMPLES]
            samples = samples[piece.size :]
            self._heard_samples += piece.size
            evidence = self._examples.hear(piece)
            self._lately.extend(evidence)
            by_examples = [told for one in evidence if (told := self._believed(one))]
            by_phonemes: list[Spotted] = []
            try:
                by_phonemes = [self._joined(one) for one in self._phonemes.hear(piece)]
            except HearingUnavailableError as error:
                failed = error
            found += (one for one in (*by_phonemes, *by_examples) if self._is_news(one))
        if failed and not found:  # else the word comes first; a dead engine fails again at its next look
            raise failed
        return tuple(found)

    def finish(self) -> tuple[Spotted, ...]:
        return tuple(one for one in map(self._joined, self._phonemes.finish()) if self._is_news(one))

    def reset(self, at_s: float | None = None) -> None:
        self._phonemes.reset(at_s)
        self._examples.reset(self._heard_samples / SAMPLE_RATE_HZ if at_s is None else at_s)
        if at_s is not None:
            self._heard_samples = round(at_s * SAMPLE_RATE_HZ)
        self._began_sample = self._heard_samples
        self._lately.clear()

    @property
    def _enough(self) -> float:
        return self._threshold + (ASLEEP_MARGIN if self.asleep else 0.0)

    def _believed(self, evidence: Evidence) -> Spotted | None:
        """What the examples alone make of it; None where they came nowhere near."""
        score = THRESHOLD + evidence.rarity - ENOUGH_RARITY
        if score < min(CANDIDATE_FLOOR, self._enough):
            return None
        now_s = self._heard_samples / SAMPLE_RATE_HZ
        return Spotted(evidence.word, evidence.end_s, score, now_s, accepted=score >= self._enough)

    def _joined(self, spotted: Spotted) -> Spotted:
        """What the phonemes told, with what the examples heard at the same place; never less sure for it."""
        there = (one.rarity for one in self._lately if _is_same_place(one, spotted))
        score = max(spotted.score, spotted.score + max(there, default=-MEETING) + MEETING)
        if spotted.accepted or score < self._enough:
            return replace(spotted, score=score)
        now_s = self._heard_samples / SAMPLE_RATE_HZ
        return replace(spotted, score=score, heard_at_s=now_s, accepted=True)

    def _is_news(self, spotted: Spotted) -> bool:
        """Candidates always; an accepted word once, whoever heard it first."""
        if not spotted.accepted:
            return True
        last_end_s = self._last_end_s.get(spotted.word)
        if last_end_s is not None and spotted.word_end_s - last_end_s < SAME_WORD_S:
            return False
        self._last_end_s[spotted.word] = spotted.word_end_s
        return True


def _is_same_place(evidence: Evidence, spotted: Spotted) -> bool:
    return evidence.word == spotted.word and abs(evidence.end_s - spotted.word_end_s) <= SAME_PLACE_S
