"""Whether a recording will do as a spoken example, and what of it is kept: never the sound. Decides; stores nothing.

The first 0.16 s of the word are left out of what is kept: there an embedding holds more of what was before the word
than of the word, and in the middle of talk that is something else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.embeddings import STEP_SAMPLES, Embedding, Vector
from assistant.ears.endpoints import Endpoints, UtteranceEnded
from assistant.ears.examples import Example
from assistant.ears.warping import Warping

SHORTEST: Final = 3  # embeddings
LONGEST: Final = 14
LEFT_OUT_S: Final = 0.16
PAUSE_S: Final = 0.3  # longer than the stop in "footpath", shorter than a breath
ABOVE_NOISE_DB: Final = 15.0
CLIPPED_SAMPLES: Final = 16
LEAST_FIT: Final = -7.0  # in nats per telling phoneme: far below, since an example helps most where spelling misleads
NEAREST_SHARE: Final = 0.01  # of all moments of ordinary talk; the very nearest are chance
LEAST_ORDINARY: Final = 0.10  # an example nearer to talk or silence than this would fire on anything
FARTHEST_FELLOW: Final = 0.6  # of the distance to ordinary talk: farther from the same voice's others is another word

_FRAME_SAMPLES: Final = 160
_FADED_DB: Final = 28.0  # below its loudest the word is over
_OVER_FLOOR_DB: Final = 6.0
_SEARCH_FRAMES: Final = 15  # the endpoints are good to 0.1 s
_FULL_SCALE: Final = 32_700


class Doubt(StrEnum):
    """Why a recording won't do. Each ends the sentence "I'd like to hear that one again: …"."""

    NO_WORD = "I couldn't hear a word in it"
    MORE = "there was more than one word in it"
    PAUSE = "there was a pause inside the word"
    TOO_LOUD = "it was so loud that it broke up; a little further from the microphone is better"
    TOO_SOFT = "it was hard to tell from the sounds of the room"
    TOO_SHORT = "it was over too soon for me; a longer word is easier to hear"
    TOO_LONG = "it took longer than I can follow; a shorter phrase is easier to hear"
    OTHER_WORD = "it didn't sound like the word to me"
    ORDINARY = "it sounded too much like ordinary talk, or like the room itself"
    UNLIKE = "it didn't sound like the others of this voice"


class EmbeddingSource(Protocol):
    def hear(self, samples: Samples) -> tuple[Embedding, ...]: ...
    def reset(self, at_sample: int = 0) -> None: ...


@dataclass(frozen=True)
class Place:
    """Where the word is in a recording, samples."""

    start: int
    end: int


def find_word(sound: Samples) -> Place | Doubt:
    """The one word in a recording (n,); or why there is none that will do."""
    if sound.size < SAMPLE_RATE_HZ // 4:
        return Doubt.NO_WORD
    endpoints = Endpoints()
    after = np.zeros(SAMPLE_RATE_HZ, np.int16)
    heard = [*endpoints.hear(sound), *endpoints.hear(after), *endpoints.finish()]
    utterances = [endpoint for endpoint in heard if isinstance(endpoint, UtteranceEnded)]
    if len(utterances) != 1:
        return Doubt.MORE if utterances else Doubt.NO_WORD
    return _trim(sound, utterances[0])


def _trim(sound: Samples, utterance: UtteranceEnded) -> Place | Doubt:
    levels_db = _levels_db(sound)
    first = max(0, utterance.start_sample // _FRAME_SAMPLES - _SEARCH_FRAMES)
    around_db = levels_db[first : utterance.end_sample // _FRAME_SAMPLES + _SEARCH_FRAMES]
    loud_db, floor_db = float(np.percentile(around_db, 97)), float(np.percentile(levels_db, 10))
    sounding = first + np.flatnonzero(around_db > max(loud_db - _FADED_DB, floor_db + _OVER_FLOOR_DB))
    place = Place(int(sounding[0]) * _FRAME_SAMPLES, (int(sounding[-1]) + 1) * _FRAME_SAMPLES)
    if np.count_nonzero(np.abs(sound[place.start : place.end].astype(np.int32)) >= _FULL_SCALE) >= CLIPPED_SAMPLES:
        return Doubt.TOO_LOUD
    if loud_db - floor_db < ABOVE_NOISE_DB:
        return Doubt.TOO_SOFT
    if np.diff(sounding).max(initial=0) * _FRAME_SAMPLES > PAUSE_S * SAMPLE_RATE_HZ:
        return Doubt.PAUSE
    return place


def _levels_db(sound: Samples) -> npt.NDArray[np.float64]:
    """Of each 10 ms, without any constant offset."""
    frames = sound[: sound.size - sound.size % _FRAME_SAMPLES].reshape(-1, _FRAME_SAMPLES).astype(np.float64)
    levels_db: npt.NDArray[np.float64] = 10 * np.log10(frames.var(axis=1) + 0.5)
    return levels_db


def features(sound: Samples, place: Place, embeddings: EmbeddingSource) -> Vector | Doubt:
    """(length, numbers): the embeddings that end within the word, but for its beginning."""
    embeddings.reset()
    heard = embeddings.hear(np.concatenate((sound, np.zeros(STEP_SAMPLES, np.int16))))
    first = place.start + round(LEFT_OUT_S * SAMPLE_RATE_HZ)
    vectors = [each.vector for each in heard if first <= each.end_sample < place.end + STEP_SAMPLES]
    if len(vectors) < SHORTEST:
        return Doubt.TOO_SHORT
    return Doubt.TOO_LONG if len(vectors) > LONGEST else np.stack(vectors)


def ordinary_distance(vectors: Vector, talk: Vector) -> float:
    """How near ordinary talk (n, numbers) comes to an example now and then."""
    warping = Warping([vectors])
    return float(np.quantile([warping.hear(vector)[0] for vector in talk], NEAREST_SHARE, method="lower"))


def examine(
    sound: Samples, embeddings: EmbeddingSource, talk: Vector, fit: Callable[[Samples], float], word: str
) -> Example | Doubt:
    """One recording (n,) of `word`. `fit` tells how well the word's phonemes fit; `talk` is ordinary talk, embedded."""
    place = find_word(sound)
    if isinstance(place, Doubt):
        return place
    margin = SAMPLE_RATE_HZ // 5
    if fit(sound[max(0, place.start - margin) : place.end + margin]) < LEAST_FIT:
        return Doubt.OTHER_WORD
    vectors = features(sound, place, embeddings)
    if isinstance(vectors, Doubt):
        return vectors
    ordinary = ordinary_distance(vectors, talk)
    return Doubt.ORDINARY if ordinary < LEAST_ORDINARY else Example(word, vectors, ordinary)


def unlike(examples: Sequence[Example]) -> tuple[bool, ...]:
    """Which of one voice's examples of one word are far from the one in the midst of them all."""
    apart = np.array([[_apart(one, other) for other in examples] for one in examples])
    if not examples:
        return ()
    midst = int(apart.sum(axis=1).round(6).argmin())  # of two, the first
    return tuple(bool(distance > FARTHEST_FELLOW) for distance in apart[midst])


def _apart(one: Example, other: Example) -> float:
    """Of the distance at which ordinary talk begins; the same both ways."""
    return min(_nearest(one, other) / one.ordinary, _nearest(other, one) / other.ordinary)


def _nearest(one: Example, other: Example) -> float:
    warping = Warping([one.vectors])
    return min(float(warping.hear(vector)[0]) for vector in other.vectors)
