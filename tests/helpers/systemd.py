"""A machine whose systemctl and loginctl write down what they are asked, and do what a test sees of them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.service.unit import UNIT
from assistant.shell.keepsakes import Keepsakes, default_data_folder

SYSTEMCTL = f"""#!/bin/sh
echo "systemctl $*" >> "$ASKED"
[ -z "$REFUSES" ] || {{ echo "$REFUSES" >&2; exit 1; }}
units="$XDG_CONFIG_HOME/systemd/user"
case "$2" in
  enable) mkdir -p "$units/default.target.wants" && ln -sf "$units/{UNIT}" "$units/default.target.wants/{UNIT}" ;;
  disable) rm "$units/default.target.wants/{UNIT}" ;;
  is-active) echo active ;;
esac
"""
LOGINCTL = """#!/bin/sh
echo "loginctl $*" >> "$ASKED"
[ -z "$FORBIDS" ] || { echo "$FORBIDS" >&2; exit 1; }
"""


@dataclass(frozen=True)
class Machine:
    folder: Path

    @property
    def asked(self) -> list[str]:
        """Since the last look."""
        notes = self.folder / "asked"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return lines

    @property
    def files(self) -> list[str]:
        config = self.folder / "config"
        return sorted(path.name for path in config.rglob("*") if not path.is_dir() or path.is_symlink())

    @property
    def told(self) -> tuple[str, ...]:
        """What both of them will be told at their next session."""
        return Keepsakes(default_data_folder()).read().news


def a_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """All that the program may write there lies below `tmp_path`, and nobody lingers."""
    for name, script in (("systemctl", SYSTEMCTL), ("loginctl", LOGINCTL)):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("ASKED", str(tmp_path / "asked"))
    monkeypatch.setattr("assistant.doctor.computer_facts._LINGERING", tmp_path / "linger")
    for quiet in ("REFUSES", "FORBIDS"):
        monkeypatch.delenv(quiet, raising=False)
    return Machine(tmp_path)
