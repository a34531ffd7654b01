"""How deep a question goes, from the word that stands for it. Reads it; what may be asked is the session's."""

from typing import Final

from assistant.content.places import Place
from assistant.session.ritual import Depth

DEPTHS: Final = tuple(depth.name.lower() for depth in Depth)


def depth_in(place: Place | None) -> Depth | None:
    """None where it isn't given."""
    if place is None:
        return None
    name = place.choice(DEPTHS)
    return Depth[name.upper()] if name in DEPTHS else None
