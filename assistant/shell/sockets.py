"""Notices each socket that Python opens or uses in this process. Hinders nothing, and sees nothing of C libraries."""

import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class SocketUse:
    event: str  # as Python's table of audit events names it, such as socket.connect
    family: str  # such as AF_INET; "" where it is only a name that is looked up

    @property
    def leaves_the_machine(self) -> bool:
        """Whether it could: a local socket, as sound servers and systemd have, can't."""
        return self.family != "AF_UNIX"


def notice_sockets(notice: Callable[[SocketUse], None]) -> None:
    """Call `notice` each time from now on, in whatever thread it happens. Python never takes such a hook away again."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            notice(SocketUse(event, _family(event, arguments)))

    sys.addaudithook(hook)


def _family(event: str, arguments: tuple[object, ...]) -> str:
    match arguments:
        case (_, int(family), *_) if event == "socket.__new__":
            return _name(family)
        case (socket.socket() as used, *_):
            return _name(used.family)
        case _:
            return ""


def _name(family: int) -> str:
    try:
        return socket.AddressFamily(family).name
    except ValueError:
        return f"family {family}"
