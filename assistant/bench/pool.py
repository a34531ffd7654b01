"""Does jobs side by side, one process a core. Stops at once when asked to, and keeps whatever was done by then."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import TypeVar

from assistant.bench.work import Job, Outcome, do

J = TypeVar("J")
R = TypeVar("R")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def done(jobs: Sequence[Job], cache_folder: Path, processes: int) -> Generator[tuple[Job, Outcome], None, None]:
    """Those of the safe word."""
    yield from done_by(do, jobs, cache_folder, processes)


def done_by(
    work: Callable[[J, Path], R], jobs: Sequence[J], cache_folder: Path, processes: int
) -> Generator[tuple[J, R], None, None]:
    """Each job with what `work` made of it, in no particular order. `work` is a function of a module, by which each
    process finds it. What is left undone when the iterator is closed is dropped.

    Starts processes, and ends all those of this program if it is stopped early.
    """
    os.environ.update(_ONE_THREAD)  # for the processes to come: each has a core to itself
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_end_when_asked) as pool:
        try:
            running = {pool.submit(work, job, cache_folder): job for job in jobs}
            for future in as_completed(running):
                yield running.pop(future), future.result()
        except BaseException:  # Ctrl-C above all: nobody waits for a minute of sound that is half done
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _end_when_asked() -> None:
    """Ctrl-C reaches every process at the terminal. Here it just ends: files are written whole or not at all."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
