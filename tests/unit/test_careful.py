"""Where its own voice drowns the couple's, the assistant speaks softer and listens between its sentences."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.devices.partner import speak
from assistant.voice.careful import LISTENING_SAMPLES, carefully


def quiet_stretches_s(pcm: Samples) -> list[float]:
    """How long nothing sounds, each time that this is longer than a tenth of a second."""
    loud = np.flatnonzero(np.abs(pcm.astype(int)) > 100)
    edges = np.concatenate((loud, [pcm.size]))
    return [gap / SAMPLE_RATE_HZ for gap in np.diff(edges) if gap > SAMPLE_RATE_HZ / 10]


def test_between_two_sentences_and_after_them_it_listens_for_half_a_second() -> None:
    saying = Sound("well", speak("That's all right. We'll leave it there."))
    between, after = quiet_stretches_s(carefully(saying).pcm)
    assert 0.5 <= between < 0.6
    assert 0.5 <= after < 0.6


def test_it_speaks_half_as_loud() -> None:
    saying = Sound("well", speak("That's all right. We'll leave it there."))
    assert abs(int(np.abs(carefully(saying).pcm).max()) - int(np.abs(saying.pcm).max()) / 2) <= 1


@settings(deadline=None)  # the first is slow on a busy machine
@given(words=st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 12_000)), min_size=1, max_size=5))
def test_no_word_of_it_is_lost_or_moved_before_another(words: list[tuple[int, int]]) -> None:
    pcm = np.concatenate(
        [np.pad(np.arange(100, 100 + length).astype(np.int16) * 2, (0, quiet)) for length, quiet in words]
    )
    said = carefully(Sound("words", pcm)).pcm
    np.testing.assert_array_equal(said[said != 0], pcm[pcm != 0] // 2)
    assert not said[-LISTENING_SAMPLES:].any()


def test_silence_stays_silence() -> None:
    said = carefully(Sound("nothing", np.zeros(100, np.int16)))
    assert not said.pcm.any()
    assert said.key == "nothing"
