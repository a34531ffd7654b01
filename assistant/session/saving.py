"""A state as JSON text and back, unchanged. Text only: files are the shell's."""

import json
import math
from collections.abc import Mapping
from typing import Any, Final

import cattrs
from cattrs.strategies import configure_tagged_union

from assistant.errors import SundayCoffeeError
from assistant.session.state import AskingMoment, Held, ListeningBack, Mode, State, Turn

VERSION: Final = 2


class SavedStateError(SundayCoffeeError):
    """What was saved can't be read; the session it held is lost."""


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    for union in (Turn | ListeningBack, Held, Held | AskingMoment, Mode):  # what lies within another comes first
        configure_tagged_union(union, converter, tag_name="is")
    return converter


_CONVERTER: Final = _converter()


def as_text(state: State) -> str:
    return json.dumps({"version": VERSION, "state": _CONVERTER.unstructure(state, State)}, ensure_ascii=False)


def from_text(text: str) -> State:
    """The state that `as_text` wrote; SavedStateError for anything else."""
    try:
        saved: Any = json.loads(text, parse_float=_finite, parse_constant=_finite)
        if not isinstance(saved, Mapping) or saved.get("version") != VERSION:
            raise SavedStateError("The saved session is from another version of this program, so it can't go on.")
        return _CONVERTER.structure(saved["state"], State)
    except (
        *(ValueError, KeyError, TypeError, AttributeError, cattrs.BaseValidationError),
        *(RecursionError, OverflowError),  # as deep, or as large a number, as nothing here ever is
    ) as error:
        raise SavedStateError("The saved session can't be read any more, so it can't go on.") from error


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(f"{number} is no time")
    return value
