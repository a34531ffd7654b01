"""Whoever wants to know can see that nothing is opened."""

import subprocess
import sys
from pathlib import Path

TELLS = """
import socket
from assistant.shell.sockets import notice_sockets
seen = []
notice_sockets(seen.append)
{does}
for use in seen:
    print(use.event, use.family, use.leaves_the_machine)
"""


def noticed(does: str) -> list[str]:
    """In a process of its own, since a hook stays for good."""
    child = subprocess.run(
        [sys.executable, "-W", "error", "-c", TELLS.format(does=does)],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[2],
        text=True,
    )
    assert child.stderr == ""
    return child.stdout.splitlines()


def test_a_socket_that_could_leave_the_machine_is_noticed_before_anything_is_sent() -> None:
    does = "with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s: s.connect(('127.0.0.1', 9))"
    assert noticed(does) == ["socket.__new__ AF_INET True", "socket.connect AF_INET True"]


def test_a_name_that_is_looked_up_is_noticed_too() -> None:
    assert noticed("socket.getaddrinfo('127.0.0.1', 9)") == ["socket.getaddrinfo  True"]


def test_a_socket_of_the_machines_own_is_told_apart() -> None:
    assert noticed("socket.socket(socket.AF_UNIX).close()")[0] == "socket.__new__ AF_UNIX False"


def test_where_no_socket_is_opened_nothing_is_noticed() -> None:
    assert noticed("open('README.md').close()") == []


def test_vosk_is_loaded_without_one() -> None:
    assert noticed("from assistant.ears.vosk_alone import vosk_alone; vosk_alone()") == []
