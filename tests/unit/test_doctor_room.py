"""The doctor listens in simulated rooms: what it measures there is what was put there."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from helpers.hearing import FakeSpotter

from assistant.audio import SAMPLE_RATE_HZ, Block, Card, Microphone, NoBlock, Samples, Sound, Way
from assistant.devices.acoustics import Surroundings
from assistant.devices.room import Room as SimulatedRoom
from assistant.doctor.finding import Verdict
from assistant.doctor.room import Room, judge_echo, judge_level
from assistant.doctor.room_facts import Plan, listen, room_here
from assistant.ears.spotter import Spotted
from assistant.errors import HearingUnavailableError

CHANCE = np.random.default_rng(5)


def hiss(rms: float, seconds: float = 8.0) -> Samples:
    return np.clip(CHANCE.normal(0, rms, round(seconds * SAMPLE_RATE_HZ)), -32_768, 32_767).astype(np.int16)


def voice_like(seconds: float = 4.0) -> Sound:
    """Noise that comes and goes as syllables do: an echo canceller learns from it as from speech."""
    loudness = np.abs(np.sin(np.arange(round(seconds * SAMPLE_RATE_HZ)) * (4 * np.pi / SAMPLE_RATE_HZ)))
    return Sound("sentence", (hiss(3000, seconds) * loudness).astype(np.int16))


def heard_in(said: Samples, sentence: Sound | None = None, **surroundings: Any) -> Room:  # noqa: ANN401 - as they come
    card = SimulatedRoom(Surroundings(**surroundings), limit_s=30)
    card.say(said)
    return listen(card, FakeSpotter(), Plan(None, None, sentence=sentence))


def test_a_quiet_room_is_measured_to_the_decibel() -> None:
    room = heard_in(hiss(33))
    assert room.level is not None
    assert room.level.floor_dbfs == pytest.approx(20 * np.log10(33 / 32_768), abs=1.0)
    assert (judge_level(room).verdict, room.echo) == (Verdict.OK, None)


def test_somebody_who_coughs_meanwhile_makes_no_loud_room() -> None:
    sound = hiss(20)
    sound[24_000:32_000] = hiss(5000, 0.5)
    assert judge_level(heard_in(sound)).verdict is Verdict.OK


@pytest.mark.parametrize(
    ("sound", "verdict", "part"),
    [
        (hiss(0), Verdict.FAILURE, "nothing but silence"),
        (hiss(0) + np.int16(700), Verdict.FAILURE, "nothing but silence"),
        (hiss(450), Verdict.WARNING, "rather loud"),
        (hiss(2000), Verdict.FAILURE, "so loud"),
        (hiss(60_000), Verdict.FAILURE, "distorts"),
    ],
    ids=["muted", "stuck", "fan", "party", "turned up"],
)
def test_a_microphone_or_a_room_that_will_not_do_is_told(sound: Samples, verdict: Verdict, part: str) -> None:
    finding = judge_level(heard_in(sound))
    assert finding.verdict is verdict
    assert part in finding.means


def test_an_echo_is_measured_as_loud_and_as_late_as_it_is() -> None:
    room = heard_in(hiss(20, 16.0), voice_like(), echo_db=-10.0)
    assert room.echo is not None
    assert room.echo.return_db == pytest.approx(-10.0, abs=2.0)
    assert room.echo.late_s == pytest.approx(0.04, abs=0.01)
    assert room.echo.removed_db is not None
    assert room.echo.removed_db > 10.0
    assert judge_echo(room, can_cancel=True).verdict is Verdict.OK


def test_a_loudspeaker_that_nobody_hears_is_told() -> None:
    finding = judge_echo(heard_in(hiss(20, 16.0), voice_like()), can_cancel=True)
    assert finding.verdict is Verdict.WARNING
    assert "did not hear it come back" in finding.means


def test_a_speakerphone_that_is_silent_until_somebody_speaks_is_not_called_muted() -> None:
    room = heard_in(hiss(0), voice_like(2.0), echo_db=-10.0)
    assert judge_level(room).verdict is Verdict.OK


def test_a_word_counts_as_heard_only_when_it_was_seen_while_it_was_played() -> None:
    card = SimulatedRoom(Surroundings(), limit_s=30)
    card.say(hiss(20, 16.0))
    spotter = FakeSpotter()
    spotter.sees = Spotted("pineapple", 0.5, -1.0, 0.6, accepted=True)  # early: seen before it was played
    words = tuple(Sound(word, hiss(900, 0.8)) for word in ("pineapple", "turnip"))
    assert listen(card, spotter, Plan(None, None, words=words)).words_heard == ()


class Broken(SimulatedRoom):
    """A card that is open and gives nothing, or plays nothing."""

    def __init__(self, *, deaf: bool) -> None:
        super().__init__(Surroundings(), limit_s=60)
        self._deaf = deaf

    def blocks(self) -> Iterator[Block | NoBlock]:  # type: ignore[override]  # a live card has these, too
        if self._deaf:
            yield from (NoBlock(number / 4, Microphone.SILENT) for number in range(100))
        yield from super().blocks()

    def play(self, sound: Sound) -> None:
        """Lost."""

    def give_way(self, way: Way) -> None:
        """Nothing plays."""


@pytest.mark.parametrize(("deaf", "part"), [(True, "nothing comes from it"), (False, "plays nothing")])
def test_a_card_that_is_open_and_dead_is_given_up_in_a_sentence(deaf: bool, part: str) -> None:  # noqa: FBT001
    card: Card = Broken(deaf=deaf)
    with pytest.raises(HearingUnavailableError, match=part):
        listen(card, FakeSpotter(), Plan(None, None, sentence=voice_like(1.0)))


def test_devices_that_are_not_there_are_a_problem_and_no_crash() -> None:
    room = room_here(Plan("a microphone that nobody has", None))
    assert room.problem is not None
    assert room.level is None
