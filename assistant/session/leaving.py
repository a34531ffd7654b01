"""How a session ends: one voice is enough, at once, without a reason. Nothing here opens anything."""

from assistant.session.answer import SAYING_LIMIT_S, Answer
from assistant.session.commands import (
    Chime,
    ClearScreen,
    CloseMicrophone,
    Forget,
    Hush,
    OpenMicrophone,
    PlayChime,
    Quit,
)
from assistant.session.events import Event, SayingFinished, TimePassed
from assistant.session.state import (
    AskingMoment,
    AskingToCarryOn,
    Asleep,
    EarsClosed,
    Leaving,
)


def leave(answer: Answer, goodbye: str, *, quits: bool = False) -> Answer:
    """Say goodbye and then sleep; what was saved is deleted before the first word of it."""
    return (
        answer.do(Hush(), Forget())
        .say(goodbye)
        .seat(None)
        .become(Leaving(goodbye, answer.now_s + SAYING_LIMIT_S, quits=quits))
    )


def fall_asleep(answer: Answer) -> Answer:
    """Close without a word."""
    return answer.do(Forget()).seat(None).become(Asleep())


def stop(answer: Answer) -> Answer:
    """The answer to "not today" and "stop for today"."""
    match answer.state.mode:
        case AskingMoment() | AskingToCarryOn():
            return leave(answer, "not_today")
        case Asleep() | EarsClosed() | Leaving():
            return answer
        case _:
            return leave(answer, "goodbye_stopped")


def welcome_company(answer: Answer) -> Answer:
    """Someone came in: a goodbye that a guest may hear, and nothing left on the screen."""
    match answer.state.mode:
        case Asleep() | EarsClosed():
            return answer.do(ClearScreen())
        case Leaving(quits=quits):
            return leave(answer.do(ClearScreen()), "company", quits=quits)
        case _:
            return leave(answer.do(ClearScreen()), "company")


def close_ears(answer: Answer) -> Answer:
    """The microphone really closes until a hand opens it. A session can't go on unheard, so it ends."""
    mode = answer.state.mode
    closed = answer.do(Hush(), Forget()).say("ears_closed").do(CloseMicrophone()).seat(None).become(EarsClosed())
    return closed.do(Quit()) if isinstance(mode, Leaving) and mode.quits else closed


def turn_microphone(answer: Answer) -> Answer:
    """The M key: closes it, or opens it again."""
    match answer.state.mode:
        case EarsClosed():
            return open_ears(answer)
        case _:
            return close_ears(answer)


def open_ears(answer: Answer) -> Answer:
    """Only a hand does, at the key M or at a button. Where they are open, nothing comes of it."""
    match answer.state.mode:
        case EarsClosed():
            return answer.do(OpenMicrophone(), PlayChime(Chime.WELCOME)).become(Asleep())
        case _:
            return answer


def quit_now(answer: Answer) -> Answer:
    """The Q key: stop for today, then end the program."""
    if not answer.state.hears:  # no sound arrives any more, so no goodbye would ever come to its end
        return fall_asleep(answer.do(Hush())).do(Quit())
    match answer.state.mode:
        case Asleep() | EarsClosed():
            return answer.do(Hush(), Forget(), Quit())
        case Leaving(last, until_s):
            return answer.become(Leaving(last, until_s, quits=True))
        case _:
            return leave(answer, "goodbye_stopped", quits=True)


def while_leaving(answer: Answer, mode: Leaving, event: Event) -> Answer:
    match event:
        case SayingFinished(key) if key == mode.last:
            return left(answer, mode)
        case TimePassed() if answer.now_s >= mode.until_s:
            return left(answer, mode)
        case _:
            return answer


def left(answer: Answer, mode: Leaving) -> Answer:
    asleep = answer.become(Asleep())
    return asleep.do(Quit()) if mode.quits else asleep
