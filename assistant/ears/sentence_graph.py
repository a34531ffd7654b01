"""Builds what phrase_graph.py walks: sentences as nodes of phonemes. English numbers and lengths; no arithmetic.

Sentences that go on alike share their nodes, whatever came before, so that a number is there once for each way on.
A word may be said again, begun again after a sound or two, or drawn out: that is how people speak when it is not easy.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from assistant.ears.lexicon import Pronunciation

NUMBER: Final = "{minutes}"
"""Any number in words from one to ninety."""
LENGTH: Final = "{length}"
"""Any length of time up to two hours, said in hours, minutes or seconds."""

ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS: Final = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty")
LAST: Final = "ninety"
_MINUTES: Final = ("minute", "minutes")
_HOURS: Final = ("hour", "hours")
LENGTHS: Final = (
    f"{NUMBER} minute",
    f"{NUMBER} minutes",
    "an hour",
    "an hour and a half",
    *("half an hour", "a quarter of an hour"),
)
"""The usual ones, for whoever needs them in a row."""
_FIXED: Final = (
    *("half an hour", "a quarter of an hour", "three quarters of an hour", "one and a half hours"),
    "half a minute",
)
BEFORE: Final = ("um", "uh", "oh", "okay", "so", "well", "please")
"""A sentence may begin with some of these,"""
AFTER: Final = ("please",)
"""and end with this; they are no part of it. Not with "thank you": "not okay" would be too near to "not today"."""

START: Final = 0
_BEGUN_AGAIN: Final = 3  # "st-stop", "wai-wait": so many sounds of a word may come before it begins anew
_END: Final = ""
Ends = tuple[int, ...]  # the nodes that a next word may follow
_Tree = dict[str, "_Tree"]


@dataclass
class Builder:
    """`words`: what a node adds to the text, where a word begins; `chains`: which word it belongs to, as a number."""

    ways: Callable[[str], Collection[Pronunciation]]
    labels: list[int] = field(default_factory=lambda: [-1])
    words: list[str | None] = field(default_factory=lambda: [None])
    chains: list[int] = field(default_factory=lambda: [START])
    before: list[Ends] = field(default_factory=lambda: [(START,)])
    word_ends: list[int] = field(default_factory=lambda: [START])

    def sentences(self, sentences: Iterable[str]) -> Ends:
        """All of them; gives the nodes with which one may end."""
        begins = self._any_of((START,), BEFORE, unwritten=True)
        for node in range(1, len(self.labels)):
            if self.words[node] is not None:
                self.before[node] += begins  # "um, well"
        into, root = _folded(sentences)
        ends: dict[int, Ends] = {root: (START, *begins)}
        finals: list[int] = []
        for way, comes in reversed(into.items()):
            reached: list[int] = []
            for word, others in comes.items():
                so_far = tuple(dict.fromkeys(node for other in others for node in ends[other]))
                if word == _END:
                    finals += so_far
                else:
                    reached += self._part(so_far, word)
            ends[way] = tuple(reached)
        after = self._any_of(tuple(finals), AFTER, unwritten=True) if finals else ()
        return (*finals, *after)

    def _part(self, ends: Ends, word: str) -> Ends:
        if word == NUMBER:
            return self._number(ends)
        return self._length(ends) if word == LENGTH else self._word(ends, word, word)

    def _number(self, ends: Ends) -> Ends:
        """All tens share one set of ones."""
        tens = self._any_of(ends, TENS)
        return self._any_of(ends, (*ONES, *TEENS, LAST)) + tens + self._any_of(tens, ONES)

    def _length(self, ends: Ends) -> Ends:
        hours = self._any_of(self._any_of(ends, ("one", "an", "two")), _HOURS)
        and_minutes = self._any_of(self._number(hours + self._word(hours, "and", "and")), _MINUTES)
        numbered = self._any_of(self._number(ends), (*_MINUTES, "second", "seconds"))
        return numbered + hours + and_minutes + self._phrase(hours, "and a half") + self._any_of(ends, _FIXED)

    def _any_of(self, ends: Ends, phrases: Iterable[str], *, unwritten: bool = False) -> Ends:
        return tuple(end for phrase in phrases for end in self._phrase(ends, phrase, unwritten=unwritten))

    def _phrase(self, ends: Ends, phrase: str, *, unwritten: bool = False) -> Ends:
        for word in phrase.split():
            ends = self._word(ends, word, "" if unwritten else word)
        return ends

    def _word(self, ends: Ends, word: str, written: str) -> Ends:
        """Every pronunciation of `word` after `ends`, side by side; () when it has none, or nothing leads there."""
        return tuple(self._chain(ends, way, written) for way in self.ways(word)) if ends else ()

    def _chain(self, ends: Ends, way: Pronunciation, written: str) -> int:
        first, chain = len(self.labels), self.chains[-1] + 1
        nodes = range(first, first + len(way))
        for node, label in zip(nodes, way, strict=True):
            self.labels.append(label)
            self.chains.append(chain)
            self.words.append(written if node == first else None)
            self.before.append((*ends, *nodes[:_BEGUN_AGAIN], nodes[-1]) if node == first else (node - 1, node))
        self.word_ends.append(nodes[-1])
        return nodes[-1]


def _folded(sentences: Iterable[str]) -> tuple[dict[int, dict[str, list[int]]], int]:
    """Sentences as ways on, each there once, a number each: by which words one comes into it, and out of which.

    Also the number of where all begin. Whatever leads into a way has a higher number.
    """
    tree: _Tree = {}
    for sentence in sorted(set(sentences)):
        place = tree
        for word in sentence.split():
            place = place.setdefault(word, {})
        if sentence:
            place[_END] = {}
    known: dict[tuple[tuple[str, int], ...], int] = {}

    def fold(place: _Tree) -> int:
        on = tuple(sorted((word, fold(after)) for word, after in place.items()))
        return known.setdefault(on, len(known))

    root = fold(tree)
    into: dict[int, dict[str, list[int]]] = {way: {} for way in range(root)}
    for on, way in known.items():
        for word, after in on:
            into[after].setdefault(word, []).append(way)
    return into, root
