"""With examples each couple is heard by its own ear, as it would be at home, and nobody is asked what they taught."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.bench import plan as planning
from assistant.bench.conditions import ISSUED, QUIET, Condition
from assistant.bench.corpus import Corpus, read_corpus
from assistant.bench.couples import Listener
from assistant.bench.couples_spotter import CouplesSpotter
from assistant.bench.ears import OWN_EAR, PEER_EAR, TAUGHT_EAR, ears_called
from assistant.bench.frames import NotedPhonemes
from assistant.bench.learning import couples_from, those_at_home
from assistant.bench.plan import FEWEST_WORDS, Plan, expected_core_s, in_few_windows, jobs_of
from assistant.bench.results import results_of
from assistant.bench.statistics import Peak, Span
from assistant.bench.vectors import RememberedEmbeddings
from assistant.bench.work import Job, Kind, Outcome, do
from assistant.devices.partner import speak
from assistant.ears.embeddings import SpeechEmbeddings
from assistant.ears.enrolment import features, find_word
from assistant.ears.examples import ONCE_AN_HOUR, TENFOLD, Evidence, Example, ExampleWitness
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import CANDIDATE_FLOOR, THRESHOLD, Spotted
from assistant.ears.witnesses import Witnesses
from assistant.errors import SundayCoffeeError

BLOCK = np.zeros(BLOCK_SAMPLES, np.int16)


def around(sound: Samples) -> Samples:
    quiet = np.random.default_rng(4).integers(-3, 4, SAMPLE_RATE_HZ // 2).astype(np.int16)
    return np.concatenate((quiet, sound, quiet))


class Told:
    """Says what it was told to, block after block; as phonemes or as examples."""

    def __init__(self, *blocks: tuple[Spotted | Evidence, ...]) -> None:
        self.asleep = False
        self._blocks = list(blocks)

    def hear(self, samples: Samples) -> tuple:  # type: ignore[type-arg]  # noqa: ARG002 - whatever was told
        return self._blocks.pop(0) if self._blocks else ()

    def finish(self) -> tuple[Spotted, ...]:
        return ()

    def reset(self, at_s: float | None = None) -> None:
        """Nothing to forget."""


def rare(word: str, end_s: float, rarity: float) -> Evidence:
    return Evidence(word, end_s, ONCE_AN_HOUR - rarity * TENFOLD)


def test_each_couple_is_told_what_its_own_witnesses_would_tell() -> None:
    heard = Spotted("lemon", 0.9, -1.0, 1.0, accepted=True)
    evidence = (rare("Anna and Ben", 0.8, 1.5), rare("Cleo and Dora", 0.8, 0.2))
    together = CouplesSpotter(
        Told((), (heard,)),
        Told(evidence, ()),
        [("Anna and Ben", "lemon"), ("Cleo and Dora", "lemon"), ("Eve and Finn", "mango")],
        THRESHOLD,
    )
    told = [one for _ in range(2) for one in together.hear(BLOCK)]
    for name in ("Anna and Ben", "Cleo and Dora"):
        mine = tuple(replace(one, word="lemon") for one in evidence if one.word == name)
        alone = Witnesses(Told((), (heard,)), Told(mine, ()))
        expected = [replace(one, word=name) for _ in range(2) for one in alone.hear(BLOCK)]
        assert [one for one in told if one.word == name] == expected
    assert {one.word for one in told if one.accepted} == {"Anna and Ben", "Cleo and Dora"}
    assert [one.accepted for one in told if one.word == "Cleo and Dora"] == [False, True]


@pytest.fixture(scope="module")
def evening() -> Samples:
    """A word, a long quiet in which the ear rests, and the word again."""
    said = around(speak("pineapple"))
    quiet = np.random.default_rng(5).integers(-3, 4, 4 * SAMPLE_RATE_HZ).astype(np.int16)
    return np.concatenate((said, quiet, around(speak("the kettle is on")), said))


def test_embeddings_remembered_are_those_that_were_heard(evening: Samples, tmp_path: Path) -> None:
    embeddings = SpeechEmbeddings()
    sound = around(speak("pineapple", "en-us"))
    place = find_word(sound)
    assert not isinstance(place, str)
    vectors = features(sound, place, embeddings)
    assert not isinstance(vectors, str)
    example = Example("pineapple", vectors, 0.2)
    live = ExampleWitness([example], SpeechEmbeddings()).hear(evening)
    first = RememberedEmbeddings(SpeechEmbeddings, tmp_path / "kept.npz")
    assert ExampleWitness([example], first).hear(evening) == live
    assert first.heard_steps > 0
    first.save()
    again = RememberedEmbeddings(lambda: pytest.fail("it listened again"), tmp_path / "kept.npz")
    assert ExampleWitness([example], again).hear(evening) == live
    assert again.heard_steps == 0


def test_what_is_only_half_remembered_is_heard_again_where_it_lacks(evening: Samples, tmp_path: Path) -> None:
    half = RememberedEmbeddings(SpeechEmbeddings, tmp_path / "kept.npz")
    steps = evening[: evening.size - evening.size % 1280]
    half.hear(steps[: 1280 * 40])
    half.save()
    known = RememberedEmbeddings(SpeechEmbeddings, tmp_path / "kept.npz")
    live = SpeechEmbeddings().hear(steps)
    for mine, theirs in zip(known.hear(steps), live, strict=True):
        assert mine.end_sample == theirs.end_sample
        np.testing.assert_allclose(mine.vector, theirs.vector, atol=1e-4)
    assert known.heard_steps == len(live) - 40


def test_a_damaged_file_of_embeddings_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "kept.npz").write_bytes(b"PK, and then nothing")
    kept = RememberedEmbeddings(SpeechEmbeddings, tmp_path / "kept.npz")
    assert len(kept.hear(np.zeros(12_800, np.int16))) == 10


def said_by(folder: Path, voice: str, speeds: tuple[int, ...]) -> dict[str, str]:
    told = {}
    for speed in speeds:
        path = folder / f"keyword/pineapple/{voice}{speed}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, around(speak("pineapple", voice, speed)), SAMPLE_RATE_HZ)
        told[str(path.relative_to(folder))] = voice
    return told


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Two speakers, each of whom says the word four times."""
    folder = tmp_path_factory.mktemp("corpus")
    speakers = said_by(folder, "en-gb", (140, 145, 150, 155)) | said_by(folder, "en-us+f3", (140, 145, 150, 155))
    (folder / "speakers.json").write_text(json.dumps(speakers))
    (folder / "talk").mkdir()
    soundfile.write(folder / "talk/0.wav", around(speak("shall we walk down to the river")), SAMPLE_RATE_HZ)
    return read_corpus(folder)


@pytest.fixture(scope="module")
def sayings() -> Samples:
    return np.concatenate([speak(line) for line in ("Good morning. Is this a good moment?", "What went well today?")])


@pytest.fixture(scope="module")
def listeners(corpus: Corpus, sayings: Samples, tmp_path_factory: pytest.TempPathFactory) -> tuple[Listener, ...]:
    return tuple(couples_from(corpus, sayings, 0, tmp_path_factory.mktemp("couples")))


def test_a_couple_is_taught_by_six_recordings_and_tested_on_the_others(
    corpus: Corpus, listeners: tuple[Listener, ...]
) -> None:
    (couple,) = listeners
    assert couple.name == "pineapple, couple 1"
    assert len(couple.tests) == 2
    assert {corpus.speakers[file] for file in couple.tests} == {"en-gb", "en-us+f3"}
    assert couple.examples is not None
    assert len(list(couple.examples.glob("*.examples"))) == 2
    assert not list(couple.examples.glob("*.wav"))


def test_examples_of_the_couple_at_home_are_tested_on_every_recording(
    corpus: Corpus, listeners: tuple[Listener, ...], tmp_path: Path
) -> None:
    folder = listeners[0].examples
    assert folder is not None
    (home,) = those_at_home(folder, corpus)
    assert home.tests == corpus.words["pineapple"]
    with pytest.raises(SundayCoffeeError, match="no examples"):
        those_at_home(tmp_path, corpus)


def test_nobody_can_be_taught_where_nobody_is_known(corpus: Corpus, sayings: Samples, tmp_path: Path) -> None:
    with pytest.raises(SundayCoffeeError, match=r"speakers\.json"):
        list(couples_from(replace(corpus, speakers={}), sayings, 0, tmp_path))


def test_both_ears_are_measured_side_by_side(corpus: Corpus, listeners: tuple[Listener, ...], tmp_path: Path) -> None:
    words = ("pineapple", "lighthouse")
    noted = NotedPhonemes(Phonemes())
    ears_called(OWN_EAR, noted).together(words)
    plan = Plan((QUIET,), (OWN_EAR, TAUGHT_EAR), corpus, words, tuple(sorted(noted.tokens)), None, listeners=listeners)
    done = [(job, do(job, tmp_path)) for job in jobs_of(plan)]
    assert [(job, do(job, tmp_path)) for job in jobs_of(plan)] == done
    ears = dict.fromkeys((OWN_EAR, TAUGHT_EAR), (CANDIDATE_FLOOR, THRESHOLD))
    text, taught = results_of(done, plan.conditions, ears)
    assert text.words["pineapple"].best.size == 8
    assert taught.words["pineapple"].hit == (True, True)
    assert (taught.words["pineapple"].best >= THRESHOLD).all()
    assert set(text.talk.false) == set(words)
    assert set(taught.talk.false) == {"pineapple, couple 1"}
    assert taught.talk.word_hours == pytest.approx(text.talk.hours)


def test_what_three_couples_took_for_their_word_at_one_place_is_one_place() -> None:
    file = Path("talk.wav")
    couples = tuple(Listener(f"lemon, couple {number}", "lemon", (Path("said.wav"),), Path()) for number in (1, 2, 3))
    talk = Job(Kind.TALK, TAUGHT_EAR, ("lemon",), (file,), QUIET, 0, listeners=couples)
    said = Job(Kind.WORD, TAUGHT_EAR, ("lemon",), (Path("said.wav"), Path("taught.wav")), QUIET, 0, listeners=couples)
    names = tuple(each.name for each in couples)
    alike = ((5.0, 0.5), (5.4, 0.8), (9.0, -1.0))  # where, and how far above the threshold
    taken = {name: tuple(Peak(at_s, THRESHOLD + above, at_s) for at_s, above in alike) for name in names}
    spans = (Span(0.0, 2.0, 1.5), Span(2.0, 4.0, 3.5))
    heard = {names[0]: (Peak(1.5, -0.5, 1.6), Peak(3.5, -0.1, 3.6)), names[1]: (Peak(3.5, -0.1, 3.6),)}
    done = [
        (talk, Outcome((Span(0.0, 3600.0, 3600.0),), 3600.0, names, taken, {})),
        (said, Outcome(spans, 4.0, names, heard, heard)),
    ]
    (result,) = results_of(done, [QUIET], {TAUGHT_EAR: (CANDIDATE_FLOOR, THRESHOLD)})
    assert result.words["lemon"].best.tolist() == [-0.5, -np.inf, -np.inf]  # nobody is tested on what was taught
    point = result.talk.at(THRESHOLD)
    assert (point.events, point.places, point.hours) == (3, 1, 3.0)
    assert point.is_bound


@pytest.fixture
def hours_of_talk(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Two hours, a minute each."""
    monkeypatch.setattr(planning, "seconds_of", lambda _: 60.0)
    return replace(corpus, talk=tuple(Path(f"talk/{number}.wav") for number in range(120)))


def test_talk_is_heard_in_full_in_quiet_for_half_an_hour_in_the_kitchen_and_else_for_a_quarter_hour(
    hours_of_talk: Corpus, listeners: tuple[Listener, ...]
) -> None:
    ears = (OWN_EAR, TAUGHT_EAR, PEER_EAR)
    plan = Plan(ISSUED, ears, hours_of_talk, ("pineapple", "mango"), (), Path("sayings.wav"), 300.0, listeners)
    heard: dict[tuple[str, Condition], int] = {}
    for job in jobs_of(plan):
        if job.kind is Kind.TALK:
            heard[job.ear, job.condition] = heard.get((job.ear, job.condition), 0) + len(job.files)
    for ear in (OWN_EAR, TAUGHT_EAR):
        assert heard[ear, QUIET] == 120
        assert heard[ear, Condition(snr_db=10.0)] == 30
        for condition in (Condition(gain_db=-20.0), Condition(snr_db=5.0), Condition(echo_db=0.0)):
            assert heard[ear, condition] == 15
        assert (ear, Condition(in_running_speech=True)) not in heard
    assert {condition for ear, condition in heard if ear == PEER_EAR} == {QUIET, Condition(snr_db=10.0)}
    assert heard[PEER_EAR, QUIET] == 15


def test_the_peer_listens_for_the_recorded_words_alone(hours_of_talk: Corpus) -> None:
    plan = Plan((QUIET,), (PEER_EAR,), hours_of_talk, ("pineapple", "mango"), (), None)
    assert {job.words for job in jobs_of(plan)} == {("pineapple",)}


def test_the_time_it_takes_is_told_beforehand(hours_of_talk: Corpus) -> None:
    plan = Plan((QUIET,), (OWN_EAR,), hours_of_talk, ("pineapple", "mango"), (), None)
    talk_s, words_s = 7200.0, 8 * 60.0
    assert expected_core_s(jobs_of(plan), 3, 0.25) == pytest.approx(0.25 * (3 * talk_s + words_s))


def test_a_window_of_its_own_is_for_a_word_that_was_asked_for_or_where_words_are_few() -> None:
    short = tuple(f"short {number}" for number in range(FEWEST_WORDS))
    long = ("a yellow submarine", "a purple elephant")
    assert in_few_windows((long, short), {"short 3"}) == short
    assert set(in_few_windows((long, short), {"short 3", "a purple elephant"})) == {*short, *long}
    assert set(in_few_windows((long, short[:9], short[9:]), {"short 3"})) == set(short)
    assert set(in_few_windows((long, short[:20]), {"short 3"})) == {*short[:20], *long}
