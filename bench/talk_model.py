"""Makes the model of ordinary talk, and says how well it agrees with what is counted on recordings.

`words --model LM --dictionary DICT` writes assistant/ears/data/talk_words.tsv: how often words are said, from a
language model of talk (that of PocketSphinx 5.1.1, `en-us.lm.bin`, BSD licence; the package is needed for this alone).
`sounds --talk DIR…` writes assistant/ears/data/talk_sounds.tsv: what each phoneme costs where another is heard, as
means and spreads over all the recordings in these folders. `compare --talk DIR…` counts what a safe word's phonemes
score in recordings, and sets it beside what the model expects of the same words, with the two constants that fit best.
"""

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.devices import recordings
from assistant.ears.keyword import Keyword, ways_of_phrase
from assistant.ears.lexicon import Lexicon, known_symbols, words_of
from assistant.ears.phonemes import FRAME_S, LogProbs, Phonemes
from assistant.ears.spotter import THRESHOLD
from assistant.ears.talk_model import TalkModel

DATA: Final = Path(__file__).parents[1] / "assistant" / "ears" / "data"
ABOUT_WORDS: Final = (
    "# How often English words are said among a million, and their sounds. Made by bench/talk_model.py from the "
    "language model of PocketSphinx 5.1.1, copyright 1999-2016 Carnegie Mellon University, BSD licence."
)
ABOUT_SOUNDS: Final = "# What a phoneme heard costs where another is expected, in nats. Made by bench/talk_model.py."
WORDS_KEPT: Final = 6000
PIECE_S: Final = 10.0  # longer recordings are heard in pieces
WINDOW_FRAMES: Final = 80
STEP_FRAMES: Final = 40
SAME_FRAMES: Final = 15  # two windows found the same place
FEW_HEARD: Final = 20  # a sound heard less often borrows the costs of all
COMPARED: Final = (
    "pineapple", "lighthouse", "butterfly", "red light", "time out", "banana", "elephant", "umbrella", "porcupine",
    "yellow submarine", "purple", "orchid", "marmalade", "helsinki", "zanzibar", "walrus", "mango", "velvet",
    "thunder", "snowflake", "tiramisu", "computer", "smart mirror", "jarvis", "alexa", "red", "green", "love", "okay",
    "stop", "stop talking", "enough", "wait", "mercury", "apple", "cat", "pumpkin", "peace", "balloon", "ocean", "tea",
    "sun", "sugar", "window", "freeze", "orange", "mushroom", "moon", "river", "canary", "nashville", "xylophone",
    "kiwi", "honey", "dragon", "breathe", "candle", "no more", "yellow", "safe word", "rhubarb", "potato", "island",
)  # fmt: skip


def write_words(model: Path, dictionary: Path) -> None:
    """The commonest words, how often each is said in a million, and its usual sounds."""
    from pocketsphinx import Config, LogMath, NGramModel  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    logarithms = LogMath()
    language = NGramModel(Config(), logarithms, str(model))
    listed = {line.split()[0] for line in dictionary.read_text("utf-8").splitlines() if "(" not in line.split()[0]}
    said = {word: 1e6 * logarithms.exp(language.prob([word])) for word in listed if known_symbols(word)}
    lines = [ABOUT_WORDS]
    for word in sorted(said, key=lambda word: (-said[word], word))[:WORDS_KEPT]:
        sounds = ["AX" if symbol == "AH0" else symbol.rstrip("012") for symbol in known_symbols(word)[0]]
        lines.append(f"{word}\t{said[word]:.1f}\t{' '.join(sounds)}")
    (DATA / "talk_words.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def pieces(folders: Sequence[Path]) -> Iterator[Samples]:
    """The recordings in these folders, in pieces that are heard at once."""
    length = round(PIECE_S * SAMPLE_RATE_HZ)
    for folder in folders:
        for file in sorted(file for ending in ("flac", "ogg", "wav") for file in folder.glob(f"*.{ending}")):
            sound = recordings.read(file)
            yield from (sound[start : start + length] for start in range(0, sound.size, length))


class Sounds:
    """Adds up what each phoneme costs where another is heard: all that is ever kept of a recording."""

    def __init__(self, phonemes: Phonemes) -> None:
        lexicon = Lexicon(phonemes)
        english = {lexicon.symbols((token,)): token for token in range(len(phonemes.tokens))}
        named = {symbols[0]: token for symbols, token in english.items() if symbols}
        self.symbols = sorted(named)
        self._tokens = [named[symbol] for symbol in self.symbols]
        self._blank = phonemes.blank
        many = len(self._tokens)
        self._heard = np.zeros(many)
        self._sums = np.zeros((many, many + 1))  # (heard, expected), and at the end the cost of passing it over
        self._gaps = 0
        self._unsaid = np.zeros(many)

    def add(self, log_probs: LogProbs) -> None:
        best = log_probs.argmax(axis=1)
        unlikely = -log_probs
        edges = [0, *(np.flatnonzero(np.diff(best)) + 1), best.size]
        for start, end in pairwise(edges):
            token, costs, passed = best[start], unlikely[start:end, self._tokens], unlikely[start:end, self._blank]
            if token in self._tokens:
                heard = self._tokens.index(int(token))
                self._heard[heard] += 1
                self._sums[heard, :-1] += _cheapest(costs, passed)
                self._sums[heard, -1] += passed.sum()
            elif token == self._blank and start > 0 and end < best.size:
                self._gaps += 1
                self._unsaid += costs.min(axis=0)

    def table(self) -> list[str]:
        """The lines of the file: a row for each phoneme heard, the last one for none; the last column: passed over."""
        everywhere = self._sums.sum(axis=0) / self._heard.sum()
        lines = [" ".join(self.symbols)]
        for number, symbol in enumerate(self.symbols):
            few = self._heard[number] < FEW_HEARD
            costs = everywhere.copy() if few else self._sums[number] / self._heard[number]
            lines.append(" ".join([symbol, *(f"{cost:.1f}" for cost in costs)]))
        lines.append(" ".join(["-", *(f"{cost:.1f}" for cost in [*self._unsaid / self._gaps, 0.0])]))
        return lines


def _cheapest(costs: npt.NDArray[np.float32], passed: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """For each expected phoneme: it takes some of these frames in a row, the others are passed over."""
    spans = [(start, end) for start in range(len(costs)) for end in range(start + 1, len(costs) + 1)]
    each = [costs[start:end].sum(axis=0) + passed[:start].sum() + passed[end:].sum() for start, end in spans]
    cheapest: npt.NDArray[np.float32] = np.min(each, axis=0)
    return cheapest


def write_sounds(folders: Sequence[Path]) -> None:
    phonemes = Phonemes()
    sounds = Sounds(phonemes)
    for piece in pieces(folders):
        sounds.add(phonemes.log_probs(piece))
    (DATA / "talk_sounds.tsv").write_text("\n".join([ABOUT_SOUNDS, *sounds.table()]) + "\n", "utf-8")


def places(keyword: Keyword, log_probs: LogProbs, threshold: float) -> int:
    """How often a word is heard in a piece."""
    ends: list[int] = []
    for start in range(0, len(log_probs), STEP_FRAMES):
        match = keyword.look(log_probs[start : start + WINDOW_FRAMES])
        if match and match.score >= threshold and not any(abs(start + match.end_frame - e) < SAME_FRAMES for e in ends):
            ends.append(start + match.end_frame)
    return len(ends)


def compare(folders: Sequence[Path], threshold: float) -> None:
    """Counts beside expectations, and the two constants with which they agree best."""
    phonemes = Phonemes()
    lexicon = Lexicon(phonemes)
    talk = TalkModel(lexicon)
    ways = [ways_of_phrase([lexicon.of_word(one) for one in words_of(word)]) for word in COMPARED]
    keywords = [Keyword(way, phonemes.blank) for way in ways]
    counted = np.zeros(len(COMPARED))
    frames = 0
    for piece in pieces(folders):
        log_probs = phonemes.log_probs(piece)
        frames += len(log_probs)
        counted += [places(keyword, log_probs, threshold) for keyword in keywords]
    hours = frames * FRAME_S / 3600
    fits = np.array([talk.fits_per_hour(way, threshold) for way in ways])
    factor, power = fitted(fits, counted, hours)
    expected = factor * fits**power * hours
    shipped = np.array([talk.per_hour(way, threshold).likely for way in ways]) * hours
    for word, seen, likely in sorted(zip(COMPARED, counted, shipped, strict=True), key=lambda row: -row[1]):
        print(f"{word:18} counted {seen:4.0f}   expected {likely:6.1f}")
    print(f"{hours:.2f} h, {len(COMPARED)} words, {counted.sum():.0f} false alarms at {threshold}")
    print(f"rank correlation {rank_correlation(counted, shipped):.2f}")
    print(f"as it is: two of three words within a factor {off_by(counted, shipped):.1f}, {shipped.sum():.0f} expected")
    print(f"factor {factor:.3g} and power {power:.2f} would fit best: within {off_by(counted, expected):.1f}")


def off_by(counted: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]) -> float:
    """The factor within which two of three words lie; half a count is added, so that none counted is no infinity."""
    return float(np.exp(np.quantile(np.abs(np.log((counted + 0.5) / (expected + 0.5))), 2 / 3)))


def fitted(fits: npt.NDArray[np.float64], counted: npt.NDArray[np.float64], hours: float) -> tuple[float, float]:
    """Factor and power that fit the counts best: those of Poisson, spread wider by what words differ."""
    terms = np.stack((np.ones_like(fits), np.log(fits + 1e-3)), axis=1)
    weights = np.array([0.0, 1.0])
    for _ in range(200):
        likely = np.exp(terms @ weights) * hours
        spread = likely / (1 + likely)  # words differ by more than chance: one with many alarms must not rule
        step = np.linalg.solve((terms * spread[:, None]).T @ terms, terms.T @ ((counted - likely) / (1 + likely)))
        weights += np.clip(step, -0.5, 0.5)
    return float(np.exp(weights[0])), float(weights[1])


def rank_correlation(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    """Spearman's, ties in the middle of their ranks."""

    def ranks(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.array([(values < value).sum() + (values == value).sum() / 2 for value in values])

    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    doing = parser.add_subparsers(dest="doing", required=True)
    words = doing.add_parser("words")
    words.add_argument("--model", type=Path, required=True)
    words.add_argument("--dictionary", type=Path, required=True)
    for name in ("sounds", "compare"):
        doing.add_parser(name).add_argument("--talk", type=Path, nargs="+", required=True, metavar="DIR")
    wanted = parser.parse_args()
    match wanted.doing:
        case "words":
            write_words(wanted.model, wanted.dictionary)
        case "sounds":
            write_sounds(wanted.talk)
        case "compare":
            compare(wanted.talk, THRESHOLD)


if __name__ == "__main__":
    main()
