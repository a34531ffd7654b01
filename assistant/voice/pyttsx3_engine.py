"""The voice that comes with the program: pyttsx3, on Linux with espeak-ng. Starts the child and checks its work.

pyttsx3 itself is in rendering_child.py; nothing here imports it.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, assert_never

import assistant
from assistant.audio import Samples
from assistant.errors import VoiceUnavailableError
from assistant.voice.engine import must_have_words
from assistant.voice.rendered import read_rendered
from assistant.voice.rendering_child import Outcome, Request

# On macOS pyttsx3 speaks with the system's voices, which have other names; None is the one the couple chose there.
DEFAULT_VOICE: Final = None if sys.platform == "darwin" else "en-us+f3"
_CHILD: Final = [sys.executable, "-m", "assistant.voice.rendering_child"]
_HOME: Final = Path(assistant.__file__).resolve().parent.parent  # whence `-m` finds the package, installed or not
_ATTEMPTS: Final = 3
_START_S: Final = 5.0  # for the child's own start, on a small and busy machine
_RECIPE: Final = 1  # raise it when a rendering should sound different, so that cached ones are left behind


@dataclass(frozen=True)
class Pyttsx3Engine:
    voice: str | None = DEFAULT_VOICE
    rate_wpm: int = 142
    volume: float = 0.7
    limit_s: float = 8.0  # for one sentence

    @property
    def name(self) -> str:
        voice = self.voice or "system voice"
        return f"pyttsx3 {version('pyttsx3')}, {voice}, {self.rate_wpm} wpm, volume {self.volume}, recipe {_RECIPE}"

    def render(self, text: str) -> Samples:
        """`text` spoken, 16 kHz mono, silence trimmed. VoiceUnavailableError if it can't be rendered."""
        must_have_words(text)
        for _ in range(_ATTEMPTS):
            samples = self._attempt(text)
            if samples is not None:
                return samples
        raise VoiceUnavailableError(
            f'The voice gave no sound for "{text}", {_ATTEMPTS} times: does `espeak-ng "good morning"` work here?'
        )

    def _attempt(self, text: str) -> Samples | None:
        """One fresh child. None where another attempt may well succeed."""
        try:
            with TemporaryDirectory(prefix="sunday-coffee-") as folder:
                target = Path(folder, "sentence.wav")
                outcome = self._run_child(
                    Request(text, self.voice, self.rate_wpm, self.volume, str(target), self.limit_s)
                )
                return self._heard(outcome, target, text)
        except OSError as error:
            raise VoiceUnavailableError(
                f"The voice could not start, or had no room for a temporary file: {error}."
            ) from error

    def _run_child(self, request: Request) -> Outcome | None:
        """What the child reports; None when it died without a word."""
        try:
            child = subprocess.run(
                _CHILD,
                input=json.dumps(asdict(request)),
                capture_output=True,
                check=False,
                cwd=_HOME,
                encoding="utf-8",
                errors="replace",
                timeout=request.limit_s + _START_S,
            )
        except subprocess.TimeoutExpired:
            return Outcome.LATE
        return Outcome(json.loads(child.stdout)["outcome"]) if child.returncode == 0 else None

    def _heard(self, outcome: Outcome | None, target: Path, text: str) -> Samples | None:
        match outcome:
            case Outcome.RENDERED:
                return read_rendered(target)
            case Outcome.NO_ENGINE:
                raise VoiceUnavailableError("There is no voice: install espeak-ng (`sudo apt-get install espeak-ng`).")
            case Outcome.NO_VOICE:
                raise VoiceUnavailableError(
                    f'espeak-ng has no voice "{self.voice}": `espeak-ng --voices` and `espeak-ng --voices=variant` '
                    'list them under "File", as in gmw/en for British English, or en-us+f3.'
                )
            case Outcome.LATE:
                # A second attempt would take as long, and everything that waits behind this sentence with it.
                raise VoiceUnavailableError(f'The voice took longer than {self.limit_s:g} s over "{text}".')
            case Outcome.WRONG_SETTINGS | Outcome.EMPTY | None:
                return None
        assert_never(outcome)
