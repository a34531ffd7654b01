"""A rehearsal reads like a play: when, who, what; and what sounds or happens between the lines."""

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Started
from assistant.content.configuration import Configuration
from assistant.devices.acoustics import Surroundings
from assistant.loop import Moment
from assistant.rehearsal.log import LineSaid
from assistant.rehearsal.script import AtTime, Line, Press, Script, Speech
from assistant.rehearsal.transcript import Transcript
from assistant.session.commands import Chime, Command, Hush, Say
from assistant.session.events import Event, Key, SafeWordHeard, TimePassed
from assistant.session.kept import Kept
from assistant.session.sitting import Clock, Sitting
from assistant.session.state import Asleep, State, Turn

SAYINGS = {"question": ("A small one.", "A second wording."), "pause_cue": ("Let's pause here.",)}
SILENCE = np.zeros(BLOCK_SAMPLES, np.int16)


class Play:
    """A page that grows; times in seconds."""

    def __init__(self, *lines: Line) -> None:
        everyday = Configuration(), Surroundings()
        script = Script("one_evening", "An ordinary one.", *everyday, True, Kept(), lines, (), 5.0, 180.0)  # noqa: FBT003 - introduced
        self.said: list[LineSaid] = []
        self.transcript = Transcript(script, SAYINGS, self.said)

    def sounds(self, at_s: float, *started: str, finished: tuple[str, ...] = ()) -> None:
        first = round(at_s * SAMPLE_RATE_HZ)
        played = np.full(BLOCK_SAMPLES, 1000, np.int16) if started else SILENCE
        sounds = tuple(Started(key, first) for key in started)
        self.transcript.sounded(Block(first, SILENCE, played, sounds, finished))

    def speaks(self, at_s: float, line: Line, for_s: float = 1.0) -> None:
        begin, end = (round(s * SAMPLE_RATE_HZ) for s in (at_s, at_s + for_s))
        self.said.append(LineSaid(line, begin, end))
        self.sounds(at_s)

    def happens(
        self,
        at_s: float,
        *commands: Command,
        event: Event = TimePassed(),  # noqa: B008 - frozen
        before: State = State(),  # noqa: B008 - same
        state: State = State(),  # noqa: B008 - same
    ) -> None:
        self.transcript.happened(Moment(round(at_s * SAMPLE_RATE_HZ), 0.0, event, before, state, commands))

    @property
    def scenes(self) -> list[str]:
        """What stands below the page's head."""
        return self.transcript.page().rstrip("\n").split("\n\n")[3:]


def speech(words: str, who: str = "Ana", gain_db: float = 0.0) -> Line:
    return Line(1, AtTime(0), Speech(who, words, SILENCE, gain_db))


def test_the_page_says_what_it_shows_and_how_it_was_made() -> None:
    title, about, made = Play(speech("hello"), speech("hello", "Ben")).transcript.page().split("\n\n")
    assert (title, about) == ("# One evening", "An ordinary one.")
    assert "`sunday-coffee rehearse --transcripts FOLDER one_evening.yaml`" in made
    assert "Ana and Ben are synthetic voices" in made.replace("\n", " ")


def test_each_line_has_its_time_and_who_said_it_in_the_words_that_were_said() -> None:
    play = Play()
    play.speaks(1.0, speech("good morning"))
    play.happens(2.5, Say("question", 1))
    play.sounds(2.6, "question")
    play.speaks(61.0, speech("oh", "Ben", gain_db=-24.0))
    assert play.scenes[0] == "**0:01 Ana.** Good morning."
    assert play.scenes[1] == "**0:02 Assistant.** A second wording."
    assert play.scenes[-1] == "**1:01 Ben.** *(24 dB softer)* Oh."


def test_chimes_keys_and_the_safe_word_stand_between_the_lines() -> None:
    play = Play()
    play.speaks(1.0, Line(1, AtTime(0), Press(Key.SPACE)), for_s=0.0)
    play.sounds(1.02, Chime.PAUSE)
    play.happens(3.0, event=SafeWordHeard(2.9, -1.0))
    assert play.scenes == [
        "*0:01 The space bar.*",
        "*0:01 Two notes, falling: paused.*",
        "*0:03 The safe word was heard.*",
    ]


def test_what_a_chime_means_is_told_once() -> None:
    play = Play()
    play.sounds(1.0, Chime.HAND_OVER)
    play.sounds(9.0, Chime.HAND_OVER)
    assert play.scenes == ["*0:01 One note: three seconds, then the other of them.*", "*0:09 One note.*"]


def test_a_saying_that_is_hushed_breaks_off_and_one_that_ended_does_not() -> None:
    play = Play()
    play.happens(1.0, Say("question"))
    play.sounds(1.0, "question")
    play.happens(2.0, Hush(), Say("pause_cue"))
    play.sounds(2.0, "pause_cue")
    play.sounds(4.0, finished=("pause_cue",))
    play.happens(5.0, Hush())
    assert play.scenes == [
        "**0:01 Assistant.** A small one. *(it breaks off)*",
        "**0:02 Assistant.** Let's pause here.",
    ]


def test_a_long_quiet_is_told_and_a_short_one_is_not() -> None:
    play = Play()
    play.speaks(1.0, speech("yes"))
    play.speaks(11.0, speech("well"))
    play.speaks(72.0, speech("so"))
    assert play.scenes == [
        *("**0:01 Ana.** Yes.", "**0:11 Ana.** Well.", "*0:12 Quiet, for 60 seconds.*", "**1:12 Ana.** So."),
    ]


def test_where_a_question_begins_the_clock_is_shown() -> None:
    play = Play()
    sitting = Sitting("weekly_check_in", started_s=0.0, clock=Clock(total_s=360.0, used_s=90.0))
    turn = State(mode=Turn(0, begins_s=0.0, offered_s=54.0), sitting=sitting)
    play.happens(90.0, before=State(mode=Asleep(), sitting=sitting), state=turn)
    play.happens(90.2, before=turn, state=turn)
    assert play.scenes == ["*1:30 The clock shows 4:30; each is offered 0:54.*"]
