"""Chimes are soft, short, without a click, and each can be told from the others."""

import itertools

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.session.commands import Chime
from assistant.voice.chimes import PEAK_DBFS, chime

every_chime = pytest.mark.parametrize("which", list(Chime))


@every_chime
def test_a_chime_is_soft_and_short(which: Chime) -> None:
    pcm = chime(which).pcm
    assert 0.4 <= len(pcm) / SAMPLE_RATE_HZ <= 1.2
    peak_dbfs = 20 * np.log10(np.abs(pcm.astype(np.float64)).max() / 32767)
    assert peak_dbfs == pytest.approx(PEAK_DBFS, abs=0.1)


@every_chime
def test_a_chime_begins_and_ends_without_a_click(which: Chime) -> None:
    pcm = chime(which).pcm.astype(np.int32)
    assert abs(pcm[0]) <= 1
    assert abs(pcm[-1]) <= 1
    first_2_ms, last_2_ms = pcm[:32], pcm[-32:]
    assert np.abs(first_2_ms).max() < 0.05 * np.abs(pcm).max()
    assert np.abs(last_2_ms).max() < 0.01 * np.abs(pcm).max()


@every_chime
def test_a_chime_has_no_sharpness(which: Chime) -> None:
    """Less than a millionth of its energy lies above 3 kHz."""
    pcm = chime(which).pcm
    energy = np.abs(np.fft.rfft(pcm.astype(np.float64))) ** 2
    above = np.fft.rfftfreq(len(pcm), 1 / SAMPLE_RATE_HZ) > 3000
    assert energy[above].sum() < 1e-6 * energy.sum()


def pitch_hz(part: Samples) -> int:
    return int(np.argmax(np.abs(np.fft.rfft(part.astype(np.float64), SAMPLE_RATE_HZ))))


def first_and_last_pitch_hz(which: Chime) -> tuple[int, int]:
    pcm = chime(which).pcm
    return pitch_hz(pcm[:3200]), pitch_hz(pcm[-6400:])


def test_the_pause_falls() -> None:
    first, last = first_and_last_pitch_hz(Chime.PAUSE)
    assert first > 1.3 * last


def test_the_welcome_rises() -> None:
    first, last = first_and_last_pitch_hz(Chime.WELCOME)
    assert last > 1.3 * first


def test_the_time_offered_is_told_lower_than_the_hand_over() -> None:
    assert 1.3 * first_and_last_pitch_hz(Chime.OFFERED)[0] < first_and_last_pitch_hz(Chime.HAND_OVER)[0]


def test_the_notes_of_the_half_and_the_end_are_equal() -> None:
    for which in (Chime.HALF, Chime.NEAR_END):
        first, last = first_and_last_pitch_hz(which)
        assert first == pytest.approx(last, abs=6)


def notes_begun(which: Chime) -> int:
    """A note begins where 10 ms are far louder than 30 ms before."""
    pcm = chime(which).pcm.astype(np.float64)
    level = np.sqrt(np.mean(pcm[: len(pcm) // 160 * 160].reshape(-1, 160) ** 2, axis=1))
    rises = [n for n in range(3, len(level)) if level[n] > 1.5 * level[n - 3] and level[n] > 0.2 * level.max()]
    return 1 + sum(later - earlier > 5 for earlier, later in itertools.pairwise([0, *rises]))


@pytest.mark.parametrize(
    ("which", "notes"),
    [
        (Chime.HAND_OVER, 1),
        (Chime.OFFERED, 1),
        (Chime.HALF, 2),
        (Chime.NEAR_END, 3),
        (Chime.PAUSE, 2),
        (Chime.WELCOME, 2),
    ],
)
def test_a_chime_can_be_counted(which: Chime, notes: int) -> None:
    assert notes_begun(which) == notes


def test_the_session_knows_a_chime_by_its_name() -> None:
    assert [chime(which).key for which in Chime] == [which.value for which in Chime]


def test_nobody_can_damage_a_chime_that_others_will_hear() -> None:
    with pytest.raises(ValueError, match="read-only"):
        chime(Chime.PAUSE).pcm[0] = 1
