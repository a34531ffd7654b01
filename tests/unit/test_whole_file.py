"""What is kept is kept whole, or it is as it was."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.whole_file import write_whole


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    for content in (b"a long letter to the sea", b"a short one", b""):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_only_its_owner_reads_it_and_looks_into_its_new_folder(tmp_path: Path) -> None:
    with umask(0):
        write_whole(tmp_path / "ours" / "letter", b"dear")
    assert (mode_of(tmp_path / "ours"), mode_of(tmp_path / "ours" / "letter")) == (0o700, 0o600)


def test_what_is_for_everybody_is_still_not_for_those_whom_the_account_keeps_out(tmp_path: Path) -> None:
    with umask(0o027):
        write_whole(tmp_path / "notice", b"to all", mode=0o644)
    assert mode_of(tmp_path / "notice") == 0o640


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("what", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_where_it_breaks_off_all_is_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, what: BaseException
) -> None:
    path = tmp_path / "letter"
    write_whole(path, b"before")

    def breaks_off(*_: object) -> None:
        raise what

    monkeypatch.setattr(where, breaks_off)
    with pytest.raises(type(what)):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_who_write_at_once_one_has_the_last_word_and_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "letter"
    letters = [bytes([number]) * 50_000 for number in range(8)]
    with ThreadPoolExecutor(len(letters)) as writers:
        for _ in writers.map(write_whole, [path] * len(letters), letters):
            assert path.read_bytes() in letters
    assert list(tmp_path.iterdir()) == [path]
