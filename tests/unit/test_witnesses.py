"""The couple's examples beside the phonemes: either is enough, and one word said once is heard once."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.examples import ONCE_AN_HOUR, TENFOLD, Evidence
from assistant.ears.spotter import ASLEEP_MARGIN, THRESHOLD, Spotted
from assistant.ears.witnesses import ENOUGH_RARITY, MEETING, Witnesses

SECOND = np.zeros(SAMPLE_RATE_HZ, np.int16)


@dataclass
class Phonemes:
    """Hears what it was told to, in the second it was told to."""

    hears: dict[int, float]  # second: score
    asleep: bool = False
    heard_samples: int = 0
    was_reset_at_s: list[float | None] = field(default_factory=list)

    def hear(self, samples: Samples) -> tuple[Spotted, ...]:
        self.heard_samples += samples.size
        second, within = divmod(self.heard_samples, SAMPLE_RATE_HZ)
        score = None if within else self.hears.get(second)
        return (
            ()
            if score is None
            else (Spotted("lemon", second - 0.1, score, float(second), accepted=score >= THRESHOLD),)
        )

    def finish(self) -> tuple[Spotted, ...]:
        return ()

    def reset(self, at_s: float | None = None) -> None:
        self.was_reset_at_s.append(at_s)


@dataclass
class Examples:
    """As rare as it was told, in the second it was told."""

    rarity: dict[int, float]
    heard_samples: int = 0
    was_reset_at_s: list[float] = field(default_factory=list)

    def hear(self, samples: Samples) -> tuple[Evidence, ...]:
        self.heard_samples += samples.size
        second, within = divmod(self.heard_samples, SAMPLE_RATE_HZ)
        if within:
            return ()
        return (Evidence("lemon", second - 0.2, ONCE_AN_HOUR - self.rarity.get(second, -3.0) * TENFOLD),)

    def reset(self, at_s: float = 0.0) -> None:
        self.was_reset_at_s.append(at_s)


def accepted(witnesses: Witnesses, seconds: int) -> list[float]:
    return [one.word_end_s for _ in range(seconds) for one in witnesses.hear(SECOND) if one.accepted]


def test_a_word_that_only_one_of_them_heard_is_heard() -> None:
    assert accepted(Witnesses(Phonemes({2: -1.0}), Examples({})), 4) == [1.9]
    assert accepted(Witnesses(Phonemes({}), Examples({3: ENOUGH_RARITY + 0.1})), 4) == [2.8]


def test_a_word_that_both_heard_was_said_once() -> None:
    assert accepted(Witnesses(Phonemes({2: -1.0}), Examples({2: 2.0})), 4) == [1.9]


def test_a_word_said_twice_is_heard_twice() -> None:
    assert accepted(Witnesses(Phonemes({2: -1.0, 4: -1.0}), Examples({2: 2.0})), 5) == [1.9, 3.9]


def test_mere_likeness_to_one_of_them_is_not_enough() -> None:
    assert accepted(Witnesses(Phonemes({2: THRESHOLD - 0.1}), Examples({})), 4) == []
    assert accepted(Witnesses(Phonemes({}), Examples({2: ENOUGH_RARITY - 0.1})), 4) == []


def test_a_word_in_noise_that_neither_is_sure_of_is_heard_by_both_together() -> None:
    assert accepted(Witnesses(Phonemes({2: THRESHOLD - 1.0}), Examples({2: 1.1 - MEETING})), 4) == [1.9]
    assert accepted(Witnesses(Phonemes({2: THRESHOLD - 1.0}), Examples({2: 0.9 - MEETING})), 4) == []
    apart = Witnesses(Phonemes({3: THRESHOLD - 1.0}), Examples({2: 0.5}))
    assert accepted(apart, 4) == [], "not at the same place"


def test_asleep_both_together_ask_for_more_too() -> None:
    witnesses = Witnesses(Phonemes({2: THRESHOLD - 1.0}), Examples({2: 1.1 - MEETING}))
    witnesses.asleep = True
    assert accepted(witnesses, 4) == []


def test_asleep_both_ask_for_more() -> None:
    phonemes = Phonemes({})
    witnesses = Witnesses(
        phonemes, Examples({2: ENOUGH_RARITY + ASLEEP_MARGIN / 2, 3: ENOUGH_RARITY + ASLEEP_MARGIN + 0.1})
    )
    witnesses.asleep = True
    assert phonemes.asleep
    assert accepted(witnesses, 4) == [2.8]


def test_candidates_of_the_phonemes_are_passed_on() -> None:
    witnesses = Witnesses(Phonemes({2: THRESHOLD - 0.5}), Examples({}))
    assert [one.accepted for _ in range(3) for one in witnesses.hear(SECOND)] == [False]


def test_examples_that_come_near_are_told_as_candidates_with_a_score_on_the_same_scale() -> None:
    witnesses = Witnesses(Phonemes({}), Examples({2: ENOUGH_RARITY - 0.5}))
    (one,) = [one for _ in range(3) for one in witnesses.hear(SECOND)]
    assert not one.accepted
    assert one.score == pytest.approx(THRESHOLD - 0.5)


def test_whoever_moves_the_threshold_moves_it_for_both() -> None:
    assert accepted(Witnesses(Phonemes({}), Examples({2: ENOUGH_RARITY - 0.5}), threshold=THRESHOLD - 0.6), 4) == [1.8]
    assert accepted(Witnesses(Phonemes({}), Examples({2: ENOUGH_RARITY + 0.5}), threshold=THRESHOLD + 0.6), 4) == []


def test_after_a_hole_in_the_sound_both_begin_anew_at_the_same_place() -> None:
    phonemes, examples = Phonemes({}), Examples({})
    Witnesses(phonemes, examples).reset(12.5)
    assert phonemes.was_reset_at_s == [12.5]
    assert examples.was_reset_at_s == [12.5]
