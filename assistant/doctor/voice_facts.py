"""Has a sentence rendered by the couple's voice, for speech.py to judge. Plays nothing, keeps nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from assistant.content.configuration import Configuration
from assistant.doctor.levels import FULL_SCALE
from assistant.doctor.speech import Rendered, Warm
from assistant.errors import VoiceUnavailableError
from assistant.shell.parts import the_engine
from assistant.shell.stopwatch import Stopwatch
from assistant.voice.cache import SoundCache, default_cache_folder
from assistant.voice.choosing import plain_engine, warm_engine
from assistant.voice.engine import VoiceEngine
from assistant.voice.health import warm_health
from assistant.voice.warm import WARM, lacking
from assistant.voice.warm_engine import WarmEngine

SENTENCE: Final = "This is how I sound in your room. Thank you for being quiet a moment."


def warm_here(wishes: Configuration, sayings: Callable[[], Iterable[str]]) -> Warm | None:
    """None where the couple don't wish for the warm voice. `sayings` are asked for only where they do."""
    if wishes.voice != WARM:
        return None
    health = warm_health(sayings(), SoundCache(default_cache_folder(), warm_engine(wishes.rate_wpm)))
    return Warm(health.lacking, len(health.failed))


def rendered_here(wishes: Configuration) -> Rendered:
    """By the voice that would speak now: the plain one where the warm one is wished for and not installed."""
    engine = the_engine(wishes)
    if not isinstance(engine, WarmEngine):
        return _rendered_by_plain(engine, wishes)
    if lacking() is not None:
        return rendered_by(plain_engine(None, wishes.rate_wpm))
    with engine:
        return rendered_by(engine)


def _rendered_by_plain(engine: VoiceEngine, wishes: Configuration) -> Rendered:
    """Where the voice that they named can't speak: whether the program's own could."""
    rendered = rendered_by(engine)
    if rendered.problem is None or wishes.voice is None:
        return rendered
    own = rendered_by(plain_engine(None, wishes.rate_wpm, wishes.language))
    return replace(rendered, is_their_choice=own.problem is None)


def rendered_by(engine: VoiceEngine) -> Rendered:
    """Anew, whatever is kept: the voice itself is in question."""
    began = Stopwatch.now()
    try:
        pcm = engine.render(SENTENCE)
    except VoiceUnavailableError as error:
        return Rendered(engine.name, problem=str(error), took_s=Stopwatch.now().since(began).clock_s)
    took = Stopwatch.now().since(began)
    loudest = max(float(np.abs(pcm.astype(np.float64)).max(initial=0.0)), 1.0)
    name = engine.name.partition(",")[0]
    return Rendered(name, pcm=pcm, peak_dbfs=float(20 * np.log10(loudest / FULL_SCALE)), took_s=took.clock_s)
