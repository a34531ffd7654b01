"""The couple's own settings, from config.yaml. Where there is no such file, everything has a default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import time
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from assistant.content.languages import FIRST, language_called, languages
from assistant.content.naming import names_in
from assistant.content.places import Place, Span, shown
from assistant.content.reading import named, places_in, text_of
from assistant.ears.eagerness import EAGERNESS, USUAL
from assistant.ears.lexicon import unaccented, words_of
from assistant.ears.pronunciation import UnsayableError, words_to_say
from assistant.session.book import Book, Patience

RECOGNISERS: Final = ("phrases", "vosk")
RATE_WPM: Final = Span(80, 260, 142)
DEVICE: Final = Span(0, 999, 0)
PIN: Final = Span(0, 27, 17)  # as Broadcom counts those that a Raspberry Pi brings out
LENGTHS: Final[Mapping[str, Span]] = {
    "answer_s": Span(3, 120, 15),
    "hand_over_s": Span(1, 30, 3),
    "pause_minutes": Span(1, 240, 20),
    "unanswered_minutes": Span(1, 120, 10),
    "silence_minutes": Span(1, 120, 10),
    "lull_s": Span(0.2, 30, 1),
    "between_words_s": Span(0, 5, 3),
    "soft_offer_s": Span(20, 600, 60),
}
_OTHER_LETTERS: Final = (
    "how {text} sounds can't be told from its letters, as the ear for it knows English sounds. Say it into a "
    "recording, and sunday-coffee safe-word check {text} --said RECORDING.wav spells it; or spell it yourself, in "
    "English words or syllables, under pronunciations, as in 나비: nah bee."
)


@dataclass(frozen=True)
class Configuration:
    """None means what the part concerned does by itself: the system's own device, the voice's own sound."""

    names: tuple[str, ...] = ()  # of both, for setup and enrol; a session knows none
    language: str = FIRST
    safe_words: tuple[str, ...] = (language_called(FIRST).safe_word,)
    pronunciations: Mapping[str, str] = field(default_factory=dict)  # a safe word: other words that sound like it
    voice: str | None = None
    rate_wpm: int | None = None
    patience: Patience = field(default_factory=Patience)
    asleep_safe_word_chimes: bool = True
    eagerness: str = USUAL
    input_device: str | int | None = None
    output_device: str | int | None = None
    sunday_invitation: time | None = None
    button_pin: int | None = None
    light_pin: int | None = None
    recogniser: str = "phrases"
    model: Path | None = None


def load_configuration(explicit: Path | None = None) -> Configuration:
    """From `explicit`, else from the couple's own config.yaml if there is one. ContentError with everything wrong."""
    path = explicit or configuration_path()
    if explicit is None and not path.exists():
        return Configuration()
    return wishes_of(places_in(text_of(path), named(path)))


def wishes_of(root: Place | None) -> Configuration:
    """What a whole file says; None: it has nothing but remarks. ContentError with everything wrong."""
    if root is None:
        return Configuration()
    wishes = wishes_in(root, Configuration())
    root.problems.raise_if_any()
    return wishes


def configuration_path() -> Path:
    return user_config_path("sunday-coffee") / "config.yaml"


def as_they_wish(book: Book, wishes: Configuration) -> Book:
    return replace(book, patience=wishes.patience, asleep_safe_word_chimes=wishes.asleep_safe_word_chimes)


def wishes_in(root: Place, wishes: Configuration) -> Configuration:
    """`wishes` with those in `root` on top; what is wrong is in its problems."""
    root.only(*(wish.name for wish in fields(Configuration)))
    spelled = root.find("pronunciations")
    spellings = {} if spelled is None else _pronunciations(spelled)
    wishes = _in_language(root.find("language"), wishes)
    wishes = replace(wishes, pronunciations={**wishes.pronunciations, **spellings})
    for key, place in root.parts():
        match key:
            case "names":
                wishes = replace(wishes, names=names_in(place))
            case "safe_words":
                words = tuple(_safe_word(word, wishes.pronunciations) for word in place.variants())
                wishes = replace(wishes, safe_words=words)
            case "voice":
                wishes = replace(wishes, voice=place.text())
            case "rate_wpm":
                wishes = replace(wishes, rate_wpm=place.whole(RATE_WPM))
            case "patience":
                wishes = replace(wishes, patience=_patience(place))
            case "asleep_safe_word_chimes":
                wishes = replace(wishes, asleep_safe_word_chimes=place.flag())
            case "eagerness":
                wishes = replace(wishes, eagerness=place.choice(EAGERNESS))
            case "input_device":
                wishes = replace(wishes, input_device=_device(place))
            case "output_device":
                wishes = replace(wishes, output_device=_device(place))
            case "sunday_invitation":
                wishes = replace(wishes, sunday_invitation=_time_of_day(place))
            case "button_pin":
                wishes = replace(wishes, button_pin=place.whole(PIN))
            case "light_pin":
                wishes = replace(wishes, light_pin=place.whole(PIN))
            case "recogniser":
                wishes = replace(wishes, recogniser=place.choice(RECOGNISERS))
            case "model":
                wishes = replace(wishes, model=Path(place.text()).expanduser())
            case _:
                pass  # told already, by `only`
    return wishes


def _in_language(place: Place | None, wishes: Configuration) -> Configuration:
    """With what another language brings along, until the couple choose their own."""
    code = wishes.language if place is None else place.choice(languages())
    if code == wishes.language or code not in languages():
        return wishes
    language = language_called(code)
    word, sounds_like = language.safe_word, language.sounds_like
    return replace(
        wishes,
        language=code,
        safe_words=(word,),
        pronunciations={**wishes.pronunciations, **({word: sounds_like} if sounds_like else {})},
        recogniser=language.recogniser,
    )


def _safe_word(place: Place, pronunciations: Mapping[str, str]) -> str:
    text = place.text()
    word = " ".join(words_of(text))
    if text and not word:
        place.wrong("a safe word has letters in it, so that it can be said; for example pineapple.")
    elif word and word not in pronunciations:
        _must_be_sayable(text, place)
    return word


def _must_be_sayable(text: str, place: Place) -> None:
    try:
        words_to_say(text)
    except UnsayableError as error:
        if any(not unaccented(letter).isascii() for letter in text if letter.isalpha()):
            place.wrong(_OTHER_LETTERS.format(text=shown(text)))
        else:
            place.wrong(str(error))


def _pronunciations(place: Place) -> dict[str, str]:
    """Each safe word with its spelling as it sounds: "nashville: nash ville"."""
    spellings: dict[str, str] = {}
    for key, spelling in place.parts():
        said = spelling.text()
        if not words_of(key):
            spelling.wrong("a safe word has letters in it; write pronunciations as in nashville: nash ville.")
        elif said and not words_of(said):
            spelling.wrong(f"{key} is spelled as it sounds, in English words or syllables; for example nash ville.")
        elif said:
            _must_be_sayable(said, spelling)
        spellings[" ".join(words_of(key))] = " ".join(words_of(said))
    return spellings


def _patience(place: Place) -> Patience:
    place.only(*LENGTHS)
    return Patience(**{key: length.number(LENGTHS[key]) for key, length in place.parts() if key in LENGTHS})


def _device(place: Place) -> str | int:
    return place.whole(DEVICE) if place.looks_like_a_number() else place.text()


def _time_of_day(place: Place) -> time | None:
    """With or without quotes: YAML takes 10:30 for a number, but nobody means that."""
    text = place.as_written()
    hour, _, minute = text.partition(":")
    if re.fullmatch(r"[0-9]{1,2}:[0-9]{2}", text) and int(hour) < 24 and int(minute) < 60:
        return time(int(hour), int(minute))
    place.wrong(f'{place.name} is {shown(text)}; a time of day is needed, for example "10:30".')
    return None
