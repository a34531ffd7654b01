"""Where speech begins and ends, with a synthetic voice in rooms of every kind."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.endpoints import CHUNK_S, LONGEST_UTTERANCE_S, Endpoint, Endpoints, UtteranceEnded
from assistant.session.events import SpeechStarted, SpeechStopped

QUIET_S = 1.0


def _spoken(folder: Path, text: str) -> Samples:
    """`text` at full scale, without the quiet around it."""
    subprocess.run(["espeak-ng", "-v", "en-us+m3", "-s", "140", "-w", str(folder / "said.wav"), text], check=True)
    wave, rate_hz = soundfile.read(folder / "said.wav", dtype="float32")
    wave = soxr.resample(wave, rate_hz, SAMPLE_RATE_HZ)
    loud = np.flatnonzero(np.abs(wave) > 0.01 * np.abs(wave).max())
    wave = wave[loud[0] : loud[-1] + 1]
    spoken: Samples = (wave / np.abs(wave).max() * 32767).astype(np.int16)
    return spoken


@pytest.fixture(scope="session")
def sentence(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    return _spoken(tmp_path_factory.mktemp("said"), "good morning coffee")


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE_HZ), np.int16)


def at_peak_db(sound: Samples, peak_db: float) -> Samples:
    softer: Samples = np.round(sound * 10 ** (peak_db / 20)).astype(np.int16)
    return softer


def in_a_room(*sounds: Samples) -> Samples:
    return np.concatenate((quiet(QUIET_S), *sounds, quiet(QUIET_S)))


def heard(sound: Samples, chunk: int = 320, endpoint_s: float = 0.7) -> list[Endpoint]:
    endpoints = Endpoints(endpoint_s)
    return [e for start in range(0, sound.size, chunk) for e in endpoints.hear(sound[start : start + chunk])]


def plain(found: list[Endpoint]) -> list[object]:
    return [(e.start_sample, e.end_sample, e.samples.tobytes()) if isinstance(e, UtteranceEnded) else e for e in found]


@pytest.mark.parametrize("peak_db", [0, -20, -40, -50])
def test_a_sentence_is_heard_whole_however_softly_it_is_said(sentence: Samples, peak_db: float) -> None:
    said = at_peak_db(sentence, peak_db)
    started, stopped, utterance = heard(in_a_room(said))

    assert isinstance(started, SpeechStarted)
    assert isinstance(stopped, SpeechStopped)
    assert isinstance(utterance, UtteranceEnded)
    assert started.at_s == pytest.approx(QUIET_S, abs=0.15)
    assert stopped.at_s == pytest.approx(QUIET_S + said.size / SAMPLE_RATE_HZ, abs=0.25)
    assert utterance.start_sample / SAMPLE_RATE_HZ == started.at_s
    assert utterance.end_sample / SAMPLE_RATE_HZ == stopped.at_s
    room = in_a_room(said).tobytes()
    assert utterance.samples.tobytes() in room
    assert said[1600:-3200].tobytes() in utterance.samples.tobytes()


@settings(max_examples=8, deadline=None)
@given(chunk=st.integers(1, 9000))
def test_it_makes_no_difference_how_the_sound_is_cut(sentence: Samples, chunk: int) -> None:
    sound = in_a_room(sentence, quiet(1), at_peak_db(sentence, -12))

    assert plain(heard(sound, chunk)) == plain(heard(sound, 512))


def test_a_breath_between_two_words_ends_nothing_but_a_silence_does(sentence: Samples) -> None:
    assert sum(isinstance(e, UtteranceEnded) for e in heard(in_a_room(sentence, quiet(0.35), sentence))) == 1
    assert sum(isinstance(e, UtteranceEnded) for e in heard(in_a_room(sentence, quiet(1.3), sentence))) == 2


def test_how_long_a_silence_ends_an_utterance_can_be_chosen(sentence: Samples) -> None:
    with_pause = in_a_room(sentence, quiet(1.3), sentence, quiet(1.5))

    assert sum(isinstance(e, UtteranceEnded) for e in heard(with_pause, endpoint_s=2.0)) == 1


@pytest.mark.parametrize("loudness", [0, 1, 30, 1000])
def test_a_room_without_a_voice_is_quiet_however_loud_it_is(loudness: int) -> None:
    noise = np.random.default_rng(7).normal(0, loudness, 5 * SAMPLE_RATE_HZ).astype(np.int16)

    assert heard(noise) == []


def test_a_cup_put_on_the_table_is_no_talk() -> None:
    ring = np.arange(1600) / SAMPLE_RATE_HZ
    cup = (20_000 * np.exp(-ring * 60) * np.sin(2 * np.pi * 2300 * ring)).astype(np.int16)

    assert heard(in_a_room(cup, quiet(0.5), cup)) == []


def test_talk_that_goes_on_is_no_utterance_but_still_starts_and_stops(sentence: Samples) -> None:
    times = round(LONGEST_UTTERANCE_S / (sentence.size / SAMPLE_RATE_HZ)) + 2
    found = heard(in_a_room(*[sentence] * times))

    assert [type(e) for e in found] == [SpeechStarted, SpeechStopped]


def test_no_more_sound_is_kept_than_an_utterance_may_need(sentence: Samples) -> None:
    endpoints = Endpoints()
    endpoints.hear(quiet(30))
    assert len(endpoints._kept) * CHUNK_S < 1
    endpoints.hear(np.tile(sentence, 30))
    assert len(endpoints._kept) * CHUNK_S < LONGEST_UTTERANCE_S + 2


def test_what_is_said_last_counts_although_the_sound_ends(sentence: Samples) -> None:
    endpoints = Endpoints()
    assert [type(e) for e in endpoints.hear(np.concatenate((quiet(1), sentence)))] == [SpeechStarted]

    assert [type(e) for e in endpoints.finish()] == [SpeechStopped, UtteranceEnded]
    assert endpoints.finish() == ()


class _AlwaysOpen:
    def hear(self, samples: Samples) -> bool:  # noqa: ARG002 - the promise of a gate
        return True


def utterances(found: list[Endpoint]) -> list[UtteranceEnded]:
    return [endpoint for endpoint in found if isinstance(endpoint, UtteranceEnded)]


@pytest.mark.parametrize("hiss", [0, 1, 4])
def test_what_is_said_from_a_shout_to_a_whisper_is_found_as_if_it_never_rested(
    sentence: Samples, hiss: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels_db = (-50, -40, -30, -20, -6)  # softly after loudly is another matter: its gain comes back slowly
    room = np.concatenate([part for db in levels_db for part in (quiet(2.5), at_peak_db(sentence, db))] + [quiet(1.5)])
    noise = np.random.default_rng(3).normal(0, hiss, room.size)
    sound = np.round(room + noise).clip(-32768, 32767).astype(np.int16)
    resting = utterances(heard(sound))
    monkeypatch.setattr("assistant.ears.endpoints.Gate", _AlwaysOpen)
    restless = utterances(heard(sound))

    assert len(resting) == len(restless) == len(levels_db)
    for one, other in zip(resting, restless, strict=True):
        assert one.start_sample == pytest.approx(other.start_sample, abs=0.1 * SAMPLE_RATE_HZ)
        assert one.end_sample == pytest.approx(other.end_sample, abs=0.1 * SAMPLE_RATE_HZ)
        assert one.samples.tobytes() in sound.tobytes()


def test_while_nobody_speaks_it_rests() -> None:
    endpoints = Endpoints()
    noise = np.random.default_rng(3).normal(0, 8, 60 * SAMPLE_RATE_HZ).astype(np.int16)
    endpoints.hear(noise[: 4 * SAMPLE_RATE_HZ])  # at first it trusts no quiet
    seen: list[int] = []

    class Watched:
        def process_samples(self, samples: list[float]) -> float:
            seen.append(len(samples))
            return 0.0

    endpoints._silero = Watched()  # type: ignore[assignment]
    assert endpoints.hear(noise[4 * SAMPLE_RATE_HZ :]) == ()
    assert seen == []
