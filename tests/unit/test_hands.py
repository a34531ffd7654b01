"""What the session orders is carried out: on the loudspeaker, on the screen, in memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from helpers.hearing import blocks_of, silence

from assistant.audio import Block, Microphone, NoBlock, Samples, Sound, Way
from assistant.errors import VoiceUnavailableError
from assistant.hands import Hands, words_of_saying
from assistant.session.commands import (
    Chime,
    ClearScreen,
    CloseMicrophone,
    Forget,
    Hush,
    NoteIntroduced,
    OpenMicrophone,
    PlayChime,
    Quit,
    Remember,
    Say,
    Show,
    SpeakCarefully,
)
from assistant.session.events import SpeechStarted, SpeechStopped, TimePassed
from assistant.session.kept import Kept
from assistant.session.state import State
from assistant.voice.cache import SoundCache
from assistant.voice.chimes import chime
from assistant.voice.rendering import Voice

SAYINGS = {"pause_cue": ("Let's pause here.",), "time_left": ("About {minutes} minutes.", "{minutes} minutes left.")}


@dataclass
class Table:
    """Card, screen and memory in one: it notes what reached it, in order."""

    notes: list[str] = field(default_factory=list)
    played: list[Sound] = field(default_factory=list)

    def blocks(self) -> Iterator[Block | NoBlock]:
        return iter(())

    def play(self, sound: Sound) -> None:
        self.played.append(sound)
        self.notes.append(f"play {sound.key}, {'sound' if sound.pcm.any() else 'silence'}")

    def hush(self) -> None:
        self.notes.append("hush")

    def give_way(self, way: Way) -> None:
        self.notes.append(way)

    def close_microphone(self) -> None:
        self.notes.append("close")

    def open_microphone(self) -> None:
        self.notes.append("open")

    def caption(self, text: str) -> None:
        self.notes.append(f"screen: {text}")

    def chimed(self, chime: Chime) -> None:
        self.notes.append(f"screen: ({chime})")

    def clear(self) -> None:
        self.notes.append("clear")

    def remember(self, state: State) -> None:
        self.notes.append(f"remember {state.now_s}")

    def forget(self) -> None:
        self.notes.append("forget")

    def note_introduced(self) -> None:
        self.notes.append("introduced")

    def note_ears(self, *, closed: bool) -> None:
        self.notes.append(f"ears {'closed' if closed else 'open'}")

    def keep(self, kept: Kept) -> None:
        self.notes.append(f"keep week {kept.week}")


@dataclass
class Engine:
    name: str = "engine"
    broken: bool = False

    def render(self, text: str) -> Samples:
        if self.broken:
            raise VoiceUnavailableError(f"No voice for {text!r}.")
        return np.full(1600, 500, np.int16)


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def hands(table: Table, engine: Engine, tmp_path: Path) -> Iterator[Hands]:
    with Voice(SoundCache(tmp_path, engine)) as voice:
        yield Hands(table, voice, SAYINGS, table, table, patient=True)


def test_a_saying_is_shown_and_played_and_a_chime_before_it_comes_first(hands: Hands, table: Table) -> None:
    hands.carry_out(PlayChime(Chime.PAUSE), State())
    hands.carry_out(Say("pause_cue"), State())
    hands.play()
    assert table.notes[0] == "screen: (chime.pause)"
    assert table.notes[1:] == ["screen: Let's pause here.", "play chime.pause, sound", "play pause_cue, sound"]


def test_with_a_broken_voice_the_chime_still_sounds_and_the_sentence_is_on_the_screen(
    hands: Hands, table: Table, engine: Engine
) -> None:
    engine.broken = True
    hands.carry_out(PlayChime(Chime.PAUSE), State())
    hands.carry_out(Say("pause_cue"), State())
    hands.play()
    assert table.notes[0] == "screen: (chime.pause)"
    assert table.notes[1:] == ["screen: Let's pause here.", "play chime.pause, sound", "play pause_cue, silence"]


def test_a_hush_drops_what_was_still_waiting(hands: Hands, table: Table) -> None:
    hands.carry_out(Say("pause_cue"), State())
    hands.carry_out(Hush(), State())
    hands.play()
    assert table.notes == ["screen: Let's pause here.", "hush"]


def test_whoever_speaks_over_it_is_given_way_and_afterwards_it_goes_on(hands: Hands, table: Table) -> None:
    for event in (SpeechStarted(1.0), TimePassed(), SpeechStopped(2.0)):
        hands.give_way(event)
    assert table.notes == ["dip", "go on"]


def test_where_its_own_voice_drowns_them_it_speaks_softly_and_ends_when_somebody_speaks(
    hands: Hands, table: Table
) -> None:
    hands.carry_out(SpeakCarefully(), State())
    hands.carry_out(PlayChime(Chime.HALF), State())
    hands.carry_out(Say("time_left", 0, 7), State())
    hands.play()
    hands.give_way(SpeechStarted(1.0))
    chime_played, said = table.played
    assert np.array_equal(chime_played.pcm, chime(Chime.HALF).pcm)
    assert np.abs(said.pcm).max() == 250
    assert table.notes[-1] == "leave off"


def test_the_pause_cue_is_said_to_its_end_whoever_talks_on(hands: Hands, table: Table) -> None:
    hands.carry_out(SpeakCarefully(), State())
    hands.carry_out(PlayChime(Chime.PAUSE), State())
    hands.carry_out(Say("pause_cue"), State())
    hands.play()
    hands.give_way(SpeechStarted(1.0))
    assert "leave off" not in table.notes


def test_minutes_are_filled_into_the_variant_whose_turn_it_is() -> None:
    assert words_of_saying(SAYINGS, Say("time_left", 3, 7)) == "7 minutes left."
    assert words_of_saying(SAYINGS, Say("pause_cue", 12)) == "Let's pause here."


def test_everything_else_goes_where_it_belongs(hands: Hands, table: Table) -> None:
    ordered = (
        *(Show("pause_cue"), Remember(), Forget(), NoteIntroduced()),
        *(CloseMicrophone(), OpenMicrophone(), ClearScreen()),
    )
    for command in ordered:
        hands.carry_out(command, State(now_s=3.0))
    assert table.notes == [
        *("screen: Let's pause here.", "remember 3.0", "forget", "introduced"),
        *("close", "ears closed", "open", "ears open", "clear"),
    ]


def test_the_program_ends_when_the_goodbye_has_been_said(hands: Hands) -> None:
    hands.carry_out(Say("pause_cue"), State())
    hands.play()
    hands.carry_out(Quit(), State())
    block = next(blocks_of(silence(0.02)))
    hands.heard(block)
    assert not hands.is_done
    hands.heard(replace(block, finished=("pause_cue",)))
    assert hands.is_done


def test_the_program_ends_too_when_nothing_is_heard_and_no_end_can_be_told(hands: Hands) -> None:
    hands.carry_out(Say("pause_cue"), State())
    hands.play()
    hands.heard(NoBlock(0.5, Microphone.CLOSED))
    assert not hands.is_done
    hands.carry_out(Quit(), State())
    assert hands.is_done


def test_an_announcement_is_said_before_any_session(hands: Hands, table: Table) -> None:
    hands.announce("pause_cue")
    hands.play()
    assert table.notes == ["screen: Let's pause here.", "play pause_cue, sound"]
