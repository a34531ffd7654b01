"""What is missing can be got by typing what the message says, however the program came here."""

from pathlib import Path

from assistant.mending import HERE, mending_for
from tools.prepare import ROOT, wanted


def test_in_a_checkout_make_gets_everything() -> None:
    assert {HERE.program, HERE.system, HERE.warm, HERE.pins, HERE.rehearse} == {
        "make setup",
        "make warm",
        "make gpio",
        "make rehearse",
    }


def test_with_pipx_the_parts_go_into_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "pipx_metadata.json").touch()
    mending = mending_for(tmp_path / "site-packages", tmp_path)
    assert mending.program == "pipx reinstall sunday-coffee"
    assert mending.pins == "PYPI=1 pipx runpip sunday-coffee install gpiozero lgpio"
    assert mending.warm.startswith("pipx runpip sunday-coffee install --no-deps --require-hashes -r ")
    assert mending.rehearse == "sunday-coffee rehearse"


def test_with_pip_alone_the_python_that_runs_it_is_the_one_that_is_added_to(tmp_path: Path) -> None:
    prefix = tmp_path / "our venv"
    mending = mending_for(prefix / "site-packages", prefix)
    assert mending.pins == f"PYPI=1 '{prefix}'/bin/python -m pip install gpiozero lgpio"
    assert mending.program.startswith(f"'{prefix}'/bin/python -m pip install --force-reinstall sunday_coffee-")


def test_the_file_that_pins_the_warm_voice_lies_where_the_message_says(tmp_path: Path) -> None:
    assert Path(mending_for(tmp_path, tmp_path).warm.split()[-1]).is_file()


def test_whoever_has_no_make_is_told_the_same_system_packages(tmp_path: Path) -> None:
    needed = wanted((ROOT / "system-packages.txt").read_text("utf-8"), "run")
    assert mending_for(tmp_path, tmp_path).system.split()[-len(needed) :] == needed


def test_the_page_about_the_package_names_the_commands_that_the_messages_name(tmp_path: Path) -> None:
    (tmp_path / "pipx_metadata.json").touch()
    mending, page = mending_for(tmp_path, tmp_path), (ROOT / "docs" / "install.md").read_text("utf-8")
    assert mending.system in page
    assert mending.pins in page
    assert mending.warm.partition("/")[0].strip() in page
