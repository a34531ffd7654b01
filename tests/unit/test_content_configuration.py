"""The couple's own settings."""

from pathlib import Path

import pytest

from assistant.content.configuration import Configuration, as_they_wish, load_configuration
from assistant.errors import ContentError
from assistant.session.book import Book, Patience


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_everything_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_configuration() == Configuration()
    assert Configuration().safe_words == ("pineapple",)


def test_the_couple_can_choose_all_of_it(tmp_path: Path) -> None:
    text = """
safe_words: [Red Balloon, Zanzibar]
voice: en-us+f2
rate_wpm: 130
patience: {pause_minutes: 30, lull_s: 0.5}
asleep_safe_word_chimes: false
input_device: 2
output_device: USB Speaker
recogniser: vosk
model: ~/models/small
"""
    wishes = load_configuration(written(tmp_path, text))
    assert wishes == Configuration(
        safe_words=("red balloon", "zanzibar"),
        voice="en-us+f2",
        rate_wpm=130,
        patience=Patience(pause_minutes=30, lull_s=0.5),
        asleep_safe_word_chimes=False,
        input_device=2,
        output_device="USB Speaker",
        recogniser="vosk",
        model=Path("~/models/small").expanduser(),
    )
    book = as_they_wish(Book({}, {}), wishes)
    assert (book.patience.pause_minutes, book.asleep_safe_word_chimes) == (30, False)


def test_one_safe_word_needs_no_list(tmp_path: Path) -> None:
    assert load_configuration(written(tmp_path, "safe_words: Zanzibar\n")).safe_words == ("zanzibar",)


def test_every_mistake_in_the_settings_is_told_at_once(tmp_path: Path) -> None:
    text = "safe_word: red\nrate_wpm: 900\npatience:\n  pause_minutes: -1\n  lul_s: 1\nrecogniser: phrase\n"
    path = written(tmp_path, text + 'safe_words: ["!?"]\n')
    with pytest.raises(ContentError) as told:
        load_configuration(path)
    assert [problem.removeprefix(str(path)) for problem in told.value.problems] == [
        ", line 1: 'safe_word' is no key of the file; did you mean \"safe_words\"?",
        ", line 2: rate_wpm is 900; from 80 to 260 is possible, for example 142.",
        ", line 4: pause_minutes is -1; from 1 to 240 is possible, for example 20.",
        ", line 5: 'lul_s' is no key of patience; did you mean \"lull_s\"?",
        ", line 6: recogniser is 'phrase'; did you mean \"phrases\"?",
        ", line 7: a safe word has letters in it, so that it can be said; for example pineapple.",
    ]


def test_a_settings_file_that_was_asked_for_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be opened"):
        load_configuration(tmp_path / "mine.yaml")
