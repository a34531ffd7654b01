"""What a rehearsal came to: the figures, and what was not as expected. Prints; judges nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.rehearsal.figures import Answered
from assistant.shell.stopwatch import Stopwatch


@dataclass(frozen=True)
class Played:
    name: str
    seconds: float  # of sound
    took: Stopwatch
    answered: tuple[Answered, ...]  # the safe words
    failures: tuple[str, ...]
    problems: tuple[str, ...] = ()  # of the machine, for the person at it

    @property
    def speed(self) -> float:
        """How many times as fast as real time."""
        return self.seconds / max(self.took.clock_s, 1e-6)


def print_played(console: Console, played: Played) -> None:
    for word in played.answered:
        console.print(_answer(word), highlight=False)
    console.print(
        f"{played.seconds:.1f} s of sound in {played.took.clock_s:.1f} s, {played.speed:.1f} times as fast as "
        f"real time; {played.took.processor_s:.1f} s of one core.",
        highlight=False,
    )
    for problem in played.problems:
        console.print(Text(problem, "yellow"))
    for failure in played.failures:
        console.print(Text(failure, "bold red"))
    if not played.failures:
        console.print(Text("Everything happened as expected.", "green"))


def _answer(word: Answered) -> str:
    end = f"Safe word, its end at {word.ends_s:.2f} s:"
    if word.chime_s is None:
        return f"{end} no pause chime came."
    cue = "" if word.cue_s is None else f", the pause cue after {word.cue_s:+.2f} s"
    return f"{end} the pause chime began after {word.chime_s:+.2f} s{cue}."


def print_summary(console: Console, results: Sequence[Played]) -> None:
    table = Table("rehearsal", "sound", "speed", "chime after the safe word", "cue", "as expected", box=None)
    for played in results:
        table.add_row(
            played.name,
            f"{played.seconds:.1f} s",
            f"{played.speed:.1f}x",
            _listed([word.chime_s for word in played.answered]),
            _listed([word.cue_s for word in played.answered if word.cue_s is not None]),
            "yes" if not played.failures else f"no: {len(played.failures)} not",
        )
    console.rule("all rehearsals", align="left")
    console.print(table)


def _listed(seconds: Sequence[float | None]) -> str:
    return ", ".join("none" if one is None else f"{one:+.2f} s" for one in seconds)
