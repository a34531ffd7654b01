"""Sayings and chimes sound in the order they were ordered, whatever is rendered first."""

from concurrent.futures import Future, ThreadPoolExecutor
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import Sound
from assistant.voice.waiting import Waiting


def sound(key: str) -> Sound:
    return Sound(key, np.ones(10, dtype=np.int16))


def rendered(key: str) -> Future[Sound]:
    future: Future[Sound] = Future()
    future.set_result(sound(key))
    return future


def keys(sounds: tuple[Sound, ...]) -> list[str]:
    return [one.key for one in sounds]


def test_what_is_ready_is_taken_at_once_and_once() -> None:
    waiting = Waiting(patient=False)
    waiting.add(sound("chime"))
    waiting.add(rendered("saying"))
    assert keys(waiting.take()) == ["chime", "saying"]
    assert waiting.take() == ()


def test_a_chime_does_not_overtake_the_saying_that_is_still_rendered() -> None:
    waiting = Waiting(patient=False)
    saying: Future[Sound] = Future()
    waiting.add(saying)
    waiting.add(sound("chime"))
    assert waiting.take() == ()
    assert len(waiting) == 2
    saying.set_result(sound("saying"))
    assert keys(waiting.take()) == ["saying", "chime"]


def test_a_hush_drops_what_waits_and_what_comes_after_it_is_taken() -> None:
    waiting = Waiting(patient=False)
    never: Future[Sound] = Future()
    waiting.add(never)
    waiting.drop()
    waiting.add(sound("pause"))
    assert keys(waiting.take()) == ["pause"]


def test_with_a_file_as_the_microphone_a_saying_is_waited_for() -> None:
    with ThreadPoolExecutor(1) as worker:
        waiting = Waiting(patient=True)
        waiting.add(worker.submit(sound, "saying"))
        waiting.add(sound("chime"))
        assert keys(waiting.take()) == ["saying", "chime"]


@given(st.lists(st.booleans(), max_size=8), st.randoms(use_true_random=False))
def test_whatever_is_rendered_first_the_order_is_kept(slow: list[bool], random: Random) -> None:
    waiting = Waiting(patient=False)
    pending: list[tuple[int, Future[Sound]]] = []
    for number, is_slow in enumerate(slow):
        if is_slow:
            pending.append((number, Future()))
            waiting.add(pending[-1][1])
        else:
            waiting.add(sound(str(number)))
    random.shuffle(pending)
    taken = keys(waiting.take())
    for number, future in pending:
        future.set_result(sound(str(number)))
        taken += keys(waiting.take())
    assert taken == [str(number) for number in range(len(slow))]
