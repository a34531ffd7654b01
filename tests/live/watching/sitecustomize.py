"""Python loads this by itself where PYTHONPATH names the folder: each process notes what it does, children too."""

import json
import os
import sys

from assistant.shell.sockets import SocketUse, notice_sockets

NOTES = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def note(kind: str, what: object) -> None:
    os.write(NOTES, f"{json.dumps([kind, str(what)])}\n".encode())


def note_socket(use: SocketUse) -> None:
    note("socket", f"{use.event} {use.family}")


def note_the_rest(event: str, arguments: tuple[object, ...]) -> None:
    match event, arguments:
        case "open", (str() | bytes() as path, str() | None as mode, int(flags)):
            if flags & (os.O_WRONLY | os.O_RDWR) or (mode and set(mode) & set("wax+")):
                note("written", os.fsdecode(path))
        case "subprocess.Popen", (_, [*command], *_):
            note("started", command)
        case _:
            pass


notice_sockets(note_socket)
sys.addaudithook(note_the_rest)
