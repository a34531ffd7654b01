"""What waits in `setup more`: everything with a default that no step asks for. Turns what is typed into a value."""

from typing import Final

from assistant.content.configuration import RECOGNISERS
from assistant.content.languages import languages
from assistant.content.naming import tidy
from assistant.content.replacing import Value
from assistant.content.settings import SETTINGS, Setting
from assistant.ears.eagerness import EAGERNESS
from assistant.setting_up.asking import Choice

DONE: Final = "done"
DEFAULT: Final = "default"
_ASKED_IN_STEPS: Final = frozenset({"safe_words", "pronunciations", "input_device", "output_device"})
_NUMBERS: Final = frozenset({"rate_wpm", "button_pin", "light_pin"})
WAITING: Final = tuple(setting for setting in SETTINGS if setting.key not in _ASKED_IN_STEPS)


def ways_of(setting: Setting) -> tuple[Choice, ...]:
    """Where there are few to choose from; () where something is typed."""
    match setting.key:
        case "language":
            names: tuple[str, ...] = languages()
        case "recogniser":
            names = RECOGNISERS
        case "eagerness":
            return tuple(Choice(name, f"{name}: {grade.means}") for name, grade in EAGERNESS.items())
        case "asleep_safe_word_chimes":
            names = ("yes", "no")
        case _:
            return ()
    return tuple(Choice(name, name) for name in names)


def value_of(setting: Setting, typed: str) -> Value | None:
    """None: the default from now on. Whether it is possible is told by the reader of the configuration."""
    text = typed.strip()
    if text in ("", DEFAULT):
        return None
    if setting.key == "names":
        return tuple(tidy(name) for name in text.split(",") if name.strip())
    if setting.key == "asleep_safe_word_chimes":
        return text == "yes"
    if setting.group or setting.key in _NUMBERS:
        return _number(text)
    return text


def _number(text: str) -> str | float | int:
    """As it is where it is none: then the reader says what would be right."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number
