"""Listens in the room for a few seconds and says a sentence, for room.py to judge. Keeps figures, never the sound."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from assistant.audio import BLOCK_S, SAMPLE_RATE_HZ, Block, Card, NoBlock, Samples, Sound
from assistant.devices.soundcard import SoundCard
from assistant.doctor.levels import echo_of, level_of
from assistant.doctor.room import HOPELESS_LAG_S, Room
from assistant.ears.echo import echo_canceller
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import PhonemeSpotter, Spotter
from assistant.errors import HearingUnavailableError, SundayCoffeeError

SETTLE_S: Final = 0.4  # a microphone just opened clicks
QUIET_S: Final = 2.5
RINGS_S: Final = 0.6  # after a sound was played
WORD_RINGS_S: Final = 1.5  # and the spotter has looked once more
DRIFT_S: Final = 45.0  # two clocks are known after half a minute
_DEAF_S: Final = 2.0
_LIMIT_S: Final = 20.0  # for one sound to be played


@dataclass(frozen=True)
class Plan:
    microphone: str | int | None
    loudspeaker: str | int | None
    sentence: Sound | None = None  # None: listen only
    words: tuple[Sound, ...] = ()  # safe words to be played aloud, each with the word as its key
    safe_words: tuple[str, ...] = ()
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    hop_s: float = 0.3
    drift: bool = False

    @property
    def most_s(self) -> float:
        """It can't take longer than this."""
        sounds = (*self.words, self.sentence) if self.sentence is not None else self.words
        sounds_s = sum(sound.pcm.size for sound in sounds) / SAMPLE_RATE_HZ
        return 60.0 + 2 * sounds_s + WORD_RINGS_S * len(self.words) + DRIFT_S * self.drift


def room_here(plan: Plan) -> Room:
    """Best in a process of its own, like whatever opens a sound card."""
    try:
        spotter = PhonemeSpotter(Phonemes(), plan.safe_words, hop_s=plan.hop_s, pronunciations=plan.pronunciations)
        with SoundCard(plan.microphone, plan.loudspeaker) as card:
            return listen(card, spotter, plan)
    except SundayCoffeeError as error:
        return Room(problem=str(error))


def listen(card: Card, spotter: Spotter, plan: Plan) -> Room:
    """HearingUnavailableError when nothing comes from the microphone, or the loudspeaker plays nothing."""
    ears = _Ears(card, spotter)
    blocks = ears.blocks()
    _some(blocks, SETTLE_S)
    heard, _ = _together(_some(blocks, QUIET_S))
    level, echo = level_of(heard), None
    if plan.sentence is not None:
        came_back, played = _together(_while_playing(card, blocks, plan.sentence, RINGS_S))
        echo = echo_of(came_back, played, level.floor_dbfs, echo_canceller())
        level = replace(level, changes=level.changes or level_of(came_back).changes)
    words = tuple(word.key for word in plan.words if _is_heard(card, ears, blocks, word))
    if plan.drift:
        _until_drift_is_known(ears, blocks)
    return Room(None, level, echo, ears.worst_lag_s, ears.lost_s, ears.drift_ppm, words)


class _Ears:
    """Hears block after block as a session does, the spotter along; here nothing is taken out of the sound."""

    def __init__(self, card: Card, spotter: Spotter) -> None:
        self._items = card.blocks()
        self._spotter = spotter
        self.worst_lag_s = self.lost_s = 0.0
        self.drift_ppm: float | None = None
        self.spotted: set[str] = set()

    def blocks(self) -> Iterator[Block]:
        """HearingUnavailableError when none comes for two seconds."""
        for item in self._items:
            match item:
                case Block():
                    self._take(item)
                    yield item
                case NoBlock(waited_s) if waited_s >= _DEAF_S:
                    raise HearingUnavailableError("the microphone is open, and nothing comes from it.")
                case NoBlock():
                    pass

    def _take(self, block: Block) -> None:
        self.worst_lag_s = max(self.worst_lag_s, block.lag_s)
        self.lost_s += block.lost_samples / SAMPLE_RATE_HZ
        if block.clocks is not None:
            self.drift_ppm = block.clocks.drift_ppm
        if self.worst_lag_s <= HOPELESS_LAG_S:  # else the rest is soon measured
            self.spotted |= {seen.word for seen in self._spotter.hear(block.heard) if seen.accepted}


def _is_heard(card: Card, ears: _Ears, blocks: Iterator[Block], word: Sound) -> bool:
    ears.spotted.clear()
    for _ in _while_playing(card, blocks, word, WORD_RINGS_S):
        pass
    return word.key in ears.spotted


def _until_drift_is_known(ears: _Ears, blocks: Iterator[Block]) -> None:
    for number, _ in enumerate(blocks):
        if ears.drift_ppm is not None or number * BLOCK_S > DRIFT_S:
            return


def _some(blocks: Iterator[Block], seconds: float) -> list[Block]:
    return [next(blocks) for _ in range(round(seconds / BLOCK_S))]


def _while_playing(card: Card, blocks: Iterator[Block], sound: Sound, rings_s: float) -> Iterator[Block]:
    """Until the sound has ended and rung out. HearingUnavailableError if it never ends."""
    card.play(sound)
    for number, block in enumerate(blocks):
        yield block
        if sound.key in block.finished:
            break
        if number * BLOCK_S > _LIMIT_S:
            raise HearingUnavailableError("the loudspeaker is open, and plays nothing.")
    yield from _some(blocks, rings_s)


def _together(blocks: Iterable[Block]) -> tuple[Samples, Samples]:
    """What was heard and what was played, (n,) each."""
    kept = list(blocks)
    return np.concatenate([one.heard for one in kept]), np.concatenate([one.played for one in kept])
