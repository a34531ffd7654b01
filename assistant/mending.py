"""What to type for a part that is missing, by how the program came here: a checkout has make, a package has pip.

Looks at a few files; installs nothing.
"""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant import __version__

_SYSTEM_PACKAGES: Final = "libportaudio2 espeak-ng libespeak-ng1 libspeexdsp1"  # as system-packages.txt has them
_WARM_LOCK: Final = Path(__file__).with_name("voice") / "warm.lock"
_WHEEL: Final = f"sunday_coffee-{__version__}-py3-none-any.whl"


@dataclass(frozen=True)
class Mending:
    """Each a command, for the shell."""

    program: str  # its own Python packages, as they should be
    system: str  # what apt installs
    warm: str
    pins: str
    rehearse: str


_BY_MAKE: Final = Mending(
    program="make setup", system="make setup", warm="make warm", pins="make gpio", rehearse="make rehearse"
)


def mending_for(beside: Path, prefix: Path) -> Mending:
    """`beside`: the folder that holds the package; `prefix`: that of the Python that runs it."""
    if (beside / "Makefile").is_file() and (beside / "system-packages.txt").is_file():
        return _BY_MAKE
    by_pipx = (prefix / "pipx_metadata.json").is_file()
    install = f"{'pipx runpip sunday-coffee' if by_pipx else f'{shlex.quote(str(prefix))}/bin/python -m pip'} install"
    return Mending(
        program="pipx reinstall sunday-coffee" if by_pipx else f"{install} --force-reinstall {_WHEEL}",
        system=f"sudo apt-get install {_SYSTEM_PACKAGES}",
        warm=f"{install} --no-deps --require-hashes -r {shlex.quote(str(_WARM_LOCK))}",
        pins=f"PYPI=1 {install} gpiozero lgpio",  # where lgpio is compiled, this brings the C library that it needs
        rehearse="sunday-coffee rehearse",
    )


HERE: Final = mending_for(Path(__file__).resolve().parents[1], Path(sys.prefix))
