"""A spoken example is checked kindly, kept as numbers for these eyes only, and forgotten when the couple wishes."""

import io
import stat
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock, Samples
from assistant.ears.embeddings import NUMBERS, SpeechEmbeddings, Vector
from assistant.ears.enrolment import LEAST_FIT, LEAST_ORDINARY, Doubt, Place, examine, find_word, unlike
from assistant.ears.example_files import (
    MOST,
    ExamplesError,
    default_examples_folder,
    examples_of,
    forget_examples,
    load_examples,
    store_examples,
)
from assistant.ears.examples import Example, ExampleWitness
from assistant.ears.phonemes import Phonemes
from assistant.errors import HearingUnavailableError
from assistant.shell.enrol import compared, fit_of, utterances
from assistant.shell.main import main

EMBEDDINGS = SpeechEmbeddings()


@cache
def spoken(text: str, voice: str = "en-us", peak: float = 0.3) -> Samples:
    """A synthetic voice, with nothing around it."""
    wav = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    sound, rate_hz = soundfile.read(io.BytesIO(wav))
    sound = soxr.resample(sound, rate_hz, SAMPLE_RATE_HZ)
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    samples: Samples = np.round(sound[loud[0] : loud[-1]] / np.abs(sound).max() * peak * 32767).astype(np.int16)
    return samples


def room(seconds: float, rms: float = 15, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, rms, round(seconds * SAMPLE_RATE_HZ)).astype(np.int16)


def recorded(*parts: Samples, rms: float = 15) -> Samples:
    whole = np.concatenate((np.zeros(8000, np.int16), *parts, np.zeros(8000, np.int16)))
    return (whole + room(whole.size / SAMPLE_RATE_HZ, rms)[: whole.size]).astype(np.int16)


def embedded(sound: Samples) -> Vector:
    EMBEDDINGS.reset()
    return np.stack([embedding.vector for embedding in EMBEDDINGS.hear(sound)])


@cache
def ordinary_talk() -> Vector:
    return embedded(
        recorded(spoken("Good morning. Is this a good moment? There is room for the other of you now."), room(3))
    )


def judged(sound: Samples, fit: float = 0.0) -> Example | Doubt:
    return examine(sound, EMBEDDINGS, ordinary_talk(), lambda _: fit, "pineapple")


# One recording.


def test_a_word_said_plainly_will_do() -> None:
    example = judged(recorded(spoken("pineapple")))
    assert isinstance(example, Example)
    assert example.word == "pineapple"
    assert example.ordinary > LEAST_ORDINARY


def test_the_word_is_found_where_it_is() -> None:
    word = spoken("pineapple")
    place = find_word(recorded(word))
    assert isinstance(place, Place)
    assert place.start == pytest.approx(8000, abs=800)
    assert place.end == pytest.approx(8000 + word.size, abs=1600)


@pytest.mark.parametrize(
    ("sound", "doubt"),
    [
        (np.empty(0, np.int16), Doubt.NO_WORD),
        (np.zeros(48_000, np.int16), Doubt.NO_WORD),
        (room(3), Doubt.NO_WORD),
        (recorded(spoken("pineapple"), room(1.2), spoken("pineapple")), Doubt.MORE),
        (recorded(spoken("pine"), room(0.45), spoken("apple")), Doubt.PAUSE),
        (recorded(spoken("pineapple", peak=0.9).astype(np.int32).clip(-3000, 3000).astype(np.int16) * 10), None),
        (recorded((spoken("pineapple", peak=0.9).astype(np.int32) * 4).clip(-32767, 32767)), Doubt.TOO_LOUD),
        (recorded(spoken("pineapple", peak=0.1), rms=300), Doubt.TOO_SOFT),
        (recorded(spoken("a")), Doubt.TOO_SHORT),
        (recorded(spoken("supercalifragilisticexpialidocious")), Doubt.TOO_LONG),
    ],
)
def test_what_would_not_help_is_asked_for_once_more_with_its_reason(sound: Samples, doubt: Doubt | None) -> None:
    verdict = judged(sound)
    assert verdict is doubt if doubt else isinstance(verdict, Example)


def test_another_word_is_noticed_by_its_phonemes() -> None:
    assert judged(recorded(spoken("pineapple")), fit=-9.0) is Doubt.OTHER_WORD
    assert isinstance(judged(recorded(spoken("pineapple")), fit=-4.0), Example), "an odd pronunciation is welcome"


def test_what_the_assistant_itself_says_all_day_is_no_example() -> None:
    says = embedded(recorded(spoken("pineapple"), room(1), spoken("pineapple")))
    assert examine(recorded(spoken("pineapple")), EMBEDDINGS, says, lambda _: 0.0, "pineapple") is Doubt.ORDINARY


def test_softly_said_it_will_do_too() -> None:
    assert isinstance(judged(recorded(spoken("pineapple", peak=0.01), rms=1)), Example)


def test_every_reason_is_kind_and_ends_the_same_sentence() -> None:
    for doubt in Doubt:
        assert doubt.startswith(("I ", "it ", "there "))
        assert not set(doubt.split()) & {"why", "should", "must", "just", "try", "you", "your", "wrong"}
        assert not doubt.endswith(".")


def test_what_was_learned_is_heard_again_in_the_middle_of_talk() -> None:
    example = judged(recorded(spoken("pineapple")))
    assert isinstance(example, Example)
    talk = recorded(
        spoken("we went along the river until it rained"), spoken("pineapple"), spoken("and so we ran home")
    )
    heard = ExampleWitness([example], EMBEDDINGS).hear(talk)
    best = min(heard, key=lambda seen: seen.distance)
    said_s = (8000 + spoken("we went along the river until it rained").size + spoken("pineapple").size) / SAMPLE_RATE_HZ
    assert best.rarity > 0
    assert best.end_s == pytest.approx(said_s, abs=0.2)


# The examples of one voice together.


def example(seed: int, *, like: int = 0, difference: float = 0.2) -> Example:
    vectors = np.random.default_rng(like).normal(size=(8, NUMBERS))
    changed = vectors + difference * np.random.default_rng(seed).normal(size=vectors.shape)
    return Example("pineapple", changed.astype(np.float32), 0.3)


@pytest.mark.parametrize("odd", [0, 1, 2])
def test_the_one_unlike_the_others_is_noticed_whichever_it_is(odd: int) -> None:
    voice = [example(seed, like=9 if seed == odd else 0) for seed in range(3)]
    assert unlike(voice) == tuple(seed == odd for seed in range(3))


def test_of_two_that_disagree_the_later_is_asked_for_again() -> None:
    assert unlike([example(0), example(1, like=9)]) == (False, True)


def test_one_alone_and_none_at_all_are_like_the_others() -> None:
    assert unlike([example(0)]) == (False,)
    assert unlike([]) == ()


def test_a_new_one_is_compared_with_those_from_last_week_and_a_doubt_stays_a_doubt() -> None:
    new: list[tuple[str, Example | Doubt]] = [("a", Doubt.PAUSE), ("b", example(5, like=9)), ("c", example(6))]
    verdicts = dict(compared(new, [example(1), example(2)]))
    assert (verdicts["a"], verdicts["b"]) == (Doubt.PAUSE, Doubt.UNLIKE)
    assert verdicts["c"] is new[2][1]


# Kept on disk.


def same(some: Sequence[Example], others: Sequence[Example]) -> bool:
    return [(one.word, one.ordinary) for one in some] == [(other.word, other.ordinary) for other in others] and all(
        np.array_equal(one.vectors, other.vectors) for one, other in zip(some, others, strict=True)
    )


@pytest.fixture
def voice() -> list[Example]:
    return [replace(example(seed), ordinary=0.25) for seed in range(3)]


@pytest.fixture(autouse=True)
def _no_file_is_left_half_written(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.unfinished"))


def test_next_sunday_the_examples_are_as_they_were(tmp_path: Path, voice: list[Example]) -> None:
    store_examples(tmp_path / "new", "Anna", "pineapple", voice)
    loaded = load_examples(tmp_path / "new", ["pineapple"])
    assert same(loaded.examples, voice)
    assert loaded.problems == ()


def test_both_partners_count_and_other_words_do_not(tmp_path: Path, voice: list[Example]) -> None:
    store_examples(tmp_path, "Anna", "pineapple", voice[:1])
    store_examples(tmp_path, "Ben", "pineapple", voice[1:])
    store_examples(tmp_path, "Ben", "lantern", [replace(voice[0], word="lantern")])
    assert len(load_examples(tmp_path, ["pineapple"]).examples) == 3
    assert len(load_examples(tmp_path, ["pineapple", "lantern"]).examples) == 4
    assert len(examples_of(tmp_path, "ben", "pineapple")) == 2


def test_only_they_may_read_them_and_there_is_no_sound_in_them(tmp_path: Path, voice: list[Example]) -> None:
    store_examples(tmp_path / "new", "Anna", "pineapple", voice)
    (file,) = (tmp_path / "new").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with np.load(file, allow_pickle=False) as stored:
        assert set(stored.files) == {"version", "word", "ordinary", "lengths", "vectors"}
    assert file.stat().st_size < 2 * sum(one.vectors.nbytes for one in voice)


def test_the_newest_stay_when_there_are_many(tmp_path: Path) -> None:
    many = [replace(example(seed), ordinary=0.25) for seed in range(MOST + 3)]
    store_examples(tmp_path, "Anna", "pineapple", many)
    assert same(examples_of(tmp_path, "Anna", "pineapple"), many[3:])


@pytest.mark.parametrize("partner", ["Anna", "../../etc/Anna", "安娜", "Anna & Ben", ".", "..", "a b  c", "%2F"])
def test_any_name_stays_inside_the_folder_and_can_be_forgotten(
    tmp_path: Path, voice: list[Example], partner: str
) -> None:
    store_examples(tmp_path / "examples", partner, "pineapple", voice)
    store_examples(tmp_path / "examples", "someone else", "pineapple", voice)
    assert [file.name for file in tmp_path.iterdir()] == ["examples"]
    assert forget_examples(tmp_path / "examples", partner.upper()) == 1
    assert len(load_examples(tmp_path / "examples", ["pineapple"]).examples) == 3
    assert forget_examples(tmp_path / "examples") == 1
    assert load_examples(tmp_path / "examples", ["pineapple"]) == load_examples(tmp_path / "nowhere", ["pineapple"])


def test_a_name_that_begins_like_another_is_not_forgotten_with_it(tmp_path: Path, voice: list[Example]) -> None:
    store_examples(tmp_path, "Ann", "pineapple", voice)
    store_examples(tmp_path, "Anna", "pineapple", voice)
    assert forget_examples(tmp_path, "Ann") == 1
    assert len(examples_of(tmp_path, "Anna", "pineapple")) == 3


def test_a_name_that_no_file_can_bear_is_refused_in_a_sentence(tmp_path: Path, voice: list[Example]) -> None:
    with pytest.raises(ExamplesError, match="nickname"):
        store_examples(tmp_path, "x" * 300, "pineapple", voice)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path, voice: list[Example]) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(ExamplesError, match="can't be kept there"):
        store_examples(tmp_path / "a file" / "examples", "Anna", "pineapple", voice)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_file_is_left_out_with_a_sentence_and_the_others_are_heard(
    tmp_path: Path, voice: list[Example], data: st.DataObject
) -> None:
    store_examples(tmp_path, "Anna", "pineapple", voice)
    store_examples(tmp_path, "Ben", "pineapple", voice)
    file = next(tmp_path.glob("anna*"))
    whole = file.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    wrong = data.draw(st.integers(0, 255))
    file.write_bytes(data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([wrong]) + whole[at + 1 :], b"letter"])))
    loaded = load_examples(tmp_path, ["pineapple"])
    told = [problem for problem in loaded.problems if str(file) in problem and "\n" not in problem]
    untouched = same(loaded.examples, [*voice, *voice])  # some bytes carry no meaning
    assert untouched or (len(told) == 1 and same(loaded.examples, voice))


def test_a_file_of_pickles_is_never_opened_as_one(tmp_path: Path, voice: list[Example]) -> None:
    store_examples(tmp_path, "Anna", "pineapple", voice)
    (file,) = tmp_path.iterdir()
    with file.open("wb") as stream:
        np.savez(stream, version=1, word=np.array([print], object), ordinary=1.0, lengths=3, vectors=np.zeros(3))
    loaded = load_examples(tmp_path, ["pineapple"])
    assert loaded.examples == ()
    assert "Say them again" in loaded.problems[0]


def test_the_examples_lie_where_the_couple_keeps_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_examples_folder() == tmp_path / "sunday-coffee" / "examples"


# From the microphone.


def blocks_of(sound: Samples) -> Iterator[Block | NoBlock]:
    for start in range(0, sound.size - BLOCK_SAMPLES + 1, BLOCK_SAMPLES):
        yield Block(start, sound[start : start + BLOCK_SAMPLES], np.zeros(BLOCK_SAMPLES, np.int16))


def test_three_times_said_is_three_recordings_each_good_enough() -> None:
    said = np.concatenate([recorded(room(1.5), spoken("pineapple"), room(1.5)) for _ in range(3)])
    heard = list(utterances(blocks_of(said)))
    assert len(heard) == 3
    assert all(isinstance(judged(sound), Example) for sound in heard)


def test_a_microphone_that_gives_nothing_is_told_in_a_sentence() -> None:
    with pytest.raises(HearingUnavailableError, match="plugged in"):
        list(utterances(iter([NoBlock(1.0, Microphone.SILENT), NoBlock(6.0, Microphone.SILENT)])))


# The command.


@pytest.fixture
def _quick_listener(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same judgement, but against less talk than the assistant has to say."""
    monkeypatch.setattr("assistant.shell.enrol.a_listener", lambda *_: judged)


def recording(path: Path, sound: Samples) -> str:
    soundfile.write(path, sound, SAMPLE_RATE_HZ)
    return str(path)


@pytest.mark.usefixtures("_quick_listener")
def test_anna_is_heard_and_later_forgotten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [recording(tmp_path / f"{n}.wav", recorded(spoken("pineapple", peak=p))) for n, p in ((1, 0.3), (2, 0.2))]
    files.append(recording(tmp_path / "pause.wav", recorded(spoken("pine"), room(0.45), spoken("apple"))))
    folder = str(tmp_path / "examples")
    assert main(["enrol", "--word", "Pineapple", "--partner", "Anna", "--examples", folder, *files]) == 0
    told = capsys.readouterr().out
    assert told.count("I hear you.") == 2
    assert "pause.wav: I'll need help with this one: there was a pause inside the word." in told
    assert len(load_examples(Path(folder), ["pineapple"]).examples) == 2
    assert main(["enrol", "--word", "pineapple", "--partner", "anna", "--examples", folder, files[0]]) == 0
    assert len(load_examples(Path(folder), ["pineapple"]).examples) == 2, "the same recording counts once"
    assert main(["enrol", "--forget", "--partner", "Anna", "--examples", folder]) == 0
    assert load_examples(Path(folder), ["pineapple"]).examples == ()


@pytest.mark.usefixtures("_quick_listener")
def test_when_none_will_do_nothing_is_kept(tmp_path: Path) -> None:
    file = recording(tmp_path / "quiet.wav", room(3))
    assert main(["enrol", "--word", "pineapple", "--partner", "Anna", "--examples", str(tmp_path / "new"), file]) == 1
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "given",
    [
        ["--word", "pineapple"],
        ["--partner", "Anna"],
        ["--word", "...", "--partner", "Anna", "x.wav"],
        ["--word", "pineapple", "--partner", " ", "x.wav"],
        ["--word", "pineapple", "--partner", "Anna", "nowhere.wav"],
        ["--forget", "--word", "pineapple"],
    ],
)
def test_what_cannot_be_used_gets_one_sentence(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enrol", *given]) == 2
    assert capsys.readouterr().err.strip().count("\n") == 0


def test_a_word_is_compared_with_how_the_couple_spelled_it_not_with_what_a_dictionary_thinks() -> None:
    phonemes = Phonemes()
    said = recorded(spoken("win"))
    theirs = fit_of("nguyen", {"nguyen": "win"}, phonemes)
    assert theirs(said) > LEAST_FIT
    assert theirs(said) > fit_of("nguyen", {}, phonemes)(said) + 1


def test_a_recording_of_a_whole_evening_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = recording(tmp_path / "evening.wav", np.zeros(31 * SAMPLE_RATE_HZ, np.int16))
    assert main(["enrol", "--word", "pineapple", "--partner", "Anna", file]) == 2
    assert "one word" in capsys.readouterr().err
