"""Which machines are refused, and how: in one clear sentence."""

import pytest

from assistant.shell.machine import refusal, refuse_wrong_machine


@pytest.mark.parametrize("python", [(3, 11), (3, 12), (3, 13)])
@pytest.mark.parametrize("system", ["Linux", "Darwin"])
def test_a_64_bit_linux_or_mac_with_a_fitting_python_is_welcome(system: str, python: tuple[int, int]) -> None:
    assert refusal(system, 64, python) is None


@pytest.mark.parametrize(
    ("system", "address_bits", "python", "names"),
    [
        ("Windows", 64, (3, 11), "Windows"),
        ("Linux", 32, (3, 11), "64-bit OS"),
        ("Linux", 64, (3, 10), "3.11, 3.12 or 3.13"),
        ("Linux", 64, (3, 14), "3.11, 3.12 or 3.13"),
        ("", 64, (3, 11), "unknown"),
    ],
)
def test_any_other_machine_is_refused_in_one_sentence(
    system: str, address_bits: int, python: tuple[int, int], names: str
) -> None:
    sentence = refusal(system, address_bits, python)
    assert sentence is not None
    assert names in sentence
    assert "\n" not in sentence


def test_the_refusal_leaves_with_code_two_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Windows")
    with pytest.raises(SystemExit) as left:
        refuse_wrong_machine()
    assert left.value.code == 2
    assert "Windows" in capsys.readouterr().err


def test_this_very_machine_is_welcome() -> None:
    refuse_wrong_machine()
