"""From what was found between microphone and loudspeaker to what a couple is told."""

from dataclasses import replace

import pytest
from helpers.findings import HEARD, NO_ROOM, QUIET, ROOM, SOFT_ECHO, is_told
from hypothesis import given
from hypothesis import strategies as st

from assistant.devices.choice import Device, Side
from assistant.doctor.apart import Lost
from assistant.doctor.finding import Verdict
from assistant.doctor.levels import Echo, Level
from assistant.doctor.room import Room, judge_drift, judge_echo, judge_level
from assistant.doctor.sound import (
    Cards,
    Nodes,
    Server,
    judge_devices,
    judge_group,
    judge_portaudio,
    judge_rates,
    judge_server,
)
from assistant.doctor.speech import Speed, judge_lag, judge_safe_words

MICROPHONE = Device(0, "USB microphone", 1, 0, 48_000, is_default_input=True)
LOUDSPEAKER = Device(1, "USB loudspeaker", 0, 2, 48_000, is_default_output=True)
SPEAKERPHONE = Device(2, "speakerphone", 1, 1, 16_000)
CARDS = Cards(
    library="PortAudio V19.7.0",
    devices=(MICROPHONE, LOUDSPEAKER),
    microphone=MICROPHONE,
    loudspeaker=LOUDSPEAKER,
    microphone_hz=16_000,
    loudspeaker_hz=16_000,
)
NOTHING_CHOSEN: dict[Side, str | int | None] = {Side.MICROPHONE: None, Side.LOUDSPEAKER: None}


# --- the way to the sound card ---


def test_without_the_sound_library_nobody_could_hear_the_safe_word() -> None:
    is_told(judge_portaudio(CARDS), Verdict.OK, "PortAudio V19.7.0")
    is_told(judge_portaudio(Cards(problem="missing")), Verdict.FAILURE, "safe word", "apt-get install libportaudio2")
    is_told(judge_portaudio(Lost("no answer within 20 s")), Verdict.FAILURE, "no answer within 20 s", "sound-server")


def test_a_sound_server_on_another_machine_is_refused_because_sound_would_leave_this_one() -> None:
    elsewhere = judge_server(Server("PulseAudio", elsewhere="tcp:studio:4713"))
    is_told(elsewhere, Verdict.FAILURE, "tcp:studio:4713", "would leave this machine")


def test_a_sound_server_that_does_not_answer_is_restarted_by_its_own_command() -> None:
    is_told(judge_server(Server(None)), Verdict.OK, "None here")
    is_told(judge_server(Server("PipeWire")), Verdict.OK, "PipeWire answers")
    is_told(judge_server(Server("PipeWire", answers=False)), Verdict.FAILURE, "restart pipewire")
    is_told(judge_server(Server("PulseAudio", answers=False)), Verdict.FAILURE, "pulseaudio --start")


def test_devices_that_are_missing_are_told_as_what_the_couple_would_miss() -> None:
    deaf = replace(CARDS, microphone=None)
    is_told(judge_devices(CARDS, NOTHING_CHOSEN), Verdict.OK, "“USB microphone”", "“USB loudspeaker”")
    is_told(judge_devices(Cards(), NOTHING_CHOSEN), Verdict.FAILURE, "no microphone and no loudspeaker", "safe word")
    is_told(judge_devices(deaf, NOTHING_CHOSEN), Verdict.FAILURE, "no microphone here")
    is_told(judge_devices(replace(CARDS, loudspeaker=None), NOTHING_CHOSEN), Verdict.FAILURE, "could not hear me")
    assert judge_devices(deaf, NOTHING_CHOSEN).mend == "sunday-coffee setup sound"
    chosen: dict[Side, str | int | None] = {Side.MICROPHONE: "Jabra", Side.LOUDSPEAKER: None}
    is_told(judge_devices(deaf, chosen), Verdict.FAILURE, "the microphone “Jabra” that you chose")
    is_told(judge_devices(Lost("it died"), NOTHING_CHOSEN), Verdict.WARNING, "Not checked")


def test_a_rate_of_their_own_is_no_trouble_and_a_device_that_is_taken_is() -> None:
    is_told(judge_rates(CARDS, service_runs=False), Verdict.OK, "16 kHz")
    is_told(judge_rates(replace(CARDS, microphone_hz=44_100), service_runs=False), Verdict.OK, "44.1 kHz; I convert")
    taken = replace(CARDS, microphone_hz=None)
    is_told(judge_rates(taken, service_runs=False), Verdict.FAILURE, "can't open the microphone", "fuser")
    is_told(judge_rates(taken, service_runs=True), Verdict.FAILURE, "systemctl --user stop sunday-coffee")
    is_told(judge_rates(Cards(), service_runs=False), Verdict.WARNING, "Not checked")


def test_whoever_may_not_open_the_sound_card_joins_its_group() -> None:
    is_told(judge_group(Nodes(0, may_open=True), "ana"), Verdict.OK)
    is_told(judge_group(Nodes(3, may_open=True), "ana"), Verdict.OK)
    is_told(judge_group(Nodes(3, may_open=False), "ana"), Verdict.FAILURE, "usermod -aG audio ana", "log out")


# --- the room ---


@pytest.mark.parametrize(
    ("level", "verdict", "part"),
    [
        (QUIET, Verdict.OK, "62 dB below"),
        (replace(QUIET, floor_dbfs=-37.0), Verdict.WARNING, "rather loud"),
        (replace(QUIET, floor_dbfs=-25.0), Verdict.FAILURE, "so loud"),
        (replace(QUIET, clipped_share=0.02), Verdict.FAILURE, "distorts"),
        (Level(-100.0, 0.0, changes=False), Verdict.FAILURE, "nothing but silence"),
    ],
)
def test_a_level_is_told_as_what_it_does_to_the_safe_word(level: Level, verdict: Verdict, part: str) -> None:
    is_told(judge_level(replace(ROOM, level=level)), verdict, part)


@given(st.floats(-100, 0), st.floats(-100, 0))
def test_a_louder_room_is_never_told_as_a_better_one(one: float, other: float) -> None:
    softer, louder = (judge_level(Room(level=replace(QUIET, floor_dbfs=at))) for at in sorted((one, other)))
    assert softer.verdict.exit_code <= louder.verdict.exit_code


@pytest.mark.parametrize(
    ("echo", "verdict", "part"),
    [
        (SOFT_ECHO, Verdict.OK, "-12 dB"),
        (replace(SOFT_ECHO, late_s=None), Verdict.OK, "take it out"),
        (replace(SOFT_ECHO, over_room_db=1.0), Verdict.WARNING, "did not hear it come back"),
        (replace(SOFT_ECHO, late_s=0.31), Verdict.WARNING, "wireless"),
        (replace(SOFT_ECHO, late_s=-0.03), Verdict.WARNING, "wireless"),
        (replace(SOFT_ECHO, return_db=9.0, removed_db=2.0), Verdict.WARNING, "Turn me down"),
        (replace(SOFT_ECHO, removed_db=1.0), Verdict.WARNING, "can't take it out"),
    ],
)
def test_an_echo_is_told_as_how_well_they_are_heard_over_it(echo: Echo, verdict: Verdict, part: str) -> None:
    is_told(judge_echo(replace(ROOM, echo=echo), can_cancel=True), verdict, part)


def test_without_a_canceller_one_package_mends_it() -> None:
    is_told(judge_echo(ROOM, can_cancel=False), Verdict.WARNING, "libspeexdsp1")


def test_two_clocks_are_followed_as_far_as_that_was_tried() -> None:
    is_told(judge_drift(None, one_device=True), Verdict.OK, "one clock")
    is_told(judge_drift(None, one_device=False), Verdict.OK, "may be two devices with two clocks", "--drift")
    is_told(judge_drift(None, one_device=None), Verdict.WARNING, "Not checked")
    is_told(judge_drift(replace(ROOM, drift_ppm=-12.0), one_device=False), Verdict.OK, "12 millionths")
    is_told(judge_drift(replace(ROOM, drift_ppm=300.0), one_device=False), Verdict.WARNING, "300 millionths")
    is_told(judge_drift(ROOM, one_device=False), Verdict.WARNING, "by ear")


def test_where_sound_was_lost_nothing_is_concluded_from_it() -> None:
    torn = replace(ROOM, lost_s=0.4)
    is_told(judge_echo(torn, can_cancel=True), Verdict.WARNING, "Not checked: this machine was too busy")
    is_told(judge_safe_words([HEARD], torn, aloud=True), Verdict.WARNING, "could not try it aloud", "too busy")
    is_told(judge_level(torn), Verdict.OK)


def test_what_needs_a_room_says_why_there_was_none() -> None:
    for finding in (judge_level(NO_ROOM), judge_echo(NO_ROOM, can_cancel=True), judge_drift(NO_ROOM, one_device=True)):
        is_told(finding, Verdict.WARNING, "Not checked: a microphone and a loudspeaker are needed.")


def test_a_machine_that_lags_is_told_before_a_session_pauses_itself() -> None:
    is_told(judge_lag(Speed(0.3), ROOM), Verdict.OK, "every 0.3 s", "0.04 s")
    is_told(judge_lag(Speed(0.3), NO_ROOM), Verdict.OK, "every 0.3 s.")
    is_told(judge_lag(Speed(0.42), ROOM), Verdict.WARNING, "every 0.42 s")
    is_told(judge_lag(Speed(0.3), replace(ROOM, worst_lag_s=0.7)), Verdict.WARNING, "0.7 s late")
    is_told(judge_lag(Speed(0.3), replace(ROOM, lost_s=0.1)), Verdict.WARNING, "lost")
    is_told(judge_lag(Speed(0.3), replace(ROOM, worst_lag_s=1.4)), Verdict.FAILURE, "deaf")
    is_told(judge_lag(Speed(None, "too slow"), ROOM), Verdict.FAILURE, "too slow")
