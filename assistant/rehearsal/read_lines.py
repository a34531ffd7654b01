"""The lines of a script: who says or does what, and when. Loads what is said; plays none of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from assistant.audio import Samples
from assistant.content.places import Place, Span
from assistant.devices.partner import recording, speak
from assistant.ears.lexicon import words_of
from assistant.errors import HearingUnavailableError
from assistant.rehearsal.log import CHIMES
from assistant.rehearsal.script import AfterLine, AfterSound, AtTime, DuringSound, Line, Press, Speech, When
from assistant.session.events import Key

TIME_S: Final = Span(0, 10_800, 1)
GAIN_DB: Final = Span(-80, 20, -6)
MOST_LINES: Final = 500
LONGEST_LINE: Final = 500  # characters
WAIT_S: Final = 1.0
_DEEDS: Final = ("say", "wav", "key")
_MOMENTS: Final = ("at_s", "after_saying", "after_chime", "during_saying")


@dataclass(frozen=True)
class Partner:
    """How a partner sounds; a `voice` of "" was refused already."""

    voice: str
    speed_wpm: int


@dataclass(frozen=True)
class Cast:
    """All that lines refer to."""

    folder: Path
    partners: Mapping[str, Partner]
    safe_words: Collection[str]
    sayings: Collection[str]


def lines_in(place: Place, cast: Cast) -> tuple[Line, ...]:
    entries = place.each()
    if len(entries) > MOST_LINES:
        place.wrong(f"there are {len(entries)} lines; {MOST_LINES} are the most.")
    return tuple(_line(entry, cast) for entry in entries[:MOST_LINES])


def sound_in(place: Place, folder: Path, read: Callable[[Path], Samples]) -> Samples:
    """The recording that `place` names; silence where it can't be read."""
    named = place.text()
    try:
        return read(folder / Path(named).expanduser()) if named else np.zeros(0, np.int16)
    except HearingUnavailableError as unreadable:
        place.wrong(str(unreadable))
        return np.zeros(0, np.int16)


def _line(place: Place, cast: Cast) -> Line:
    place.only("who", *_DEEDS, "gain_db", "safe_word", "wait_s", *_MOMENTS)
    deeds = [key for key in _DEEDS if place.find(key) is not None]
    what: Speech | Press = Press(Key.SPACE)
    if len(deeds) != 1:
        place.wrong("a line has one of say, wav and key.")
    elif deeds == ["key"]:
        what = _press(place)
    else:
        what = _speech(place, deeds[0], cast)
    return Line(place.line, _when(place, cast), what)


def _press(place: Place) -> Press:
    for other in ("who", "gain_db", "safe_word"):
        if (given := place.find(other)) is not None:
            given.wrong(f"{other} goes with say or wav; a key is pressed by nobody in particular.")
    key = place.need("key")
    return Press(Key(named) if key and (named := key.choice([*Key])) in [*Key] else Key.SPACE)


def _speech(place: Place, deed: str, cast: Cast) -> Speech:
    who, gain, spoken, ends = place.need("who"), place.find("gain_db"), place.need(deed), place.find("safe_word")
    name = who.choice(cast.partners) if who else ""
    gain_db = 0.0 if gain is None else gain.number(GAIN_DB)
    if spoken is None:
        return Speech(name, "", np.zeros(0, np.int16))
    if deed == "wav":
        pcm = sound_in(spoken, cast.folder, recording)
        return Speech(name, Path(spoken.text()).name, pcm, gain_db, ends is not None and ends.flag())
    words = spoken.text()
    if ends is not None:
        ends.wrong("safe_word tells what a recording ends with; what is said is known.")
    if len(words) > LONGEST_LINE:
        spoken.wrong(f"a line has {LONGEST_LINE} characters at most; make two of it.")
        return Speech(name, "", np.zeros(0, np.int16))
    partner = cast.partners.get(name)
    pcm = speak(words, partner.voice, partner.speed_wpm) if partner and partner.voice else np.zeros(0, np.int16)
    return Speech(name, words, pcm, gain_db, _ends_with_safe_word(words, cast.safe_words))


def _ends_with_safe_word(words: str, safe_words: Collection[str]) -> bool:
    said = words_of(words)
    return any(said[-len(words_of(word)) :] == words_of(word) for word in safe_words)


def _when(place: Place, cast: Cast) -> When:
    wait = place.find("wait_s")
    wait_s = WAIT_S if wait is None else wait.number(TIME_S)
    moments = [key for key in _MOMENTS if place.find(key) is not None]
    if len(moments) > 1:
        place.wrong(f"a line has one moment; this one has {' and '.join(moments)}.")
    moment = place.find(moments[0]) if moments else None
    if moment is None:
        return AfterLine(wait_s)
    match moments[0]:
        case "at_s":
            if wait is not None:
                wait.wrong("wait_s is counted from something that happens; at_s says the time already.")
            return AtTime(moment.number(TIME_S))
        case "after_chime":
            return AfterSound(f"chime.{moment.choice([*CHIMES.values()])}", wait_s)
        case "after_saying":
            return AfterSound(moment.choice(cast.sayings), wait_s)
        case _:
            return DuringSound(moment.choice(cast.sayings), wait_s)
