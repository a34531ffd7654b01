"""Plays a scene to a spotter as the live loop would: block after block, the canceller first. Notes what it tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ
from assistant.bench.scenes import Scene
from assistant.bench.statistics import Peak
from assistant.ears.echo import Canceller
from assistant.ears.spotter import Spotted, Spotter

Found = Mapping[str, tuple[Peak, ...]]
"""What was found of each word; those never found are not in it."""


def hear(scene: Scene, spotter: Spotter, canceller: Canceller, *, accepted_only: bool, by_utterance: bool) -> Found:
    """`by_utterance`: the spotter begins anew with each recording of the scene."""
    edges = {round(edge_s * SAMPLE_RATE_HZ) // BLOCK_SAMPLES for edge_s in scene.edges_s} if by_utterance else set()
    told: list[Spotted] = []
    for number, start in enumerate(range(0, scene.heard.size, BLOCK_SAMPLES)):
        if number in edges:
            told += spotter.finish()
            spotter.reset(start / SAMPLE_RATE_HZ)
        block = slice(start, start + BLOCK_SAMPLES)
        told += spotter.hear(canceller.clean(scene.heard[block], scene.played[block]))
    told += spotter.finish()
    return _by_word(spotted for spotted in told if spotted.accepted or not accepted_only)


def _by_word(told: Iterable[Spotted]) -> Found:
    found = defaultdict[str, list[Peak]](list)
    for spotted in told:
        found[spotted.word].append(Peak(spotted.word_end_s, spotted.score, spotted.heard_at_s))
    return {word: tuple(peaks) for word, peaks in found.items()}
