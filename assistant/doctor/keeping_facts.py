"""Looks at what lies on the disk, for keeping.py to judge. Leaves nothing there."""

import shutil
from pathlib import Path
from tempfile import TemporaryFile

from assistant.content.configuration import Configuration, configuration_path, load_configuration
from assistant.content.prompts import find_prompts
from assistant.doctor.keeping import Folder, Text
from assistant.errors import ContentError
from assistant.session.book import Book
from assistant.shell.keepsakes import default_data_folder
from assistant.shell.memory import default_state_folder
from assistant.shell.parts import the_book
from assistant.voice.cache import default_cache_folder


def configuration_here(explicit: Path | None) -> tuple[Text, Configuration]:
    """The couple's wishes, or the defaults where they can't be read."""
    path = explicit or configuration_path()
    try:
        return Text(path, exists=explicit is not None or path.exists()), load_configuration(explicit)
    except ContentError as error:
        return Text(path, error.problems), Configuration()


def prompts_here(explicit: Path | None, wishes: Configuration) -> tuple[Text, Book | None]:
    """None where there is no book that a session could use."""
    try:
        path = find_prompts(explicit)
    except ContentError as error:
        return Text(explicit or Path("prompts.yaml"), error.problems, exists=False), None
    try:
        return Text(path), the_book(explicit, wishes)
    except ContentError as error:
        return Text(path, error.problems), None


def folders_here() -> tuple[Folder, ...]:
    """Those that the program writes to."""
    return (
        _folder(default_cache_folder(), "the sayings I have rendered"),
        _folder(default_state_folder(), "a session that breaks off"),
        _folder(default_data_folder(), "your goal and week"),
    )


def _folder(path: Path, keeps: str) -> Folder:
    """By really writing there, or where it would be made: permissions alone don't tell of a disk that is read-only."""
    place = next(folder for folder in (path, *path.parents) if folder.exists())
    try:
        with TemporaryFile(dir=place) as file:
            file.write(b"?")
        return Folder(path, keeps, free_bytes=shutil.disk_usage(place).free)
    except OSError as error:
        can_be_given = isinstance(error, PermissionError) and place.is_relative_to(Path.home())
        return Folder(path, keeps, problem=error.strerror or str(error), can_be_given=can_be_given)
