"""How somebody lets it hear the safe word: from the microphone, or from recordings."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from helpers.examples import judged, recorded, room, spoken

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Block, Microphone, NoBlock, Samples
from assistant.ears.enrolment import LEAST_FIT
from assistant.ears.example_files import load_examples
from assistant.ears.examples import Example
from assistant.ears.phonemes import Phonemes
from assistant.errors import HearingUnavailableError
from assistant.shell.enrol import fit_of, utterances
from assistant.shell.main import main

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
