"""Nobody is tested on what they taught."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.bench.couples import EXAMPLES_EACH, couples_of, first_of_all

someone = st.none() | st.sampled_from(["anna", "ben", "cleo", "dora"])


@given(st.lists(someone, max_size=40), st.integers(0, 5))
def test_examples_and_tests_are_kept_apart(who: list[str | None], seed: int) -> None:
    files = [Path(f"{number:03}.flac") for number in range(len(who))]
    speakers = {file: name for file, name in zip(files, who, strict=True) if name is not None}
    for couple in couples_of(files, speakers, seed):
        taught = {file for examples in couple.examples for file in examples}
        assert not taught & set(couple.tests)
        assert len(taught) == 2 * EXAMPLES_EACH
        assert len(set(couple.speakers)) == 2
        for name, examples in zip(couple.speakers, couple.examples, strict=True):
            assert {speakers[file] for file in examples} == {name}
        assert {speakers[file] for file in couple.tests} == set(couple.speakers)


@given(st.lists(someone, max_size=40), st.integers(0, 5), st.sets(st.integers(0, 39)))
def test_a_recording_that_will_not_do_is_no_example_but_a_test(who: list[str | None], seed: int, bad: set[int]) -> None:
    files = [Path(f"{number:03}.flac") for number in range(len(who))]
    speakers = {file: name for file, name in zip(files, who, strict=True) if name is not None}
    refused = {file for number, file in enumerate(files) if number in bad}

    def choose(drawn: Sequence[Path]) -> tuple[Path, ...]:
        return first_of_all([file for file in drawn if file not in refused])

    for couple in couples_of(files, speakers, seed, choose):
        taught = {file for examples in couple.examples for file in examples}
        assert not taught & refused
        assert set(couple.tests) | taught == {file for file in files if speakers.get(file) in couple.speakers}


def test_whoever_has_enough_recordings_is_in_two_couples() -> None:
    speakers = {Path(f"{name}{number}"): name for name in ("anna", "ben", "cleo") for number in range(5)}
    couples = list(couples_of(list(speakers), speakers, 0))
    assert sorted(name for couple in couples for name in couple.speakers) == sorted(["anna", "ben", "cleo"] * 2)
    assert all(len(couple.tests) == 4 for couple in couples)


def test_two_alone_are_one_couple_and_one_is_none() -> None:
    speakers = {Path(f"{name}{number}"): name for name in ("anna", "ben") for number in range(4)}
    assert len(list(couples_of(list(speakers), speakers, 0))) == 1
    assert list(couples_of([file for file in speakers if speakers[file] == "ben"], speakers, 0)) == []
