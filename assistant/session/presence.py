"""What the assistant is doing, in one word, for a light or a line on the screen. Nothing of what is talked about."""

from enum import StrEnum

from assistant.session.state import Asleep, EarsClosed, Paused, State


class Presence(StrEnum):
    ASLEEP = "asleep"  # but hearing
    LISTENING = "listening"
    SPEAKING = "speaking"
    PAUSED = "paused"
    CLOSED = "closed"  # nobody is heard, on purpose or not


def presence(state: State, *, sounds: bool) -> Presence:
    """`sounds`: the loudspeaker does."""
    match state.mode:
        case EarsClosed():
            return Presence.CLOSED
        case _ if not state.hears:
            return Presence.CLOSED
        case Paused():
            return Presence.PAUSED
        case _ if sounds:
            return Presence.SPEAKING
        case Asleep():
            return Presence.ASLEEP
        case _:
            return Presence.LISTENING
