"""The keys of the terminal, on a terminal of our own."""

import os
import termios
from collections.abc import Iterator

import pytest
from helpers.terminal import a_terminal

from assistant.devices.keys import NoKeys, TerminalKeys
from assistant.session.events import Key


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """(what the couple's fingers reach, what the program reads)."""
    with a_terminal() as ends:
        yield ends


def test_the_keys_are_read_at_once_in_order_and_without_enter(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with TerminalKeys(program) as keys:
        os.write(fingers, b" m\nQ")
        assert keys.pressed() == (Key.SPACE, Key.MICROPHONE, Key.ENTER, Key.QUIT)
        assert keys.pressed() == ()


def test_nothing_pressed_is_nothing_and_nobody_waits(terminal: tuple[int, int]) -> None:
    with TerminalKeys(terminal[1]) as keys:
        assert keys.pressed() == ()


def test_other_keys_and_arrows_mean_nothing(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with TerminalKeys(program) as keys:
        os.write(fingers, "é7%".encode())
        assert keys.pressed() == ()
        os.write(fingers, b"\x1bOm \x1b[A")
        assert keys.pressed() == ()
        os.write(fingers, b" ")
        assert keys.pressed() == (Key.SPACE,)


def test_the_terminal_is_put_back_as_it_was_even_after_a_mishap(terminal: tuple[int, int]) -> None:
    _, program = terminal
    before = termios.tcgetattr(program)
    during = []

    def mishap() -> None:
        with TerminalKeys(program):
            during.append(termios.tcgetattr(program))
            raise RuntimeError("mishap")

    with pytest.raises(RuntimeError, match="mishap"):
        mishap()
    assert during
    assert during[0] != before
    assert termios.tcgetattr(program) == before


def test_a_terminal_that_was_closed_presses_no_keys(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    keys = TerminalKeys(program)
    os.close(fingers)
    assert keys.pressed() == ()
    assert keys.pressed() == ()


def test_where_the_input_is_no_terminal_no_key_is_pressed() -> None:
    reading, writing = os.pipe()
    os.write(writing, b" q")
    with TerminalKeys(reading) as keys:
        assert keys.pressed() == ()
    os.close(reading)
    os.close(writing)
    assert NoKeys().pressed() == ()
