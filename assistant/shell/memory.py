"""Keeps the state of a session on disk while it lasts, so that a crash does not end it. Deleted at closing.

What stays between sessions is keepsakes.py's; it is written by the same worker.
"""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from platformdirs import user_state_path

from assistant.session.kept import NOTHING_KEPT, Kept
from assistant.session.saving import SavedStateError, as_text, from_text
from assistant.session.state import State
from assistant.shell.keepsakes import Keepsakes
from assistant.whole_file import write_whole

STATE_FILE = "session.json"
UNREADABLE_FILE = "session.json.unreadable"
INTRODUCED_FILE = "introduced"
EARS_CLOSED_FILE = "ears-closed"
LARGEST_BYTES = 20_000  # a state has a few hundred


def default_state_folder() -> Path:
    return user_state_path("sunday-coffee")


class StateFile(AbstractContextManager["StateFile"]):
    """Written by a worker, whole or not at all; the loop never waits for the disk.

    A disk that is full or read-only never stops a session: `problems` says what is lost. Without `keepsakes` nothing
    stays between sessions. `has_microphone`: there is one to be closed, and to stay closed.
    """

    def __init__(self, folder: Path, keepsakes: Keepsakes | None = None, *, has_microphone: bool = True) -> None:
        self._folder = folder
        self._keepsakes = keepsakes
        self._has_microphone = has_microphone
        self._writer = ThreadPoolExecutor(1, "state")
        self._last: Future[None] | None = None
        self._problems: list[str] = []  # the worker adds to this, too

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong so far, as sentences for the terminal."""
        kept = () if self._keepsakes is None else self._keepsakes.problems
        return tuple(dict.fromkeys((*self._problems, *kept)))

    def kept(self) -> Kept:
        return NOTHING_KEPT if self._keepsakes is None else self._keepsakes.read()

    def keep(self, kept: Kept) -> None:
        if self._keepsakes is not None:
            self._writer.submit(self._keepsakes.write, kept)

    def remember(self, state: State) -> None:
        if self._last is not None:
            self._last.cancel()  # what has not begun to be written is older than this
        self._last = self._writer.submit(self._write, as_text(state))

    def forget(self) -> None:
        self._last = self._writer.submit(self._delete)

    def note_introduced(self) -> None:
        self._writer.submit(self._mark_introduced)

    def note_ears(self, *, closed: bool) -> None:
        if self._has_microphone:
            self._writer.submit(self._mark_closed if closed else self._unmark_closed)

    def saved(self) -> tuple[State | None, float | None]:
        """What a crash left behind and how old it is in seconds; the age is None when the clock can't be trusted.

        What can't be read is set aside, until the closing of the next session deletes it.
        """
        path = self._folder / STATE_FILE
        try:
            with path.open("rb") as file:
                state = from_text(file.read(LARGEST_BYTES).decode("utf-8"))
                age_s = datetime.now(UTC).timestamp() - os.fstat(file.fileno()).st_mtime
        except (FileNotFoundError, NotADirectoryError):
            return None, None
        except OSError as error:
            self._problems.append(f"{path}: can't be read ({error.strerror}). A new session begins fresh.")
            return None, None
        except (SavedStateError, UnicodeDecodeError):
            self._set_aside(path)
            return None, None
        return state, age_s if age_s >= 0 else None

    def _set_aside(self, path: Path) -> None:
        self._problems.append(f"{path}: the session saved there can't be read any more. A new one begins fresh.")
        try:
            path.replace(self._folder / UNREADABLE_FILE)
        except OSError as error:
            self._problems.append(f"{path}: can't be set aside ({error.strerror}); please delete it.")

    @property
    def was_introduced(self) -> bool:
        return (self._folder / INTRODUCED_FILE).exists()

    @property
    def were_ears_closed(self) -> bool:
        """That the file is there says it, whatever is in it. Where that can't be known, they were."""
        path = self._folder / EARS_CLOSED_FILE
        if not self._has_microphone:
            return False
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            self._problems.append(f"{path}: can't be looked for ({error.strerror}), so the microphone stays closed.")
        return True

    def _write(self, text: str) -> None:
        try:
            write_whole(self._folder / STATE_FILE, text.encode())
        except OSError as error:
            self._problems.append(
                f"{self._folder}: the session can't be kept there ({error.strerror}), "
                "so after a power cut it would begin anew. Everything else works."
            )

    def _delete(self) -> None:
        try:
            for name in (STATE_FILE, UNREADABLE_FILE):
                (self._folder / name).unlink(missing_ok=True)
            for broken_off in self._folder.glob(f"{STATE_FILE}.*.unfinished"):
                broken_off.unlink(missing_ok=True)
        except NotADirectoryError:
            return  # so nothing was ever saved
        except OSError as error:
            self._problems.append(
                f"{self._folder / STATE_FILE}: can't be deleted ({error.strerror}); please delete it."
            )

    def _mark_introduced(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / INTRODUCED_FILE).touch()
        except OSError as error:
            self._problems.append(
                f"{self._folder}: can't be written ({error.strerror}); the introduction will come again."
            )

    def _mark_closed(self) -> None:
        try:
            write_whole(self._folder / EARS_CLOSED_FILE, b"")
        except OSError as error:
            self._problems.append(
                f"{self._folder}: can't be written ({error.strerror}), so if I am started anew the microphone opens."
            )

    def _unmark_closed(self) -> None:
        try:
            (self._folder / EARS_CLOSED_FILE).unlink(missing_ok=True)
        except NotADirectoryError:
            return  # so it was never written
        except OSError as error:
            self._problems.append(
                f"{self._folder / EARS_CLOSED_FILE}: can't be deleted ({error.strerror}), so if I am started anew the "
                "microphone is closed again."
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Waits until everything that was ordered is on disk."""
        self._writer.shutdown(wait=True)


class NoMemory:
    """A rehearsal keeps nothing."""

    def remember(self, state: State) -> None:
        """Kept nowhere."""

    def forget(self) -> None:
        """There is nothing."""

    def note_introduced(self) -> None:
        """The next rehearsal is told by its script."""

    def note_ears(self, *, closed: bool) -> None:
        """There is no microphone."""

    def keep(self, kept: Kept) -> None:
        """Likewise."""
