"""A folder of recordings is understood, or refused in one sentence that says what would be right."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.bench.corpus import Corpus, CorpusError, hours_of, read_corpus, sample_of
from assistant.shell.main import main


def record(path: Path, seconds: float = 1.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.zeros(round(16_000 * seconds), np.int16), 16_000)
    return path


def test_words_talk_noise_and_speakers_are_found(tmp_path: Path) -> None:
    said = record(tmp_path / "keyword/red_light/000.flac")
    talk = [record(tmp_path / "talk/a.flac"), record(tmp_path / "dialogue/b.wav")]
    hum = record(tmp_path / "noise/kitchen.flac")
    (tmp_path / "dialogue/NOTICE").write_text("no sound")
    (tmp_path / "speakers.json").write_text(json.dumps({"keyword/red_light/000.flac": "x-1"}))
    assert read_corpus(tmp_path) == Corpus({"red light": (said,)}, tuple(talk), hum, {said: "x-1"})


def test_a_checkout_of_the_public_benchmark_is_a_corpus_once_talk_is_named(tmp_path: Path) -> None:
    said = record(tmp_path / "bench/audio/smart mirror/01142336.wav")
    talk = record(tmp_path / "LibriSpeech/1089/134686/0000.flac")
    corpus = read_corpus(tmp_path / "bench", talk=tmp_path / "LibriSpeech")
    assert corpus == Corpus({"smart mirror": (said,)}, (talk,), None, {})


def test_without_talk_it_says_how_to_name_some(tmp_path: Path) -> None:
    record(tmp_path / "audio/alexa/0.flac")
    with pytest.raises(CorpusError, match="--talk DIR"):
        read_corpus(tmp_path)


def test_without_words_it_says_where_they_should_be(tmp_path: Path) -> None:
    (tmp_path / "keyword/computer").mkdir(parents=True)
    with pytest.raises(CorpusError, match="keyword/NAME"):
        read_corpus(tmp_path)


def test_speakers_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    record(tmp_path / "keyword/computer/0.flac")
    record(tmp_path / "talk/0.flac")
    (tmp_path / "speakers.json").write_text("{")
    with pytest.raises(CorpusError, match=r"speakers\.json"):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--corpus", "nowhere"], "There is no folder nowhere"),
        (["--corpus", ".", "--drift", "20"], "goes with --echo"),
        (["--corpus", "."], "no recordings of a word"),
        (["--corpus", ".", "--examples"], "no recordings of a word"),
    ],
)
def test_what_cannot_be_measured_ends_with_one_sentence_and_two(
    options: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["bench", "safe-word", "--no-peer", "--no-pictures", *options]) == 2
    complaint = capsys.readouterr().err
    assert said in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "right"),
    [(["--slower", "9"], "0.5 to 4"), (["--talk-hours", "0"], "half an hour"), (["--snr", "x"], "10")],
)
def test_an_amount_that_makes_no_sense_is_refused_with_one_that_would(
    options: list[str], right: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["bench", "safe-word", "--corpus", ".", *options])
    assert right in capsys.readouterr().err


@pytest.mark.parametrize(("lacks", "without"), [("pocketsphinx", "--no-peer"), ("matplotlib", "--no-pictures")])
def test_what_is_not_installed_is_named_before_anything_is_heard(
    lacks: str, without: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("assistant.shell.bench.find_spec", lambda name: None if name == lacks else object())
    assert main(["bench", "safe-word", "--corpus", "."]) == 2
    complaint = capsys.readouterr().err
    assert f"{lacks} is not installed" in complaint
    assert without in complaint


def test_a_sample_is_always_the_same_and_as_large_as_asked(tmp_path: Path) -> None:
    for number in range(9):
        record(tmp_path / f"keyword/computer/{number}.flac")
        record(tmp_path / f"talk/{number}.flac", seconds=36.0)
    whole = read_corpus(tmp_path)
    sample = sample_of(whole, words=4, talk_s=100.0, seed=1)
    assert sample == sample_of(whole, words=4, talk_s=100.0, seed=1)
    assert len(set(sample.words["computer"])) == 4
    assert hours_of(sample) == pytest.approx(0.03)
    everything = sample_of(whole, words=None, talk_s=None, seed=1)
    assert set(everything.talk) == set(whole.talk)
