"""`sunday-coffee service install|remove|status`: says what it does, and asks before it lets the account linger."""

import sys
from dataclasses import replace
from typing import Final

from assistant.doctor.computer import Service, judge_service
from assistant.doctor.computer_facts import service_here
from assistant.service.managing import ServiceUnavailableError, install, let_linger, remove, unit_file, written
from assistant.service.unit import lingering_came_with, unit_text
from assistant.setting_up.news import Start, news_of_start
from assistant.shell.keepsakes import Keepsakes, default_data_folder
from assistant.shell.noting import noted

LINGER: Final = "loginctl enable-linger"
ASKED: Final = (
    "After a power cut nobody is logged in. To be there all the same, your account has to be allowed to run things "
    "without you (loginctl enable-linger)."
)
_HERE: Final = (
    "It is always there now: it starts by itself, and again if it breaks down. Tell the other of you; a microphone "
    "that hears is for both to know. At your next session I tell both of you, too.\n"
    "To see how it is: sunday-coffee service status. To have it no longer: sunday-coffee service remove."
)


def install_service(*, linger: bool | None) -> int:
    """`linger` None: asked at the terminal, and only told of where there is none."""
    here, before, keepsakes = service_here(), written(), Keepsakes(default_data_folder())
    was, will_be = _start(here), _start(replace(here, installed=True, enabled=True))
    wanted = not here.lingers and (_asks_to_linger() if linger is None else linger)
    came_with = wanted or (before is not None and lingering_came_with(before))
    with noted(keepsakes, news_of_start(was, will_be), lambda: start_here() is not was):
        is_new = install(unit_text((sys.executable, "-P", "-m", "assistant", "run"), lingering=came_with))
    print(f"{_HERE}\nWhat systemd was told is in {unit_file()}." if is_new else "It was always there already.")
    if wanted:
        _let_linger(keepsakes)
    elif not here.lingers:
        print(f"It is there while you are logged in. To have it after a power cut, too: {LINGER}")
    _tell_problems(keepsakes)
    return 0


def remove_service() -> int:
    was, before, keepsakes = start_here(), written(), Keepsakes(default_data_folder())
    with noted(keepsakes, news_of_start(was, Start.NEVER), lambda: start_here() is not was):
        is_gone = remove()
    if not is_gone:
        print("There was nothing to remove.")
        return 0
    print("It is gone, and leaves nothing. You can start it yourselves: sunday-coffee run")
    if before is not None and lingering_came_with(before):
        print("Your account runs nothing without you any more, as it was before.")
    _tell_problems(keepsakes)
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
    print(ASKED)
    print("Shall it be? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def start_here() -> Start:
    return _start(service_here())


def _start(service: Service) -> Start:
    if not (service.installed and service.enabled):
        return Start.NEVER
    return Start.AT_BOOT if service.lingers else Start.AT_LOGIN


def _let_linger(keepsakes: Keepsakes) -> None:
    """What is installed works without it."""
    try:
        with noted(keepsakes, (Start.AT_BOOT,)):
            let_linger(lingers=True)
    except ServiceUnavailableError as error:
        print(f"{error}\nUntil somebody with the right to does it, it is there while you are logged in.")
    else:
        print("And it will be there after a power cut, though nobody logs in.")


def _tell_problems(keepsakes: Keepsakes) -> None:
    for problem in keepsakes.problems:
        print(problem, file=sys.stderr)
