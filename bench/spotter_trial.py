"""How often the safe word is missed, and how often other talk is taken for it. Streams recordings; prints figures.

`--corpus DIR` holds keyword/NAME/*.flac (one utterance of the phrase NAME in each, "_" for a space) and talk/*.flac
(none of them in it). Recordings follow one another without a gap, through the spotter as it runs live. Beside the
phrases of the corpus it counts how often other words would have been "heard" in the talk, all armed at once.
"""

import argparse
import time  # noqa: TID251 - a measurement of cost needs a clock
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import soundfile  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import HOP_S, PhonemeSpotter, Spotted

OTHERS = (
    "pineapple", "lighthouse", "butterfly", "red light", "time out", "banana", "elephant", "umbrella", "porcupine",
    "yellow submarine", "purple", "orchid", "marmalade", "helsinki", "zanzibar", "walrus", "mango", "velvet",
    "thunder", "snowflake", "tiramisu",
)  # fmt: skip
THRESHOLDS = (-0.6, -0.8, -1.0, -1.2, -1.4, -1.6, -1.8, -2.0, -2.3)


def recordings(folder: Path, every: int) -> list[Samples]:
    """Every so-manieth recording of a folder, (n,) int16; they must be 16 kHz mono."""
    sounds = []
    for file in sorted([*folder.glob("*.flac"), *folder.glob("*.ogg"), *folder.glob("*.wav")])[::every]:
        sound, rate_hz = soundfile.read(file, dtype="int16")
        if rate_hz != SAMPLE_RATE_HZ or sound.ndim != 1:
            raise SystemExit(f"{file}: {rate_hz} Hz, {sound.ndim} channels; it should be 16000 Hz mono")
        sounds.append(sound)
    return sounds


def peaks(phonemes: Phonemes, words: Sequence[str], sounds: Iterable[Samples], hop_s: float) -> list[Spotted]:
    """Every candidate in the recordings played one after the other; none is accepted, so none hides another."""
    spotter = PhonemeSpotter(phonemes, words, threshold=1.0, hop_s=hop_s)
    return [spotted for sound in sounds for spotted in spotter.hear(sound)] + list(spotter.finish())


def misses(phonemes: Phonemes, phrase: str, sounds: Sequence[Samples], hop_s: float) -> None:
    started_s = time.process_time()
    found = peaks(phonemes, [phrase], sounds, hop_s)
    cost_s = time.process_time() - started_s
    edges_s = np.cumsum([0, *(sound.size for sound in sounds)]) / SAMPLE_RATE_HZ
    best: list[float] = []
    early_s: list[float] = []
    for start_s, end_s in pairwise(edges_s):
        here = [spotted for spotted in found if start_s < spotted.word_end_s <= end_s]
        top = max(here, key=lambda spotted: spotted.score, default=None)
        best.append(top.score if top else -np.inf)
        early_s += [top.heard_at_s - top.word_end_s] if top else []
    print(f"{phrase}: {len(sounds)} recordings, {edges_s[-1] / 60:.0f} min, {cost_s / edges_s[-1]:.3f} of a core")
    print("  missed %  " + "  ".join(f"{x:+.1f}: {100 * np.mean(np.array(best) < x):4.1f}" for x in THRESHOLDS))
    median_s, late_s = np.percentile(early_s, (50, 95))
    print(f"  the best window closes {median_s:.2f} s after the last phoneme begins (95 %: {late_s:.2f} s)")


def false_alarms(phonemes: Phonemes, words: Sequence[str], sounds: Sequence[Samples], hop_s: float) -> None:
    started_s = time.process_time()
    found = peaks(phonemes, words, sounds, hop_s)
    cost_s = time.process_time() - started_s
    length_s = sum(sound.size for sound in sounds) / SAMPLE_RATE_HZ
    print(f"talk: {length_s / 60:.0f} min, {len(words)} words armed, {cost_s / length_s:.3f} of a core")
    for word in words:
        scores = np.array([spotted.score for spotted in found if spotted.word == word])
        hourly = [np.count_nonzero(scores >= x) * 3600 / length_s for x in THRESHOLDS]
        counts = "  ".join(f"{x:+.1f}: {n:4.1f}" for x, n in zip(THRESHOLDS, hourly, strict=True))
        print(f"  {word:18} per hour  {counts}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take every so-manieth recording")
    parser.add_argument("--hop", type=float, default=HOP_S, help="seconds")
    parser.add_argument("--talk", nargs="*", default=["talk"], help="folders without the phrases")
    wanted = parser.parse_args()
    phonemes = Phonemes()
    folders = sorted((wanted.corpus / "keyword").iterdir())
    phrases = [folder.name.replace("_", " ") for folder in folders]
    for phrase, folder in zip(phrases, folders, strict=True):
        misses(phonemes, phrase, recordings(folder, wanted.every), wanted.hop)
    talk = [sound for name in wanted.talk for sound in recordings(wanted.corpus / name, wanted.every)]
    false_alarms(phonemes, [*phrases, *OTHERS], talk, wanted.hop)
    silence = [np.zeros(SAMPLE_RATE_HZ, np.int16)] * 60
    started_s = time.process_time()
    peaks(phonemes, phrases[:1], silence, wanted.hop)
    print(f"silence: {(time.process_time() - started_s) / 60:.4f} of a core")


if __name__ == "__main__":
    main()
