"""Whatever is typed wrongly gets one clear sentence and exit code 2; never a traceback."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile  # type: ignore[import-untyped]
from helpers.hearing import silence

from assistant.shell.main import main


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a good recording in it and several bad ones; nothing of the person's own is read or written."""
    before = signal.getsignal(signal.SIGTERM)
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    soundfile.write("good.wav", silence(0.5), 16_000)
    soundfile.write("none.wav", silence(0), 16_000)
    Path("text.wav").write_text("no sound", encoding="utf-8")
    Path("folder").mkdir()
    _half_a_model()
    yield tmp_path
    signal.signal(signal.SIGTERM, before)


def _half_a_model() -> None:
    for part in ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/Gr.fst", "graph/HCLr.fst"):
        (Path("half") / part).parent.mkdir(parents=True, exist_ok=True)
        (Path("half") / part).write_text("x", encoding="utf-8")
    Path("half/am/final.mdl").write_bytes(b"")


def refused(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """The one sentence that `typed` is answered with."""
    try:
        code = main(typed)
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    (sentence,) = told.err.splitlines()
    return sentence


@pytest.mark.parametrize(
    ("microphone", "sentence"),
    [
        ("missing.wav", "There is no recording at missing.wav. Name a WAV, FLAC or Ogg file."),
        ("none.wav", "The recording none.wav is empty. It should hold some sound."),
        ("text.wav", "text.wav can't be read as a recording. It should be a WAV, FLAC or Ogg file."),
        ("folder", "folder is a folder. Name one WAV, FLAC or Ogg recording."),
        ("/dev/null", "/dev/null can't be read as a recording. It should be a WAV, FLAC or Ogg file."),
        ("x" * 300, f"{'x' * 300}: File name too long."),
    ],
)
def test_what_is_no_recording_is_told(capsys: pytest.CaptureFixture[str], microphone: str, sentence: str) -> None:
    assert refused(capsys, "run", "--mic", microphone) == sentence
    assert refused(capsys, "listen", microphone) == sentence


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--speaker", "nowhere/out.wav"], "nowhere/out.wav can't be written."),
        (["--speaker", "folder"], "folder can't be written."),
        (["--speaker", "good.wav"], "good.wav is the recording itself."),
        (["--events", "nowhere/x.jsonl"], "nowhere/x.jsonl: the events can't be written there"),
        (["--events", "folder"], "folder: the events can't be written there"),
        (["--events", "./good.wav"], "good.wav is used already. Give the events a file of their own."),
        (["--model", "nowhere"], "There is no folder nowhere"),
        (["--model", "folder"], "folder is no Vosk model"),
        (["--model", "half"], "The Vosk model in half is not whole: am/final.mdl is missing or empty"),
        (["--recogniser", "ears"], "invalid choice: 'ears'"),
        (["--prompts", "nowhere.yaml"], "nowhere.yaml: there is no such file"),
        (["--config", "nowhere.yaml"], "nowhere.yaml: can't be opened"),
        (["--louder"], "Unrecognized arguments: --louder."),
    ],
)
def test_what_can_not_be_used_is_told(capsys: pytest.CaptureFixture[str], options: list[str], part: str) -> None:
    assert part in refused(capsys, "run", "--mic", "good.wav", *options)


def test_a_recording_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("good.wav").read_bytes()
    refused(capsys, "--mic", "good.wav", "--events", "good.wav")
    refused(capsys, "--mic", "good.wav", "--speaker", "good.wav")
    assert Path("good.wav").read_bytes() == before


def test_words_are_never_shown_live(capsys: pytest.CaptureFixture[str]) -> None:
    assert "works with --mic FILE only, never live" in refused(capsys, "--debug-words")


def test_a_file_for_the_loudspeaker_needs_one_for_the_microphone(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--speaker goes with --mic FILE" in refused(capsys, "run", "--speaker", "out.wav")


@pytest.mark.parametrize("threshold", ["nan", "inf", "-inf", "1e999", "0.1", "loud"])
def test_a_threshold_that_is_no_score_is_refused(capsys: pytest.CaptureFixture[str], threshold: str) -> None:
    assert "scores go from -20" in refused(capsys, "listen", "good.wav", f"--threshold={threshold}")


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        (["listen"], "The following arguments are required: FILE."),
        (["listen", "good.wav", "--state", "turnip"], "There is no state called 'turnip'. There is: all, asleep,"),
        (["listen", "good.wav", "--safe-word", ""], "has no sound"),
        (["listen", "good.wav", "--safe-word", "?!"], "has no sound"),
        (["listen", "good.wav", "--played", "nowhere.wav"], "There is no recording at nowhere.wav."),
        (["sing"], "invalid choice: 'sing'"),
    ],
)
def test_other_mistakes_are_told_too(capsys: pytest.CaptureFixture[str], typed: list[str], part: str) -> None:
    assert part in refused(capsys, *typed)


@pytest.mark.parametrize(
    ("prompts", "line"),
    [
        ("a: [1, 2\n", "prompts.yaml, line 2: this is no YAML"),
        ("a: &a [x]\nb: [*a]\n", "prompts.yaml, line 1: 'a' is an anchor or alias"),
        ("", "prompts.yaml: is empty."),
        ("- a\n", "prompts.yaml, line 1: the file is a list; keys are needed"),
        ("saings: {}\nrituals: {}\n", "prompts.yaml, line 1: 'saings' is no key of the file; did you mean"),
    ],
)
@pytest.mark.usefixtures("somewhere")
def test_a_broken_book_is_told_with_its_lines(capsys: pytest.CaptureFixture[str], prompts: str, line: str) -> None:
    Path("prompts.yaml").write_text(prompts, encoding="utf-8")
    assert main(["run", "--mic", "good.wav", "--prompts", "prompts.yaml"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert any(one.startswith(line) for one in told.err.splitlines()), told.err
    assert "Traceback" not in told.err


def test_a_broken_configuration_is_told_all_at_once(capsys: pytest.CaptureFixture[str], somewhere: Path) -> None:
    own = somewhere / "config" / "sunday-coffee" / "config.yaml"
    own.parent.mkdir(parents=True)
    own.write_text("safe_word: jam\nrate_wpm: -5\npatience: {answer_s: .nan}\n", encoding="utf-8")
    for typed in (["run", "--mic", "good.wav"], ["listen", "good.wav"]):
        assert main(typed) == 2
        told = capsys.readouterr().err.splitlines()
        assert [line.split(": ")[0].rsplit(", ", 1)[1] for line in told] == ["line 1", "line 2", "line 3"]


def test_a_saying_with_the_safe_word_in_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text("safe_words: [phones]\n", encoding="utf-8")
    assert main(["run", "--mic", "good.wav", "--config", "mine.yaml"]) == 2
    assert "phones_away has the safe word in it" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith("sunday-coffee ")


def test_what_is_left_unfinished_by_ctrl_c_does_not_look_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("assistant.shell.devices.print_devices", stopped)
    assert main(["devices"]) == 130
