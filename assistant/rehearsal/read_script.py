"""From a script's YAML to a Script, with every mistake and its line. Loads the sounds it names; plays none."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from assistant.content.configuration import Configuration, wishes_in
from assistant.content.places import Place, Span
from assistant.content.reading import read_places
from assistant.devices import recordings
from assistant.devices.acoustics import Surroundings
from assistant.devices.partner import speak
from assistant.errors import ContentError
from assistant.rehearsal.read_expected import expectations_in
from assistant.rehearsal.read_kept import kept_in
from assistant.rehearsal.read_lines import TIME_S, Cast, Partner, lines_in, sound_in
from assistant.rehearsal.script import Script
from assistant.session.book import Book
from assistant.session.kept import NOTHING_KEPT
from assistant.voice.pyttsx3_engine import DEFAULT_VOICE

SPEED_WPM: Final = Span(80, 260, 150)
SNR_DB: Final = Span(-60, 80, 20)
ECHO_DB: Final = Span(-80, 20, -20)
DRIFT_PPM: Final = Span(-500, 500, 0)
SEED: Final = Span(0, 999_999_999, 1)


def read_script(path: Path, wishes: Configuration, book: Book) -> Script:
    """The script in `path`, on top of the couple's own `wishes`. ContentError with everything that is wrong.

    `book`: what prompts.yaml holds; lines may wait for its sayings. Files in a script are named from where it lies.
    """
    root = read_places(path)
    root.only("about", "config", "room", "introduced", "kept", "partners", "lines", "expect", "stay_s", "give_up_s")
    about, config, room, expect = map(root.find, ("about", "config", "room", "expect"))
    introduced, kept = root.find("introduced"), root.find("kept")
    wishes = wishes if config is None else wishes_in(config, wishes)
    partners, lines = root.need("partners"), root.need("lines")
    people = {} if partners is None else _partners(partners, wishes.voice or DEFAULT_VOICE)
    cast = Cast(path.parent, people, wishes.safe_words, book.sayings)
    script = Script(
        name=path.stem,
        about="" if about is None else about.text(),
        wishes=wishes,
        surroundings=Surroundings() if room is None else _surroundings(room, path.parent),
        introduced=introduced is None or introduced.flag(),
        kept=NOTHING_KEPT if kept is None else kept_in(kept, book),
        lines=() if lines is None else lines_in(lines, cast),
        expectations=() if expect is None else expectations_in(expect, book.sayings),
        stay_s=_seconds(root, "stay_s", 5.0),
        give_up_s=_seconds(root, "give_up_s", 180.0),
    )
    root.problems.raise_if_any()
    return script


def _seconds(root: Place, key: str, usual_s: float) -> float:
    place = root.find(key)
    return usual_s if place is None else place.number(TIME_S)


def _surroundings(place: Place, folder: Path) -> Surroundings:
    place.only("snr_db", "noise", "echo_db", "drift_ppm", "seed")
    room = Surroundings()
    for key, value in place.parts():
        match key:
            case "snr_db":
                room = replace(room, snr_db=value.number(SNR_DB))
            case "noise":
                room = replace(room, noise=sound_in(value, folder, recordings.read))
            case "echo_db":
                room = replace(room, echo_db=value.number(ECHO_DB))
            case "drift_ppm":
                room = replace(room, drift_ppm=value.number(DRIFT_PPM))
            case "seed":
                room = replace(room, seed=value.whole(SEED))
            case _:
                pass  # told already, by `only`
    if room.noise is not None and room.snr_db is None:
        place.wrong("noise needs snr_db beside it, how far it lies below a partner's voice; for example 20.")
    return room


def _partners(place: Place, assistant_voice: str | None) -> dict[str, Partner]:
    return {name: _partner(partner, assistant_voice) for name, partner in place.parts()}


def _partner(place: Place, assistant_voice: str | None) -> Partner:
    place.only("voice", "speed_wpm")
    voice, speed = place.need("voice"), place.find("speed_wpm")
    partner = Partner(voice.text() if voice else "", 150 if speed is None else speed.whole(SPEED_WPM))
    if voice is None or not partner.voice:
        return partner
    if partner.voice == assistant_voice:
        voice.wrong(f"{partner.voice} is the assistant's own voice; give {place.name} another, for example en-gb.")
    try:
        speak("one", partner.voice, partner.speed_wpm)
    except ContentError as unknown:
        voice.wrong(str(unknown))
        return replace(partner, voice="")
    return partner
