"""Work that takes longer than a block, done beside the loop. Results come back in the order of their sound."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")


class Workshop(Generic[T]):
    """Each job says when in the sound its result is due.

    A patient workshop (the microphone is a file) waits for it there, so the same sound gives the same results whatever
    the speed; a live one gives it when it is ready, and not before.
    """

    def __init__(self, *, patient: bool) -> None:
        self._patient = patient
        self._worker = ThreadPoolExecutor(1, "recogniser")
        self._jobs: deque[tuple[int, Future[T]]] = deque()

    @property
    def waiting(self) -> int:
        return len(self._jobs)

    def order(self, job: Callable[[], T], due_sample: int) -> None:
        self._jobs.append((due_sample, self._worker.submit(job)))

    def done(self, now_sample: int) -> tuple[T, ...]:
        """What is due and ready, in order. An error that a job did not expect is raised here, never swallowed."""
        results: list[T] = []
        while self._jobs:
            due_sample, job = self._jobs[0]
            if now_sample < due_sample or not (self._patient or job.done()):
                break
            self._jobs.popleft()
            results.append(job.result())
        return tuple(results)

    def close(self) -> None:
        """Waits for the job that is being done: what it works with may serve another workshop next."""
        self._worker.shutdown(wait=True, cancel_futures=True)
