"""The second witness knows the word as the couple says it, whatever the tempo, and never tells whose example it was."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import NUMBERS, PRE_ROLL_STEPS, STEP_S, STEP_SAMPLES, Embedding, Vector
from assistant.ears.examples import TENFOLD, Evidence, Example, ExampleWitness
from assistant.ears.gate import HANGOVER_S, STARTING_S
from assistant.ears.warping import Warping

LENGTH = 8


def talk(length: int, seed: int = 0) -> Vector:
    """Vectors of which none is like another."""
    return np.random.default_rng(seed).normal(size=(length, NUMBERS)).astype(np.float32)


def distances(example: Vector, heard: Vector) -> list[float]:
    warping = Warping([example])
    return [float(warping.hear(vector)[0]) for vector in heard]


def at_tempo(word: Vector, steps: int) -> Vector:
    return word[np.arange(steps) * len(word) // steps]


WORD = talk(LENGTH, seed=1)


# Warping: how far a stretch of sound is from an example.


def test_the_very_same_sound_is_no_distance_away_wherever_it_comes() -> None:
    heard = np.concatenate((talk(30), WORD, talk(30, seed=2)))
    away = distances(WORD, heard)
    assert int(np.argmin(away)) == 30 + LENGTH - 1
    assert min(away) == pytest.approx(0, abs=1e-5)
    assert min(away[: 30 + LENGTH - 4]) > 0.3
    assert min(away[30 + LENGTH + 4 :]) > 0.3


@pytest.mark.parametrize("steps", [5, 6, 8, 10, 12])
def test_said_faster_or_slower_it_is_still_the_word(steps: int) -> None:
    away = distances(WORD, np.concatenate((talk(20), at_tempo(WORD, steps))))
    assert away[-1] < 0.25 * np.median(away[15:20])


@pytest.mark.parametrize("steps", [2, 3, 32, 48])
def test_far_too_short_or_too_long_it_is_another_word(steps: int) -> None:
    heard = np.concatenate((talk(30), at_tempo(WORD, steps), talk(1, seed=3)))
    assert min(distances(WORD, heard)) > 0.13


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 60), st.integers(3, 14), st.integers(0, 100))
def test_what_was_said_long_ago_changes_nothing(before: int, length: int, seed: int) -> None:
    """So memory and cost stay the same however long they talk."""
    example, recent = talk(length, seed), talk(40, seed + 1)
    fresh = distances(example, recent)[-1]
    late = distances(example, np.concatenate((talk(before, seed + 2), recent)))[-1]
    assert late == pytest.approx(fresh, rel=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.integers(3, 14), st.integers(0, 100), st.floats(0.01, 100))
def test_a_distance_lies_between_the_same_and_the_opposite_however_large_the_numbers(
    length: int, seed: int, scale: float
) -> None:
    example, heard = talk(length, seed), talk(40, seed + 1)
    away = distances(example, heard)
    assert all(0 <= one <= 2.01 for one in away[length:])
    assert distances(example, np.float32(scale) * heard)[-1] == pytest.approx(away[-1], rel=1e-3)


def test_many_examples_at_once_give_what_each_gives_alone() -> None:
    examples, heard = [talk(length, length) for length in (3, 9, 14)], talk(50)
    together = Warping(examples)
    rows = np.stack([together.hear(vector) for vector in heard])
    for column, example in enumerate(examples):
        assert rows[:, column].tolist() == pytest.approx(distances(example, heard), rel=1e-4)


def test_digital_silence_is_no_word_and_no_trouble() -> None:
    assert np.isfinite(distances(WORD, np.zeros((30, NUMBERS), np.float32))[-1])


# The witness: sound in, evidence out.


class LoudnessEmbeddings:
    """A true small stand-in: the 80 ms themselves, in 96 numbers, and nothing of what was before."""

    def __init__(self) -> None:
        self.worked = 0
        self.reset()

    def reset(self, at_sample: int = 0) -> None:
        self._end, self._rested = at_sample, list[Samples]()

    def hear(self, samples: Samples) -> tuple[Embedding, ...]:
        steps = [*self._rested[-PRE_ROLL_STEPS:], samples]
        self._rested = []
        self._end += STEP_SAMPLES
        self.worked += len(steps)
        ends = range(self._end - (len(steps) - 1) * STEP_SAMPLES, self._end + 1, STEP_SAMPLES)
        return tuple(Embedding(end, vector_of(step)) for end, step in zip(ends, steps, strict=True))

    def rest(self, samples: Samples) -> None:
        self._end += STEP_SAMPLES
        self._rested.append(samples)


def vector_of(step: Samples) -> Vector:
    return step[:: STEP_SAMPLES // NUMBERS][:NUMBERS].astype(np.float32)


def noise(steps: int, seed: int, rms: float = 1500) -> Samples:
    return np.random.default_rng(seed).normal(0, rms, steps * STEP_SAMPLES).astype(np.int16)


SAID = noise(LENGTH, seed=7)


def example_of(sound: Samples, word: str, ordinary: float = 0.5) -> Example:
    return Example(word, np.stack([vector_of(step) for step in sound.reshape(-1, STEP_SAMPLES)]), ordinary)


def nearest(evidence: tuple[Evidence, ...]) -> Evidence:
    return min(evidence, key=lambda seen: seen.distance)


def test_it_hears_the_word_and_where_it_ended() -> None:
    witness = ExampleWitness([example_of(SAID, "pineapple")], LoudnessEmbeddings())
    found = nearest(witness.hear(np.concatenate((noise(20, 1), SAID, noise(20, 2)))))
    assert found.word == "pineapple"
    assert found.end_s == pytest.approx((20 + LENGTH) * STEP_S)
    assert found.distance == pytest.approx(0, abs=1e-5)


def test_it_hears_a_word_known_by_the_first_example_or_by_the_last() -> None:
    examples = [example_of(noise(6, seed), "pineapple") for seed in range(10, 15)] + [example_of(SAID, "pineapple")]
    for order in (examples, examples[::-1]):
        heard = ExampleWitness(order, LoudnessEmbeddings()).hear(np.concatenate((noise(20, 1), SAID)))
        assert heard[-1].distance == pytest.approx(0, abs=1e-5)


def test_two_words_are_told_apart() -> None:
    other = noise(6, seed=8)
    witness = ExampleWitness([example_of(other, "lantern"), example_of(SAID, "pineapple")], LoudnessEmbeddings())
    heard = witness.hear(np.concatenate((noise(8, 1), SAID, noise(8, 2), other)))
    ends = {seen.word: seen.end_s for seen in heard if seen.distance < 0.01}
    assert ends == {"pineapple": pytest.approx(16 * STEP_S), "lantern": pytest.approx(30 * STEP_S)}


def test_nobody_learns_whose_example_it_was() -> None:
    assert {field.name for field in fields(Evidence)} == {"word", "end_s", "distance"}
    assert {field.name for field in fields(Example)} == {"word", "vectors", "ordinary"}


def test_an_example_like_ordinary_talk_counts_for_less() -> None:
    heard = np.concatenate((noise(20, 1), SAID // 2 + noise(LENGTH, 3, rms=400)))
    rare, common = (
        nearest(ExampleWitness([example_of(SAID, "pineapple", ordinary)], LoudnessEmbeddings()).hear(heard))
        for ordinary in (0.6, 0.2)
    )
    assert common.distance == pytest.approx(3 * rare.distance)
    assert common.rarity < rare.rarity


def test_ten_times_rarer_is_one_more() -> None:
    far, near = Evidence("pineapple", 1.0, 0.7), Evidence("pineapple", 1.0, 0.7 - TENFOLD)
    assert near.rarity - far.rarity == pytest.approx(1)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 9000), max_size=30))
def test_it_does_not_matter_how_the_sound_is_cut(cuts: list[int]) -> None:
    sound = np.concatenate((noise(20, 1, rms=3), SAID, np.zeros(60 * STEP_SAMPLES, np.int16), SAID, noise(3, 2)))
    whole = ExampleWitness([example_of(SAID, "pineapple")], LoudnessEmbeddings()).hear(sound)
    witness = ExampleWitness([example_of(SAID, "pineapple")], LoudnessEmbeddings())
    edges = [0, *np.cumsum(cuts).clip(0, sound.size), sound.size]
    assert tuple(seen for start, end in pairwise(edges) for seen in witness.hear(sound[start:end])) == whole


def test_while_nobody_speaks_it_rests_and_still_hears_the_first_word_whole() -> None:
    embeddings = LoudnessEmbeddings()
    witness = ExampleWitness([example_of(SAID, "pineapple")], embeddings)
    quiet = np.zeros(1000 * STEP_SAMPLES, np.int16)
    assert witness.hear(quiet) == ()
    assert embeddings.worked == 0
    found = nearest(witness.hear(np.concatenate((SAID, quiet[: 5 * STEP_SAMPLES]))))
    assert found.end_s == pytest.approx((1000 + LENGTH) * STEP_S)
    assert found.distance == pytest.approx(0, abs=1e-5)
    busy = embeddings.worked
    witness.hear(quiet)
    assert embeddings.worked - busy <= round((HANGOVER_S + STARTING_S) / STEP_S)


def test_the_two_halves_of_a_word_with_a_long_rest_between_are_no_word() -> None:
    witness = ExampleWitness([example_of(SAID, "pineapple")], LoudnessEmbeddings())
    half = SAID.size // 2
    quiet = np.zeros(200 * STEP_SAMPLES, np.int16)
    assert nearest(witness.hear(np.concatenate((noise(20, 1), SAID[:half], quiet, SAID[half:], quiet)))).distance > 0.2


def test_after_a_hole_in_the_sound_it_counts_from_where_it_goes_on_and_joins_nothing() -> None:
    witness = ExampleWitness([example_of(SAID, "pineapple")], LoudnessEmbeddings())
    half = SAID.size // 2
    witness.hear(np.concatenate((noise(20, 1), SAID[:half])))
    witness.reset(at_s=60.0)
    heard = witness.hear(np.concatenate((SAID[half:], noise(10, 2), SAID)))
    assert [seen.end_s for seen in heard if seen.distance < 0.01] == [pytest.approx(60 + (4 + 10 + LENGTH) * STEP_S)]


def test_without_examples_it_says_nothing_and_works_nothing() -> None:
    embeddings = LoudnessEmbeddings()
    assert ExampleWitness([], embeddings).hear(noise(50, 1)) == ()
    assert embeddings.worked == 0


def test_a_second_of_sound_is_a_second_of_time() -> None:
    assert round(SAMPLE_RATE_HZ * STEP_S) == STEP_SAMPLES
