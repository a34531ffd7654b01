"""The partners speak when the script says: after a saying, after a chime, over the assistant's voice, at a time."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.audio import BLOCK_SAMPLES, Samples, Sound
from assistant.devices.acoustics import Surroundings
from assistant.devices.room import Room
from assistant.rehearsal.director import Director, ScriptedKeys
from assistant.rehearsal.log import LineSaid
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Line, Press, Speech, When
from assistant.session.events import Key

SECOND = 16_000


def tone(seconds: float) -> Samples:
    return np.full(round(seconds * SECOND), 1000, np.int16)


def says(when: When, seconds: float = 0.5) -> Line:
    return Line(1, when, Speech("Ana", "a word", tone(seconds)))


class Evening:
    """A room with a director in it; the assistant plays what the test says."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.said: list[LineSaid] = []
        self.keys = ScriptedKeys()
        self.room = Room(Surroundings())
        self.director = Director(lines, self.room, self.keys, self.said)
        self._blocks: Iterator[None] = self._run()

    def _run(self) -> Iterator[None]:
        for block in self.room.blocks():
            self.director.sounded(block)
            yield

    def goes_on(self, seconds: float) -> None:
        for _ in range(round(seconds * SECOND / BLOCK_SAMPLES)):
            next(self._blocks)

    def begins_s(self) -> list[float]:
        return [said.first_sample / SECOND for said in self.said]


def test_a_line_is_heard_at_its_very_sample() -> None:
    evening = Evening([says(AtTime(1.2345))])
    evening.goes_on(2)
    assert evening.begins_s() == [1.2345]
    heard = np.flatnonzero(evening.room.heard)
    assert (heard[0], heard[-1] + 1) == (round(1.2345 * SECOND), round(1.7345 * SECOND))


def test_a_line_follows_the_one_before_it_after_a_while() -> None:
    evening = Evening([says(AtTime(1.0)), says(AfterLine(2.0)), says(AfterLine(0.0))])
    evening.goes_on(6)
    assert evening.begins_s() == [1.0, 3.5, 4.0]
    assert evening.director.waits_for is None


def test_an_answer_waits_for_the_question_to_end() -> None:
    evening = Evening([says(AfterSound("question", 0.5))])
    evening.goes_on(1)
    evening.room.play(Sound("question", tone(2.0)))
    evening.goes_on(4)
    assert evening.begins_s() == [3.5]


def test_a_hushed_question_is_never_over_so_nobody_answers_it() -> None:
    evening = Evening([says(AfterSound("question", 0.5))])
    evening.room.play(Sound("question", tone(2.0)))
    evening.goes_on(1)
    evening.room.hush()
    evening.goes_on(9)
    assert evening.begins_s() == []
    assert evening.director.in_vain_s == 10.0


def test_someone_speaks_over_the_assistant() -> None:
    evening = Evening([says(DuringSound("question", 0.3)), says(DuringSound("question", 1.5))])
    evening.goes_on(1)
    evening.room.play(Sound("question", tone(3.0)))
    evening.goes_on(5)
    assert evening.begins_s() == [1.3, 2.5], "both in the same saying"


def test_what_sounded_before_the_last_line_counts_no_more() -> None:
    evening = Evening([says(AtTime(3.0)), says(AfterSound("question", 0.5)), says(DuringSound("question", 0.1))])
    evening.room.play(Sound("question", tone(1.0)))
    evening.goes_on(6)
    assert evening.begins_s() == [3.0]
    evening.room.play(Sound("question", tone(1.0)))
    evening.goes_on(2)
    evening.room.play(Sound("question", tone(1.0)))
    evening.goes_on(2)
    assert evening.begins_s() == [3.0, 7.5, 8.1]


def test_a_key_is_pressed_once() -> None:
    evening = Evening([Line(1, AtTime(1.0), Press(Key.SPACE))])
    evening.goes_on(2)
    assert evening.keys.pressed() == (Key.SPACE,)
    assert evening.keys.pressed() == ()


def test_nobody_waits_in_vain_for_a_time_that_will_come() -> None:
    evening = Evening([says(AtTime(60.0)), says(AfterLine(60.0))])
    evening.goes_on(100)
    assert evening.director.in_vain_s == 0.0
    assert evening.begins_s() == [60.0]
