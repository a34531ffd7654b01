"""Gets a machine ready: system packages, .venv, the locked packages. What is ready already is left alone.

`python3 -m tools.prepare run|test`, with nothing but Python. Once done, its stamp makes the next call do nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from assistant.shell.machine import refuse_wrong_machine

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"run": ("requirements.lock",), "test": ("requirements.lock", "requirements-test.lock")}
PYTHON = "python{}.{}".format(*sys.version_info)


def wanted(listing: str, occasion: str) -> list[str]:
    """The packages that system-packages.txt names for this occasion; what a test needs is more than a run."""
    lines = (line.partition("#")[0].split() for line in listing.splitlines())
    return [line[1] for line in lines if line and line[0] in ("run", occasion)]


def fingerprint(root: Path, occasion: str) -> str:
    """Changes whenever what this occasion needs does."""
    packages = wanted((root / "system-packages.txt").read_text("utf-8"), occasion)
    digest = hashlib.sha256(f"{root} {PYTHON} {packages}".encode())
    for name in ("pyproject.toml", *LOCKS[occasion]):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def stamp(root: Path, occasion: str) -> Path:
    return root / ".venv" / f".ready-to-{occasion}"


def is_ready(root: Path, occasion: str) -> bool:
    mark = stamp(root, occasion)
    return mark.is_file() and has_venv(root) and mark.read_text("utf-8") == fingerprint(root, occasion)


def has_venv(root: Path) -> bool:
    return (root / ".venv" / "bin" / "python").exists() and (root / ".venv" / "lib" / PYTHON).is_dir()


def missing(packages: list[str]) -> list[str]:
    """Those that dpkg has not installed, in order."""
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {line.split()[0] for line in listing.stdout.splitlines() if line.endswith(" installed")}
    return [package for package in packages if package not in installed]


def apt_commands(packages: list[str], *, root_user: bool) -> list[list[str]]:
    """Root is asked nothing; anyone else goes through sudo, where apt may ask."""
    asking = ["apt-get"] if root_user else ["sudo", "apt-get"]
    quiet = ["-y"] if root_user else []
    return [[*asking, "update"], [*asking, "install", *quiet, "--no-install-recommends", *packages]]


def install_system_packages(packages: list[str]) -> None:
    """Through apt, said before it is done. Elsewhere than on Debian the names are shown, and it goes on."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        print(f"This is no Debian. Please see to it that these, or their like, are installed: {' '.join(packages)}")
        return
    lacking = missing(packages)
    if not lacking:
        return
    root_user = os.geteuid() == 0
    commands = apt_commands(lacking, root_user=root_user)
    line = " && ".join(" ".join(command) for command in commands)
    if not root_user and not (sys.stdin.isatty() and shutil.which("sudo")):
        give_up(
            f"These system packages are missing: {' '.join(lacking)}. Please run this line, then try again:\n{line}"
        )
    print(f"Installing these system packages: {' '.join(lacking)}\n{line}", flush=True)
    for command in commands:
        run(command, f"apt did not finish. Once the network is there, try again, or run this line:\n{line}")


def install_locked_packages(root: Path, occasion: str) -> None:
    """Into .venv: exactly what the lock names, then the program itself. pip's own constraints stay out."""
    if not has_venv(root):
        run([sys.executable, "-m", "venv", "--clear", str(root / ".venv")], "The folder .venv could not be made.")
    pip = [str(root / ".venv" / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
    excuse = "The Python packages could not be installed. The first time needs the internet; try again once it's there."
    print("Installing the Python packages into .venv. The first time this takes a few minutes.", flush=True)
    run([*pip, "--quiet", "--require-hashes", "-r", str(root / LOCKS[occasion][-1])], excuse)
    run([*pip, "--quiet", "--no-build-isolation", "-e", str(root)], excuse)


def run(command: list[str], excuse: str) -> None:
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "PIP_CONSTRAINT": os.devnull}
    try:
        subprocess.run(command, check=True, env=surroundings)
    except subprocess.CalledProcessError:
        give_up(excuse)


def give_up(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def prepare(root: Path, occasion: str) -> None:
    if is_ready(root, occasion):
        return
    packages = wanted((root / "system-packages.txt").read_text("utf-8"), occasion)
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"{PYTHON}-venv")
    install_system_packages(packages)
    install_locked_packages(root, occasion)
    for ready in ("run", occasion):
        stamp(root, ready).write_text(fingerprint(root, ready), "utf-8")
    print("Ready.")


if __name__ == "__main__":
    refuse_wrong_machine()
    prepare(ROOT, sys.argv[1])
