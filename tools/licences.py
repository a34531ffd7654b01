"""Lists what the program is built on, with licences, from the metadata of what is installed here. Judges no licence.

`python -m tools.licences` writes assistant/dependencies.md, which ships with the program.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from typing import TYPE_CHECKING

from tools.prepare import ROOT, wanted

if TYPE_CHECKING:
    from email.message import Message

LISTING = ROOT / "assistant" / "dependencies.md"
HEAD = """\
# What Sunday Coffee is built on

Made by `python -m tools.licences` from the packages' own metadata; the texts of the licences are in the packages.

## Python packages, as requirements.lock names them (a few serve only to install it)

| package | version | licence | home |
|---|---|---|---|
"""
MIDDLE = """
## System packages

| Debian package | licence | home |
|---|---|---|
"""
ELSEWHERE = {  # what is installed on a Mac alone
    "pyobjc-core": ("MIT", "https://github.com/ronaldoussoren/pyobjc"),
    "pyobjc-framework-cocoa": ("MIT", "https://github.com/ronaldoussoren/pyobjc"),
}
SYSTEM = {  # as their copyright files have it
    "libportaudio2": ("MIT", "https://www.portaudio.com"),
    "espeak-ng": ("GPL-3.0-or-later", "https://github.com/espeak-ng/espeak-ng"),
    "libespeak-ng1": ("GPL-3.0-or-later", "https://github.com/espeak-ng/espeak-ng"),
    "libspeexdsp1": ("BSD-3-Clause", "https://gitlab.xiph.org/xiph/speexdsp"),
}
SAME = {  # how classifiers and free text name what SPDX has a short name for
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}


@dataclass(frozen=True)
class Package:
    name: str
    versions: tuple[str, ...]  # on a Mac it may be another one


def locked(lock: str) -> tuple[Package, ...]:
    """What a lock file names, in its order."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"(?m)^([a-z0-9.-]+)==([^ ;\\]+)", lock):
        found.setdefault(name, []).append(version)
    return tuple(Package(name, tuple(versions)) for name, versions in found.items())


def licence_of(about: Message) -> str | None:
    """In one line; None where the metadata doesn't tell."""
    told = about.get("License-Expression") or about.get("License") or ""
    if not told or told == "UNKNOWN" or "\n" in told:
        classifiers = [
            each for each in about.get_all("Classifier", []) if each.startswith("License :: OSI Approved :: ")
        ]
        told = " AND ".join(each.rpartition(" :: ")[2] for each in classifiers)
    return SAME.get(told, told) or None


def home_of(about: Message) -> str:
    """Where it lives; "" where the metadata doesn't tell."""
    pages = dict(each.split(", ", 1) for each in about.get_all("Project-URL", []))
    named = {label.lower(): page for label, page in pages.items()}
    wanted_pages = (named.get(label) for label in ("homepage", "home", "source", "repository", "source code", "github"))
    page: str = next((page for page in wanted_pages if page), about.get("Home-page") or next(iter(pages.values()), ""))
    return page.partition("/blob/")[0]


def listing(lock: str, system_packages: str) -> str:
    """The whole file. SystemExit with one sentence where a package is not installed as locked, or tells no licence."""
    lines = [HEAD]
    for package in locked(lock):
        licence, home = _told(package)
        lines.append(f"| {package.name} | {' or '.join(package.versions)} | {licence} | {home} |\n")
    lines.append(MIDDLE)
    for name in wanted(system_packages, "run"):
        licence, home = SYSTEM[name]
        lines.append(f"| {name} | {licence} | {home} |\n")
    return "".join(lines)


def _told(package: Package) -> tuple[str, str]:
    if package.name in ELSEWHERE:
        return ELSEWHERE[package.name]
    try:
        about: Message = metadata(package.name)  # type: ignore[assignment]  # a Message, by another name
    except PackageNotFoundError:
        raise SystemExit(f"{package.name} is not installed here; make setup, then try again.") from None
    if about.get("Version") not in package.versions:
        raise SystemExit(f"{package.name} {about['Version']} is installed, not what is locked; make setup, try again.")
    licence = licence_of(about)
    if licence is None:
        raise SystemExit(f"{package.name} doesn't tell its licence; look it up, and add it to ELSEWHERE.")
    return licence, home_of(about)


if __name__ == "__main__":
    LISTING.write_text(
        listing(*((ROOT / name).read_text("utf-8") for name in ("requirements.lock", "system-packages.txt")))
    )
    sys.stdout.write(f"{LISTING}\n")
