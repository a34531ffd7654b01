"""Keeps rendered sayings on disk, so that Sunday morning needs no rendering. A broken disk never stops a sound."""

import hashlib
import io
from contextlib import suppress
from pathlib import Path

import platformdirs
import soundfile  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.engine import VoiceEngine
from assistant.whole_file import write_whole


def default_cache_folder() -> Path:
    """Sayings only, nothing that a person said: as private as the XDG cache folder it lies in."""
    return platformdirs.user_cache_path("sunday-coffee") / "sayings"


class SoundCache:
    """Any thread may ask. At worst two threads render the same sentence, and the same file is written twice.

    FLAC, because it carries checksums: a damaged file is noticed, and rendered again.
    """

    def __init__(self, folder: Path, engine: VoiceEngine) -> None:
        self._folder = folder
        self._engine = engine
        self._remembered: dict[str, Samples] = {}
        self._problem: str | None = None

    @property
    def problem(self) -> str | None:
        """Why a saying could not be kept on disk, in one sentence; None as long as all could."""
        return self._problem

    def sound(self, key: str, text: str) -> Sound:
        """`text` as the engine says it, from memory, from disk, or rendered now. Blocks.

        VoiceUnavailableError if it is nowhere to be found and can't be rendered either.
        """
        pcm = self._remembered.get(text)
        if pcm is None:
            path = self._path(text)
            pcm = _read(path)
            if pcm is None:
                pcm = self._rendered(text, path)
            pcm.setflags(write=False)
            self._remembered[text] = pcm
        return Sound(key, pcm)

    def keeps(self, text: str) -> bool:
        """Whether it lies on the disk: what next Sunday needs no rendering."""
        return self._path(text).is_file()

    def failure(self, text: str) -> str | None:
        """Why it could not be rendered the last time, whoever tried; None if it could, or nobody has."""
        try:
            return _excuse(self._path(text)).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def _path(self, text: str) -> Path:
        fingerprint = hashlib.sha256(f"{self._engine.name}\n{text}".encode()).hexdigest()
        return self._folder / f"{fingerprint}.flac"

    def _rendered(self, text: str, path: Path) -> Samples:
        try:
            pcm = self._engine.render(text)
        except VoiceUnavailableError as error:
            self._keep(str(error).encode(), _excuse(path))
            raise
        self._keep(_flac(pcm), path)
        with suppress(OSError):  # a broken disk, told already
            _excuse(path).unlink(missing_ok=True)
        return pcm

    def _keep(self, content: bytes, path: Path) -> None:
        try:
            write_whole(path, content)
        except OSError as error:
            why = error.strerror or error
            self._problem = f"Sayings can't be kept in {self._folder} ({why}): next time they are rendered again."


def _excuse(path: Path) -> Path:
    return path.with_suffix(".why")


def _read(path: Path) -> Samples | None:
    """None when there is no such file, or no way to read it, or not the sound that was written."""
    try:
        pcm, rate_hz = soundfile.read(io.BytesIO(path.read_bytes()), dtype="int16")
    except (OSError, soundfile.LibsndfileError):
        return None
    return pcm if rate_hz == SAMPLE_RATE_HZ and pcm.ndim == 1 and pcm.size else None


def _flac(pcm: Samples) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, pcm, SAMPLE_RATE_HZ, format="FLAC", subtype="PCM_16")
    return file.getvalue()
