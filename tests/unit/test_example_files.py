"""Spoken examples are kept as numbers, for these eyes only, and forgotten when the couple wishes."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.examples import example
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.ears.example_files import (
    MOST,
    ExamplesError,
    default_examples_folder,
    examples_of,
    forget_examples,
    load_examples,
    store_examples,
)
from assistant.ears.examples import Example


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
