"""What the program keeps, and why, by where a file lies and what it is called. Opens nothing, deletes nothing."""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True)
class Kind:
    """`command` deletes it; "": `rm` does. `together`: all files of the same folder are one thing."""

    pattern: str  # a regular expression for the path below its place
    holds: str
    command: str = ""
    together: bool = False


@dataclass(frozen=True)
class Kept:
    """A file, or a folder of them, below a place."""

    path: Path
    files: int
    size_bytes: int
    holds: str
    delete: str


UNKNOWN: Final = Kind(".*", "nothing of mine, and I don't know it; yours to keep or delete")

CONFIGURATION: Final = (
    Kind(r"config\.yaml", "what you chose, your safe word among it, and your names if you gave them"),
    Kind(r"config\.yaml\.\w+\.unfinished", "a configuration whose writing broke off; of no use"),
    Kind(r"prompts\.yaml", "what I say, in your own words"),
    Kind(r"prompts\.yaml\.\w+\.unfinished", "the same, unfinished; of no use"),
    Kind(r"packs/[^/]+\.yaml", "a pack of questions that you put there"),
)
STATE: Final = (
    Kind(
        r"session\.json(\.\w+\.unfinished)?",
        "how far a session is that has not ended: steps and times, no words. Goes when it ends",
    ),
    Kind(r"session\.json\.unreadable", "the same, damaged. Goes when the next session ends"),
    Kind(r"introduced", "that you have heard the introduction; nothing is in it"),
    Kind(
        r"ears-closed(\.\w+\.unfinished)?",
        "that you closed my ears, so that they stay closed; nothing is in it. Goes when you open them",
    ),
)
_DATA_ENDING: Final = r"(\.\w+\.unfinished|\.unreadable(-\d+)?)?"
DATA: Final = (
    Kind(r"programme\.json" + _DATA_ENDING, "which of your six weeks it is"),
    Kind(r"goal\.json", "the name of the goal that you both chose", "sunday-coffee goal forget"),
    Kind(r"goal\.json" + _DATA_ENDING, "the same, damaged or unfinished"),
    Kind(r"questions\.json" + _DATA_ENDING, "which questions were asked, so that none comes twice; no answers"),
    Kind(
        r"news\.json" + _DATA_ENDING,
        "that your safe word, its eagerness or how I start was changed, until both of you are told",
    ),
    Kind(
        r"agreed\.json" + _DATA_ENDING,
        "your safe words and their eagerness as you last started me, so that both of you hear of a change",
    ),
    Kind(
        r"examples/[^/]+\.examples",
        "how one of you says the safe word: numbers, no recording; the name and the word are in the file's name",
        "sunday-coffee enrol --forget",
    ),
    Kind(r"examples/[^/]+\.unfinished", "the same, unfinished; of no use"),
)
CACHE: Final = (
    Kind(r"sayings/.+", "my own sentences as sound, so that I needn't render them again", together=True),
    Kind(r"bench/.+", "what “bench” worked out from recordings, for whoever builds me", together=True),
)
MODELS: Final = (
    Kind(r"README\.md|manifest\.yaml", "a part of the program", "as all of the program"),
    Kind(r"\.downloads/.+", "what “model get” remembers and has not finished", together=True),
    Kind(
        r"[^/]+/.+", "a Vosk model, which hears commands; nothing of yours", "sunday-coffee model remove", together=True
    ),
)
SERVICE: Final = (
    Kind(
        r"(.+\.wants/)?sunday-coffee\.service",
        "what lets me start by myself, as “service install” told systemd",
        "sunday-coffee service remove",
    ),
    Kind(r"sunday-coffee\.service\.\w+\.unfinished", "the same, unfinished; of no use"),
)
TEMPORARY: Final = (
    Kind(r"sunday-coffee-[^/]+", "what libraries complained of while “doctor” asked, left when that broke off"),
    Kind(r"sunday-coffee-[^/]+/.+", "one of my own sentences, left when rendering it broke off", together=True),
)


def kept(place: Path, files: Iterable[tuple[Path, int]], kinds: Iterable[Kind]) -> list[Kept]:
    """`files`: each below `place`, with its size in bytes. In the order in which they come; what is unknown, too."""
    known = (*kinds, UNKNOWN)
    things: dict[Path, Kept] = {}
    for path, size_bytes in files:
        kind = next(kind for kind in known if re.fullmatch(kind.pattern, path.as_posix(), re.DOTALL))
        thing = Path(path.parts[0]) if kind.together else path
        before = things.get(thing)
        size_before_bytes, files_before = (before.size_bytes, before.files) if before else (0, 0)
        things[thing] = Kept(
            thing, files_before + 1, size_before_bytes + size_bytes, kind.holds, _delete(kind, place / thing)
        )
    return list(things.values())


def _delete(kind: Kind, path: Path) -> str:
    if kind.command:
        return f"{kind.command} {path.name}" if kind.command.endswith("model remove") else kind.command
    if not str(path).isprintable():
        return "by hand, for its name can't be printed"
    return f"rm {'-r ' if kind.together else ''}{shlex.quote(str(path))}"
