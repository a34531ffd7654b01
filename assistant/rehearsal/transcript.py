"""A rehearsal as a page to read, like a play. A Journal that gathers lines; it writes no file and judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import Final

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block
from assistant.hands import Sayings, words_of_saying
from assistant.loop import Moment
from assistant.rehearsal.log import CHIMES, LineSaid
from assistant.rehearsal.script import Press, Script, Speech
from assistant.session.commands import ClearScreen, CloseMicrophone, Hush, OpenMicrophone, Say
from assistant.session.events import Key, SafeWordHeard
from assistant.session.sitting import Clock
from assistant.session.state import State, Turn

_WIDTH: Final = 120  # characters of a line
_QUIET_S: Final = 10.0  # a silence so long is told
_CHIMES: Final = {
    "pause": ("Two notes, falling", "paused"),
    "hand_over": ("One note", "three seconds, then the other of them"),
    "offered": ("One low note", "the time that was offered has gone by"),
    "half": ("Two equal notes", "half the time"),
    "near_end": ("Three equal notes", "nearly the end"),
    "welcome": ("Two notes, rising", "listening again"),
}
_KEYS: Final[Mapping[Key, str]] = {
    Key.SPACE: "The space bar.",
    Key.ENTER: "The key Enter.",
    Key.MICROPHONE: "The key M.",
    Key.QUIT: "Q.",
    Key.STOP: "The button, held down.",
    Key.BUTTON: "The button, let go.",
}


@dataclass(frozen=True)
class Cue:
    """One line of the play; without `who`, something that sounds or happens."""

    sample: int
    text: str
    who: str = ""


class Transcript:
    """`said` is the director's list. `page()` is the play so far, in Markdown."""

    def __init__(self, script: Script, sayings: Sayings, said: list[LineSaid]) -> None:
        self._script = script
        self._sayings = sayings
        self._said = said
        self._told = 0  # of `said`
        self._words: dict[str, str] = {}  # of each saying, in the variant that was ordered last
        self._cues: list[Cue] = []
        self._chimed: set[str] = set()
        self._sounding: int | None = None  # which cue the loudspeaker is at
        self._quiet_from = 0  # the sample from which nobody says anything

    def sounded(self, block: Block) -> None:
        for said in self._said[self._told :]:
            self._add(_cue_of(said))
            self._quiet_from = max(self._quiet_from, said.end_sample)
        self._told = len(self._said)
        for started in block.started:
            chime = CHIMES.get(started.key)
            if chime is not None:
                sound, meaning = _CHIMES[chime]
                known = chime in self._chimed  # its meaning is told once
                self._chimed.add(chime)
                self._add(Cue(started.first_sample, f"{sound}." if known else f"{sound}: {meaning}."))
            else:
                self._add(Cue(started.first_sample, self._words[started.key], "Assistant"))
                self._sounding = len(self._cues) - 1
        if any(key not in CHIMES for key in block.finished):
            self._sounding = None
        if block.played.any():
            self._quiet_from = max(self._quiet_from, block.first_sample + BLOCK_SAMPLES)

    def happened(self, moment: Moment) -> None:
        if isinstance(moment.event, SafeWordHeard):
            self._add(Cue(moment.sample, "The safe word was heard."))
        for command in moment.commands:
            match command:
                case Say(key):
                    self._words[key] = words_of_saying(self._sayings, command)
                case Hush():
                    self._break_off()
                case ClearScreen():
                    self._add(Cue(moment.sample, "The screen is cleared."))
                case CloseMicrophone():
                    self._add(Cue(moment.sample, "The microphone closes."))
                case OpenMicrophone():
                    self._add(Cue(moment.sample, "The microphone opens."))
                case _:
                    pass  # heard, or nothing to tell
        if _began(moment.before) != (begun := _began(moment.state)) and begun is not None:
            self._add(Cue(moment.sample, begun))

    def _add(self, cue: Cue) -> None:
        quiet_s = (cue.sample - self._quiet_from) / SAMPLE_RATE_HZ
        if self._cues and quiet_s >= _QUIET_S:
            self._cues.append(Cue(self._quiet_from, f"Quiet, for {quiet_s:.0f} seconds."))
            self._quiet_from = cue.sample
        self._cues.append(cue)

    def _break_off(self) -> None:
        if self._sounding is not None:
            cue = self._cues[self._sounding]
            self._cues[self._sounding] = Cue(cue.sample, f"{cue.text} *(it breaks off)*", cue.who)
            self._sounding = None

    def page(self) -> str:
        name = self._script.name
        spoken = (line.what for line in self._script.lines)
        people = " and ".join(dict.fromkeys(what.who for what in spoken if isinstance(what, Speech)))
        made = (
            f"Made by rehearsal: `sunday-coffee rehearse --transcripts FOLDER {name}.yaml`. {people} are synthetic "
            "voices in a simulated room; the assistant hears, decides and speaks as it does live. Minutes and seconds "
            "are those of the sound; nothing was added by hand."
        )
        head = [f"# {name.replace('_', ' ').capitalize()}", fill(self._script.about, _WIDTH), fill(made, _WIDTH)]
        cues = sorted(self._cues, key=lambda cue: cue.sample)
        return "\n\n".join([*filter(None, head), *map(_as_line, cues)]) + "\n"


def _cue_of(said: LineSaid) -> Cue:
    match said.line.what:
        case Speech(who=who, words=words, gain_db=gain_db):
            softly = "" if gain_db > -6.0 else f"*({-gain_db:.0f} dB softer)* "
            return Cue(said.first_sample, softly + _sentence(words), who)
        case Press(key):
            return Cue(said.first_sample, _KEYS[key])


def _sentence(words: str) -> str:
    """With a capital and a full stop, where a script has none."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "…")) else ".")


def _began(state: State) -> str | None:
    """What the clock shows where a question begins; None where no clock runs or no question is new."""
    match state.mode, state.sitting and state.sitting.clock:
        case Turn(partner=0, offered_s=float() as offered_s, used_s=0.0), Clock() as clock:
            return f"The clock shows {_minutes(clock.left_s)}; each is offered {_minutes(offered_s)}."
        case _:
            return None


def _minutes(seconds_s: float) -> str:
    return f"{int(seconds_s) // 60}:{int(seconds_s) % 60:02d}"


def _as_line(cue: Cue) -> str:
    time = _minutes(cue.sample / SAMPLE_RATE_HZ)
    return f"**{time} {cue.who}.** {cue.text}" if cue.who else f"*{time} {cue.text}*"
