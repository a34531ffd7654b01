"""What setup tells in every case. SAFETY is for the screen and is never spoken. It says nothing itself."""

from typing import Final

from assistant.mending import HERE

SAFETY: Final = (
    "Before anything else. This is not therapy. A safe word here stops a machine; it can't stop a person.",
    "If you are afraid of how your partner may react, please don't use this.",
    "Talk, alone, to someone you trust or to a helpline.",
)
MISSED: Final = (
    "Your safe word can be missed: hardly ever in a quiet room, about once in twenty times in the noise of a kitchen.",
    "Where it is really loud, or you both speak at once, about once in five.",
    "Then say it again, say “pause”, or press space. Space always works.",
)
LATER: Final = "Everything else has a default and can wait: sunday-coffee setup more."
ELSEWHERE: Final = f"A model or the warm voice has to be fetched before: sunday-coffee model get en, and “{HERE.warm}”."
STOPPED: Final = "Stopped. The steps that were finished are kept; everything else is as it was."
