"""Loads Vosk without what it downloads with: that opens a socket as soon as it is loaded. Loads no model."""

import sys
from types import ModuleType
from typing import Any, Final

_DOWNLOADS: Final = "requests"


def vosk_alone() -> Any:  # noqa: ANN401 - a module without types
    """The module `vosk`. Whatever would go to the network with it fails."""
    there = sys.modules.get(_DOWNLOADS)
    sys.modules[_DOWNLOADS] = ModuleType(_DOWNLOADS)
    try:
        import vosk  # type: ignore[import-untyped]  # noqa: PLC0415, TID251 - its import is slow; for vosk_engine.py alone
    finally:
        if there is None:
            del sys.modules[_DOWNLOADS]
        else:
            sys.modules[_DOWNLOADS] = there
    return vosk
