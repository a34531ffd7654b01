"""`sunday-coffee service install|remove|status`: says what it does, and asks before it lets the account linger."""

import sys
from collections.abc import Callable
from typing import Final

from assistant.doctor.computer import judge_service
from assistant.doctor.computer_facts import service_here
from assistant.service.managing import ServiceUnavailableError, install, let_linger, remove, unit_file, written
from assistant.service.unit import lingering_came_with, unit_text

LINGER: Final = "loginctl enable-linger"
_ASKED: Final = (
    "After a power cut nobody is logged in. To be there all the same, your account has to be allowed to run things "
    "without you (loginctl enable-linger)."
)
_HERE: Final = (
    "It is always there now: it starts by itself, and again if it breaks down. Tell the other of you; a microphone "
    "that hears is for both to know.\n"
    "To see how it is: sunday-coffee service status. To have it no longer: sunday-coffee service remove."
)


def install_service(*, linger: bool | None) -> int:
    """`linger` None: asked at the terminal, and only told of where there is none."""
    lingers, before = service_here().lingers, written()
    wanted = not lingers and (_asks_to_linger() if linger is None else linger)
    came_with = wanted or (before is not None and lingering_came_with(before))
    is_new = install(unit_text((sys.executable, "-P", "-m", "assistant", "run"), lingering=came_with))
    print(f"{_HERE}\nWhat systemd was told is in {unit_file()}." if is_new else "It was always there already.")
    if wanted:
        _try(lambda: let_linger(lingers=True))
    elif not lingers:
        print(f"It is there while you are logged in. To have it after a power cut, too: {LINGER}")
    return 0


def remove_service() -> int:
    before = written()
    if not remove():
        print("There was nothing to remove.")
        return 0
    print("It is gone, and leaves nothing. You can start it yourselves: sunday-coffee run")
    if before is not None and lingering_came_with(before):
        print("Your account runs nothing without you any more, as it was before.")
    return 0


def service_status() -> int:
    """0 if all is well, 1 for a warning, 2 for a failure."""
    found = judge_service(service_here())
    print(found.means)
    if found.mend is not None:
        print(f"Type: {found.mend}")
    return found.verdict.exit_code


def _asks_to_linger() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        return False
    print(_ASKED)
    print("Shall it be? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _try(allow: Callable[[], None]) -> None:
    """What is installed works without it."""
    try:
        allow()
    except ServiceUnavailableError as error:
        print(f"{error}\nUntil somebody with the right to does it, it is there while you are logged in.")
    else:
        print("And it will be there after a power cut, though nobody logs in.")
