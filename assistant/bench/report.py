"""The figures as one page of Markdown, with all that they rest on and all that they do not show. Reckons nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.bench.cells import Table
from assistant.bench.page import body, head


@dataclass(frozen=True)
class Circumstances:
    """What the figures rest on. No host and no folder names: they say nothing to whoever reads it elsewhere."""

    is_sample: bool
    command: str  # what was asked for beside the corpus
    recordings: str
    examples: str
    talk: str
    versions: str
    machine: str
    noise: str
    on: date


def markdown(tables: Iterable[Table], around: Circumstances) -> str:
    rests_on = {
        "Recordings": around.recordings,
        "Spoken examples": around.examples,
        "Talk": around.talk,
        "Noise": around.noise,
        "Code": around.versions,
        "Machine": around.machine,
    }
    title, asked = "How well the safe word is heard", f"safe-word {around.command}"
    lines = [*head(title, asked, around.on, rests_on, is_sample=around.is_sample), *body(tables)]
    lines += ["## How it came about", "", _HOW, "", "## What this does not show", "", _NOT_SHOWN, ""]
    return "\n".join(lines)


_HOW = """\
Recordings follow one another without a gap, in blocks of 20 ms, through the canceller and the spotter of the live loop.
One spotter accepts as in the product (default threshold, latency); another tells every local peak of the score, from
which the curves are drawn. A word counts as heard when a peak ends within its recording. Talk is heard with all the
words armed at once, grouped by the length of their windows: all talk in quiet, half an hour of it at 10 dB, else a
drawn quarter hour.

The ear with examples is a couple's: two speakers, three recordings of each as `enrol` would keep them, and both
witnesses as in the live loop. It is tested on all their other recordings, never on one that it learned from; each
speaker is in two couples, so each recording is tested twice. Every couple listens to all the talk. A recording that
`enrol` would have refused is no example, but it is a test.

SNR is that of the public wake-word benchmark of Picovoice: each recording, of a word or of talk, is scaled so that its
loudest 512 samples lie so far above the loudest 512 samples of the noise beneath it. "SNR against speech RMS" is the
stricter measure: the noise's root mean square below that of the voice while it speaks. Noise goes on from recording to
recording. In noise and over an echo every voice is brought to one level first (-26 dBFS while speaking).

Simulated, by arithmetic and not recorded in a room: echo, drift, noise, softness, two voices, running speech; whispered
(the voice replaced by noise, the mouth kept, no softer), slower (stretched at the same pitch), first sound repeated
(its first 120 ms twice before it, with gaps of 80 ms). All from the same recordings and speakers.
PocketSphinx begins anew with each recording, which serves it best; it hears the recorded words alone, and a quarter
hour of talk."""

_NOT_SHOWN = """\
- False alarms over the assistant's voice on two clocks: they are those counted on one.
- Accented speech: there are no such recordings, and it can't be simulated from others.
- Rooms with much reverberation, other microphones than the speakers' own, couples.
- How examples serve on another day: a speaker here is one person in one sitting, which flatters the examples.
- What is truly said in talk: it is not transcribed, so a word that was said in it counts as a false alarm.
- Thresholds chosen on other data: those of the curves and their misses come from the same recordings. The default
  threshold is not chosen from them.
- How false alarms cluster: the intervals take them as independent, which those of one speaker are not."""
