"""What was expected and did not happen is told, each with its line; what happened in its order is not."""

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ
from assistant.rehearsal.expectations import failures
from assistant.rehearsal.figures import answered
from assistant.rehearsal.log import Happening, LineSaid, Log
from assistant.rehearsal.script import AtTime, Expectation, Kind, Line, Press, Speech
from assistant.session.events import Key


def at(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE_HZ)


def a_log(*happenings: tuple[float, Kind, str], said: tuple[LineSaid, ...] = (), state: str = "Asleep") -> Log:
    return Log([Happening(at(s), kind, name) for s, kind, name in happenings], list(said), state)


def pressed(at_s: float) -> LineSaid:
    return LineSaid(Line(1, AtTime(at_s), Press(Key.SPACE)), at(at_s), at(at_s))


QUESTION, CUE = (2.0, Kind.SAYING, "question"), (5.0, Kind.SAYING, "pause_cue")


def test_what_happened_in_its_order_is_as_expected() -> None:
    expected = [Expectation(1, Kind.SAYING, "question"), Expectation(2, Kind.SAYING, "pause_cue")]
    assert failures(expected, a_log(QUESTION, CUE)) == ()


def test_the_other_order_is_not() -> None:
    expected = [Expectation(1, Kind.SAYING, "pause_cue"), Expectation(2, Kind.SAYING, "question")]
    (told,) = failures(expected, a_log(QUESTION, CUE))
    assert told.startswith("line 2: the saying question was expected and never came; nothing sounded after that")


def test_what_came_instead_is_told() -> None:
    (told,) = failures([Expectation(3, Kind.CHIME, "half")], a_log(QUESTION, CUE, state="Paused"))
    assert told.endswith("never came; there came question, pause_cue, and the end was in Paused.")


@pytest.mark.parametrize(("within_s", "holds"), [(1.1, True), (0.9, False)])
def test_a_time_is_counted_from_the_end_of_the_line_said_last(within_s: float, holds: bool) -> None:  # noqa: FBT001
    log = a_log(CUE, said=(pressed(1.0), pressed(4.0), pressed(6.0)))
    told = failures([Expectation(1, Kind.SAYING, "pause_cue", within_s)], log)
    assert not told if holds else told[0].endswith("it came 1.00 s after the end of the line before it.")


def test_what_must_not_be_said_must_not_be_said_before_the_next_thing_expected() -> None:
    silent = Expectation(1, Kind.NOT_SAID, "question")
    assert failures([silent, Expectation(2, Kind.SAYING, "pause_cue")], a_log(CUE, (6.0, *QUESTION[1:]))) == ()
    assert failures([silent, Expectation(2, Kind.SAYING, "pause_cue")], a_log(QUESTION, CUE)) == (
        "line 1: the saying question was not to be said; it was, at 2.0 s.",
    )
    assert len(failures([Expectation(1, Kind.SAYING, "pause_cue"), silent], a_log(CUE, (6.0, *QUESTION[1:])))) == 1


def test_a_state_that_is_there_already_need_not_come_again() -> None:
    paused = (3.0, Kind.STATE, "Paused")
    expected = [Expectation(1, Kind.SAYING, "pause_cue"), Expectation(2, Kind.STATE, "Paused")]
    assert failures(expected, a_log(paused, CUE)) == ()
    assert failures([*expected, Expectation(3, Kind.STATE, "Turn")], a_log(paused, CUE)) != ()


def test_the_end_is_where_the_session_was_when_everybody_left() -> None:
    assert failures([Expectation(1, Kind.ENDS, "Paused")], a_log(state="Paused")) == ()
    assert failures([Expectation(1, Kind.ENDS, "Paused")], a_log()) == (
        "line 1: the end in Paused was expected; it was Asleep.",
    )


def test_an_answer_to_the_safe_word_is_measured_from_the_last_of_its_sound() -> None:
    pcm = np.concatenate((np.full(at(0.8), 3000, np.int16), np.zeros(at(0.5), np.int16)))
    word = LineSaid(
        Line(1, AtTime(1.0), Speech("Ana", "pineapple", pcm, 0.0, ends_with_safe_word=True)), at(1.0), at(2.3)
    )
    log = a_log((1.9, Kind.CHIME, "pause"), (2.5, Kind.SAYING, "pause_cue"), said=(word,))
    (figure,) = answered(log)
    assert (figure.ends_s, figure.chime_s, figure.cue_s) == pytest.approx((1.8, 0.1, 0.7))


def test_a_safe_word_without_an_answer_is_not_given_the_next_ones() -> None:
    pcm = np.full(at(0.5), 3000, np.int16)
    words = [
        LineSaid(Line(1, AtTime(s), Speech("Ana", "pineapple", pcm, 0.0, ends_with_safe_word=True)), at(s), at(s + 0.5))
        for s in (1.0, 3.0)
    ]
    first, second = answered(a_log((3.6, Kind.CHIME, "pause"), said=tuple(words)))
    assert first.chime_s is None
    assert second.chime_s == pytest.approx(0.1)
