"""Puts a value into a group of keys as ruamel.yaml holds it, and loses no remark that hangs on the former one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.tokens import CommentToken
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_PLAIN: Final = re.compile(r"\w([\w .+/-]*\w)?")

Value = str | float | bool | tuple[str, ...] | Mapping[str, str]


def replace_value(group: CommentedMap, key: str, value: Value) -> None:
    """A list and a group are written in one line."""
    remarks = {id(token): token for token in _remarks(group, key)}  # ruamel.yaml may hold one in two places
    written = _written(value)
    group[key] = written
    group.ca.items.pop(key, None)
    if not remarks:
        return
    in_order = sorted(remarks.values(), key=lambda token: token.start_mark.line)
    token = CommentToken("".join(each.value for each in in_order), CommentMark(in_order[0].start_mark.column))
    group.ca.items[key] = [None, None, token, None]
    if isinstance(written, CommentedSeq | CommentedMap):
        written.ca.comment = [token, None]  # where ruamel.yaml looks behind a line in brackets


def is_held(held: object, value: Value | None) -> bool:
    """Whether it stands there already, however it is written."""
    match value:
        case tuple():
            return isinstance(held, list) and tuple(held) == value
        case Mapping():
            return isinstance(held, dict) and held == dict(value)
        case str():
            return isinstance(held, str) and held == value
        case bool():
            return held is value
        case _:
            return isinstance(held, int | float) and not isinstance(held, bool) and held == value


def _written(value: Value) -> Any:  # noqa: ANN401 - whatever ruamel.yaml writes
    match value:
        case str():
            return _text(value)
        case tuple():
            entries = CommentedSeq(map(_text, value))
            entries.fa.set_flow_style()
            return entries
        case Mapping():
            pairs = CommentedMap((_text(key), _text(each)) for key, each in value.items())
            pairs.fa.set_flow_style()
            return pairs
        case _:
            return value


def _text(value: str) -> str:
    """In quotes where the reader, who knows YAML 1.1, might take it for something else, such as a yes or no."""
    is_text = Resolver().resolve(ScalarNode, value, (True, False)) == "tag:yaml.org,2002:str"  # type: ignore[no-untyped-call]
    return value if is_text and _PLAIN.fullmatch(value) else DoubleQuotedScalarString(value)


def _remarks(group: CommentedMap, key: str) -> Iterator[CommentToken]:
    """All that belong to the value of `key`, which may follow it far down to the next key."""
    yield from _tokens(group.ca.items.get(key))
    waiting = [group.get(key)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CommentedSeq | CommentedMap):
            yield from _tokens(node.ca.comment)
            yield from _tokens(list(node.ca.items.values()))
            yield from _tokens(node.ca.end)
            waiting += node if isinstance(node, CommentedSeq) else node.values()


def _tokens(found: Any) -> Iterator[CommentToken]:  # noqa: ANN401 - ruamel.yaml keeps them in lists of lists
    if isinstance(found, CommentToken):
        yield found
    elif isinstance(found, list):
        for each in found:
            yield from _tokens(each)
