"""Those who would rather write type their lines, on a terminal of our own."""

import os
import termios
from collections.abc import Iterator

import pytest
from helpers.terminal import a_terminal

from assistant.devices.command_keys import COMMAND_KEYS, Wish
from assistant.devices.keys import Line
from assistant.devices.letters import Letters
from assistant.session.events import Key


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """(what the couple's fingers reach, what the program reads)."""
    with a_terminal() as ends:
        yield ends


def test_a_line_is_sent_with_enter_and_seen_by_nobody_else_before(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with Letters(program) as letters:
        os.write(fingers, "good mörn".encode()[:6])  # even where a letter is cut in two
        assert letters.pressed() == ()
        os.write(fingers, "good mörn".encode()[6:] + b"ing\x7f\x7f\x7fing coffee")
        assert letters.pressed() == ()
        assert letters.line == "good mörning coffee"
        os.write(fingers, b"\nyes\n")
        assert letters.pressed() == (Line("good mörning coffee"), Line("yes"))
        assert letters.line == ""


def test_a_space_alone_pauses_at_once_and_within_a_line_it_is_a_space(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with Letters(program) as letters:
        os.write(fingers, b" ")
        assert letters.pressed() == (Key.SPACE,)
        os.write(fingers, b"stop for today\n")
        assert letters.pressed() == (Line("stop for today"),)


def test_the_keys_that_everybody_has_are_lines_of_one_letter_or_none(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with Letters(program) as letters:
        os.write(fingers, b"\nm\nQ\nt\n")
        assert letters.pressed() == (Key.ENTER, Key.MICROPHONE, Key.QUIT, COMMAND_KEYS["t"])


def test_an_arrow_or_a_change_of_mind_leaves_nothing_behind(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    with Letters(program) as letters:
        os.write(fingers, b"yes\x1b[A")
        assert letters.pressed() == ()
        os.write(fingers, b"\x15no\n")
        assert letters.pressed() == (Line("no"),)


def test_line_by_line_the_terminal_edits_and_a_line_of_spaces_pauses_but_says_no_yes(
    terminal: tuple[int, int],
) -> None:
    fingers, program = terminal
    before = termios.tcgetattr(program)
    with Letters(program, at_once=False) as letters:
        assert termios.tcgetattr(program) == before
        os.write(fingers, b"  \n\nyes\n")
        pressed: tuple[Key | Wish | Line, ...] = ()
        while len(pressed) < 3:  # the terminal gives one line at a time
            pressed += letters.pressed()
        assert pressed == (Key.SPACE, Key.ENTER, Line("yes"))


def test_the_terminal_is_put_back_as_it_was(terminal: tuple[int, int]) -> None:
    _, program = terminal
    before = termios.tcgetattr(program)
    with Letters(program):
        assert termios.tcgetattr(program) != before
    assert termios.tcgetattr(program) == before


def test_lines_may_come_from_a_pipe_and_its_end_is_the_end(terminal: tuple[int, int]) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"your turn\nstop for today")
    os.close(writing)
    with Letters(reading) as letters:
        assert letters.pressed() == (Line("your turn"), Line("stop for today"), Key.QUIT)
        assert letters.pressed() == ()
    os.close(reading)
    assert os.isatty(terminal[1])


def test_a_terminal_that_is_closed_means_to_quit_once(terminal: tuple[int, int]) -> None:
    fingers, program = terminal
    letters = Letters(program)
    os.close(fingers)
    assert letters.pressed() == (Key.QUIT,)
    assert letters.pressed() == ()
