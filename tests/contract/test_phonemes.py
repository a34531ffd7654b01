"""What the project rests on in the package hama, held still: a new release that behaves otherwise must fail here."""

import io
import subprocess
from importlib.metadata import version

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import FRAME_SAMPLES, Phonemes
from assistant.ears.spotter import PhonemeSpotter


@pytest.fixture(scope="module")
def phonemes() -> Phonemes:
    return Phonemes()


def spoken(text: str, voice: str = "en-us", peak: float = 0.5) -> Samples:
    wav = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    sound = soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ)
    whole = np.concatenate((np.zeros(8000), sound / np.abs(sound).max() * peak, np.zeros(8000)))
    return np.round(whole * 32767).astype(np.int16)


def decoded(phonemes: Phonemes, samples: Samples) -> str:
    best = phonemes.log_probs(samples).argmax(axis=1)
    changed = best[np.flatnonzero(np.diff(best, prepend=-1))]
    return "".join(phonemes.tokens[token] for token in changed if token != phonemes.blank)


def test_it_is_the_release_that_was_measured() -> None:
    assert version("hama") == "1.7.0"


def test_it_knows_191_tokens_and_each_by_its_number(phonemes: Phonemes) -> None:
    assert len(phonemes.tokens) == 191
    assert phonemes.tokens[phonemes.blank] == "<blank>"
    assert [phonemes.id_of(token) for token in phonemes.tokens] == list(range(191))


@pytest.mark.parametrize("seconds", [0.5, 1.0, 1.6, 2.0])
def test_a_frame_is_twenty_milliseconds(phonemes: Phonemes, seconds: float) -> None:
    samples = np.random.default_rng(0).normal(size=round(seconds * SAMPLE_RATE_HZ)) * 300
    frames = phonemes.log_probs(samples.astype(np.int16))
    assert frames.dtype == np.float32
    assert frames.shape[1] == 191
    assert abs(len(frames) - samples.size // FRAME_SAMPLES) <= 1


def test_the_frames_are_logarithms_of_probabilities(phonemes: Phonemes) -> None:
    frames = phonemes.log_probs(spoken("computer"))
    assert np.allclose(np.exp(frames).sum(axis=1), 1.0, atol=1e-3)


def test_what_a_synthetic_voice_says_is_what_it_hears(phonemes: Phonemes) -> None:
    heard = decoded(phonemes, spoken("computer"))
    assert heard.startswith("k")
    assert "mpjut" in heard


def test_silence_noise_and_clipping_give_whole_numbers(phonemes: Phonemes) -> None:
    loud = np.where(np.random.default_rng(1).random(16000) < 0.5, -32768, 32767).astype(np.int16)
    for samples in (np.zeros(16000, np.int16), loud, np.full(16000, 32767, np.int16)):
        assert np.isfinite(phonemes.log_probs(samples)).all()


def test_the_same_sound_gives_the_same_answer(phonemes: Phonemes) -> None:
    samples = spoken("carry on")
    assert np.array_equal(phonemes.log_probs(samples), phonemes.log_probs(samples))


def test_too_little_sound_gives_no_frame(phonemes: Phonemes) -> None:
    assert phonemes.log_probs(np.zeros(300, np.int16)).shape == (0, 191)


def test_every_sound_of_the_dictionary_has_a_token(phonemes: Phonemes) -> None:
    lexicon = Lexicon(phonemes)
    words = (
        "thing",
        "judge",
        "measure",
        "boy",
        "how",
        "your",
        "chef",
        "father",
        "under",
        "early",
        "zoo",
        "that",
        "hung",
    )
    assert all(lexicon.of_word(word) for word in words)


def test_a_made_up_name_can_be_guessed(phonemes: Phonemes) -> None:
    assert len(Lexicon(phonemes).of_word("zorblinka")[0]) >= 6


@pytest.mark.parametrize("peak", [0.9, 0.1, 0.01])
@pytest.mark.parametrize("word", ["computer", "butterfly", "pineapple"])
def test_a_safe_word_is_spotted_whether_loud_or_soft(phonemes: Phonemes, word: str, peak: float) -> None:
    spotter = PhonemeSpotter(phonemes, [word])
    found = [*spotter.hear(spoken(word, peak=peak)), *spotter.finish()]
    assert [spotted.word for spotted in found if spotted.accepted] == [word]


@pytest.mark.parametrize("offset", [-6000, 6000])
def test_a_microphone_with_an_offset_hears_it_too(phonemes: Phonemes, offset: int) -> None:
    spotter = PhonemeSpotter(phonemes, ["computer"])
    found = [*spotter.hear(spoken("computer", peak=0.1) + np.int16(offset)), *spotter.finish()]
    assert len([spotted for spotted in found if spotted.accepted]) == 1
