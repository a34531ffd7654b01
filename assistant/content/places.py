"""Places in a YAML file: values together with the line they stand on. Finds every mistake, corrects none.

The getters give a harmless stand-in for what is wrong and note the problem; whoever reads a file ends with
`problems.raise_if_any()` and uses nothing before that.
"""

import difflib
import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assistant.errors import ContentError

MOST_HINTS: Final = 40  # a mistake may have thousands like it, and what was meant takes a while to guess
_NUMBER: Final = re.compile(r"[-+]?(\d{1,12}(\.\d{0,12})?|\.\d{1,12})")
_KINDS: Final = {
    "int": "a number",
    "float": "a number",
    "bool": "a yes or no",
    "null": "nothing",
    "timestamp": "a date",
}


@dataclass(frozen=True)
class Span:
    """Which numbers are possible, both ends included, and one that would do."""

    least: float
    most: float
    example: float

    def __str__(self) -> str:
        return f"from {self.least:g} to {self.most:g} is possible, for example {self.example:g}"


@dataclass
class Problems:
    """All that is wrong with one file, as sentences for the couple."""

    file: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, sentence: str) -> None:
        self.found.append((line, f"{self.file}, line {line}: {sentence}"))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each problem once, in the order of the file."""
        return tuple(sentence for _, sentence in sorted(dict.fromkeys(self.found)))

    def raise_if_any(self) -> None:
        """ContentError with every problem, in the order of the file."""
        if self.found:
            raise ContentError(self.sentences)


def shown(value: str) -> str:
    """`value` as it may be printed on a terminal: short, in quotes, nothing in it unprintable."""
    return repr(value if len(value) <= 60 else f"{value[:57]}...")


def meant(word: str, known: Collection[str]) -> str:
    """How a sentence about an unknown word ends: with the one that was probably meant, else with all there are."""
    close = difflib.get_close_matches(word[:60], known, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; known are {', '.join(sorted(known))}."


@dataclass(frozen=True)
class Place:
    """One value of the file. `name` is what the couple calls it: its key, or "an entry of steps"."""

    node: Node
    name: str
    problems: Problems

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def wrong(self, sentence: str) -> None:
        self.problems.add(self.line, sentence)

    # What this value is.

    def text(self) -> str:
        match self.node:
            case ScalarNode(tag="tag:yaml.org,2002:str", value=str() as value) if value.strip():
                return value
            case ScalarNode(tag="tag:yaml.org,2002:str"):
                self.wrong(f'{self.name} is empty; write some text, or take "{self.name}" out.')
            case _:
                self.wrong(f"{self.name} is {self._kind()}; a text is needed, perhaps in quotes.")
        return ""

    def as_written(self) -> str:
        """Whatever YAML takes it for; "" where it is no single value."""
        return self.node.value if isinstance(self.node, ScalarNode) else ""

    def looks_like_a_number(self) -> bool:
        match self.node:
            case ScalarNode(style=None, value=str() as value):
                return _NUMBER.fullmatch(value) is not None
            case _:
                return False

    def number(self, span: Span) -> float:
        if not self.looks_like_a_number():
            self.wrong(f"{self.name} is {self._kind()}; a number is needed: {span}.")
            return span.example
        number = float(self.node.value)
        if not span.least <= number <= span.most:
            self.wrong(f"{self.name} is {self.node.value}; {span}.")
            return span.example
        return number

    def whole(self, span: Span) -> int:
        number = self.number(span)
        if number != math.floor(number):
            self.wrong(f"{self.name} is {number:g}; a whole number is needed: {span}.")
        return math.floor(number)

    def flag(self) -> bool:
        match self.node:
            case ScalarNode(tag="tag:yaml.org,2002:bool", value=str() as value):
                return value.lower() in ("yes", "true", "on")
            case _:
                self.wrong(f"{self.name} is {self._kind()}; write true or false.")
                return False

    def choice(self, known: Collection[str]) -> str:
        value = self.text()
        if value and value not in known:
            self.wrong(f"{self.name} is {shown(value)}{meant(value, known)}")
        return value

    @property
    def is_a_list(self) -> bool:
        return isinstance(self.node, SequenceNode)

    @property
    def is_a_group(self) -> bool:
        """Whether it holds keys."""
        return isinstance(self.node, MappingNode)

    def each(self) -> tuple["Place", ...]:
        """The entries of a list."""
        if not isinstance(self.node, SequenceNode):
            self.wrong(f'{self.name} is {self._kind()}; a list is needed, each entry after a "- ".')
            return ()
        if not self.node.value:
            self.wrong(f"{self.name} is an empty list; at least one entry is needed.")
        return tuple(Place(node, f"an entry of {self.name}", self.problems) for node in self.node.value)

    def variants(self) -> tuple["Place", ...]:
        """The entries of a list, or the one value that stands in its place."""
        return self.each() if self.is_a_list else (self,)

    # What this value holds, when it is a group of keys.

    def parts(self) -> Iterator[tuple[str, "Place"]]:
        """Each key with its value, in the order of the file."""
        if not isinstance(self.node, MappingNode):
            self.wrong(f'{self.name} is {self._kind()}; keys are needed, each with a ":" after it.')
            return
        for key, value in self.node.value:
            if isinstance(key, ScalarNode):
                yield key.value, Place(value, key.value, self.problems)

    def only(self, *known: str) -> None:
        """Any other key is a mistake."""
        for key, place in self.parts():
            if key not in known:
                hint = meant(key, known) if len(self.problems.found) < MOST_HINTS else "."
                place.wrong(f"{shown(key)} is no key of {self.name}{hint}")

    def find(self, key: str) -> "Place | None":
        """The value of `key`; None where it isn't given."""
        return next((place for name, place in self.parts() if name == key), None)

    def need(self, key: str) -> "Place | None":
        """The value of `key`, which has to be there."""
        place = self.find(key)
        if place is None and isinstance(self.node, MappingNode):
            self.wrong(f'{self.name} has no "{key}", which it needs.')
        return place

    def _kind(self) -> str:
        match self.node:
            case MappingNode():
                return "a group of keys"
            case SequenceNode():
                return "a list"
            case ScalarNode(tag=str() as tag, value=str() as value):
                kind = _KINDS.get(tag.removeprefix("tag:yaml.org,2002:"), "text")
                return f"{shown(value)}, {kind}" if value else kind
            case _:
                return "nothing"
