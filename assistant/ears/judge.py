"""What can be expected of a safe word: good, weak or refused, and why, in plain words. Hears and stores nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files
from itertools import islice
from typing import Final

from assistant.ears.keyword import ways_of_phrase
from assistant.ears.lexicon import Lexicon, words_of
from assistant.ears.likeness import Likeness, whole_distance
from assistant.ears.pronunciation import Pronounced, Pronunciations, syllables_in
from assistant.ears.talk_model import Expected, TalkModel

SHORT_SOUNDS: Final = 4  # one syllable of so many phonemes, as in "red" or "stop", is too little to tell from talk
LONGEST_SOUNDS: Final = 18  # said slowly they outlast the longest window that is listened through
WEAK_PER_CHECK_IN: Final = 0.2  # a false pause in five check-ins would be felt
COMMON_PER_MILLION: Final = 50.0  # words that come up every few hours of talk
EVERYDAY_PER_MILLION: Final = 150.0  # a phrase of nothing but these may be said without meaning the pause
SUGGESTIONS: Final = 3


def _lines_of(file: str) -> tuple[str, ...]:
    text = files("assistant.ears").joinpath("data", file).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


SUGGESTED: Final = _lines_of("safe_words.txt")
FIRST_NAMES: Final = _lines_of("first_names.txt")


class Verdict(StrEnum):
    GOOD = "good"
    WEAK = "weak"
    REFUSED = "refused"


@dataclass(frozen=True)
class Judgement:
    pronounced: Pronounced
    verdict: Verdict
    reasons: tuple[str, ...]  # sentences for the couple; () for a good word
    per_check_in: Expected  # false pauses in twenty minutes of talk
    per_day_asleep: Expected  # and in a day while it sleeps
    better: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.pronounced.text


class Judge:
    """Judges any number of safe words; the same text always gets the same judgement."""

    def __init__(
        self, lexicon: Lexicon, talk: TalkModel, commands: Sequence[str], sayings: Mapping[str, Sequence[str]]
    ) -> None:
        """`commands`: what the couple can say to the assistant. `sayings`: what it says itself, by key."""
        self._lexicon = lexicon
        self._talk = talk
        self._commands = commands
        self._sayings = tuple(variant for variants in sayings.values() for variant in variants)
        self._likeness = Likeness(lexicon)
        self._pronunciations = Pronunciations(lexicon)

    def judge(self, text: str, sounds_like: str | None = None) -> Judgement:
        """UnsayableError, one sentence, for a text whose sound can't be known."""
        judged = self._without_suggestions(self._pronunciations.of(text, sounds_like))
        if judged.verdict is Verdict.GOOD:
            return judged
        return replace(judged, better=self._better_than(judged.pronounced))

    def _without_suggestions(self, word: Pronounced) -> Judgement:
        refused = tuple(self._refusals(word))
        awake, asleep = self._talk.per_check_in(word.ways), self._talk.per_day_asleep(word.ways)
        weak = tuple(self._common(word)) + (() if refused else tuple(self._weaknesses(word, awake)))
        verdict = Verdict.REFUSED if refused else Verdict.WEAK if weak else Verdict.GOOD
        return Judgement(word, verdict, refused + weak, awake, asleep)

    def _refusals(self, word: Pronounced) -> Iterator[str]:
        if self._syllables(word) == 1 and word.sounds <= SHORT_SOUNDS:
            yield f"{word.text!r} is one short syllable, too little to be told from ordinary talk."
            return
        if word.sounds > LONGEST_SOUNDS:
            yield f"{word.text!r} takes too long to say, just when speaking may be hard."
        saying = self._likeness.heard_in(self._sayings, word.ways)
        if saying:
            yield f'The assistant itself says something that sounds like {word.text!r}: "{saying}"'

    def _common(self, word: Pronounced) -> Iterator[str]:
        words = words_of(word.text)
        rarest = min(self._talk.per_million(one) for one in words)
        if len(words) == 1 and rarest >= COMMON_PER_MILLION:
            yield f"{word.text!r} is a word of every day: it would come up when you talk, and pause you."
        elif len(words) > 1 and rarest >= EVERYDAY_PER_MILLION:
            yield f"{word.text!r} is made of everyday words: one of you may say it without meaning the pause."

    def _weaknesses(self, word: Pronounced, awake: Expected) -> Iterator[str]:
        command = self._likeness.heard_in(self._commands, word.ways)
        if command:
            yield f'It sounds like what you may say to the assistant for something else: "{command}".'
        name = self._likeness.same_as(FIRST_NAMES, word.ways)
        if name:
            yield f"It sounds like the name {name.capitalize()}: talking of someone called so would pause you."
        if awake.likely > WEAK_PER_CHECK_IN:
            yield f"{word.text!r} has sounds that come along often in any talk."

    def _syllables(self, word: Pronounced) -> int:
        return min(syllables_in(self._lexicon.symbols(way) or ()) for way in word.ways)

    def _better_than(self, word: Pronounced) -> tuple[str, ...]:
        """Those of the good safe words that sound most like what they had in mind."""

        def unlike(other: str) -> float:
            ways = ways_of_phrase([self._lexicon.of_word(one) for one in words_of(other)])
            return min(whole_distance(word.ways[0], way) for way in ways)

        near = sorted((other for other in SUGGESTED if other != word.text), key=unlike)
        good = (other for other in near if self._is_good(other))  # the couple's own sayings may speak against one
        return tuple(islice(good, SUGGESTIONS))

    def _is_good(self, text: str) -> bool:
        return self._without_suggestions(self._pronunciations.of(text)).verdict is Verdict.GOOD
