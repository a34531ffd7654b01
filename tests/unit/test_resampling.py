"""Sound at another rate, piece by piece: nothing is lost, nothing is moved, and no seam is heard."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.devices.resampling import WING, Cutter, Floats, Resampler, between, to_float, to_int16


def tone(rate_hz: int, seconds: float, frequency_hz: float = 440.0) -> Floats:
    at_s = np.arange(round(rate_hz * seconds)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * frequency_hz * at_s)).astype(np.float32)


def in_pieces(sound: Floats, rate_hz: int, cuts: list[int]) -> Floats:
    resampler = Resampler(rate_hz, 16_000)
    edges = [0, *sorted(min(cut, sound.size) for cut in cuts), sound.size]
    pieces = [resampler.push(sound[begin:end]) for begin, end in pairwise(edges)]
    return np.concatenate([*pieces, resampler.flush()])


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_a_tone_keeps_its_place_its_pitch_and_its_length_at_every_rate(rate_hz: int) -> None:
    brought = in_pieces(tone(rate_hz, 1.0), rate_hz, list(range(0, rate_hz, rate_hz // 50)))
    assert abs(brought.size - 16_000) <= 1
    middle = slice(1_000, 15_000)
    assert np.abs(brought[middle] - tone(16_000, 1.0)[middle]).max() < 0.002


@given(cuts=st.lists(st.integers(0, 4_410), max_size=12))
def test_however_it_is_cut_into_pieces_the_sound_is_the_same(cuts: list[int]) -> None:
    sound = tone(44_100, 0.1, 1_000.0)
    np.testing.assert_allclose(in_pieces(sound, 44_100, cuts), in_pieces(sound, 44_100, []), atol=1e-6)


def test_sound_that_has_the_right_rate_already_is_not_touched() -> None:
    sound = tone(16_000, 0.1)
    np.testing.assert_array_equal(in_pieces(sound, 16_000, [17, 400]), sound)


def test_every_sample_there_is_survives_the_way_to_floats_and_back() -> None:
    every = np.arange(-32768, 32768).astype(np.int16)
    np.testing.assert_array_equal(to_int16(to_float(every)), every)


def test_what_is_too_loud_is_held_at_the_edge_and_does_not_turn_over() -> None:
    np.testing.assert_array_equal(to_int16(np.array([1.5, -1.5], np.float32)), [32767, -32768])


@given(lengths=st.lists(st.integers(0, 1_000), max_size=20), length=st.integers(1, 400))
def test_a_cutter_loses_nothing_and_changes_no_order(lengths: list[int], length: int) -> None:
    sound = np.arange(sum(lengths), dtype=np.float32)
    cutter = Cutter(length)
    pieces: list[Floats] = []
    for part in np.split(sound, np.cumsum(lengths)[:-1]) if lengths else []:
        pieces.extend(cutter.push(part))
    assert all(piece.size == length for piece in pieces)
    rest = cutter.flush()
    assert rest.size < length
    np.testing.assert_array_equal(np.concatenate([*pieces, rest]), sound)


@given(place=st.floats(WING, 400.0), frequency_hz=st.floats(100.0, 6_500.0))
def test_between_two_samples_lies_the_sound_that_was_there(place: float, frequency_hz: float) -> None:
    read = between(tone(16_000, 0.05, frequency_hz), place, place + 320, 320)
    at_s = (place + np.arange(320)) / 16_000
    np.testing.assert_allclose(read, 0.5 * np.sin(2 * np.pi * frequency_hz * at_s), atol=0.002)


def test_from_a_whole_sample_on_the_samples_themselves_are_read() -> None:
    sound = tone(16_000, 0.05)
    np.testing.assert_array_equal(between(sound, 20, 340, 320), sound[20:340])


@given(drift_ppm=st.floats(-300.0, 300.0))
def test_a_sound_read_a_little_slower_or_faster_has_no_seam_from_block_to_block(drift_ppm: float) -> None:
    length = 320 * (1 + drift_ppm * 1e-6)
    edges = 20.3 + length * np.arange(40)
    sound = tone(16_000, 1.0, 3_000.0)
    read = np.concatenate([between(sound, first, past, 320) for first, past in pairwise(edges)])
    at_s = (20.3 + np.arange(read.size) * length / 320) / 16_000
    np.testing.assert_allclose(read, 0.5 * np.sin(2 * np.pi * 3_000.0 * at_s), atol=0.002)
