"""A rehearsal as it goes, line by line in the terminal: when, who, what. A Journal; it prints and does no more."""

from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from assistant.audio import SAMPLE_RATE_HZ, Block
from assistant.hands import Sayings, words_of_saying
from assistant.loop import Moment
from assistant.rehearsal.log import CHIMES, LineSaid
from assistant.rehearsal.script import Press, Script, Speech
from assistant.session.commands import ClearScreen, CloseMicrophone, OpenMicrophone, Say, Show
from assistant.session.events import HearingLost, HearingRestored, InputEnded, SafeWordHeard, UtteranceHeard

_ASSISTANT: Final = "assistant"
_REFRESH_SAMPLES: Final = SAMPLE_RATE_HZ  # the bar moves once a second of sound


class Timeline:
    """`said` is the director's list; what is new in it is printed."""

    def __init__(self, console: Console, script: Script, sayings: Sayings, said: list[LineSaid]) -> None:
        self._console = console
        self._sayings = sayings
        self._said = said
        self._printed = 0  # of `said`
        self._words: dict[str, str] = {}  # of each saying, in the variant that was ordered last
        people = [line.what.who for line in script.lines if isinstance(line.what, Speech)]
        self._width = max(map(len, [_ASSISTANT, *people]))
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task: TaskID = self._progress.add_task(script.name, total=len(script.lines))

    @property
    def progress(self) -> Progress:
        """A bar, to be entered while the rehearsal runs; nothing where there is no terminal."""
        return self._progress

    def sounded(self, block: Block) -> None:
        for said in self._said[self._printed :]:
            self._print(said.first_sample, *_as_said(said))
        self._printed = len(self._said)
        for started in block.started:
            chime = CHIMES.get(started.key)
            words = self._words.get(started.key, started.key)
            text = Text(words, "bold") if chime is None else Text(f"[chime: {chime}]", "magenta")
            self._print(started.first_sample, _ASSISTANT, text)
        if block.first_sample % _REFRESH_SAMPLES == 0:
            now = _clock(block.first_sample)
            self._progress.update(self._task, completed=self._printed, description=now)

    def happened(self, moment: Moment) -> None:
        if isinstance(moment.event, InputEnded):
            return
        noticed = _noticed(moment)
        if noticed is not None:
            self._print(moment.sample, "", noticed)
        for command in moment.commands:
            match command:
                case Say(key):
                    self._words[key] = words_of_saying(self._sayings, command)
                case Show(key):
                    self._print(moment.sample, _ASSISTANT, Text(f"[shown] {self._sayings[key][0]}"))
                case ClearScreen():
                    self._print(moment.sample, "", Text("the screen is cleared", "dim"))
                case CloseMicrophone():
                    self._print(moment.sample, "", Text("the microphone closes", "dim"))
                case OpenMicrophone():
                    self._print(moment.sample, "", Text("the microphone opens", "dim"))
                case _:
                    pass  # heard, or nothing to see
        state = type(moment.state.mode).__name__
        if state != type(moment.before.mode).__name__:
            self._print(moment.sample, "", Text(f"-> {state}", "dim"))

    def _print(self, sample: int, who: str, what: Text) -> None:
        row = Table.grid(padding=(0, 2, 0, 0))
        row.add_column(width=8, justify="right")
        row.add_column(width=self._width)
        row.add_column()
        row.add_row(_clock(sample), who, what)
        self._console.print(row)


def _clock(sample: int) -> str:
    tenths = sample * 10 // SAMPLE_RATE_HZ
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def _as_said(said: LineSaid) -> tuple[str, Text]:
    match said.line.what:
        case Speech(who=who, words=words, gain_db=gain_db):
            return who, Text(words if gain_db == 0.0 else f"{words} ({gain_db:+g} dB)", "cyan")
        case Press(key):
            return "", Text(f"[key: {key}]", "cyan")


def _noticed(moment: Moment) -> Text | None:
    match moment.event:
        case SafeWordHeard():
            return Text("the safe word was heard", "bold red")
        case UtteranceHeard(intent=intent, minutes=minutes) if intent is not None:
            return Text(f"understood: {intent}{'' if minutes is None else f', {minutes} minutes'}", "dim")
        case HearingLost(loss):
            return Text(f"hearing is lost: {loss}", "red")
        case HearingRestored():
            return Text("hearing is back", "dim")
        case _:
            return None
