"""Decides the text of a configuration in which some values are other ones. Remarks and order stay. Writes no file."""

import io
from collections.abc import Mapping
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from assistant.content.configuration import wishes_of
from assistant.content.reading import places_in
from assistant.content.remarked import brought_back, put_away
from assistant.content.replacing import Value, is_held, replace_value
from assistant.errors import ContentError

Changes = Mapping[str, Value | None]
"""A key, dotted within a group as in patience.lull_s, and its new value; None: the default from now on."""

_WIDEST: Final = 1_000_000  # so that no line of the couple's is broken


def changed(text: str, changes: Changes, file: str) -> str:
    """`text`, which `file` has, with `changes` made in it.

    ContentError with the reader's own sentences: with file and line for what is wrong in `text` already, without a line
    for a new value that would be refused.
    """
    wishes_of(places_in(text, file))
    new = _with(text, changes)
    try:
        wishes_of(places_in(new, "new"))
    except ContentError as error:
        raise ContentError(tuple(problem.partition(": ")[2] for problem in error.problems)) from error
    return new


def _with(text: str, changes: Changes) -> str:
    text = _written(_held(text), text)  # indented as `remarked` knows it
    for key, value in changes.items():
        path = tuple(key.split("."))
        text = put_away(text, path) if value is None else brought_back(text, path)
    root = _held(text)
    for key, value in changes.items():
        _change(root, key.split("."), value)
    return _written(root, text)


def _held(text: str) -> CommentedMap:
    root: CommentedMap | None = _yaml().load(text)
    return CommentedMap() if root is None else root


def _written(root: CommentedMap, former: str) -> str:
    """`former` is what `root` was read from: where that has remarks alone, ruamel.yaml doesn't hold them."""
    remarks_alone = places_in(former, "") is None
    if remarks_alone and not root:
        return former
    text = io.StringIO()
    _yaml().dump(root, text)
    return f"{former.rstrip()}\n".lstrip() + text.getvalue() if remarks_alone else text.getvalue()


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDEST
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _change(group: CommentedMap, path: list[str], value: Value | None, *, within: bool = False) -> None:
    name, *inner = path
    if inner:
        if name in group or value is not None:
            _change(group.setdefault(name, CommentedMap()), inner, value, within=True)
    elif name in group and is_held(group[name], value):
        pass  # as they wrote it
    elif value is None:
        group.pop(name, None)  # within braces; all others are remarks by now
    else:
        if within and name not in group:  # first, since after the last come the remarks on what follows the group
            group.insert(0, name, None)
        replace_value(group, name, value)
