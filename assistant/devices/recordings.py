"""Sound files: read as a stream of 16 kHz mono, written as 16 kHz WAV. The only file that imports soundfile."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
import soundfile  # type: ignore[import-untyped]  # ships no types

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices.resampling import Cutter, Floats, Resampler, to_int16
from assistant.errors import HearingUnavailableError, VoiceUnavailableError

_READ_SAMPLES: Final = 8192


class Recording(AbstractContextManager["Recording"]):
    """A WAV, FLAC or Ogg file of any rate, its channels mixed to one. Read piece by piece, so its length costs nothing.

    HearingUnavailableError, in one sentence, when it is missing, empty, or no sound.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.is_dir():
            raise HearingUnavailableError(f"{path} is a folder. Name one WAV, FLAC or Ogg recording.")
        if not path.exists():
            raise HearingUnavailableError(f"There is no recording at {path}. Name a WAV, FLAC or Ogg file.")
        try:
            self._file = soundfile.SoundFile(path)
        except (soundfile.SoundFileRuntimeError, OSError, TypeError) as error:
            # TypeError: soundfile takes a name ending in .raw for sound without a header.
            raise HearingUnavailableError(
                f"{path} can't be read as a recording. It should be a WAV, FLAC or Ogg file."
            ) from error
        if self._file.frames == 0:
            self._file.close()
            raise HearingUnavailableError(f"The recording {path} is empty. It should hold some sound.")

    @property
    def seconds(self) -> float:
        return float(self._file.frames / self._file.samplerate)

    def pieces(self) -> Iterator[Samples]:
        """The sound at 16 kHz in pieces of BLOCK_SAMPLES; only the last may be shorter, and none is empty."""
        resampler, cutter = Resampler(int(self._file.samplerate), SAMPLE_RATE_HZ), Cutter(BLOCK_SAMPLES)
        while (sound := self._mono()).size:
            yield from map(to_int16, cutter.push(resampler.push(sound)))
        yield from map(to_int16, cutter.push(resampler.flush()))
        if (rest := cutter.flush()).size:
            yield to_int16(rest)

    def _mono(self) -> Floats:
        try:
            sound: Floats = self._file.read(_READ_SAMPLES, dtype="float32", always_2d=True)
        except soundfile.SoundFileRuntimeError as error:
            read_s = self._file.tell() / self._file.samplerate
            raise HearingUnavailableError(
                f"The recording {self._path} is damaged: only its first {read_s:.1f} s can be read."
            ) from error
        # A file of floats may hold anything: what is no number becomes silence, what is far too loud only too loud.
        sound = np.clip(np.nan_to_num(sound, copy=False), np.float32(-100), np.float32(100))
        return sound[:, 0] if sound.shape[1] == 1 else sound.mean(axis=1, dtype=np.float32)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class Tape(AbstractContextManager["Tape"]):
    """A 16-bit WAV file at 16 kHz that grows as sound is added. VoiceUnavailableError if it can't be written."""

    def __init__(self, path: Path, channels: int = 1) -> None:
        self._path = path
        try:
            self._file = soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, channels, subtype="PCM_16", format="WAV")
        except (soundfile.SoundFileRuntimeError, OSError) as error:
            raise VoiceUnavailableError(
                f"{path} can't be written. Name a WAV file in a folder that exists and is yours."
            ) from error

    def add(self, samples: Samples) -> None:
        """(n,) for one channel, (n, channels) otherwise."""
        try:
            self._file.write(samples)
        except soundfile.SoundFileRuntimeError as error:
            raise VoiceUnavailableError(f"{self._path} can't be written any further. Is the disk full?") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


def read(path: Path) -> Samples:
    """A whole recording at 16 kHz, mono; HearingUnavailableError as for Recording."""
    with Recording(path) as recording:
        return np.concatenate(list(recording.pieces()))
