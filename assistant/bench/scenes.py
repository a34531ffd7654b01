"""What the microphone hears and the loudspeaker plays in one stream of recordings. Mixes sound; judges nothing.

A stream is many recordings without a gap, as a room is one room for a whole evening: the noise goes on, the echo
canceller goes on learning, the gate keeps its floor. Everything follows from the files and the seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.bench.conditions import Condition
from assistant.bench.statistics import Span
from assistant.bench.surroundings import echo_of, noise_under, over_noise
from assistant.bench.voices import drawn_out, stuttered, whispered
from assistant.devices import recordings
from assistant.devices.acoustics import at_level
from assistant.devices.partner import TALKING_DBFS, at_talking_level
from assistant.devices.resampling import to_float, to_int16

LEAD_S: Final = 10.0  # so long the assistant has spoken before, over an echo
_GAP_SAMPLES: Final = SAMPLE_RATE_HZ // 20  # 50 ms
_AROUND_S: Final = 1.5  # of talk, on each side of a word that is cut into it
_WITHIN_S: Final = 0.5  # an ear may place a word so far from where it was cut in
_FRAME: Final = BLOCK_SAMPLES
_ISLAND_DB: Final = 25.0  # below the loudest moment of a word, there is none of it any more
_OVER_FLOOR_DB: Final = 6.0
_PAUSE_FRAMES: Final = 12  # a word has no longer gap in it: 0.24 s


@dataclass(frozen=True, eq=False)
class Scene:
    """`heard` and `played` (n,) int16; a whole number of blocks. `spans`: where each word, or recording of talk, is.

    `edges_s`: where a recording begins.
    """

    heard: Samples
    played: Samples
    spans: tuple[Span, ...]
    edges_s: tuple[float, ...] = ()
    lead_s: float = 0.0  # before this nobody but the assistant speaks

    @property
    def seconds(self) -> float:
        return self.heard.size / SAMPLE_RATE_HZ - self.lead_s


@dataclass(frozen=True)
class Backdrop:
    """What a condition may need beside the recordings themselves."""

    noise: Path | None = None  # None: a quiet kitchen's hum
    talk: tuple[Path, ...] = ()  # the other partner's
    sayings: Path | None = None  # the assistant's voice, all its sayings one after the other


def word_scene(files: Sequence[Path], condition: Condition, backdrop: Backdrop, seed: int) -> Scene:
    """One recording of a word after the other."""
    chance = np.random.default_rng((seed, 11))
    pieces, ends = [], []
    for number, file in enumerate(files):
        sound, start, end = _as_said(recordings.read(file), condition, seed + number)
        if condition.in_running_speech or condition.over_talk_db is not None:
            other = at_talking_level(recordings.read(backdrop.talk[int(chance.integers(len(backdrop.talk)))]))
            piece, end = (
                _cut_in(sound[start:end], other, chance)
                if condition.in_running_speech
                else (_over(sound, other, condition.over_talk_db or 0.0, chance), end)
            )
        else:
            piece = sound if _as_recorded(condition) else at_talking_level(sound)
        pieces.append(piece)
        ends.append((end, end - start))
    return _surrounded(pieces, ends, condition, backdrop, seed)


def talk_scene(files: Sequence[Path], condition: Condition, backdrop: Backdrop, seed: int) -> Scene:
    """One recording of talk after the other; its spans say where each lies."""
    sounds = [recordings.read(file) for file in files]
    pieces = [sound if _as_recorded(condition) else at_talking_level(sound) for sound in sounds]
    return _surrounded(pieces, [(piece.size, piece.size) for piece in pieces], condition, backdrop, seed)


def lonely_scene(start_s: float, end_s: float, condition: Condition, backdrop: Backdrop, seed: int) -> Scene:
    """Nobody but the assistant speaks, and the canceller has learned nothing yet. ValueError without sayings.

    It says what is between `start_s` and `end_s` of them.
    """
    if backdrop.sayings is None or condition.echo_db is None:
        raise ValueError("without sayings and an echo nobody speaks at all")
    said = recordings.read(backdrop.sayings)[round(start_s * SAMPLE_RATE_HZ) : round(end_s * SAMPLE_RATE_HZ)]
    played = np.pad(said, (0, -said.size % BLOCK_SAMPLES))
    echo = echo_of(played, condition.echo_db, condition.drift_ppm, seed)
    seconds = played.size / SAMPLE_RATE_HZ
    return Scene(to_int16(echo), played, (Span(0.0, seconds, seconds),))


def word_within(sound: Samples) -> tuple[int, int]:
    """First and last sample of the one utterance in a recording, by its energy; good to a tenth of a second."""
    frames = to_float(sound[: sound.size - sound.size % _FRAME]).reshape(-1, _FRAME)
    if not frames.size:
        return 0, sound.size
    level_db = 10 * np.log10((frames.astype(np.float64) ** 2).mean(axis=1) + 1e-10)
    loudest = int(level_db.argmax())
    floor_db = float(np.percentile(level_db, 10))
    least_db = min(max(level_db[loudest] - _ISLAND_DB, floor_db + _OVER_FLOOR_DB), level_db[loudest])
    loud = np.flatnonzero(level_db >= least_db)
    breaks = np.flatnonzero(np.diff(loud) > _PAUSE_FRAMES)
    islands = np.split(loud, breaks + 1)
    island = next(each for each in islands if each[0] <= loudest <= each[-1])
    return int(island[0]) * _FRAME, int(island[-1] + 1) * _FRAME


def _as_said(sound: Samples, condition: Condition, seed: int) -> tuple[Samples, int, int]:
    """The recording as `condition` would have it said, and where the word begins and ends in it."""
    start, end = word_within(sound)
    if condition.whispered:
        sound = whispered(sound, seed)
    if condition.slower != 1.0:
        sound = drawn_out(sound, condition.slower)
        start, end = round(start * condition.slower), round(end * condition.slower)
    if condition.stuttered:
        longer = stuttered(sound, start)
        end += longer.size - sound.size
        sound = longer
    return sound, start, end


def _as_recorded(condition: Condition) -> bool:
    """Where something else sounds, every voice is brought to one level first."""
    return condition.snr_db is None and condition.steady_snr_db is None and condition.echo_db is None


def _cut_in(word: Samples, talk: Samples, chance: np.random.Generator) -> tuple[Samples, int]:
    """Talk, 50 ms of nothing, the word as loud as the talk, 50 ms of nothing, the talk goes on; and where it ends."""
    around = round(_AROUND_S * SAMPLE_RATE_HZ)
    talk = np.resize(talk, max(talk.size, 2 * around))
    place = int(chance.integers(around, talk.size - around + 1))
    gap = np.zeros(_GAP_SAMPLES, np.int16)
    before, after = talk[place - around : place], talk[place : place + around]
    return np.concatenate((before, gap, at_talking_level(word), gap, after)), around + gap.size + word.size


def _over(sound: Samples, talk: Samples, over_db: float, chance: np.random.Generator) -> Samples:
    """The other partner talks all the while."""
    beside = np.resize(np.roll(talk, -int(chance.integers(talk.size))), sound.size)
    return to_int16(to_float(at_talking_level(sound)) + to_float(beside) * np.float32(10 ** (-over_db / 20)))


def _surrounded(
    pieces: Sequence[Samples],
    ends: Sequence[tuple[int, int]],
    condition: Condition,
    backdrop: Backdrop,
    seed: int,
) -> Scene:
    """The pieces in their room, after the lead. `ends`: in each piece, the word's last sample and its length."""
    lead = round(LEAD_S * SAMPLE_RATE_HZ) if condition.echo_db is not None else 0
    edges = list(accumulate((piece.size for piece in pieces), initial=lead))
    voice = to_float(np.concatenate((np.zeros(lead, np.int16), *pieces)))
    voice = np.pad(voice, (0, -voice.size % BLOCK_SAMPLES))
    if condition.snr_db is not None:
        voice = over_noise(voice, edges, noise_under(backdrop.noise, voice.size, seed), condition.snr_db)
    if condition.steady_snr_db is not None:
        voice = voice + at_level(noise_under(backdrop.noise, voice.size, seed), TALKING_DBFS - condition.steady_snr_db)
    voice = voice * np.float32(10 ** (condition.gain_db / 20))
    played = np.zeros(voice.size, np.int16)
    if condition.echo_db is not None and backdrop.sayings is not None:
        played = _from_somewhere(recordings.read(backdrop.sayings), voice.size, seed)
        voice = voice + echo_of(played, condition.echo_db, condition.drift_ppm, seed)
    spans = []
    for (start, stop), (end, length) in zip(pairwise(edges), ends, strict=True):
        first_s, last_s = start / SAMPLE_RATE_HZ, stop / SAMPLE_RATE_HZ
        word_end_s = (start + end) / SAMPLE_RATE_HZ
        if condition.in_running_speech:
            first_s, last_s = word_end_s - length / SAMPLE_RATE_HZ - _WITHIN_S, word_end_s + _WITHIN_S
        spans.append(Span(first_s, last_s, word_end_s))
    edges_s = tuple(edge / SAMPLE_RATE_HZ for edge in edges[:-1])
    return Scene(to_int16(voice), played, tuple(spans), edges_s, lead / SAMPLE_RATE_HZ)


def _from_somewhere(sound: Samples, size: int, seed: int) -> Samples:
    return np.resize(np.roll(sound, -int(np.random.default_rng((seed, 13)).integers(sound.size))), size)
