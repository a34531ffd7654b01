"""Listens for the safe word in every block, whatever else goes on. It decides only that a word was said, and where.

A pass of the phoneme recogniser over the last second or two, once a hop, while the gate is open. The window is longer
than the word by a hop, so wherever the word falls it lies wholly inside one window; a long phrase has to flow for that.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.ears.gate import Gate
from assistant.ears.keyword import Keyword, Match, ways_of_phrase
from assistant.ears.lexicon import Lexicon, PhonemeSet, words_of
from assistant.ears.phonemes import FRAME_S, LogProbs
from assistant.errors import SundayCoffeeError

# Of 294 recordings of two phrases, 2 stay below it in quiet and 20 in a kitchen at 10 dB; talk goes over it two or
# three times an hour in the mean of 56 words, in quiet as in noise. One higher is ten times fewer. A word missed is
# worse than a pause too many, so it is not the strictest of these.
THRESHOLD: Final = -4.0
CANDIDATE_FLOOR: Final = -6.5
ASLEEP_MARGIN: Final = 1.0  # asleep it needs so much more certainty: nobody talks with it then
HOP_S: Final = 0.3
SLOW_PHONEME_S: Final = 0.13
WINDOW_S: Final = 1.6  # what is around a word helps to hear it, so a short word gets no shorter one
LONGEST_WINDOW_S: Final = 2.0
REFRACTORY_S: Final = 0.2
SAME_PEAK_S: Final = 0.3  # two windows place the same word within this


@dataclass(frozen=True)
class Spotted:
    """A place that sounds like a safe word. Times are seconds of audio since the spotter's first sample."""

    word: str
    word_end_s: float
    score: float
    heard_at_s: float
    accepted: bool  # False: a candidate only, nothing must happen


class Spotter(Protocol):
    asleep: bool

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        """The next samples, any number of them; the same answers in the same order however they are cut."""
        ...

    def finish(self) -> tuple[Spotted, ...]:
        """No more will come: look once more, without waiting for the next hop."""
        ...

    def reset(self, at_s: float | None = None) -> None:
        """Samples were lost: what was heard before no longer joins what comes, which begins at `at_s`."""
        ...


class SpottingPhonemes(PhonemeSet, Protocol):
    """What the spotter needs of the phoneme recogniser."""

    @property
    def blank(self) -> int: ...
    def log_probs(self, samples: Samples) -> LogProbs: ...


class UnpronounceableError(SundayCoffeeError):
    """A safe word that has no sound could never be heard."""


def window_for_s(phonemes: int, hop_s: float) -> float:
    """Room for a word of so many phonemes said slowly, and for a hop; longer phrases are expected to flow."""
    return WINDOW_S if phonemes * SLOW_PHONEME_S + hop_s <= WINDOW_S else LONGEST_WINDOW_S


def choose_hop_s(window_cost_s: float) -> float | None:
    """The shortest hop from 0.2 to 0.5 s that leaves half a core; None on a machine too slow for any.

    `window_cost_s` is the CPU time of one window.
    """
    hops_s = (hundredths / 100 for hundredths in range(20, 52, 2))
    return next((hop_s for hop_s in hops_s if window_cost_s <= 0.5 * hop_s), None)


@dataclass
class _Word:
    """One safe word: what to look for, and what was last seen of it."""

    text: str
    keyword: Keyword
    peak: Spotted | None = None  # the best candidate of the last place; only a better one is told again
    quiet_until_s: float = field(default=0.0)


class PhonemeSpotter:
    """Spots any word or phrase by its phonemes. `asleep` may be set at any time."""

    def __init__(
        self,
        phonemes: SpottingPhonemes,
        safe_words: Sequence[str],
        *,
        threshold: float = THRESHOLD,
        hop_s: float = HOP_S,
        pronunciations: Mapping[str, str] | None = None,
    ) -> None:
        """UnpronounceableError for a safe word without a sound. `pronunciations` spells words as they sound."""
        self.asleep = False
        self._phonemes = phonemes
        self._threshold = threshold
        lexicon = Lexicon(phonemes)
        spelled = pronunciations or {}
        self._words = [_Word(text, _keyword(spelled.get(text, text), lexicon, phonemes.blank)) for text in safe_words]
        longest = max((word.keyword.phonemes for word in self._words), default=0)
        self._hop_samples = max(1, round(hop_s * SAMPLE_RATE_HZ / BLOCK_SAMPLES)) * BLOCK_SAMPLES
        self.window_s = window_for_s(longest, hop_s)
        self._window_samples = round(self.window_s * SAMPLE_RATE_HZ / BLOCK_SAMPLES) * BLOCK_SAMPLES
        self._gate = Gate()
        self._heard_samples = 0
        self.reset()

    def reset(self, at_s: float | None = None) -> None:
        """Samples were lost: what was heard before no longer joins what comes, which begins at `at_s`."""
        if at_s is not None:
            self._heard_samples = round(at_s * SAMPLE_RATE_HZ)
        self._window = np.empty(0, np.int16)
        self._hop_left = self._hop_samples
        self._open = False  # the gate stays open for longer than a hop: asking at each hop misses nothing
        self._gate.reset()
        for word in self._words:
            word.peak = None

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        """The next samples, any number of them; the same answers in the same order however they are cut."""
        spotted: list[Spotted] = []
        start = 0
        while start < samples.size:
            piece = samples[start : start + self._hop_left]
            start += piece.size
            self._take(piece)
            if self._hop_left == 0:
                spotted += self._look()
        return tuple(spotted)

    def finish(self) -> tuple[Spotted, ...]:
        """No more will come: look once more, without waiting for the next hop."""
        spotted = self._look()
        self.reset()
        return tuple(spotted)

    def _take(self, piece: Samples) -> None:
        self._heard_samples += piece.size
        self._hop_left -= piece.size
        self._window = np.concatenate((self._window, piece))[-self._window_samples :]
        self._open = self._gate.hear(piece)

    def _look(self) -> list[Spotted]:
        self._hop_left = self._hop_samples
        frames = self._phonemes.log_probs(self._window) if self._words and self._open else None
        spotted: list[Spotted] = []
        for word in self._words:
            match = self._best(word, frames) if frames is not None else None
            spotted += self._judge(word, match)
        return spotted

    def _best(self, word: _Word, frames: LogProbs) -> Match | None:
        """The best fit after the last one that was accepted: a word is heard once, however many windows hold it."""
        skipped = max(0, math.ceil((word.quiet_until_s - self._window_start_s) / FRAME_S))
        match = word.keyword.look(frames[skipped:])
        return match and Match(match.score, match.end_frame + skipped)

    @property
    def _window_start_s(self) -> float:
        return (self._heard_samples - self._window.size) / SAMPLE_RATE_HZ

    def _judge(self, word: _Word, match: Match | None) -> list[Spotted]:
        now_s = self._heard_samples / SAMPLE_RATE_HZ
        enough = self._threshold + (ASLEEP_MARGIN if self.asleep else 0.0)
        if match is None or match.score < min(CANDIDATE_FLOOR, enough):
            return []
        end_s = min(self._window_start_s + (match.end_frame + 1) * FRAME_S, now_s)
        seen = Spotted(word.text, round(end_s, 3), match.score, now_s, accepted=match.score >= enough)
        if seen.accepted:
            word.quiet_until_s, word.peak = end_s + REFRACTORY_S, None
            return [seen]
        past = word.peak
        if past and abs(past.word_end_s - seen.word_end_s) < SAME_PEAK_S and past.score >= seen.score:
            return []
        word.peak = seen
        return [seen]


def _keyword(text: str, lexicon: Lexicon, blank: int) -> Keyword:
    ways = ways_of_phrase([lexicon.of_word(word) for word in words_of(text)])
    if not ways:
        raise UnpronounceableError(f"The safe word {text!r} has no sound: choose a word that can be said aloud.")
    return Keyword(ways, blank)
