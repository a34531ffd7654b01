"""How a safe word is said, in letters that anybody can read, and as sounds for a voice. Text only; it hears nothing.

It adds no variants to those of the dictionary. Weak vowels, a dropped r and a flapped t were tried on 366 recordings,
148 of people and the others of espeak-ng, with the score of that time, relative to the best token: of 46 missed they
saved one to seven, with up to half as many false alarms again; at the same number of false alarms, one at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.ears.keyword import ways_of_phrase
from assistant.ears.lexicon import Lexicon, Pronunciation, known_symbols, unaccented, words_of
from assistant.errors import SundayCoffeeError

LONGEST_TEXT: Final = 60  # letters of a safe word, spaces and all
LONGEST_WORD: Final = 24  # letters; the guess for a longer one is long in coming, and wrong

_VOWELS: Final = {
    "AA": "ah", "AE": "a", "AH": "uh", "AX": "uh", "AO": "aw", "AW": "ow", "AY": "ie", "EH": "eh", "ER": "ur",
    "EY": "ay", "IH": "ih", "IY": "ee", "OW": "oh", "OY": "oy", "UH": "oo", "UW": "oo",
}  # fmt: skip
_SHUT: Final = {"AH": "u", "AX": "u", "EH": "e", "IH": "i"}  # as they are written before a consonant of their syllable
_BEFORE_R: Final = {
    "AA": "ar", "AO": "or", "OW": "or", "EH": "air", "EY": "air", "IH": "eer", "IY": "eer", "UH": "oor",
}  # fmt: skip
_SILENT_E: Final = {"AY": "i", "EY": "a", "OW": "o"}  # "pine", "flake", "home", with one of these between:
_BEFORE_SILENT_E: Final = frozenset("BDFKLMNPTVZ")
_NEVER_OPEN: Final = frozenset(("AE", "EH", "IH", "AH", "UH"))  # English has no syllable that ends with these
_CONSONANTS: Final = {"DH": "th", "HH": "h", "JH": "j"}  # the others are written as CMUdict writes them
_CLUSTERS: Final = (  # a syllable may begin with these
    "B-L B-R D-R D-W F-L F-R G-L G-R K-L K-R K-W P-L P-R S-K S-L S-M S-N S-P S-T S-W T-R T-W TH-R SH-R "
    "B-Y F-Y HH-Y K-Y M-Y P-Y V-Y S-K-R S-K-W S-P-L S-P-R S-T-R"
)
_ONSETS: Final = frozenset(_CLUSTERS.split())
_ESPEAK: Final = {
    "AA": "A:", "AE": "a", "AH": "V", "AX": "@", "AO": "O:", "AW": "aU", "AY": "aI", "EH": "E", "ER": "3:", "EY": "eI",
    "IH": "I", "IY": "i:", "OW": "oU", "OY": "OI", "UH": "U", "UW": "u:", "CH": "tS", "JH": "dZ", "DH": "D", "TH": "T",
    "HH": "h", "NG": "N", "SH": "S", "Y": "j", "ZH": "Z",
}  # fmt: skip  # what is not here has the same letter there, in lower case


class UnsayableError(SundayCoffeeError):
    """A safe word whose sound nobody can know from its letters."""


@dataclass(frozen=True)
class Pronounced:
    """One safe word as it will be listened for."""

    text: str  # the safe word itself, as the configuration keeps it
    ways: tuple[Pronunciation, ...]  # the usual one first
    readable: str  # "PIE-nap-ul"
    for_espeak: str  # the same sounds, for espeak-ng to say
    guessed: bool  # some of it is in no dictionary: worth a second look

    @property
    def sounds(self) -> int:
        """How many phonemes it has, in the shortest of its ways."""
        return min(map(len, self.ways))


class Pronunciations:
    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def of(self, text: str, sounds_like: str | None = None) -> Pronounced:
        """How `text` is said; `sounds_like` spells it with words that sound like it, "nash ville".

        UnsayableError with one sentence where that can't be known.
        """
        words = words_to_say(text)
        spoken = words if sounds_like is None else words_to_say(sounds_like)
        each = [self._lexicon.of_word(word) for word in spoken]
        usual = [self._symbols(ways, word) for ways, word in zip(each, spoken, strict=True)]
        return Pronounced(
            " ".join(words),
            ways_of_phrase(each),
            " ".join(respelled(symbols, _stress(word)) for symbols, word in zip(usual, spoken, strict=True)),
            " ".join(_for_espeak(symbols, _stress(word)) for symbols, word in zip(usual, spoken, strict=True)),
            guessed=not all(known_symbols(word) for word in spoken),
        )

    def _symbols(self, ways: tuple[Pronunciation, ...], word: str) -> tuple[str, ...]:
        symbols = self._lexicon.symbols(ways[0]) if ways else None
        if symbols is None or not any(symbol in _VOWELS for symbol in symbols):
            raise UnsayableError(
                f"How {word!r} sounds can't be told from its letters; spell it with English words or syllables that "
                'sound like it, with --sounds-like "nash ville" or under pronunciations in config.yaml.'
            )
        return symbols


def words_to_say(text: str) -> tuple[str, ...]:
    """The words of a safe word. UnsayableError, one sentence, where nobody could say or pronounce them."""
    words = words_of(text)
    if not words:
        raise UnsayableError(f"{_shown(text)} has no letters in it; a safe word is a word to say, such as pineapple.")
    if any(character.isdigit() for character in "".join(words)):
        raise UnsayableError(f"{_shown(text)} has digits in it; write the number in words, as it is said.")
    if not all(unaccented(word).replace("'", "").isascii() for word in words):
        raise UnsayableError(
            f"{_shown(text)} has letters that English doesn't use; write it as it sounds, in English letters."
        )
    if len(" ".join(words)) > LONGEST_TEXT or any(len(word) > LONGEST_WORD for word in words):
        raise UnsayableError(f"{_shown(text)} is too long to be said at once; two or three short words are the most.")
    return words


def respelled(symbols: Sequence[str], stressed: int | None) -> str:
    """One word in syllables that anybody can read: "PIE-nap-ul".

    `symbols` are those of `Lexicon.symbols`; `stressed` says which vowel, from 0, has the main stress, if known.
    """
    parts = [_written(syllable) for syllable in _syllables(symbols)]
    return "-".join(part.upper() if place == stressed else part for place, part in enumerate(parts))


def syllables_in(symbols: Sequence[str]) -> int:
    return sum(symbol in _VOWELS for symbol in symbols)


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}...")


def _stress(word: str) -> int | None:
    """Which vowel of the usual pronunciation has the main stress; None for a word of one syllable, or a guess."""
    known = known_symbols(word)
    stresses = [symbol[-1] for symbol in known[0] if symbol[-1].isdigit()] if known else []
    return stresses.index("1") if len(stresses) > 1 and "1" in stresses else None


def _syllables(symbols: Sequence[str]) -> list[Sequence[str]]:
    vowels = [place for place, symbol in enumerate(symbols) if symbol in _VOWELS]
    starts = [0]
    for vowel, following in pairwise(vowels):
        least = vowel + 1 + _keeps_a_consonant(symbols[vowel], symbols[vowel + 1])
        start = following
        while start > least and _may_begin(symbols[start - 1 : following]):
            start -= 1
        starts.append(start)
    return [symbols[start:end] for start, end in zip(starts, [*starts[1:], len(symbols)], strict=True)]


def _keeps_a_consonant(vowel: str, following: str) -> bool:
    """Whether a syllable with this vowel ends in the consonant after it: "EL-uh-funt", "OR-unj"."""
    return vowel in _NEVER_OPEN or (following == "R" and vowel in _BEFORE_R)


def _may_begin(consonants: Sequence[str]) -> bool:
    """Whether an English syllable may begin with these."""
    return consonants[0] != "NG" if len(consonants) == 1 else "-".join(consonants) in _ONSETS


def _written(syllable: Sequence[str]) -> str:
    place = next(place for place, symbol in enumerate(syllable) if symbol in _VOWELS)
    vowel, coda = syllable[place], list(syllable[place + 1 :])
    before = "".join(_CONSONANTS.get(symbol, symbol.lower()) for symbol in syllable[:place])
    after = "".join(_CONSONANTS.get(symbol, symbol.lower()) for symbol in coda)
    if coda[:1] == ["R"] and vowel in _BEFORE_R:
        return before + _BEFORE_R[vowel] + after[1:]
    if len(coda) == 1 and coda[0] in _BEFORE_SILENT_E and vowel in _SILENT_E:
        return before + _SILENT_E[vowel] + after + "e"
    if coda == ["S"] and vowel in ("AY", "EY"):
        return before + _SILENT_E[vowel] + "ce"
    if after == "s":
        after = "ss"  # one alone would be read as a z
    if coda:
        return before + _SHUT.get(vowel, _VOWELS[vowel]) + after
    return before + ("eye" if vowel == "AY" and not before else _VOWELS[vowel])


def _for_espeak(symbols: Sequence[str], stressed: int | None) -> str:
    """The mnemonics that espeak-ng takes between double square brackets."""
    said = ""
    vowel = 0
    for symbol in symbols:
        if symbol in _VOWELS:
            said += "'" * (vowel == (stressed or 0))
            vowel += 1
        said += _ESPEAK.get(symbol, symbol.lower())
    return said
