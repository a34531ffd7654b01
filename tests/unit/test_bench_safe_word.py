"""The whole measurement, on a tiny corpus that espeak-ng speaks: it counts what was said and writes it down."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from rich.console import Console

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.bench import work
from assistant.bench.conditions import QUIET, Condition
from assistant.bench.corpus import Corpus, read_corpus
from assistant.bench.ears import OWN_EAR, PhonemeEars, ears_called
from assistant.bench.frames import NotedPhonemes, RememberedPhonemes
from assistant.bench.plan import Plan, jobs_of
from assistant.bench.results import Result, results_of
from assistant.bench.statistics import Span
from assistant.bench.work import Job, Kind, Outcome, do
from assistant.devices.partner import speak
from assistant.ears.phonemes import LogProbs, Phonemes
from assistant.ears.spotter import CANDIDATE_FLOOR, THRESHOLD, PhonemeSpotter
from assistant.errors import SundayCoffeeError
from assistant.shell.bench import BenchOptions, bench_safe_word

VOICES = ("en-gb", "en-us", "en-us+f3")
TALK = ("the milk has gone off again and the bread is stale", "shall we walk down to the river after lunch")


def record(path: Path, sound: Samples) -> None:
    quiet = np.zeros(SAMPLE_RATE_HZ // 2, np.int16)
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.concatenate((quiet, sound, quiet)), SAMPLE_RATE_HZ)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for number, voice in enumerate(VOICES):
        record(folder / f"keyword/pineapple/{number}.wav", speak("pineapple", voice))
    for number, line in enumerate(TALK):
        record(folder / f"talk/{number}.wav", speak(line))
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return read_corpus(folder)


@pytest.fixture(scope="module")
def phonemes() -> Phonemes:
    return Phonemes()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def planned(corpus: Corpus, phonemes: Phonemes, *conditions: Condition) -> Plan:
    words = ("pineapple", "lighthouse", "stale bread")
    noted = NotedPhonemes(phonemes)
    ears_called(OWN_EAR, noted).together(words)
    return Plan(conditions, (OWN_EAR,), corpus, words, tuple(noted.tokens), None)


def measured(plan: Plan, cache: Path) -> list[Result]:
    done = [(job, do(job, cache)) for job in jobs_of(plan)]
    return results_of(done, plan.conditions, {OWN_EAR: (CANDIDATE_FLOOR, THRESHOLD)})


def test_a_word_said_clearly_is_heard_and_talk_is_not_taken_for_it(
    corpus: Corpus, phonemes: Phonemes, cache: Path
) -> None:
    quiet, beside_talk = measured(planned(corpus, phonemes, QUIET, Condition(over_talk_db=25.0)), cache)
    for result in (quiet, beside_talk):
        said = result.words["pineapple"]
        assert said.hit == (True, True, True)
        assert (said.best >= THRESHOLD).all()
        assert result.missed(THRESHOLD) == {"pineapple": 0.0}
        assert (np.abs(said.late_s) < 1.0).all()
        assert set(result.talk.false) == {"pineapple", "lighthouse", "stale bread"}
        assert result.talk.at(THRESHOLD).events == 0
        assert result.talk.word_hours == pytest.approx(3 * result.talk.hours)
    assert not np.array_equal(quiet.words["pineapple"].best, beside_talk.words["pineapple"].best)


def test_what_was_measured_once_is_not_listened_to_again(
    corpus: Corpus, phonemes: Phonemes, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *_) = jobs_of(planned(corpus, phonemes, QUIET))
    outcome = do(first, cache)
    monkeypatch.setattr(work, "_heard", lambda *_: pytest.fail("it listened again"))
    assert do(first, cache) == outcome


def test_a_damaged_file_in_the_cache_is_measured_anew(corpus: Corpus, phonemes: Phonemes, tmp_path: Path) -> None:
    (first, *_) = jobs_of(planned(corpus, phonemes, QUIET))
    outcome = do(first, tmp_path)
    for kept in filter(Path.is_file, tmp_path.rglob("*")):
        kept.write_bytes(kept.read_bytes()[:20])
    assert do(first, tmp_path) == outcome


def heard_by(spotter: PhonemeSpotter, sound: Samples) -> list[tuple[str, float, float]]:
    found = (*spotter.hear(sound), *spotter.finish())
    return [(each.word, each.word_end_s, each.score) for each in found]


def test_frames_remembered_serve_any_other_word_as_well_as_new_ones(phonemes: Phonemes, tmp_path: Path) -> None:
    sound = np.concatenate((np.zeros(16_000, np.int16), speak("a lighthouse and a pineapple")))
    noted = NotedPhonemes(phonemes)
    kept = RememberedPhonemes(phonemes, noted.tokens, tmp_path / "frames.npz")
    heard_by(PhonemeSpotter(kept, ["pineapple"]), sound)
    kept.save()
    again = RememberedPhonemes(phonemes, noted.tokens, tmp_path / "frames.npz")
    told = heard_by(PhonemeSpotter(again, ["lighthouse"]), sound)
    assert again.passes == 0
    live = heard_by(PhonemeSpotter(phonemes, ["lighthouse"]), sound)
    assert [word for word, *_ in told] == ["lighthouse"]
    assert np.array([each[1:] for each in told]) == pytest.approx(np.array([each[1:] for each in live]), abs=0.02)


def test_a_sound_that_is_not_remembered_is_refused(phonemes: Phonemes) -> None:
    kept = RememberedPhonemes(phonemes, {phonemes.id_of("p")}, None)
    assert kept.id_of("p") == phonemes.id_of("p")
    with pytest.raises(ValueError, match="not among those remembered"):
        kept.id_of("b")


class Silent:
    """Phonemes that never sound."""

    def __init__(self, phonemes: Phonemes) -> None:
        self.blank = phonemes.blank
        self.id_of = phonemes.id_of
        self.guess = phonemes.guess

    def log_probs(self, samples: Samples) -> LogProbs:
        return np.empty((samples.size // 320, 0), np.float32)


def test_each_word_is_judged_in_a_window_as_long_as_its_own(phonemes: Phonemes) -> None:
    ears = PhonemeEars(Silent(phonemes))
    words = ["mango", "pineapple", "computer", "smart mirror", "yellow submarine"]
    groups = ears.together(words)
    assert sorted(word for group in groups for word in group) == sorted(words)
    for group in groups:
        together_s = PhonemeSpotter(phonemes, group).window_s
        for word in group:
            assert together_s == PhonemeSpotter(phonemes, [word]).window_s


def test_talk_is_heard_once_for_all_that_share_it(corpus: Corpus, phonemes: Phonemes) -> None:
    beside = Condition(over_talk_db=5.0), Condition(in_running_speech=True)
    jobs = list(jobs_of(planned(corpus, phonemes, QUIET, *beside)))
    assert [job.condition for job in jobs if job.kind is Kind.TALK] == [QUIET]
    assert {job.condition for job in jobs if job.kind is Kind.WORD} == {QUIET, *beside}


def test_an_ear_that_is_not_there_is_named(phonemes: Phonemes) -> None:
    with pytest.raises(SundayCoffeeError, match="no ear called 'nose'"):
        ears_called("nose", phonemes)


def test_a_condition_without_talk_gives_no_result(corpus: Corpus, phonemes: Phonemes) -> None:
    said = [job for job in jobs_of(planned(corpus, phonemes, QUIET)) if job.kind is Kind.WORD]
    nothing = Outcome((Span(0.0, 1.0, 0.5),) * len(VOICES), 0.0, ("pineapple",), {}, {})
    done: list[tuple[Job, Outcome]] = [(job, nothing) for job in said]
    assert results_of(done, [QUIET], {OWN_EAR: (CANDIDATE_FLOOR, THRESHOLD)}) == []


def test_the_report_tells_misses_false_alarms_latency_and_cost(folder: Path, tmp_path: Path) -> None:
    console = Console(record=True, width=200, file=io.StringIO())
    options = BenchOptions(
        folder,
        with_peer=False,
        with_pictures=False,
        conditions=(QUIET,),
        processes=1,
        cache=tmp_path / "cache",
        out=tmp_path / "out",
    )
    bench_safe_word(options, console)
    shown = console.export_text()
    written = (tmp_path / "out/RESULTS.md").read_text("utf-8")
    for what in ("Beside the goals", "Misses", "False alarms", "Latency", "Cost", "default threshold"):
        assert what in shown
        assert what in written
    assert "pineapple: 3" in written
    assert str(tmp_path) not in written
    assert (tmp_path / "out/curves/quiet.csv").read_text("utf-8").startswith("curve,threshold,")
