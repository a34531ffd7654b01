"""Whether this machine can hold a session. Decides from three facts; imports nothing that an old Python lacks."""

from __future__ import annotations

import platform
import sys


def refusal(system: str, address_bits: int, python: tuple[int, int]) -> str | None:
    """The sentence that says why this machine won't do, or None. `system` as platform.system() names it."""
    if system not in ("Linux", "Darwin"):
        return f"Sunday Coffee needs 64-bit Linux (or, with some luck, macOS); this is {system or 'unknown'}."
    if address_bits != 64:
        return f"Sunday Coffee needs a 64-bit system; this Python is {address_bits}-bit. On a Pi, use the 64-bit OS."
    if not (3, 11) <= python <= (3, 13):
        return f"Sunday Coffee needs Python 3.11, 3.12 or 3.13; this is Python {python[0]}.{python[1]}."
    return None


def refuse_wrong_machine() -> None:
    """Exit with code 2 and one sentence where nothing could work."""
    address_bits = 64 if sys.maxsize > 2**32 else 32
    sentence = refusal(platform.system(), address_bits, sys.version_info[:2])
    if sentence is not None:
        print(sentence, file=sys.stderr)
        raise SystemExit(2)
