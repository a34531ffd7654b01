"""Which clock chip is believed to have run on while the power was off."""

from pathlib import Path

import pytest

from assistant.doctor.computer_facts import clock_runs_on


def chip(clocks: Path, battery_voltage: str | None) -> Path:
    """A folder as Linux has it, with one clock chip."""
    (clocks / "rtc0").mkdir(parents=True)
    if battery_voltage is not None:
        (clocks / "rtc0" / "battery_voltage").write_text(battery_voltage, "ascii")
    return clocks


@pytest.mark.parametrize("microvolts", ["0\n", "1300000\n", "\n"])
def test_a_raspberry_pi_5_without_a_battery_is_not_believed(tmp_path: Path, microvolts: str) -> None:
    assert not clock_runs_on(chip(tmp_path / "rtc", microvolts))


def test_with_a_battery_it_is(tmp_path: Path) -> None:
    assert clock_runs_on(chip(tmp_path / "rtc", "2964099\n"))


def test_a_chip_that_tells_no_voltage_has_its_battery_as_a_laptop_s_does(tmp_path: Path) -> None:
    assert clock_runs_on(chip(tmp_path / "rtc", None))


def test_where_there_is_no_chip_or_it_gives_no_answer_nothing_is_believed(tmp_path: Path) -> None:
    assert not clock_runs_on(tmp_path / "nowhere")
    (chip(tmp_path / "rtc", None) / "rtc0" / "battery_voltage").mkdir()  # what can't be read
    assert not clock_runs_on(tmp_path / "rtc")
