"""How the warm voice is doing, for whoever looks after it: what is rendered, and what the plain voice had to say."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.voice.cache import SoundCache
from assistant.voice.warm import lacking


@dataclass(frozen=True)
class WarmHealth:
    lacking: str | None  # how to get it, in a sentence; None where it is installed
    rendered: tuple[str, ...]  # sayings that are on the disk
    failed: tuple[tuple[str, str], ...]  # a saying that the plain voice says instead, and why
    waiting: tuple[str, ...]  # nobody has rendered these yet


def warm_health(sayings: Iterable[str], sounds: SoundCache) -> WarmHealth:
    """From the disk alone: nothing is rendered. `sounds`: the warm voice's own."""
    rendered: list[str] = []
    failed: list[tuple[str, str]] = []
    waiting: list[str] = []
    for text in sayings:
        why = sounds.failure(text)
        if sounds.keeps(text):
            rendered.append(text)
        elif why is not None:
            failed.append((text, why))
        else:
            waiting.append(text)
    return WarmHealth(lacking(), tuple(rendered), tuple(failed), tuple(waiting))
