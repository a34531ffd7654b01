"""From a file on disk to the places in it. Refuses what could harm or mislead; knows no key by name."""

from pathlib import Path
from typing import Final

from yaml import SafeLoader, YAMLError
from yaml.error import MarkedYAMLError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from assistant.content.places import Place, Problems, shown
from assistant.errors import ContentError

LARGEST_BYTES: Final = 200_000  # read in a few seconds on a small machine, whatever is in it
DEEPEST: Final = 12  # groups within groups


class _RefusedError(YAMLError):
    """Well-formed, and still not wanted here."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


class _CarefulLoader(SafeLoader):
    """Composes nodes only; constructs nothing. Refuses aliases, by which a few lines can stand for billions."""

    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = int(event.start_mark.line) + 1
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _RefusedError(
                line, f"{shown(str(event.anchor))} is an anchor or alias (& or *); write the text out instead."
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise _RefusedError(line, f"groups lie more than {DEEPEST} deep in one another here; nothing needs that.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_places(path: Path) -> Place:
    """The whole file, to be read further. ContentError at once where nothing could be read."""
    file = named(path)
    root = places_in(text_of(path), file)
    if root is None:
        raise ContentError((f"{file}: is empty.",))
    return root


def named(path: Path) -> str:
    """What sentences call a file."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def places_in(text: str, file: str) -> Place | None:
    """The same for a text that `file` has, or is to have; None where nothing stands in it but remarks."""
    problems = Problems(file)
    root = _compose(text, problems)
    problems.raise_if_any()
    if root is None:
        return None
    _check_keys(root, problems)
    return Place(root, "the file", problems)


def _compose(text: str, problems: Problems) -> Node | None:
    try:
        return _CarefulLoader(text).get_single_node()
    except _RefusedError as refused:
        problems.add(refused.line, str(refused))
    except ReaderError as unreadable:
        line = text.count("\n", 0, unreadable.position) + 1
        point = f"U+{ord(text[unreadable.position]):04X}"
        problems.add(line, f"there is a character here that no text holds ({point}); delete it.")
    except MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = mark.line + 1 if mark else 1
        problems.add(
            line,
            f"this is no YAML ({broken.problem}); look at the spaces, quotes, brackets and colons, here and above.",
        )
    return None


def text_of(path: Path) -> str:
    """ContentError where it can't be opened, is far too large, or is no text."""
    file = named(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST_BYTES + 1)
    except OSError as refused:
        raise ContentError((f"{file}: can't be opened ({refused.strerror}).",)) from refused
    if len(data) > LARGEST_BYTES:
        raise ContentError((f"{file}: is larger than {LARGEST_BYTES // 1000} kB; a page or two of text is expected.",))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as refused:
        line = data.count(b"\n", 0, refused.start) + 1
        raise ContentError((f"{file}, line {line}: is not UTF-8; save the file as UTF-8 text.",)) from refused


def _check_keys(root: Node, problems: Problems) -> None:
    """A key that stands twice would silently win over the other; one that is no word can't be meant."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, MappingNode):
            first_lines: dict[str, int] = {}
            for key, value in node.value:
                waiting.append(value)
                line = int(key.start_mark.line) + 1
                if not isinstance(key, ScalarNode):
                    problems.add(line, "a key is one word, such as steps, followed by a colon.")
                elif key.value in first_lines:
                    problems.add(line, f"{shown(key.value)} stands in line {first_lines[key.value]} already; keep one.")
                else:
                    first_lines[key.value] = line
