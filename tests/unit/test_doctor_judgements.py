"""From what was found on a machine to what a couple is told: as much of each as decides."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ
from assistant.devices.choice import Device, Side
from assistant.doctor.apart import Lost
from assistant.doctor.computer import Clock, Service, judge_clock, judge_python, judge_service, judge_versions
from assistant.doctor.finding import Finding, Verdict, failure, ok, warning, worst
from assistant.doctor.keeping import Folder, Text, judge_configuration, judge_disk, judge_prompts
from assistant.doctor.levels import Echo, Level
from assistant.doctor.network import judge_network
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
from assistant.doctor.speech import (
    Rendered,
    Speed,
    Spotting,
    Understanding,
    Warm,
    judge_commands,
    judge_lag,
    judge_safe_words,
    judge_voice,
)
from assistant.shell.sockets import SocketUse

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
QUIET = Level(-62.0, 0.0, changes=True)
SOFT_ECHO = Echo(over_room_db=30.0, return_db=-12.0, removed_db=14.0, late_s=0.06)
ROOM = Room(level=QUIET, echo=SOFT_ECHO, worst_lag_s=0.04)
NO_ROOM = Room(problem="a microphone and a loudspeaker are needed.")
SENTENCE = Rendered("pyttsx3", pcm=np.full(3 * SAMPLE_RATE_HZ, 900, np.int16), peak_dbfs=-12.0, took_s=0.2)
HEARD = Spotting("pineapple", 4, 4)


def is_told(finding: Finding, verdict: Verdict, *parts: str) -> None:
    assert (finding.verdict, [part for part in parts if part not in f"{finding.means}|{finding.mend}"]) == (verdict, [])


def test_the_worst_finding_decides_what_the_program_ends_with() -> None:
    assert worst([]).exit_code == 0
    assert worst([ok("a", ""), ok("b", "")]).exit_code == 0
    assert worst([ok("a", ""), warning("b", ""), ok("c", "")]).exit_code == 1
    assert worst([failure("a", ""), warning("b", "")]).exit_code == 2


# --- the computer ---


def test_a_python_that_suits_and_one_that_does_not() -> None:
    is_told(judge_python("Linux", 64, (3, 11)), Verdict.OK, "Python 3.11")
    is_told(judge_python("Darwin", 64, (3, 13)), Verdict.OK, "macOS")
    is_told(judge_python("Linux", 32, (3, 11)), Verdict.FAILURE, "64-bit OS")
    is_told(judge_python("Linux", 64, (3, 14)), Verdict.FAILURE, "this is Python 3.14")


def test_a_clock_that_nothing_sets_means_that_it_asks_after_a_power_cut() -> None:
    is_told(judge_clock(Clock(set_by_network=True, has_battery=False)), Verdict.OK)
    is_told(judge_clock(Clock(set_by_network=False, has_battery=True)), Verdict.OK, "nothing needs the network")
    is_told(judge_clock(Clock(set_by_network=False, has_battery=False)), Verdict.WARNING, "I ask you", "timedatectl")
    is_told(judge_clock(Clock(set_by_network=True, has_battery=True, years_behind=56.0)), Verdict.WARNING, "is wrong")


def test_no_service_is_fine_and_one_that_does_not_come_back_is_told() -> None:
    whole = Service(installed=True, enabled=True, active="active", lingers=True)
    is_told(judge_service(Service(installed=False)), Verdict.OK, "Not installed, that's fine")
    is_told(judge_service(whole), Verdict.OK, "running")
    is_told(judge_service(replace(whole, active="failed")), Verdict.FAILURE, "restart")
    is_told(judge_service(replace(whole, enabled=False)), Verdict.WARNING, "after a power cut", "enable sunday-coffee")
    is_told(judge_service(replace(whole, lingers=False)), Verdict.WARNING, "logged in", "enable-linger")
    is_told(judge_service(replace(whole, active="inactive")), Verdict.WARNING, "not running", "start sunday-coffee")
    asleep = Service(installed=True, active="inactive")  # of three troubles the one that nobody hears now is the worst
    is_told(judge_service(asleep), Verdict.WARNING, "not running", "start sunday-coffee")


def test_a_part_that_is_missing_is_named() -> None:
    is_told(judge_versions({"sunday-coffee": "0.1", "hama": "1.7.0"}), Verdict.OK, "hama 1.7.0")
    is_told(judge_versions({"sunday-coffee": "0.1", "hama": None}), Verdict.FAILURE, "hama is missing", "make setup")


# --- the network ---


def test_a_part_that_reaches_for_a_network_is_a_failure_and_a_local_socket_is_not() -> None:
    local = SocketUse("socket.connect", "AF_UNIX")
    is_told(judge_network([]), Verdict.OK, "nothing in me")
    is_told(judge_network([local, local]), Verdict.OK)
    looked_up = SocketUse("socket.getaddrinfo", "")
    told = judge_network([local, looked_up, SocketUse("socket.connect", "AF_INET6"), looked_up])
    is_told(told, Verdict.FAILURE, "(socket.getaddrinfo, socket.connect AF_INET6)", "might leave this machine")


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


# --- what is said and understood ---


def test_a_voice_is_measured_and_not_believed() -> None:
    is_told(judge_voice(SENTENCE, None), Verdict.OK, "3.0 s")
    is_told(judge_voice(Rendered("pyttsx3", problem="There is no voice."), None), Verdict.FAILURE, "There is no voice")
    late = Rendered("pyttsx3", problem="The voice took longer than 8 s.", took_s=8.1)
    is_told(judge_voice(late, None), Verdict.FAILURE, "longer than 8 s", "|top")
    theirs = Rendered("pyttsx3", problem='espeak-ng has no voice "nonsense".', is_their_choice=True)
    is_told(judge_voice(theirs, None), Verdict.FAILURE, "no voice", "|sunday-coffee setup more")
    is_told(judge_voice(replace(SENTENCE, peak_dbfs=-70.0), None), Verdict.FAILURE, "silent")
    is_told(judge_voice(replace(SENTENCE, pcm=np.zeros(99, np.int16)), None), Verdict.FAILURE, "silent")
    is_told(judge_voice(replace(SENTENCE, took_s=6.0), None), Verdict.WARNING, "6.0 s")


def test_where_the_warm_voice_fails_the_plain_one_speaks_and_that_is_told() -> None:
    is_told(judge_voice(SENTENCE, Warm()), Verdict.OK)
    is_told(judge_voice(SENTENCE, Warm(lacking="Not installed.")), Verdict.WARNING, "Not installed.", "make warm")
    is_told(judge_voice(SENTENCE, Warm(failed=2)), Verdict.WARNING, "could not say 2 sayings")
    is_told(judge_voice(replace(SENTENCE, problem="It died."), Warm()), Verdict.WARNING, "It died. The plain voice")
    mute = replace(SENTENCE, problem="There is no voice.")
    is_told(judge_voice(mute, Warm(lacking="Not installed.")), Verdict.FAILURE, "There is no voice.", "espeak-ng")


def test_a_command_that_is_not_understood_leaves_the_keys() -> None:
    said = Understanding("phrases", "how much time is left", "how much time is left", is_right=True)
    is_told(judge_commands(said), Verdict.OK, "“how much time is left”")
    is_told(judge_commands(replace(said, is_right=False, heard="stop")), Verdict.WARNING, "“stop”", "Keys")
    is_told(judge_commands(replace(said, is_right=False, heard=None)), Verdict.WARNING, "nothing")
    lacking = replace(said, problem="no model.", mend="sunday-coffee model get ko")
    is_told(judge_commands(lacking), Verdict.FAILURE, "no model.", "|sunday-coffee model get ko")
    is_told(judge_commands(replace(said, engine="vosk", is_right=False)), Verdict.WARNING, "|sunday-coffee setup more")
    is_told(judge_commands(replace(said, is_mute=True)), Verdict.WARNING, "espeak-ng")


def test_a_safe_word_is_told_for_each_of_them_and_in_the_room_only_on_request() -> None:
    aloud = replace(ROOM, words_heard=("pineapple",))
    is_told(judge_safe_words([HEARD], None, aloud=False), Verdict.OK, "“pineapple”", "--aloud")
    is_told(judge_safe_words([HEARD], aloud, aloud=True), Verdict.OK, "through your room")
    is_told(judge_safe_words([HEARD], ROOM, aloud=True), Verdict.WARNING, "I missed “pineapple”")
    is_told(judge_safe_words([HEARD], NO_ROOM, aloud=True), Verdict.WARNING, "could not try it aloud")
    red = Spotting("red panda", problem="it has no sound.")
    is_told(
        judge_safe_words([HEARD, red], None, aloud=False),
        Verdict.FAILURE,
        "red panda",
        "|sunday-coffee setup safe-word",
    )
    is_told(
        judge_safe_words([replace(HEARD, heard=0)], None, aloud=False), Verdict.FAILURE, "never heard", "press space"
    )
    is_told(judge_safe_words([replace(HEARD, heard=1)], None, aloud=False), Verdict.WARNING, "1 of 4")
    is_told(judge_safe_words([replace(HEARD, is_mute=True)], None, aloud=False), Verdict.WARNING, "espeak-ng")


# --- what lies on the disk ---


def test_a_full_disk_is_told_before_it_matters(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "a session", free_bytes=5_000_000_000)
    is_told(judge_disk([folder]), Verdict.OK, "5 GB")
    is_told(judge_disk([folder, replace(folder, free_bytes=150_000_000)]), Verdict.WARNING, "150 MB", "apt-get clean")
    is_told(judge_disk([replace(folder, free_bytes=900_000), folder]), Verdict.FAILURE, "0 MB", "apt-get clean")
    read_only = replace(folder, path=tmp_path / "no" / "where", problem="Read-only file system")
    is_told(judge_disk([folder, read_only]), Verdict.WARNING, "Read-only file system", f"ls -ld {tmp_path}")
    others = replace(read_only, problem="Permission denied", can_be_given=True)
    is_told(judge_disk([others]), Verdict.WARNING, "Permission denied", f'|sudo chown "$USER" {tmp_path}')


def test_a_text_with_mistakes_tells_the_first_and_how_many_more() -> None:
    whole = Text(Path("config.yaml"))
    is_told(judge_configuration(whole), Verdict.OK)
    is_told(judge_configuration(replace(whole, exists=False)), Verdict.OK, "default")
    is_told(judge_configuration(replace(whole, problems=("line 1: no.",))), Verdict.FAILURE, "line 1: no.", "nano")
    is_told(judge_prompts(whole), Verdict.OK)
    wrong = replace(whole, problems=("line 1: no.", "line 2: no.", "line 3: no."))
    is_told(judge_prompts(wrong), Verdict.FAILURE, "line 1: no. And 2 more things.", "prompts check")
