"""What the project rests on in the package pyopen-wakeword, held still: a release that behaves otherwise fails here."""

from importlib.metadata import version
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import NUMBERS, PRE_ROLL_STEPS, STEP_SAMPLES, Embedding, SpeechEmbeddings

HEARING = SpeechEmbeddings()


def murmur(steps: float, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, 500, round(steps * STEP_SAMPLES)).astype(np.int16)


def heard(sound: Samples) -> tuple[Embedding, ...]:
    HEARING.reset()
    return HEARING.hear(sound)


def same(some: tuple[Embedding, ...], others: tuple[Embedding, ...]) -> bool:
    return [one.end_sample for one in some] == [other.end_sample for other in others] and all(
        np.array_equal(one.vector, other.vector) for one, other in zip(some, others, strict=True)
    )


def test_it_is_the_release_that_was_measured() -> None:
    assert version("pyopen-wakeword") == "1.1.0"


def test_every_eighty_milliseconds_it_says_how_the_sound_was() -> None:
    embeddings = heard(murmur(12.5))
    assert [embedding.end_sample for embedding in embeddings] == [STEP_SAMPLES * step for step in range(1, 13)]
    assert all(embedding.vector.shape == (NUMBERS,) for embedding in embeddings)
    assert all(embedding.vector.dtype == np.float32 for embedding in embeddings)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.integers(0, 4000), max_size=12))
def test_it_does_not_matter_how_the_sound_is_cut(cuts: list[int]) -> None:
    sound = murmur(8)
    whole = heard(sound)
    HEARING.reset()
    edges = [0, *np.cumsum(cuts).clip(0, sound.size), sound.size]
    pieces = [HEARING.hear(sound[start:end]) for start, end in pairwise(edges)]
    assert same(whole, tuple(embedding for piece in pieces for embedding in piece))


def test_an_embedding_knows_the_newest_twentieth_of_a_second_and_nothing_that_comes_after() -> None:
    sound = murmur(20)
    changed = sound.copy()
    changed[10 * STEP_SAMPLES - SAMPLE_RATE_HZ // 20 : 10 * STEP_SAMPLES] = 0
    differs = [
        not np.array_equal(one.vector, other.vector) for one, other in zip(heard(sound), heard(changed), strict=True)
    ]
    assert differs.index(True) == 9


def test_after_a_second_what_was_said_is_forgotten() -> None:
    sound = murmur(30)
    changed = sound.copy()
    changed[: 10 * STEP_SAMPLES] = 0
    assert same(heard(sound)[21:], heard(changed)[21:])


def test_a_new_beginning_is_like_the_first_and_counts_from_where_it_is() -> None:
    first = SpeechEmbeddings().hear(murmur(8))
    HEARING.hear(murmur(33.3, seed=1))
    HEARING.reset(at_sample=16_000)
    again = HEARING.hear(murmur(8))
    assert [embedding.end_sample - 16_000 for embedding in again] == [embedding.end_sample for embedding in first]
    assert all(np.array_equal(one.vector, other.vector) for one, other in zip(first, again, strict=True))


@pytest.mark.parametrize("rested_steps", [1, PRE_ROLL_STEPS, 17, 200])
def test_after_a_rest_it_hears_on_as_if_it_had_never_rested(rested_steps: int) -> None:
    sound = murmur(rested_steps + 5)
    whole = heard(sound)
    HEARING.reset()
    HEARING.rest(sound[: rested_steps * STEP_SAMPLES])
    kept = 5 + min(rested_steps, PRE_ROLL_STEPS)
    assert same(HEARING.hear(sound[rested_steps * STEP_SAMPLES :]), whole[-kept:])


def test_silence_noise_and_clipping_give_whole_numbers() -> None:
    loud = np.where(np.random.default_rng(1).random(16000) < 0.5, -32768, 32767).astype(np.int16)
    for samples in (np.zeros(16000, np.int16), loud, np.full(16000, 32767, np.int16)):
        assert all(np.isfinite(embedding.vector).all() for embedding in heard(samples))


def test_two_that_listen_at_once_do_not_disturb_each_other() -> None:
    one, other = SpeechEmbeddings(), SpeechEmbeddings()
    mine, theirs = murmur(6), murmur(6, seed=1)
    mixed: list[Embedding] = []
    for start in range(0, mine.size, STEP_SAMPLES):
        mixed += one.hear(mine[start : start + STEP_SAMPLES])
        other.hear(theirs[start : start + STEP_SAMPLES])
    assert same(tuple(mixed), heard(mine))
