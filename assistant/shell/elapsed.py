"""How far into a sitting each part of its script stands, and what it takes in all. Adds up; reads no clock."""

from dataclasses import dataclass, field

from assistant.shell.script_parts import Note, Part


@dataclass
class _Branch:
    usual: bool
    at_s: float
    words_s: float = 0.0
    offered_s: float = 0.0
    usual_from_s: float = 0.0  # where the last usual one within it began


@dataclass
class Elapsed:
    """Give it each part in turn: `reach` before, `take` after. What is for some sittings only runs beside the rest."""

    _branches: list[_Branch] = field(default_factory=lambda: [_Branch(usual=True, at_s=0.0)])
    _header: Note = field(default_factory=lambda: Note(""))

    def reach(self, part: Part) -> None:
        while len(self._branches) > part.depth + 1:
            left = self._branches.pop()
            if left.usual:
                around = self._branches[-1]
                around.at_s = left.at_s
                around.words_s += left.words_s
                around.offered_s += left.offered_s
        while len(self._branches) <= part.depth:
            begins_s = self._branches[-1].usual_from_s if self._header.instead else self.at_s
            self._branches.append(_Branch(self._header.usual, begins_s))
        self._header = part if isinstance(part, Note) else Note("")
        if self._header.usual:
            self._branches[-1].usual_from_s = self.at_s

    def take(self, *, words_s: float = 0.0, offered_s: float = 0.0) -> None:
        here = self._branches[-1]
        here.at_s += words_s + offered_s
        here.words_s += words_s
        here.offered_s += offered_s

    @property
    def at_s(self) -> float:
        return self._branches[-1].at_s

    @property
    def words_s(self) -> float:
        """Its own words so far."""
        return self._branches[-1].words_s

    @property
    def offered_s(self) -> float:
        """The couple's time so far, where it has a length."""
        return self._branches[-1].offered_s
