"""By voice, by text, or both: what the couple comes in through. Chooses the parts; runs nothing."""

from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Final, assert_never

from rich.console import Console

from assistant.audio import Card
from assistant.content.configuration import Configuration
from assistant.devices.keys import Keys, TerminalKeys
from assistant.devices.letters import Letters
from assistant.devices.silentcard import SilentCard
from assistant.shell.display import Display
from assistant.shell.screen import TerminalScreen

_NO_THERAPY: Final = "This is no therapy; a safe word here stops a machine, it can't stop a person."
_SPEAKING: Final = (
    "Say “good morning coffee” or “start our check in”. Keys: space pauses, Enter is a yes, M closes my ears, Q stops."
)
_TYPING: Final = (
    "Type “good morning coffee” or “start our check in”, then Enter. A space alone pauses, Enter alone is a yes, "
    "q alone stops. What you type is kept nowhere."
)


class Door(StrEnum):
    VOICE = "voice"
    TEXT = "text"  # typed and read; no microphone, no loudspeaker
    BOTH = "both"


def live_card(door: Door, wishes: Configuration, *, closed: bool) -> AbstractContextManager[Card]:
    """`closed`: the couple closed the microphone, if there is one."""
    if door is Door.TEXT:
        return nullcontext(SilentCard())
    from assistant.devices.soundcard import SoundCard  # noqa: PLC0415 - PortAudio is loaded only when it is used

    return SoundCard(wishes.input_device, wishes.output_device, closed=closed)


def keys_of(door: Door, console: Console, *, plain: bool) -> AbstractContextManager[TerminalKeys | Letters]:
    return TerminalKeys() if door is Door.VOICE else Letters(at_once=_redraws(console, plain=plain))


def screen_of(console: Console, keys: Keys, *, plain: bool) -> TerminalScreen:
    if not _redraws(console, plain=plain):
        return TerminalScreen(console)
    return Display(console, (lambda: keys.line) if isinstance(keys, Letters) else None)


def _redraws(console: Console, *, plain: bool) -> bool:
    """Nothing does where nobody could see it."""
    return console.is_terminal and not console.is_dumb_terminal and not plain


def greeting(door: Door, safe_words: tuple[str, ...]) -> str:
    """In rich's markup."""
    word = " or ".join(f"[bold]{word}[/bold]" for word in safe_words)
    match door:
        case Door.VOICE:
            missed, how = "It can be missed: say it again, say “pause”, or press space.", _SPEAKING
        case Door.TEXT:
            missed, how = "Nothing is heard here, only read: type it, or press space.", _TYPING
        case Door.BOTH:
            missed, how = "It can be missed: say it again, type it, or press space.", _TYPING
        case _:
            assert_never(door)
    return f"Your safe word is {word}. {missed}\n{how}\n{_NO_THERAPY}"
