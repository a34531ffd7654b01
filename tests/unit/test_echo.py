"""The assistant's own voice is taken out of what the microphone hears; the couple's voices stay."""

import ctypes
import io
import subprocess
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.ears.echo import Canceller, EchoCanceller, EchoUnavailableError, NoCanceller, echo_canceller

Waveform = npt.NDArray[np.float64]


@cache
def spoken(text: str, voice: str) -> Waveform:
    wav = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    waveform: Waveform = soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ)
    return waveform * 0.5


def assistant_talking(seconds: float) -> Waveform:
    text = "Good morning. There is room for the other of you now, as much or as little as you like. Take your time."
    once = spoken(text, "en-us+f3")
    return np.resize(once, round(seconds * SAMPLE_RATE_HZ))


def in_the_room(played: Waveform) -> Waveform:
    """What the microphone gets of it: 40 ms later, half as loud, with a tail, and the room's own hiss."""
    rng = np.random.default_rng(5)
    room = np.zeros(3000)
    room[640] = 0.5
    room[660:2660] += rng.normal(size=2000) * np.exp(-np.arange(2000) / 400) * 0.07
    return np.convolve(played, room)[: played.size] + rng.normal(size=played.size) * 3e-4


def pcm(waveform: Waveform) -> Samples:
    return np.round(waveform.clip(-1, 1) * 32767).astype(np.int16)


def cleaned(canceller: Canceller, heard: Samples, played: Samples) -> Samples:
    blocks = range(0, heard.size - BLOCK_SAMPLES + 1, BLOCK_SAMPLES)
    return np.concatenate(
        [canceller.clean(heard[i : i + BLOCK_SAMPLES], played[i : i + BLOCK_SAMPLES]) for i in blocks]
    )


def power_db(samples: Samples) -> float:
    return float(10 * np.log10(np.square(samples.astype(float)).mean() + 1e-9))


def last_seconds(samples: Samples, seconds: float) -> Samples:
    return samples[-round(seconds * SAMPLE_RATE_HZ) :]


def test_after_some_sentences_its_own_voice_is_a_hundred_times_weaker() -> None:
    played = assistant_talking(16)
    heard = in_the_room(played)
    left = cleaned(EchoCanceller(), pcm(heard), pcm(played))
    assert power_db(last_seconds(pcm(heard), 4)) - power_db(last_seconds(left, 4)) > 20


def test_someone_who_speaks_over_it_is_still_heard() -> None:
    person = spoken("computer", "en-gb")
    played = assistant_talking(16)
    heard = in_the_room(played)
    heard[-person.size :] += person * 0.3
    left = cleaned(EchoCanceller(), pcm(heard), pcm(played))[-person.size :].astype(float)
    alike = np.corrcoef(left, person[-left.size :])[0, 1]
    assert alike > 0.8
    assert abs(power_db(left.astype(np.int16)) - power_db(pcm(person * 0.3))) < 3


def test_while_nothing_is_played_everything_is_heard_as_it_was_said() -> None:
    heard = pcm(spoken("there is something soft I would like to say", "en-gb") * 0.01)
    heard = heard[: heard.size - heard.size % BLOCK_SAMPLES]
    assert np.array_equal(cleaned(EchoCanceller(), heard, np.zeros_like(heard)), heard)


def test_soon_after_a_saying_everything_is_heard_as_it_was_said() -> None:
    canceller = EchoCanceller(tail_ms=200)
    played = assistant_talking(2)
    cleaned(canceller, pcm(in_the_room(played)), pcm(played))
    quiet = np.zeros(SAMPLE_RATE_HZ // 5 + BLOCK_SAMPLES, np.int16)
    cleaned(canceller, quiet, quiet)
    word = pcm(spoken("computer", "en-gb"))[:BLOCK_SAMPLES]
    assert np.array_equal(canceller.clean(word, np.zeros_like(word)), word)


def test_lost_samples_do_not_make_it_forget_the_room() -> None:
    played = assistant_talking(18)
    heard, reference = pcm(in_the_room(played)), pcm(played)
    canceller = EchoCanceller()
    half = 14 * SAMPLE_RATE_HZ
    cleaned(canceller, heard[:half], reference[:half])
    canceller.realign()
    lost = SAMPLE_RATE_HZ  # a second is gone, of both
    left = cleaned(canceller, heard[half + lost :], reference[half + lost :])
    assert power_db(last_seconds(heard, 2)) - power_db(last_seconds(left, 2)) > 20


def test_a_clipped_and_a_crooked_microphone_break_nothing() -> None:
    played = pcm(assistant_talking(2))
    clipped = pcm(np.sign(assistant_talking(2)))
    crooked = np.full_like(played, 20000)
    for heard in (clipped, crooked):
        assert cleaned(EchoCanceller(), heard, played).shape == heard.shape


def test_a_block_of_another_length_is_refused() -> None:
    short = np.zeros(BLOCK_SAMPLES - 1, np.int16)
    with pytest.raises(ValueError, match="a block has 320 samples"):
        EchoCanceller().clean(short, short)


def test_without_the_library_it_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)
    with pytest.raises(EchoUnavailableError, match="install the package libspeexdsp1"):
        EchoCanceller()
    canceller = echo_canceller()
    assert isinstance(canceller, NoCanceller)
    assert not canceller.cancels
    block = np.arange(BLOCK_SAMPLES, dtype=np.int16)
    canceller.realign()
    assert np.array_equal(canceller.clean(block, block), block)


def test_with_the_library_it_cancels() -> None:
    assert echo_canceller().cancels
