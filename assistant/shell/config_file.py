"""The couple's configuration on disk: a new one, or theirs with other values in it. Decides no text."""

from pathlib import Path

from assistant.content.changing import Changes, changed
from assistant.content.configuration import Configuration, configuration_path, wishes_of
from assistant.content.fresh import fresh_text
from assistant.content.reading import named, places_in, text_of
from assistant.errors import SundayCoffeeError
from assistant.whole_file import write_whole


def start_configuration(explicit: Path | None = None) -> Path:
    """Where the new file is, with a remark on everything. SundayCoffeeError if there is one, or none can be written."""
    path = explicit or configuration_path()
    if path.exists():
        raise SundayCoffeeError(f"{path}: is there already, and yours to edit.")
    _write(path, fresh_text())
    return path


def change_configuration(changes: Changes, explicit: Path | None = None) -> None:
    """In the couple's file, or in a new one with a remark on everything. SundayCoffeeError; then all is as before.

    A value that would be refused when it is read is refused now, in the same words: ContentError.
    """
    path = explicit or configuration_path()
    _write(path, _changed_text(path, changes))


def changed_wishes(changes: Changes, explicit: Path | None = None) -> Configuration:
    """What would count after `change_configuration`; nothing is written. ContentError for a value that is refused."""
    path = explicit or configuration_path()
    return wishes_of(places_in(_changed_text(path, changes), named(path)))


def _changed_text(path: Path, changes: Changes) -> str:
    return changed(text_of(path) if path.exists() else fresh_text(), changes, named(path))


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path.resolve(), text.encode())  # where it is a link, what it leads to
    except OSError as error:
        raise SundayCoffeeError(f"{path}: can't be written ({error.strerror}), so it stays as it was.") from error
