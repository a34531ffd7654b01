"""Start at boot, as an entry of `setup more`: asked there, and done as `sunday-coffee service` does it."""

from typing import assert_never

from assistant.doctor.computer_facts import service_here
from assistant.service.managing import ServiceUnavailableError, refuse_without_systemd
from assistant.setting_up.asking import Choice, Question
from assistant.setting_up.news import Start
from assistant.setting_up.starting import MEANING, name_of, start_called, ways_to_start
from assistant.shell.service import ASKED, install_service, remove_service
from assistant.shell.setup_table import Table


def start_shown(start: Start) -> Choice:
    return Choice(Question.START, f"{Question.START}: {name_of(start)}. {MEANING}.")


def start_asked(table: Table, start: Start) -> Start:
    """How they would like it; `start`, with a sentence, where nothing can start it."""
    try:
        refuse_without_systemd()
    except ServiceUnavailableError as error:
        table.tell(str(error))
        return start
    table.tell(ASKED)
    ways = ways_to_start(lingers=service_here().lingers)
    return start_called(table.asker.choose(Question.START, f"{MEANING}?", ways, name_of(start)))


def start_as_wished(start: Start) -> None:
    """ServiceUnavailableError where systemd refuses."""
    match start:
        case Start.NEVER:
            remove_service()
        case Start.AT_LOGIN:
            install_service(linger=False)
        case Start.AT_BOOT:
            install_service(linger=True)
        case _:
            assert_never(start)
