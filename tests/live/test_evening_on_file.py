"""A whole evening with files in place of the sound card, from the command line."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers.home import Home

from assistant.audio import Samples
from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.devices import recordings
from assistant.session.commands import Chime
from assistant.voice.cache import SoundCache
from assistant.voice.chimes import chime
from assistant.voice.player import DIPPED, FADE_SAMPLES
from assistant.voice.pyttsx3_engine import Pyttsx3Engine

SLOWLY = Path(__file__).with_name("slowly.py")
BOOK = load_book(find_prompts(None), Configuration().safe_words)
Line = dict[str, Any]


@dataclass(frozen=True)
class Evening:
    home: Home
    recording: Path
    speaker: Path
    events: Path
    printed: str

    @property
    def lines(self) -> list[Line]:
        return [json.loads(line) for line in self.events.read_text(encoding="utf-8").splitlines()]


def evening(home: Home, recording: Path, *, script: Path | None = None, **more: str) -> Evening:
    speaker, events = home.folder / "out.wav", home.folder / "x.jsonl"
    typed = ["run", "--mic", str(recording), "--speaker", str(speaker), "--events", str(events)]
    return Evening(home, recording, speaker, events, home.does(*typed, script=script, **more))


@pytest.fixture(scope="module")
def first(coffee: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """An evening on a machine where nothing was ever said before: every sentence has to be rendered."""
    return evening(Home(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("cache")), coffee)


def test_it_leads_the_session_pauses_at_the_safe_word_and_says_the_cue(first: Evening) -> None:
    states = [line["state"] for line in first.lines if "state" in line]
    assert states == ["AskingMoment", "Telling", "Turn", "Paused", "Asleep"]
    paused = next(number for number, line in enumerate(first.lines) if line.get("event") == "SafeWordHeard")
    orders = [(line["command"], line.get("key")) for line in first.lines[paused:] if "command" in line]
    assert orders[:3] == [("Hush", None), ("PlayChime", "chime.pause"), ("Say", "pause_cue")]
    assert BOOK.sayings["pause_cue"][0] in first.printed


def test_the_end_of_the_recording_closes_quietly_and_leaves_nothing(first: Evening) -> None:
    *_, ended, hushed, forgotten, quits, asleep = first.lines
    assert ended["event"] == "InputEnded"
    assert [line["command"] for line in (hushed, forgotten, quits)] == ["Hush", "Forget", "Quit"]
    assert asleep["state"] == "Asleep"
    assert list(first.home.state_file.parent.iterdir()) == []


def test_a_slow_machine_with_a_warm_cache_lives_the_very_same_evening(first: Evening, tmp_path: Path) -> None:
    again = evening(Home(tmp_path, first.home.cache), first.recording, script=SLOWLY, PYTHONHASHSEED="7")
    assert again.events.read_bytes() == first.events.read_bytes()
    assert again.speaker.read_bytes() == first.speaker.read_bytes()


def test_the_loudspeaker_played_exactly_what_the_events_say(first: Evening) -> None:
    out = recordings.read(first.speaker)
    assert out.size == recordings.read(first.recording).size
    spoken_over = [line["sample"] for line in first.lines if line.get("event") == "SpeechStarted"]
    silent_else = out.copy()
    for begin, ways in sounds_in(first):
        said = [way[: out.size - begin] for way in ways]
        fits = [way for way in said if is_played(way, out[begin : begin + way.size], begin, spoken_over)]
        assert fits, f"what began at {begin} is no variant of its saying"
        silent_else[begin : begin + fits[0].size] = 0
    assert not silent_else.any()


def is_played(way: Samples, out: Samples, begin: int, spoken_over: list[int]) -> bool:
    """Sample by sample, but after somebody began to speak over it up to 12 dB lower."""
    over = min((sample - begin for sample in spoken_over if sample > begin), default=way.size)
    full, dipped, played = way[:over], np.abs(way[over:].astype(np.int32)), np.abs(out[over:].astype(np.int32))
    is_as_loud_at_most = bool((played <= dipped).all() and (played >= DIPPED * dipped - 1).all())
    return np.array_equal(full, out[:over]) and is_as_loud_at_most


def sounds_in(played: Evening) -> list[tuple[int, list[Samples]]]:
    """Where each sound began, and how it may sound: in one of its variants, hushed where the events say so."""
    cache = SoundCache(played.home.cache / "sunday-coffee" / "sayings", Pyttsx3Engine())
    hushes = [line["sample"] for line in played.lines if line.get("command") == "Hush"]
    return [
        (line["first_sample"], [hushed(way, line["first_sample"], hushes) for way in ways_of(line["key"], cache)])
        for line in played.lines
        if line.get("event") == "SayingStarted"
    ]


def ways_of(key: str, cache: SoundCache) -> list[Samples]:
    """The chime, or the variants of a saying that were rendered for this evening."""
    if key in set(Chime):
        return [chime(Chime(key)).pcm]
    return [cache.sound(key, text).pcm for text in BOOK.sayings[key] if cache.keeps(text)]


def hushed(sound: Samples, begin: int, hushes: list[int]) -> Samples:
    hush = next((at for at in hushes if begin < at < begin + sound.size), None)
    if hush is None:
        return sound
    tail = sound[hush - begin : hush - begin + FADE_SAMPLES].astype(float)
    fade = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, FADE_SAMPLES + 1) / FADE_SAMPLES)
    return np.concatenate((sound[: hush - begin], np.rint(tail * fade[: tail.size]).astype(np.int16)))


SCHEMA = {
    "SpeechStarted": {"at_s", "lag_s"},
    "SpeechStopped": {"at_s", "lag_s"},
    "UtteranceHeard": {"start_s", "end_s", "score", "intent", "minutes", "lag_s"},
    "SafeWordHeard": {"word_end_s", "score", "lag_s"},
    "SayingStarted": {"key", "first_sample"},
    "SayingFinished": {"key", "lag_s"},
    "InputEnded": {"lag_s"},
}


def test_every_line_of_the_events_keeps_to_the_schema(first: Evening) -> None:
    for line in first.lines:
        (kind,) = line.keys() & {"event", "command", "state"}
        keys = line.keys() - {"t_s", "sample", kind}
        assert line["t_s"] == pytest.approx(line["sample"] / 16_000, abs=0.001)
        match kind:
            case "event":
                assert keys == SCHEMA[line["event"]]
            case "command":
                assert keys == ({"key"} if line["command"] in {"Say", "PlayChime", "Show"} else set())
            case _:
                assert not keys
    assert [line["sample"] for line in first.lines] == sorted(line["sample"] for line in first.lines)
    assert {line["lag_s"] for line in first.lines if "lag_s" in line} == {0.0}


def test_on_a_recording_what_was_understood_can_be_shown(home: Home, asks_again: Path) -> None:
    assert "good morning coffee (nearest: good morning coffee)" in home.does("--mic", str(asks_again), "--debug-words")


def test_with_a_broken_voice_it_still_begins_chimes_and_shows_each_sentence(home: Home, coffee: Path) -> None:
    config = home.folder / "mine.yaml"
    config.write_text("voice: en-us+nobody\n", encoding="utf-8")
    speaker, events = home.folder / "out.wav", home.folder / "x.jsonl"
    typed = ["--config", str(config), "--mic", str(coffee), "--speaker", str(speaker), "--events", str(events)]
    printed = home.does(*typed)
    assert printed.count('espeak-ng has no voice "en-us+nobody"') == 1
    assert BOOK.sayings["pause_cue"][0] in printed
    begin = next(
        line["first_sample"]
        for line in map(json.loads, events.read_text(encoding="utf-8").splitlines())
        if line.get("event") == "SayingStarted" and line["key"] == "chime.pause"
    )
    pcm = chime(Chime.PAUSE).pcm
    assert np.array_equal(recordings.read(speaker)[begin : begin + pcm.size], pcm)


def test_where_nothing_can_be_kept_it_says_so_and_goes_on(home: Home, asks_again: Path) -> None:
    nowhere = home.folder / "file"
    nowhere.touch()
    printed = home.does("--mic", str(asks_again), XDG_STATE_HOME=str(nowhere), XDG_CACHE_HOME=str(nowhere))
    assert printed.count("Sayings can't be kept in") == 1
    assert printed.count("the session can't be kept there (Not a directory)") == 1
    assert any(question in printed for question in BOOK.sayings["good_moment"])


def test_a_full_disk_for_the_events_is_told_and_the_evening_goes_on(home: Home, asks_again: Path) -> None:
    printed = home.does("--mic", str(asks_again), "--events", "/dev/full")
    assert printed.count("/dev/full: the events can't be written any further") == 1
    assert any(question in printed for question in BOOK.sayings["good_moment"])


def test_without_a_microphone_one_sentence_points_to_the_rehearsal(home: Home) -> None:
    nothing = home.folder / "alsa.conf"
    nothing.write_text("pcm.!default { type nothing }\nctl.!default { type nothing }\n", encoding="utf-8")
    child = home.start("run", ALSA_CONFIG_PATH=str(nothing))
    printed, told = child.communicate(timeout=60)
    assert (child.returncode, printed) == (2, "")
    assert told == "There is no microphone here. Plug one in, or see a whole session without one: make rehearse.\n"
