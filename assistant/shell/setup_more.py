"""`sunday-coffee setup more`: all that has a default, one after the other as they like, kept when they are done."""

from assistant.content.changing import Changes
from assistant.content.effective import effective
from assistant.content.replacing import Value
from assistant.content.settings import Setting
from assistant.errors import ContentError
from assistant.setting_up.asking import Choice, Question
from assistant.setting_up.more import DEFAULT, DONE, WAITING, value_of, ways_of
from assistant.setting_up.news import Start
from assistant.setting_up.told import ELSEWHERE
from assistant.shell.config_file import changed_wishes
from assistant.shell.service import start_here
from assistant.shell.setup_start import start_as_wished, start_asked, start_shown
from assistant.shell.setup_table import Table
from assistant.shell.setup_tried import OFFER, refused, still_to_fetch


def set_up_more(table: Table) -> None:
    start = start_here()
    changes, wanted = _wanted(table, start)
    table.keep(changes)
    if wanted is not start:  # after the rest, so that it starts with what was chosen
        start_as_wished(wanted)


def _wanted(table: Table, start: Start) -> tuple[Changes, Start]:
    table.tell(ELSEWHERE)
    changes: dict[str, Value | None] = {}
    settings = {setting.key: setting for setting in WAITING}
    while True:
        choices = (Choice(DONE, "nothing more"), *_shown(table, changes), start_shown(start))
        key = table.asker.choose(Question.SETTING, "What would you like to change?", choices, DONE)
        if key == DONE:
            return changes, start
        if key == Question.START:
            start = start_asked(table, start)
            continue
        value = value_of(settings[key], _asked(table, settings[key]))
        trouble = _trouble(table, {**changes, key: value}, key)
        if trouble is not None:
            table.tell(trouble)
            continue
        changes[key] = value
        to_fetch = still_to_fetch(key, changed_wishes(changes, table.config))
        if to_fetch is not None:
            table.tell(to_fetch)


def _trouble(table: Table, changes: Changes, key: str) -> str | None:
    try:
        return refused(key, changed_wishes(changes, table.config))
    except ContentError as error:
        return str(error)


def _shown(table: Table, changes: Changes) -> tuple[Choice, ...]:
    """Each with what counts now, and what it means."""
    wishes = changed_wishes(changes, table.config) if changes else table.wishes
    now = {each.setting.key: each.value for each in effective(wishes, None)}
    return tuple(Choice(each.key, f"{each.key}: {now[each.key]}. {each.meaning}") for each in WAITING)


def _asked(table: Table, setting: Setting) -> str:
    ways = ways_of(setting)
    if setting.key == "voice":
        table.tell(OFFER)
    if ways:
        return table.asker.choose(setting.key, setting.meaning, (*ways, Choice(DEFAULT, "the default")), DEFAULT)
    return table.asker.text(setting.key, f"{setting.meaning} Type a value, or Enter for the default", "")
