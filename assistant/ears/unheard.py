"""A recogniser where nobody is heard, since all of it is typed: it needs no model. What is typed is read elsewhere."""

import math
from collections.abc import Sequence

from assistant.audio import Samples
from assistant.ears.recogniser import Heard


class Unheard:
    """A Recogniser."""

    def expect(self, sentences: Sequence[str]) -> None:
        """They will be read."""

    def hear(self, samples: Samples) -> str:  # noqa: ARG002 - silence, all of it
        return ""

    def finish(self) -> Heard:
        return Heard(None, -math.inf)

    def knows(self, word: str) -> bool:  # noqa: ARG002 - none
        return False
