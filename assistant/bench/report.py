"""The figures as one page of Markdown, with all that they rest on and all that they do not show. Reckons nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.bench.tables import Table


@dataclass(frozen=True)
class Circumstances:
    """What the figures rest on. No host and no folder names: they say nothing to whoever reads it elsewhere."""

    is_sample: bool
    recordings: str
    talk: str
    versions: str
    machine: str
    noise: str
    on: date
    with_examples: bool = False


def markdown(tables: Iterable[Table], around: Circumstances) -> str:
    lines = [
        "# How well the safe word is heard" + (", on a sample" if around.is_sample else ""),
        "",
        "Made by `sunday-coffee bench safe-word`" + (" --quick" if around.is_sample else "") + f" on {around.on}.",
        "",
        f"- Recordings: {around.recordings}",
        f"- Talk: {around.talk}",
        f"- Noise: {around.noise}",
        f"- Code: {around.versions}",
        f"- Machine: {around.machine}",
        "",
        _HOW,
        "",
    ]
    for table in tables:
        if table.rows:
            lines += [
                f"## {table.title}",
                "",
                table.note,
                "",
                _line(table.columns),
                _line(["---"] * len(table.columns)),
            ]
            lines += [*map(_line, table.rows), ""]
    return "\n".join(lines)


_HOW = """\
How it came about: recordings follow one another without a gap, in blocks of 20 ms, through the canceller and the
spotter of the live loop. One spotter accepts as in the product (default threshold, latency); another tells every local
peak of the score, from which the curves are drawn. A word counts as heard when a peak ends within its recording. Talk
is heard with all the words armed at once, grouped by the length of their windows.

SNR is that of the public wake-word benchmark of Picovoice: each recording, of a word or of talk, is scaled so that its
loudest 512 samples lie so far above the loudest 512 samples of the noise beneath it. "SNR against speech RMS" is the
stricter measure: the noise's root mean square below that of the voice while it speaks. Noise goes on from recording to
recording. In noise and over an echo every voice is brought to one level first (-26 dBFS while speaking). Echo, drift,
noise, softness, two voices and running speech are simulated: mixed by arithmetic, not recorded in a room. PocketSphinx
begins anew with each recording, which serves it best.

What it does not show: whispered, stretched, stuttered or accented words; rooms with much reverberation; microphones
other than the speakers' own; couples. Talk is not transcribed, so a word that was truly said in it counts as a false
alarm. Thresholds and misses come from the same recordings. The intervals take false alarms as independent, which those
of one speaker are not."""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
