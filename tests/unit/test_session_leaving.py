"""How it ends: a word, a guest, closed ears, a key, the end of a recording."""

from helpers.evening import Evening, sayings

from assistant.session.commands import ClearScreen, CloseMicrophone, Forget, Quit
from assistant.session.events import HearingLost, InputEnded, Key, KeyPressed, Loss
from assistant.session.intents import Intent
from assistant.session.state import Asleep, EarsClosed


def test_company_closes_at_once_and_clears_the_screen() -> None:
    evening = Evening()
    evening.begins()
    commands = evening.says(Intent.COMPANY)
    assert ClearScreen() in commands
    assert sayings(commands) == ["company"]


def test_closed_ears_open_only_with_the_key() -> None:
    evening = Evening()
    evening.begins()
    assert CloseMicrophone() in evening.says(Intent.CLOSE_EARS)
    evening.says(Intent.START_COFFEE)
    closed = evening.state.mode
    assert closed == EarsClosed()
    evening.happens(KeyPressed(Key.MICROPHONE))
    opened = evening.state.mode
    assert opened == Asleep()


def test_the_end_of_the_recording_closes_quietly() -> None:
    evening = Evening()
    evening.begins()
    commands = evening.happens(InputEnded())
    assert sayings(commands) == []
    assert commands[-2:] == [Forget(), Quit()]


def test_quitting_works_also_when_nothing_is_heard_any_more() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(HearingLost(Loss.MICROPHONE))
    assert evening.happens(KeyPressed(Key.QUIT))[-1] == Quit()


def test_quitting_leaves_nothing_behind_even_when_company_comes() -> None:
    evening = Evening()
    evening.begins()
    evening.happens(KeyPressed(Key.QUIT))
    evening.says(Intent.COMPANY, length_s=0.2)
    assert Quit() in evening.passes(5)
