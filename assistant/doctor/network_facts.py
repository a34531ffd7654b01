"""Notices each socket that Python opens while work is done, for network.py to judge. Hinders nothing."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

from assistant.shell.sockets import SocketUse, notice_sockets

T = TypeVar("T")


@cache
def sockets_noticed() -> list[SocketUse]:
    """From the first question on. One for the whole process, since Python never takes such a hook away again."""
    noticed: list[SocketUse] = []
    notice_sockets(noticed.append)
    return noticed


def watched(work: Callable[[], T]) -> tuple[T, list[SocketUse]]:
    """What `work` returns, and what it opened in this process."""
    noticed = sockets_noticed()
    before = len(noticed)
    return work(), noticed[before:]
