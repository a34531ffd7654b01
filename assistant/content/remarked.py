"""Keys of a YAML text that stand behind a "#": brings one back into force, or puts one away. Changes no value.

A key is given as a path, such as ("patience", "lull_s"); each group is indented by two.
"""

import re

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

Path = tuple[str, ...]


def brought_back(text: str, path: Path) -> str:
    """`text` with the first remark that reads like this key in force; as it is where that would change anything else.

    Whatever value stands there comes with it.
    """
    before = _paths(text)
    tried = text
    for depth in range(1, len(path) + 1):
        if path[:depth] not in before:
            indent = "  " * (depth - 1)
            tried = re.sub(
                rf"(?m)^#{' +' if indent else ' ?'}({re.escape(path[depth - 1])}:)", rf"{indent}\1", tried, count=1
            )
    after = _paths(tried)
    return tried if path in after and after - before <= _beginnings(path) and before <= after else text


def put_away(text: str, path: Path) -> str:
    """`text` with a "#" before each line of this key, and of the group that would have nothing left in it.

    As it is where the key doesn't have its lines for itself, within braces.
    """
    parent = _node(text, path[:-1])
    pairs = parent.value if isinstance(parent, MappingNode) else ()
    found = next((pair for pair in pairs if _name(pair[0]) == path[-1]), None)
    if found is None or not isinstance(parent, MappingNode):
        return text
    if len(pairs) == 1 and len(path) > 1:
        return put_away(text, path[:-1])
    if parent.flow_style:
        return text
    lines = text.split("\n")
    first, last = found[0].start_mark.line, _last_line(found[1])
    for number in range(first, last + 1):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            lines[number] = f"# {lines[number]}"
    return "\n".join(lines)


def _paths(text: str) -> set[Path]:
    """Of every key; none where the text can't be read."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError:
        return set()
    found: set[Path] = set()
    waiting: list[tuple[Path, Node | None]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, MappingNode):
            inner = [((*path, _name(key)), value) for key, value in node.value]
            found.update(key for key, _ in inner)
            waiting += inner
    return found


def _beginnings(path: Path) -> set[Path]:
    return {path[:depth] for depth in range(1, len(path) + 1)}


def _node(text: str, path: Path) -> Node | None:
    node: Node | None = yaml.compose(text, yaml.SafeLoader)
    for name in path:
        pairs = node.value if isinstance(node, MappingNode) else ()
        node = next((value for key, value in pairs if _name(key) == name), None)
    return node


def _name(key: Node) -> str:
    return str(key.value) if isinstance(key, ScalarNode) else ""


def _last_line(node: Node) -> int:
    """Of what it says itself: the end of a group, as a parser sees it, comes after all remarks that follow."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    return int(end.line) - (1 if end.column == 0 and end.line > node.start_mark.line else 0)
