"""A sound card that is all software: PulseAudio with a loudspeaker, a microphone, and a way to speak into it.

PortAudio reads its surroundings once, when it is loaded, so whatever uses the card runs in a child process with `env`.
"""

import os
import shutil
import signal
import subprocess
import sys
import time  # noqa: TID251 - a server takes a moment to start
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.audio import SAMPLE_RATE_HZ, Samples

ROOT = Path(__file__).parents[2]


class VirtualSoundCard:
    """Devices by name: `vspk` (the loudspeaker), `vmic` (the microphone), `vhuman` (plays into the microphone).

    With `echo` the loudspeaker is heard in the microphone. The server is ours alone: its own folder, no D-Bus, ended
    by its process id.
    """

    def __init__(self, folder: Path, *, echo: bool) -> None:
        self._folder = folder
        self._socket = folder / "native"
        self._server: subprocess.Popen[bytes] | None = None
        (folder / "setup.pa").write_text(self._setup(echo=echo), encoding="utf-8")
        (folder / "alsa.conf").write_text(self._alsa(), encoding="utf-8")

    @property
    def env(self) -> dict[str, str]:
        """The surroundings of a child process that shall find this sound card and no other."""
        return {
            **os.environ,
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(self._folder / "alsa.conf"),
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> None:
        self._socket.unlink(missing_ok=True)
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "-F", str(self._folder / "setup.pa"), "--daemonize=no", "--exit-idle-time=-1",
             "--use-pid-file=no", "--disallow-exit=yes", "--disable-shm=yes", "--realtime=no", "--high-priority=no",
             f"--log-target=file:{self._folder / 'server.log'}"],
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self._folder),
                "XDG_RUNTIME_DIR": str(self._folder),
                "PULSE_RUNTIME_PATH": str(self._folder / "run"),
                "PULSE_STATE_PATH": str(self._folder / "state"),
                "LC_ALL": "C.UTF-8",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 10.0
        while not self._ready():
            assert self._server.poll() is None, (self._folder / "server.log").read_text(encoding="utf-8")
            assert time.monotonic() < until, "the sound server did not start within ten seconds"
            time.sleep(0.02)

    def _ready(self) -> bool:
        if not self._socket.exists():
            return False
        asked = subprocess.run(
            ["pactl", "list", "short", "sources"], env=self.env, capture_output=True, text=True, check=False, timeout=10
        )
        return "vmic\t" in asked.stdout

    def die(self) -> None:
        """The sound server is gone at once, as when it crashes."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(timeout=10)
            self._server = None

    def child(self, *arguments: str) -> "subprocess.Popen[str]":
        """Python with these arguments, finding this card; its lines come on `stdout`, its complaints on `stderr`."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            env=self.env,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def say(self, pcm: Samples) -> None:
        """Somebody in the room says `pcm`; comes back when it is said."""
        subprocess.run(
            ["pacat", "--playback", "--raw", "--device=vhuman", "--format=s16le", f"--rate={SAMPLE_RATE_HZ}",
             "--channels=1", "--latency-msec=50"],
            input=pcm.astype("<i2").tobytes(),
            env=self.env,
            check=True,
            timeout=pcm.size / SAMPLE_RATE_HZ + 10,
        )  # fmt: skip

    def _setup(self, *, echo: bool) -> str:
        # Without norewinds a null sink promises seconds of sound ahead and takes them back: stalls and long delays.
        sink = "load-module module-null-sink norewinds=true rate=48000 channels=1 channel_map=mono sink_name="
        microphone = "load-module module-remap-source source_name=vmic master=vhuman.monitor remix=no channels=1 "
        lines = [
            ".fail",
            f"load-module module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            f"{sink}vspk",
            f"{sink}vhuman",
            f"{microphone}channel_map=mono master_channel_map=mono",
            "set-default-sink vspk",
            "set-default-source vmic",
        ]
        if echo:
            lines.append(
                "load-module module-loopback source=vspk.monitor sink=vhuman latency_msec=40 "
                "source_dont_move=true sink_dont_move=true"
            )
        return "\n".join(lines) + "\n"

    def _alsa(self) -> str:
        device = 'pcm.{0} {{ type pulse server "unix:{1}" device {0} hint {{ show on description "{0}" }} }}\n'
        return (
            "</usr/share/alsa/alsa.conf>\n"
            + "".join(device.format(name, self._socket) for name in ("vspk", "vmic", "vhuman"))
            + 'pcm.!default { type asym playback.pcm vspk capture.pcm vmic hint { show on description "default" } }\n'
            + f'ctl.!default {{ type pulse server "unix:{self._socket}" }}\n'
        )


def _card(folder: Path, *, echo: bool) -> Iterator[VirtualSoundCard]:
    if shutil.which("pulseaudio") is None or shutil.which("pactl") is None:
        pytest.skip("pulseaudio is not installed (make setup installs it)")
    card = VirtualSoundCard(folder, echo=echo)
    card.start()
    yield card
    card.stop()


@pytest.fixture
def sound_card(tmp_path: Path) -> Iterator[VirtualSoundCard]:
    """A virtual sound card whose microphone hears only what is played into `vhuman`."""
    yield from _card(tmp_path, echo=False)


@pytest.fixture
def echoing_sound_card(tmp_path: Path) -> Iterator[VirtualSoundCard]:
    """A virtual sound card whose microphone hears the loudspeaker, too."""
    yield from _card(tmp_path, echo=True)
