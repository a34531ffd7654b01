"""Whether the disk has room for a model. Arithmetic only; asks no disk."""

from typing import Final

SPARE_BYTES: Final = 50_000_000  # left for everything else that this machine does
UNPACKED_PER_ZIPPED: Final = 3.5  # the Korean model: 3.04


def needed_to_get(size_bytes: int, have_bytes: int) -> int:
    """What is still to come of the zip file, and about as much as will be unpacked from it."""
    return max(0, size_bytes - have_bytes) + round(UNPACKED_PER_ZIPPED * size_bytes)


def lack_of_room(free_bytes: int, needed_bytes: int) -> str | None:
    """The end of a sentence, or None if there is room."""
    lacking_bytes = needed_bytes + SPARE_BYTES - free_bytes
    if lacking_bytes <= 0:
        return None
    return f"{megabytes(needed_bytes)} are needed and some left over, {megabytes(free_bytes)} are free"


def megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.0f} MB"
