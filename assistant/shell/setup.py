"""`sunday-coffee setup`: step after step, each kept at its end. Ctrl-C leaves what was there. The steps do the rest."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import assert_never

from assistant.devices.keys import Keys
from assistant.errors import SundayCoffeeError
from assistant.setting_up.steps import WHOLE, Step
from assistant.setting_up.told import LATER, SAFETY, STOPPED
from assistant.shell.setup_more import set_up_more
from assistant.shell.setup_pause import set_up_pause
from assistant.shell.setup_safe_word import set_up_safe_word
from assistant.shell.setup_say_it import set_up_saying_it
from assistant.shell.setup_sound import set_up_sound
from assistant.shell.setup_table import Table

KeysOf = Callable[[], AbstractContextManager[Keys]]


def set_up(steps: Sequence[Step], table: Table, keys: KeysOf) -> int:
    """0; 2 where a step could not be taken, whose reason is told, and the others were."""
    table.tell(*SAFETY)
    failed = False
    try:
        for step in steps:
            try:
                _take(step, table, keys)
            except SundayCoffeeError as error:
                if len(steps) == 1:
                    raise
                table.tell(str(error))
                failed = True
    except KeyboardInterrupt:
        table.tell("", STOPPED)
        raise
    table.tell(*table.voice.problems)
    if tuple(steps) == WHOLE:
        table.tell(LATER)
    return 2 if failed else 0


def _take(step: Step, table: Table, keys: KeysOf) -> None:
    match step:
        case Step.SOUND:
            table.keep(set_up_sound(table))
        case Step.SAFE_WORD:
            table.keep(set_up_safe_word(table))
        case Step.SAY_IT:
            while set_up_saying_it(table):
                table.keep(set_up_safe_word(table))
        case Step.PAUSE:
            set_up_pause(table, keys())
        case Step.MORE:
            set_up_more(table)
        case _:
            assert_never(step)
