"""From what was found on a computer to what a couple is told: as much of each as decides."""

from dataclasses import replace
from pathlib import Path

from helpers.findings import is_told

from assistant.doctor.computer import Clock, Service, judge_clock, judge_python, judge_service, judge_versions
from assistant.doctor.finding import Verdict, failure, ok, warning, worst
from assistant.doctor.keeping import Folder, Text, judge_configuration, judge_disk, judge_prompts
from assistant.doctor.network import judge_network
from assistant.shell.sockets import SocketUse


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
    is_told(judge_network([]), Verdict.OK, "As far as Python shows", "nothing in me that was at work")
    is_told(judge_network([local, local]), Verdict.OK)
    looked_up = SocketUse("socket.getaddrinfo", "")
    told = judge_network([local, looked_up, SocketUse("socket.connect", "AF_INET6"), looked_up])
    is_told(told, Verdict.FAILURE, "(socket.getaddrinfo, socket.connect AF_INET6)", "might leave this machine")


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
