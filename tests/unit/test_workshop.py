"""Work beside the loop: its results come in the order of their sound, however long each took."""

from collections.abc import Iterator
from threading import Event  # noqa: TID251 - a job that waits until the test lets it go on

import pytest

from assistant.ears.workshop import Workshop


@pytest.fixture
def patient() -> Iterator[Workshop[str]]:
    workshop: Workshop[str] = Workshop(patient=True)
    yield workshop
    workshop.close()


@pytest.fixture
def live() -> Iterator[Workshop[str]]:
    workshop: Workshop[str] = Workshop(patient=False)
    yield workshop
    workshop.close()


def test_a_patient_workshop_gives_a_result_exactly_when_it_is_due(patient: Workshop[str]) -> None:
    patient.order(lambda: "first", 1000)
    patient.order(lambda: "second", 2000)
    assert patient.done(999) == ()
    assert patient.done(1000) == ("first",)
    assert patient.done(1999) == ()
    assert patient.done(2000) == ("second",)
    assert patient.waiting == 0


def test_a_live_workshop_never_waits_for_a_slow_job(live: Workshop[str]) -> None:
    go_on = Event()

    def slowly() -> str:
        go_on.wait(10)
        return "slow"

    live.order(slowly, 1000)
    live.order(lambda: "quick", 1000)
    assert live.done(5000) == ()
    assert live.waiting == 2
    go_on.set()
    results: tuple[str, ...] = ()
    while len(results) < 2:
        results += live.done(5000)
    assert results == ("slow", "quick")


def test_an_error_that_a_job_did_not_expect_is_never_swallowed(patient: Workshop[str]) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    patient.order(broken, 1000)
    with pytest.raises(ZeroDivisionError):
        patient.done(1000)
