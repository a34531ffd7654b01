"""How well commands are understood, as one page of Markdown, with all that it rests on and does not show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.bench.cells import Table
from assistant.bench.commands_borrowed import TIMER_INTENTS, Borrowed, Kind
from assistant.bench.commands_results import Share
from assistant.bench.page import body, head


@dataclass(frozen=True)
class Around:
    """What the figures rest on, each a sentence or a list of words."""

    command: str  # how it was asked for, without folders
    is_sample: bool
    sentences: str
    voices: str
    missing: str  # the voices and engines that could not be measured here, and why
    talk: str
    noise: str
    versions: str
    machine: str
    on: date


def page(tables: Iterable[Table], around: Around) -> str:
    rests_on = {
        "Sentences": around.sentences,
        "Voices": around.voices,
        "Not measured here": around.missing,
        "Talk": around.talk,
        "Noise": around.noise,
        "Code": around.versions,
        "Machine": around.machine,
    }
    asked = f"commands {around.command}"
    lines = head("How well commands are understood", asked, around.on, rests_on, is_sample=around.is_sample)
    return "\n".join([*lines, _HOW, "", *body(tables)])


def borrowed_table(tried: Sequence[tuple[Borrowed, bool]], source: str) -> Table:
    """Home Assistant's timer sentences, each with whether it was understood."""
    rows = []
    for intent in (*TIMER_INTENTS, "all"):
        of_intent = [(sentence, right) for sentence, right in tried if intent in (sentence.intent, "all")]
        cells = [_understood([right for sentence, right in of_intent if sentence.kind is kind]) for kind in Kind]
        rows.append((intent, *cells, _understood([right for _, right in of_intent])))
    return Table(
        "Timer sentences as Home Assistant has them",
        f"% understood as text, with the right number, wherever it makes sense. Drawn from the templates of {source}, "
        "without names, rooms and orders to a house, for up to two hours; each template is as likely as any other.",
        ("intent", *Kind, "all"),
        tuple(rows),
    )


_HOW = """\
How it came about: a sample of what each intent can be said with, drawn by a seed, numbers filled in; each sentence is
said in a state that listens for it, the states of an intent in turns. Synthetic voices, none of them the assistant's,
at one level, four seconds of quiet between sentences; then the canceller, the endpoints and the recogniser of the live
loop, with what that state listens for. Quiet: the hum of a kitchen 45 dB below the voice. "Noise, 10 dB SNR": each
sentence's loudest 512 samples stand 10 dB above the loudest 512 samples of the noise beneath it. "Against speech RMS"
is the stricter measure. Talk follows without gaps, heard once as in a turn and once as asleep.

What it does not show: people. Synthetic voices are clearer and duller than they: no hesitation, no whisper, no accent
of a learner. No room, no echo and no safe word is in it. Talk is not transcribed, so a command that was truly said in
it counts as false. The intervals take sentences of one voice, and false commands of one speaker, as independent, which
they are not."""


def _understood(right: Sequence[bool]) -> str:
    if not right:
        return "-"
    share = Share(sum(right), len(right))
    low, high = share.interval
    return f"{share.percent:.0f} ({low:.0f} to {high:.0f}) of {share.among}"
