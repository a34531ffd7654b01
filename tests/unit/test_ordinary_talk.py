"""What examples of the safe word are held against: a quiet room, and the assistant as it talks all day."""

from collections.abc import Iterator

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.voice.ordinary_talk import ordinary_talk

ROOM = 8 * SAMPLE_RATE_HZ


def tone(seconds: float) -> Samples:
    return np.full(round(seconds * SAMPLE_RATE_HZ), 5000, np.int16)


def test_it_begins_with_a_room_where_nobody_speaks() -> None:
    talk = ordinary_talk([tone(2)])
    assert not talk[: ROOM // 2].any()
    assert 0 < np.abs(talk[ROOM // 2 : ROOM]).max() < 200
    assert np.array_equal(talk[ROOM:], tone(2))


def test_two_and_a_half_minutes_of_sayings_are_enough_and_no_more_are_asked_for() -> None:
    asked = []

    def sayings() -> Iterator[Samples]:
        for number in range(100):
            asked.append(number)
            yield tone(7)

    talk = ordinary_talk(sayings())
    assert (talk.size - ROOM) / SAMPLE_RATE_HZ == 150
    assert len(asked) == 22


def test_where_there_is_less_to_say_all_of_it_counts_and_cut_otherwise_it_is_the_same() -> None:
    assert np.array_equal(ordinary_talk([tone(3), tone(4)]), ordinary_talk([tone(7)]))
    assert ordinary_talk([]).size == ROOM
