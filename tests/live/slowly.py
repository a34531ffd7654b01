"""The program on a machine that is now and then busy elsewhere: rendering, understanding and spotting all dawdle."""

import random
import sys
import time  # noqa: TID251 - it dawdles
from collections.abc import Callable
from typing import Any

from assistant.ears.phonemes import Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.shell.main import main
from assistant.voice.pyttsx3_engine import Pyttsx3Engine

CHANCE = random.Random(4)  # noqa: S311 - no secret


def dawdling(work: Callable[..., Any], most_s: float) -> Callable[..., Any]:
    def slow_work(*given: object) -> object:
        time.sleep(CHANCE.random() * most_s)
        return work(*given)

    return slow_work


SLOW = ((Phonemes, "log_probs", 0.05), (PhraseRecogniser, "finish", 1.5), (Pyttsx3Engine, "render", 0.8))
for owner, name, most_s in SLOW:
    setattr(owner, name, dawdling(getattr(owner, name), most_s))
raise SystemExit(main(sys.argv[1:]))
