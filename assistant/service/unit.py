"""The systemd user unit, as text. Writes no file and asks nobody."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

UNIT: Final = "sunday-coffee.service"

_LINGERING: Final = "X-LingeringAskedForHere=yes"
"""systemd passes over what begins with X-; so whoever removes the unit knows what came with it."""

_NO_PROGRAM: Final = frozenset("\"'\\$")
"""systemd takes these in what follows a program, but not in its name."""

_UNIT: Final = """\
# Written by `sunday-coffee service install`; `sunday-coffee service remove` takes it away again.

[Unit]
Description=Sunday Coffee, on the kitchen table
After=pipewire.service pipewire-pulse.service pulseaudio.service sound.target
# A microphone that is plugged in late, or a day later, is found all the same: it never gives up.
StartLimitIntervalSec=0
{lingering}
[Service]
Type=notify
NotifyAccess=main
ExecStart={command}
# The first sayings of a warm voice are rendered before it can be heard.
TimeoutStartSec=30min
TimeoutStopSec=20

# It says that it is alive only while somebody could be heard. It reopens a lost microphone itself, so it is given time.
WatchdogSec={watchdog_s}
# Not SIGTERM, which ends a session for good: after this one it goes on. Nor SIGABRT, which may leave memory on disk.
WatchdogSignal=SIGKILL
# An end on purpose has the exit code 0 and stays an end; anything else is mended.
Restart=on-failure
RestartSec=10

# 130 MB as it comes, up to 600 more with Vosk, up to 300 more with the warm voice. Raspberry Pi OS counts no memory
# unless cgroup_enable=memory is in /boot/firmware/cmdline.txt.
MemoryMax=1200M

# Captions tell when you paused, and the greeting tells your safe word: neither goes into the system's log. What went
# wrong does.
StandardOutput=null
StandardError=journal

# Nothing leaves the machine, and no memory is left on disk. A sound server is reached by a local socket.
RestrictAddressFamilies=AF_UNIX
LimitCORE=0
NoNewPrivileges=yes
SystemCallArchitectures=native
# The second line is how it asks whether the clock is set; to set it takes a right that it hasn't.
SystemCallFilter=@system-service
SystemCallFilter=adjtimex clock_adjtime
SystemCallErrorNumber=EPERM
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
UMask=0077
# lgpio keeps a pipe for the button where the program runs.
RuntimeDirectory=sunday-coffee
WorkingDirectory=%t/sunday-coffee

# Left out, as they don't work for a unit of one's own account:
#   IPAddressDeny=, DeviceAllow=               need BPF programs, which only root may load
#   CapabilityBoundingSet=, ProtectClock=      there is nothing to give up; the second would be passed over
#   PrivateNetwork=, ProtectSystem=, ProtectHome=, PrivateTmp=, PrivateDevices=
#                                              need PrivateUsers=, which some distributions forbid; then nothing starts
# and as they would break it:
#   MemoryDenyWriteExecute=                    PortAudio calls back through code that libffi writes at run time
#   RestrictRealtime=                          a sound library may ask for a thread that is never late

[Install]
WantedBy=default.target
"""

WATCHDOG_S: Final = 90


def unit_text(command: Sequence[str | Path], *, lingering: bool) -> str:
    """`lingering`: it was asked for with this unit, so it goes with it."""
    words = list(map(str, command))
    if not _NO_PROGRAM.isdisjoint(words[0]):
        words = ["/usr/bin/env", *words]
    return _UNIT.format(
        command=" ".join(map(_quoted, words)),
        lingering=f"{_LINGERING}\n" if lingering else "",
        watchdog_s=WATCHDOG_S,
    )


def lingering_came_with(text: str) -> bool:
    return _LINGERING in text.splitlines()


def _quoted(word: str) -> str:
    """As systemd reads it: spaces, quotes, backslashes, per cent and dollar signs mean themselves."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
