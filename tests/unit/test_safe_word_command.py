"""`sunday-coffee safe-word check`: what a couple reads before they settle on a word."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
from helpers.hearing import silence
from helpers.home import recorded

from assistant.content.configuration import load_configuration
from assistant.devices.partner import speak
from assistant.ears.talk_model import Expected
from assistant.errors import ContentError
from assistant.shell.main import main
from assistant.shell.safe_word import _often


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Their own configuration, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "sunday-coffee" / "config.yaml"


def test_a_good_word_is_told_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safe-word", "check", "Pineapple"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("pineapple: a good safe word.\n  Said like this: PIE-nap-ul\n")
    assert "check-in" in told
    assert not any(character.isdigit() for character in told)


def test_a_refused_word_comes_with_better_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safe-word", "check", "red"]) == 1
    told = capsys.readouterr().out
    assert "one short syllable" in told
    assert "Better: " in told


def test_each_of_two_may_have_a_word_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safe-word", "check", "pineapple", "silver spoon"]) == 0
    assert capsys.readouterr().out.count("a good safe word") == 2


def test_figures_are_for_programs_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safe-word", "check", "okay", "--json"]) == 1
    figures = json.loads(capsys.readouterr().out)
    assert (figures["word"], figures["verdict"], figures["phonemes"]) == ("okay", "weak", 3)
    expected = figures["false_pauses_per_check_in"]
    assert 0 < expected["low"] < expected["likely"] < expected["high"]
    assert len(figures["better"]) == 3


def test_what_cannot_be_said_gets_one_sentence_and_the_others_their_judgement(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["safe-word", "check", "🍍", "pineapple"]) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "a good safe word" in told.out


def test_a_spelling_puts_the_sound_right(capsys: pytest.CaptureFixture[str], settings: Path) -> None:
    assert main(["safe-word", "check", "Nguyen", "--sounds-like", "win"]) == 1
    assert "nguyen: can't be a safe word.\n  Said like this: win\n" in capsys.readouterr().out
    settings.parent.mkdir()
    settings.write_text("pronunciations:\n  Qwyx: pineapple\n", "utf-8")
    assert main(["safe-word", "check", "qwyx"]) == 0
    assert "Said like this: PIE-nap-ul" in capsys.readouterr().out


def test_a_spelling_belongs_to_one_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["safe-word", "check", "one", "two", "--sounds-like", "three"]) == 2
    assert "one at a time" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="nobody speaks here")
def test_the_sounds_that_are_listened_for_can_be_heard(tmp_path: Path) -> None:
    sample = tmp_path / "pineapple.wav"
    assert main(["safe-word", "check", "pineapple", "--speak", str(sample)]) == 0
    sound, rate_hz = soundfile.read(sample, dtype="int16")
    assert rate_hz == 16_000
    assert 0.8 < sound.size / rate_hz < 2.5
    assert np.abs(sound.astype(np.int32)).max() > 1000


def test_a_sample_that_cannot_be_written_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["safe-word", "check", "pineapple", "--speak", str(tmp_path / "no" / "folder.wav")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="nobody speaks here")
def test_a_made_up_word_can_be_put_right_by_saying_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = [
        str(
            recorded(tmp_path / f"{voice}.wav", np.concatenate((silence(0.5), speak("pineapple", voice), silence(0.5))))
        )
        for voice in ("en-us+f2", "en-us+m3")
    ]
    assert main(["safe-word", "check", "qwyx", "--said", *said]) == 0
    told = capsys.readouterr().out
    assert "write in config.yaml: pronunciations: {qwyx: " in told
    spelled = told.rpartition("{qwyx: ")[2].rstrip("}\n")
    assert main(["safe-word", "check", "qwyx", "--sounds-like", spelled, "--said", said[0]]) == 2, "one or the other"
    capsys.readouterr()
    assert main(["safe-word", "check", spelled, "--said", *said]) == 0
    assert "That's how it sounds in your recordings, too." in capsys.readouterr().out


def test_a_recording_in_which_nobody_speaks_is_asked_for_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = recorded(tmp_path / "empty.wav", silence(2))
    assert main(["safe-word", "check", "pineapple", "--said", str(empty)]) == 2
    assert capsys.readouterr().err == f"{empty}: I'd like to hear that one again: I couldn't hear a word in it.\n"


def test_what_could_never_be_heard_is_told_with_their_lines(settings: Path) -> None:
    settings.parent.mkdir()
    pronunciations = '  "?!": nash ville\n  nashville: "..."\n  zuri: [zoo, ree]\n  pi: about 3\n'
    settings.write_text(f'pronunciations:\n{pronunciations}safe_words: ["42"]\n', "utf-8")
    with pytest.raises(ContentError) as told:
        load_configuration(settings)
    assert [problem.removeprefix(str(settings)) for problem in told.value.problems] == [
        ", line 2: a safe word has letters in it; write pronunciations as in nashville: nash ville.",
        ", line 3: nashville is spelled as it sounds, in English words or syllables; for example nash ville.",
        ", line 4: zuri is a list; a text is needed, perhaps in quotes.",
        ", line 5: 'about 3' has digits in it; write the number in words, as it is said.",
        ", line 6: '42' has digits in it; write the number in words, as it is said.",
    ]


@pytest.mark.parametrize(
    ("likely", "told"),
    [
        (0.001, "hardly ever"),
        (0.01, "at most once in forty check-ins"),
        (0.03, "somewhere between once in a hundred and once in ten check-ins"),
        (0.2, "somewhere between once in ten and once in two or three check-ins"),
        (2.0, "somewhere between once and many times in each check-in"),
        (50.0, "many times in each check-in"),
    ],
)
def test_how_often_is_told_as_a_couple_would_say_it(likely: float, told: str) -> None:
    assert _often(Expected(likely / 2.5, likely, likely * 2.5), "check-in") == told
