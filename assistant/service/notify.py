"""Tells systemd that the program is there, through the local socket that systemd named. Decides nothing.

The only socket of the program, and none where nobody asked for it. It can't reach beyond the machine.
"""

import socket
from collections.abc import Mapping
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, Self

ASKED: Final = "NOTIFY_SOCKET"


class Systemd(AbstractContextManager["Systemd"]):
    """`beat` never waits. `problems` says what went wrong so far."""

    def __init__(self, address: str) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(0)  # it never waits
        self._is_ready = False
        self._problems: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        return self._problems

    def beat(self) -> None:
        """That it is ready, the first time; afterwards, that it is alive."""
        try:
            self._socket.sendto(b"WATCHDOG=1" if self._is_ready else b"READY=1", self._address)
        except BlockingIOError:
            return  # systemd has not read the last ones yet: it knows, and the next one is soon
        except OSError as error:
            self._problems = (f"systemd can't be told that I am here ({error.strerror}), and may start me anew.",)
        else:
            self._is_ready = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()


def whoever_asked(environment: Mapping[str, str]) -> tuple[Systemd, ...]:
    """None, where systemd did not start the program."""
    address = environment.get(ASKED, "")
    return (Systemd(address),) if address.startswith(("/", "@")) else ()
