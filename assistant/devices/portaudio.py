"""The package sounddevice, wrapped: devices, a stream in, a stream out, a clock. It decides nothing.

No other file imports it. PortAudio's threads only copy here: no lock is taken and nothing is awaited in a callback.
Importing this file raises HearingUnavailableError where the PortAudio library is missing.
"""

import os
import queue
import time  # noqa: TID251 - a device that has died is only noticed by a clock
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from assistant.audio import BLOCK_S, SAMPLE_RATE_HZ, Samples
from assistant.devices.choice import Device, Side
from assistant.devices.resampling import Floats, Resampler, to_float, to_int16
from assistant.errors import HearingUnavailableError, VoiceUnavailableError
from assistant.mending import HERE
from assistant.voice.player import Played

try:
    import sounddevice  # type: ignore[import-untyped]  # noqa: TID251 - the one file that may; it ships no types
except OSError as missing:
    raise HearingUnavailableError(f"The PortAudio library is missing. Install it with: {HERE.system}.") from missing

_STAMP_LIMIT_S: Final = 0.5  # a stamp further from now is no stamp
_INPUT_BUFFER_S: Final = 0.1  # costs 15 ms of delay and outlasts a busy machine's pauses of 0.1 s
_OUTPUT_BUFFER_S: Final = 0.06  # each millisecond here is one more before the pause is heard


def now_s() -> float:
    return time.monotonic()


def wait(seconds: float) -> None:
    time.sleep(seconds)


def list_devices() -> tuple[Device, ...]:
    """Every sound device there was at the last `look_again`; () on a machine without any."""
    default_input, default_output = sounddevice.default.device
    return tuple(
        Device(
            number=number,
            name=str(found["name"]),
            inputs=int(found["max_input_channels"]),
            outputs=int(found["max_output_channels"]),
            default_rate_hz=int(found["default_samplerate"]),
            is_default_input=number == default_input,
            is_default_output=number == default_output,
        )
        for number, found in enumerate(sounddevice.query_devices())
    )


def library() -> str:
    """PortAudio's own name and version."""
    return str(sounddevice.get_portaudio_version()[1]).split(",", maxsplit=1)[0]


def rate_taken_hz(device: Device, side: Side) -> int | None:
    """The rate that a stream would be opened with; None if the device can't be opened now."""
    check = sounddevice.check_input_settings if side is Side.MICROPHONE else sounddevice.check_output_settings
    try:
        with _quiet():
            return _format(check, device)[0]
    except sounddevice.PortAudioError:
        return None


def look_again() -> None:
    """Find what was plugged in or came back since. PortAudio looks only when it starts, so it is started anew.

    Every stream must be closed before.
    """
    sounddevice._terminate()  # noqa: SLF001 - PortAudio offers this, sounddevice has no public name for it
    sounddevice._initialize()  # noqa: SLF001 - same


@dataclass(frozen=True, eq=False)
class Piece:
    """BLOCK_S of sound at the device's own rate, mono, and when it began to be captured, on the clock of `now_s`."""

    sound: Floats
    captured_at_s: float
    lost: bool  # the device says that sound was lost before it


class MicrophoneStream:
    """An open microphone. HearingUnavailableError if it can't be opened."""

    def __init__(self, device: Device) -> None:
        self._pieces: queue.SimpleQueue[tuple[Samples, float, bool]] = queue.SimpleQueue()
        try:
            with _quiet():
                self.rate_hz, channels = _format(sounddevice.check_input_settings, device)
                self._stream = sounddevice.InputStream(
                    samplerate=self.rate_hz,
                    blocksize=round(self.rate_hz * BLOCK_S),
                    device=device.number,
                    channels=channels,
                    dtype="int16",
                    latency=_INPUT_BUFFER_S,
                    callback=self._copy,
                )
                self._stream.start()
        except sounddevice.PortAudioError as error:
            raise HearingUnavailableError(
                f"The microphone {device.name!r} can't be opened. Is another program using it?"
            ) from error

    def _copy(self, sound: Samples, _frames: int, stamps: Any, status: Any) -> None:  # noqa: ANN401 - untyped package
        ago_s = _believable(stamps.currentTime - stamps.inputBufferAdcTime)
        self._pieces.put((sound.copy(), time.monotonic() - ago_s, bool(status.input_overflow)))

    @property
    def alive(self) -> bool:
        return bool(self._stream.active)

    @property
    def waiting_s(self) -> float:
        """How much was captured and not yet asked for."""
        return self._pieces.qsize() * BLOCK_S

    def skip_waiting(self) -> None:
        """Forget what was captured before anybody listened."""
        while not self._pieces.empty():
            self._pieces.get()

    def next_piece(self, patience_s: float) -> Piece | None:
        """What was captured next, or None if nothing comes for `patience_s`."""
        try:
            sound, captured_at_s, lost = self._pieces.get(timeout=patience_s)
        except queue.Empty:
            return None
        return Piece(to_float(sound).mean(axis=1), captured_at_s, lost)

    def close(self) -> None:
        with _quiet():
            self._stream.close(ignore_errors=True)


class LoudspeakerStream:
    """An open loudspeaker that takes its blocks from `next_block`. VoiceUnavailableError if it can't be opened."""

    def __init__(self, device: Device, next_block: Callable[[], Played]) -> None:
        self._next_block = next_block
        self._played: deque[tuple[Played, float]] = deque()
        self._ready = np.zeros(0, np.float32)  # taken from the player, not yet given to the device
        try:
            with _quiet():
                self._rate_hz, channels = _format(sounddevice.check_output_settings, device)
                self._resampler = Resampler(SAMPLE_RATE_HZ, self._rate_hz)
                self._stream = sounddevice.OutputStream(
                    samplerate=self._rate_hz,
                    blocksize=round(self._rate_hz * BLOCK_S),
                    device=device.number,
                    channels=channels,
                    dtype="int16",
                    latency=_OUTPUT_BUFFER_S,
                    callback=self._copy,
                )
                self._stream.start()
        except sounddevice.PortAudioError as error:
            raise VoiceUnavailableError(
                f"The loudspeaker {device.name!r} can't be opened. Is another program using it?"
            ) from error

    def _copy(self, out: npt.NDArray[np.int16], frames: int, stamps: Any, _status: Any) -> None:  # noqa: ANN401 - untyped
        sounds_at_s = time.monotonic() + _believable(stamps.outputBufferDacTime - stamps.currentTime)
        while self._ready.size < frames:
            played = self._next_block()
            self._played.append((played, sounds_at_s + self._ready.size / self._rate_hz))
            self._ready = np.concatenate((self._ready, self._resampler.push(to_float(played.pcm))))
        out[:] = to_int16(self._ready[:frames])[:, np.newaxis]
        self._ready = self._ready[frames:]

    @property
    def alive(self) -> bool:
        return bool(self._stream.active)

    def played(self) -> Iterator[tuple[Played, float]]:
        """What was played since the last call, each block with the moment it sounds on the clock of `now_s`."""
        while self._played:
            yield self._played.popleft()

    def close(self) -> None:
        with _quiet():
            self._stream.close(ignore_errors=True)


def _believable(ahead_s: float) -> float:
    """Some drivers give no stamps. Then: at once, which makes a sound seem played early, and never late."""
    return ahead_s if 0.0 <= ahead_s <= _STAMP_LIMIT_S else 0.0


def _format(check: Callable[..., None], device: Device) -> tuple[int, int]:
    """Rate and channels that the device takes: ours if it can, else its own. PortAudioError if it takes neither."""
    for rate_hz in (SAMPLE_RATE_HZ, device.default_rate_hz):
        for channels in (1, 2):
            try:
                check(device=device.number, channels=channels, dtype="int16", samplerate=rate_hz)
            except sounddevice.PortAudioError:
                continue
            return rate_hz, channels
    check(device=device.number, channels=1, dtype="int16", samplerate=device.default_rate_hz)
    return device.default_rate_hz, 1


@contextmanager
def _quiet() -> Iterator[None]:
    """ALSA writes to the terminal by itself, past Python, when a device doesn't open; what matters is raised anyway."""
    terminal = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)
        os.close(nowhere)
