"""Does work in a process of its own, if it may hang or take its process with it. It knows nothing of the work."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from tempfile import NamedTemporaryFile
from typing import Final, TypeVar

T = TypeVar("T")

_CONTEXT: Final = get_context("spawn")  # a fresh start: libraries that were loaded here are not loaded there


@dataclass(frozen=True)
class Lost:
    """No answer came."""

    why: str  # to be put in brackets


def apart(work: Callable[[], T], limit_s: float) -> T | Lost:
    """What `work` returns; it and its result must be picklable. What its libraries print is kept off the terminal."""
    with NamedTemporaryFile(prefix="sunday-coffee-") as complaints:
        receiver, sender = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_send, args=(work, sender, complaints.name), daemon=True)
        process.start()
        sender.close()  # so that the child's end is the only one, and its death is noticed
        try:
            if not receiver.poll(limit_s):
                return Lost(f"no answer within {limit_s:.3g} s")
            result: T = receiver.recv()
        except EOFError:
            last = complaints.read().decode(errors="replace").strip().splitlines()[-1:]
            return Lost(last[0] if last else "it ended without a word")
        finally:
            process.kill()
            process.join()
            receiver.close()
    return result


def _send(work: Callable[[], T], sender: "Connection[T, T]", complaints: str) -> None:
    os.dup2(os.open(complaints, os.O_WRONLY | os.O_APPEND), 2)
    sender.send(work())
