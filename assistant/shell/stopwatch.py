"""How long something took: on the clock, and on the processor. Measures; nothing depends on it."""

import resource
from dataclasses import dataclass
from time import monotonic  # noqa: TID251 - figures about speed need a clock, and nothing else here reads it
from typing import Self


@dataclass(frozen=True)
class Stopwatch:
    clock_s: float
    processor_s: float

    @classmethod
    def now(cls) -> Self:
        """The processor time is that of this process, all threads."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return cls(monotonic(), used.ru_utime + used.ru_stime)

    def since(self, earlier: Self) -> "Stopwatch":
        return Stopwatch(self.clock_s - earlier.clock_s, self.processor_s - earlier.processor_s)
