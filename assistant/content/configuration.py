"""The couple's own settings, from config.yaml. Where there is no such file, everything has a default."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from assistant.content.places import Place, Span
from assistant.content.reading import named, places_in, text_of
from assistant.ears.lexicon import words_of
from assistant.ears.pronunciation import UnsayableError, words_to_say
from assistant.session.book import Book, Patience

RECOGNISERS: Final = ("phrases", "vosk")
RATE_WPM: Final = Span(80, 260, 142)
DEVICE: Final = Span(0, 999, 0)
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


@dataclass(frozen=True)
class Configuration:
    """None means what the part concerned does by itself: the system's own device, the voice's own sound."""

    safe_words: tuple[str, ...] = ("pineapple",)
    pronunciations: Mapping[str, str] = field(default_factory=dict)  # a safe word: other words that sound like it
    voice: str | None = None
    rate_wpm: int | None = None
    patience: Patience = field(default_factory=Patience)
    asleep_safe_word_chimes: bool = True
    input_device: str | int | None = None
    output_device: str | int | None = None
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
    for key, place in root.parts():
        match key:
            case "safe_words":
                wishes = replace(wishes, safe_words=tuple(_safe_word(word) for word in place.variants()))
            case "pronunciations":
                wishes = replace(wishes, pronunciations=_pronunciations(place))
            case "voice":
                wishes = replace(wishes, voice=place.text())
            case "rate_wpm":
                wishes = replace(wishes, rate_wpm=place.whole(RATE_WPM))
            case "patience":
                wishes = replace(wishes, patience=_patience(place))
            case "asleep_safe_word_chimes":
                wishes = replace(wishes, asleep_safe_word_chimes=place.flag())
            case "input_device":
                wishes = replace(wishes, input_device=_device(place))
            case "output_device":
                wishes = replace(wishes, output_device=_device(place))
            case "recogniser":
                wishes = replace(wishes, recogniser=place.choice(RECOGNISERS))
            case "model":
                wishes = replace(wishes, model=Path(place.text()).expanduser())
            case _:
                pass  # told already, by `only`
    return wishes


def _safe_word(place: Place) -> str:
    word = place.text()
    if word and not words_of(word):
        place.wrong("a safe word has letters in it, so that it can be said; for example pineapple.")
    elif word:
        _must_be_sayable(word, place)
    return " ".join(words_of(word))


def _must_be_sayable(text: str, place: Place) -> None:
    try:
        words_to_say(text)
    except UnsayableError as error:
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
