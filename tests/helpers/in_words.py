"""A rehearsal's script without its sound: each line is understood, and the session answers. No ears, no voice."""

from dataclasses import dataclass, field
from functools import cache

from helpers.happenings import Watched

from assistant.audio import SAMPLE_RATE_HZ
from assistant.ears.understanding import Commands
from assistant.rehearsal.log import CHIMES, Happening, LineSaid, Log
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Kind, Line, Press, Script, Speech
from assistant.session.book import Book
from assistant.session.commands import Command, PlayChime, Say
from assistant.session.events import (
    Event,
    KeyPressed,
    SafeWordHeard,
    SayingFinished,
    SpeechStarted,
    SpeechStopped,
    TimePassed,
    UtteranceHeard,
)
from assistant.session.listening import expected
from assistant.session.state import State

STEP_S = 0.1
UNDERSTOOD_S = 0.8  # from the end of an utterance until it is understood


@cache
def _english() -> Commands:
    return Commands.of_language("en")


def _heard_as(speech: Speech, start_s: float, end_s: float, state: State) -> Event:
    if speech.ends_with_safe_word:
        return SafeWordHeard(end_s, -0.5)
    meant = _english().understand(speech.words, expected(state))
    if meant is None:
        return UtteranceHeard(start_s, end_s, None)
    return UtteranceHeard(start_s, end_s, meant.intent, meant.minutes, choice=meant.choice)


@dataclass
class Listened(Watched):
    """An evening in which the partners, too, hear when each saying begins and ends."""

    begun_s: dict[str, float] = field(default_factory=dict)
    ended_s: dict[str, float] = field(default_factory=dict)

    def happens(self, event: Event) -> list[Command]:
        commands = super().happens(event)
        if isinstance(event, SayingFinished):
            self.ended_s[event.key] = self.now_s
        self.begun_s |= {command.key: self.now_s for command in commands if isinstance(command, Say)}
        return commands


def played_in_words(script: Script, book: Book) -> Log:
    """What happens, as a rehearsal would note it; until every line was said, and a while after."""
    evening = Listened(State(introduced=script.introduced, kept=script.kept), book, step_s=STEP_S)
    said: list[LineSaid] = []
    for line in script.lines:
        began_s = said[-1].first_sample / SAMPLE_RATE_HZ if said else 0.0
        give_up_s = evening.now_s + script.give_up_s
        while (due_s := _due_s(line, evening, began_s, said)) is None or due_s > evening.now_s:
            evening.passes(STEP_S)
            if evening.now_s > give_up_s:
                return _log(evening, said)
        first = round(evening.now_s * SAMPLE_RATE_HZ)
        ended_s = _does(line, evening)
        said.append(LineSaid(line, first, round(ended_s * SAMPLE_RATE_HZ)))
    evening.passes(script.give_up_s)
    return _log(evening, said)


def _does(line: Line, evening: Listened) -> float:
    """Gives when the line was over."""
    match line.what:
        case Press(key):
            evening.happens(KeyPressed(key))
            return evening.now_s
        case Speech() as speech:
            start_s = evening.now_s
            evening.happens(SpeechStarted(start_s))
            evening.passes(speech.pcm.size / SAMPLE_RATE_HZ)
            end_s = evening.now_s
            evening.happens(SpeechStopped(end_s))
            evening.passes(0.0 if speech.ends_with_safe_word else UNDERSTOOD_S)
            evening.happens(_heard_as(speech, start_s, end_s, evening.state))
            return end_s


def _due_s(line: Line, evening: Listened, began_s: float, said: list[LineSaid]) -> float | None:
    last_s = said[-1].end_sample / SAMPLE_RATE_HZ if said else 0.0
    match line.when:
        case AtTime(at_s):
            return at_s
        case AfterLine(wait_s):
            return last_s + wait_s
        case AfterSound(key, wait_s):
            ended = evening.ended_s.get(key)
            return None if ended is None or ended < began_s else ended + wait_s
        case DuringSound(key, wait_s):
            begun = evening.begun_s.get(key)
            return None if begun is None else begun + wait_s


def _log(evening: Listened, said: list[LineSaid]) -> Log:
    log = Log(said=said, state=type(evening.state.mode).__name__)
    for one in evening.transitions:
        sample = round(one.after.now_s * SAMPLE_RATE_HZ)
        found: list[tuple[Kind, str]] = []
        if not isinstance(one.event, TimePassed):
            found.append((Kind.EVENT, type(one.event).__name__))
        if isinstance(one.event, UtteranceHeard) and one.event.intent is not None:
            found.append((Kind.INTENT, one.event.intent))
        if type(one.before.mode) is not type(one.after.mode):
            found.append((Kind.STATE, type(one.after.mode).__name__))
        for command in one.commands:
            found.append((Kind.COMMAND, type(command).__name__))
            match command:
                case Say(key):
                    found.append((Kind.SAYING, key))
                case PlayChime(chime):
                    found.append((Kind.CHIME, CHIMES[chime]))
                case _:
                    pass
        log.happenings += [Happening(sample, kind, name) for kind, name in found]
    return log
