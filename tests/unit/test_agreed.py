"""A safe word that somebody changed by hand is told to both, as one that was changed in setup is."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.content.configuration import Configuration
from assistant.shell.agreed import AGREED_FILE, note_what_changed
from assistant.shell.keepsakes import Keepsakes

OURS = Configuration(safe_words=("butterfly",))


def started_with(wishes: Configuration, folder: Path) -> tuple[str, ...]:
    """What both are yet to be told, after the program was started once more."""
    assert note_what_changed(wishes, Keepsakes(folder), folder) == ()
    return Keepsakes(folder).read().news


def test_the_first_time_there_is_nothing_to_tell_and_the_second_neither(tmp_path: Path) -> None:
    assert started_with(OURS, tmp_path) == ()
    assert started_with(OURS, tmp_path) == ()
    assert [path.name for path in tmp_path.iterdir()] == [AGREED_FILE]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (replace(OURS, safe_words=("zanzibar",)), "safe_word_changed"),
        (replace(OURS, safe_words=("butterfly", "zanzibar")), "safe_word_changed"),
        (replace(OURS, pronunciations={"butterfly": "butter fly"}), "safe_word_changed"),
        (replace(OURS, eagerness="calm"), "eagerness_changed"),
    ],
)
def test_what_was_typed_into_the_file_is_told_once(tmp_path: Path, changed: Configuration, told: str) -> None:
    started_with(OURS, tmp_path)
    assert started_with(changed, tmp_path) == (told,)
    keepsakes = Keepsakes(tmp_path)
    keepsakes.write(replace(keepsakes.read(), news=()))  # it was said
    assert started_with(changed, tmp_path) == ()


def test_what_setup_noted_already_is_not_told_twice(tmp_path: Path) -> None:
    started_with(OURS, tmp_path)
    keepsakes = Keepsakes(tmp_path)
    keepsakes.write(replace(keepsakes.read(), news=("safe_word_changed",)))
    assert started_with(replace(OURS, safe_words=("zanzibar",)), tmp_path) == ("safe_word_changed",)


def test_another_voice_or_patience_is_nobodys_news(tmp_path: Path) -> None:
    started_with(OURS, tmp_path)
    assert started_with(replace(OURS, voice="en", rate_wpm=150), tmp_path) == ()


@pytest.mark.parametrize("damage", ["", "[]", '{"safe_words": 3}', '{"safe_words": {}, "eagerness": "calm", "x": 1}'])
def test_a_damaged_note_is_written_anew(tmp_path: Path, damage: str) -> None:
    (tmp_path / AGREED_FILE).write_text(damage, "utf-8")
    assert started_with(OURS, tmp_path) == ()
    assert started_with(replace(OURS, eagerness="eager"), tmp_path) == ("eagerness_changed",)


def test_where_nothing_can_be_written_it_says_what_is_lost(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", "utf-8")
    told = note_what_changed(OURS, Keepsakes(tmp_path / "data"), tmp_path / "data")
    assert [sentence.partition(": ")[2] for sentence in told] == [
        "can't be written (File exists). Where your safe word changes, I can't tell you both."
    ]


def test_a_change_that_can_not_be_noted_is_noted_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started_with(OURS, tmp_path)
    calm = replace(OURS, eagerness="calm")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("assistant.shell.keepsakes.write_whole", full)
        told = note_what_changed(calm, Keepsakes(tmp_path), tmp_path)
    assert told == (f"{tmp_path / 'news.json'}: can't be written (No space left on device), so it stays as it was.",)
    assert started_with(calm, tmp_path) == ("eagerness_changed",)
