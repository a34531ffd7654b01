"""Whoever speaks over the assistant is given way, in a simulated room with the true endpoints, canceller and loop."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from helpers.evening import BOOK
from helpers.hearing import FakeKeys, FakeRecogniser, FakeSpotter

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Samples
from assistant.devices.acoustics import Surroundings
from assistant.devices.partner import speak
from assistant.devices.room import Room
from assistant.ears.ear import Ear
from assistant.ears.echo import ECHO_STAYED_HIGH, Canceller, NoCanceller, echo_canceller
from assistant.ears.understanding import Commands
from assistant.hands import Hands
from assistant.loop import Evening, Moment, converse
from assistant.senses import Senses
from assistant.session.commands import Say, SpeakCarefully
from assistant.session.events import EchoStayedHigh, SayingFinished, SpeechStarted, SpeechStopped
from assistant.session.state import State
from assistant.shell.memory import NoMemory
from assistant.shell.screen import NoScreen
from assistant.voice.cache import SoundCache
from assistant.voice.rendering import Voice

STORY = " ".join(
    ("There's room for the other of you now, as much or as little as you like.", "I will keep the time for you.") * 4
)
OVER_IT = speak("could you wait a moment, I would like to tell you something else", "en-gb")


class Engine:
    name = "espeak-ng"

    def render(self, text: str) -> Samples:
        return speak(text, "en-us+f3")


@dataclass
class Told:
    """All that happened in one room, and what was played and found wrong there."""

    moments: list[Moment] = field(default_factory=list)
    played: Samples = field(default_factory=lambda: np.zeros(0, np.int16))
    problems: tuple[str, ...] = ()

    def sounded(self, block: Block) -> None:
        """The room keeps it."""

    def happened(self, moment: Moment) -> None:
        self.moments.append(moment)

    def samples(self, kind: type) -> list[int]:
        return [moment.sample for moment in self.moments if isinstance(moment.event, kind)]


Plan = dict[float, Callable[[Hands, Room], object]]
"""What happens at so many seconds."""


def told(plan: Plan, folder: Path, *, canceller: Canceller, echo_db: float, seconds: float) -> Told:
    story, due = Told(), sorted(plan.items())

    def go_on(block: Block) -> None:
        while due and due[0][0] <= block.end_s:
            due.pop(0)[1](hands, room)
        if block.end_s >= seconds:
            room.finish()

    room = Room(Surroundings(snr_db=30.0, echo_db=echo_db, seed=1), go_on)
    ears = Ear(canceller, FakeSpotter(), FakeRecogniser(), Commands.of_language("en"), patient=True)
    with ears as ear, Voice(SoundCache(folder, Engine())) as voice:
        senses = Senses(ear, FakeKeys())
        hands = Hands(room, voice, {"story": (STORY,)}, NoScreen(), NoMemory(), patient=True)
        converse(room, ear, senses, hands, Evening(BOOK, State(), story))
    story.played, story.problems = room.played, senses.problems
    return story


def tell_the_story(hands: Hands, _room: Room) -> None:
    hands.carry_out(Say("story"), State())


def speak_over_it(_hands: Hands, room: Room) -> None:
    room.say(OVER_IT)


def test_its_voice_dips_when_somebody_speaks_over_it_and_comes_back_when_they_stop(tmp_path: Path) -> None:
    plan: Plan = {0.1: tell_the_story, 10.0: speak_over_it}
    story = told(plan, tmp_path, canceller=echo_canceller(), echo_db=0.0, seconds=18.0)
    (began,), (ended,) = story.samples(SpeechStarted), story.samples(SpeechStopped)
    assert 10.0 <= began / SAMPLE_RATE_HZ < 11.5
    whole = Engine().render(STORY).astype(int)
    first = int(np.flatnonzero(story.played)[0] - np.flatnonzero(whole)[0])
    saying = np.zeros(story.played.size, int)
    saying[first : first + whole.size] = whole[: saying.size - first]
    within_s = round(0.05 * SAMPLE_RATE_HZ)
    np.testing.assert_array_equal(story.played[:began], saying[:began])
    np.testing.assert_allclose(story.played[began + within_s : ended], saying[began + within_s : ended] / 4, atol=0.51)
    back = ended + SAMPLE_RATE_HZ // 5
    np.testing.assert_array_equal(story.played[back:], saying[back:])


def test_where_its_own_voice_drowns_them_it_says_so_once_and_from_then_on_ends_when_somebody_speaks(
    tmp_path: Path,
) -> None:
    """Without a canceller, its voice is as loud at the microphone as theirs."""
    sentence_s = Engine().render(STORY.split(". ", maxsplit=1)[0]).size / SAMPLE_RATE_HZ
    plan: Plan = {0.1: tell_the_story, 30.0: tell_the_story, 30.0 + sentence_s + 0.3: speak_over_it}
    story = told(plan, tmp_path, canceller=NoCanceller(), echo_db=0.0, seconds=40.0)
    (noticed,) = (moment for moment in story.moments if isinstance(moment.event, EchoStayedHigh))
    assert noticed.commands == (SpeakCarefully(),)
    assert story.problems == (ECHO_STAYED_HIGH,)
    again = 30 * SAMPLE_RATE_HZ
    assert np.abs(story.played[again:]).max() <= np.abs(story.played[:again]).max() / 2 + 1
    (began,) = (sample for sample in story.samples(SpeechStarted) if sample > again)
    assert not story.played[began + 2 * BLOCK_SAMPLES :].any()
    assert [sample - began for sample in story.samples(SayingFinished) if sample > began] == [pytest.approx(0, abs=640)]


def test_where_the_canceller_does_its_work_nobody_is_troubled(tmp_path: Path) -> None:
    story = told({0.1: tell_the_story}, tmp_path, canceller=echo_canceller(), echo_db=0.0, seconds=20.0)
    assert story.samples(EchoStayedHigh) == []
    assert story.samples(SpeechStarted) == []
    assert story.problems == ()
