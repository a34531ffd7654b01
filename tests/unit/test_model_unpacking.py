"""What may come out of a zip file, and what may not. Each zip is a real one."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.model_server import files_of_a_model, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import archive
from assistant.models.archive import SUMS
from assistant.models.errors import ModelError
from assistant.models.unpacking import Package
from assistant.models.wholeness import condition_of

FILES = files_of_a_model(2_000)
GOOD = zipped(FILES)


def ignored(_: int) -> None:
    """Nobody watches."""


def with_entry(change: Callable[[zipfile.ZipInfo], None], data: bytes = b"x") -> bytes:
    """A good model's zip with one more entry."""
    packed = io.BytesIO(GOOD)
    with zipfile.ZipFile(packed, "a") as file:
        entry = zipfile.ZipInfo("vosk-model-small-xx-1/more")
        change(entry)
        file.writestr(entry, data)
    return packed.getvalue()


def named(name: str) -> Callable[[zipfile.ZipInfo], None]:
    return lambda entry: setattr(entry, "filename", name)


def of_kind(kind: int) -> Callable[[zipfile.ZipInfo], None]:
    return lambda entry: setattr(entry, "external_attr", (kind | 0o777) << 16)


def unpacked(data: bytes, folder: Path) -> None:
    Package(io.BytesIO(data)).unpack(folder, ignored)


def test_a_model_is_unpacked_with_the_sum_of_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    unpacked(GOOD, folder)
    found = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert len(found.pop(SUMS).splitlines()) == len(FILES)
    assert found == {name.partition("/")[2]: data for name, data in FILES.items()}
    assert condition_of(folder).is_proven
    assert condition_of(folder).flaw is None


def test_one_sees_how_far_it_is(tmp_path: Path) -> None:
    seen: list[int] = []
    package = Package(io.BytesIO(GOOD))
    package.unpack(tmp_path / "new", seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == package.unpacked_bytes == sum(map(len, FILES.values()))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("../outside", "leads out of"),
        ("vosk-model-small-xx-1/../../outside", "leads out of"),
        ("/tmp/outside", "leads out of"),  # noqa: S108 - it is not made
        ("vosk-model-small-xx-1\\..\\outside", "leads out of"),
        ("C:/outside", "leads out of"),
        ("another-folder/file", "holds 2 folders"),
        ("README", "beside the model's folder"),
        ("vosk-model-small-xx-1/" + "deep/" * 9 + "file", "no model has such a name"),
        ("vosk-model-small-xx-1/" + "x" * 300, "no model has such a name"),
        ("vosk-model-small-xx-1/bell\a", "no model has such a name"),
        ("vosk-model-small-xx-1/AM/final.MDL", "twice"),
        ("vosk-model-small-xx-1/am", "as a file and as a folder"),
        ("vosk-model-small-xx-1/am/final.mdl/more", "as a file and as a folder"),
        (f"vosk-model-small-xx-1/{SUMS}", "is kept for the sums"),
    ],
)
def test_what_has_no_business_in_a_model_is_refused_before_anything_is_written(
    tmp_path: Path, name: str, sentence: str
) -> None:
    with pytest.raises(ModelError, match=sentence) as told:
        unpacked(with_entry(named(name)), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []
    assert len(str(told.value)) < 200
    assert str(told.value).isprintable()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_pipes_and_devices_are_refused(tmp_path: Path, kind: int) -> None:
    with pytest.raises(ModelError, match="perhaps a link"):
        unpacked(with_entry(of_kind(kind), b"/etc/passwd"), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_entry(named("vosk-model-small-xx-1/am/final.mdl"))
    with pytest.raises(ModelError, match="twice"):
        unpacked(twice, tmp_path / "new")


def test_a_bomb_is_recognised_by_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("model/bomb", bytes(20_000_000))
    small = packed.getvalue()
    assert len(small) < 50_000
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000_000)
    with pytest.raises(ModelError, match="no small model is like that"):
        unpacked(small, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_bomb_that_hides_its_size_yields_no_more_than_its_table_says(tmp_path: Path) -> None:
    honest = zipped({"model/bomb": bytes(5_000_000)})
    size = (5_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    lying = honest.replace(size, (1_000).to_bytes(4, "little"))
    with pytest.raises(ModelError, match="bomb can't be unpacked"):
        unpacked(lying, tmp_path / "new")
    assert (tmp_path / "new/bomb").stat().st_size <= 1_000


def test_a_zip_of_very_many_files_is_refused(tmp_path: Path) -> None:
    crowd = zipped({f"model/{number}": b"" for number in range(archive.MOST_FILES + 1)})
    with pytest.raises(ModelError, match="no small model is like that"):
        unpacked(crowd, tmp_path / "new")
    crowd = zipped({f"model/{number}": b"" for number in range(2 * archive.MOST_FILES + 1)})
    with pytest.raises(ModelError, match="a few dozen at most"):
        unpacked(crowd, tmp_path / "new")


def test_an_unusual_way_of_packing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="packed in an unusual way"):
        unpacked(zipped(FILES, zipfile.ZIP_LZMA), tmp_path / "new")


def test_an_encrypted_one_is_refused(tmp_path: Path) -> None:
    locked = bytearray(GOOD)
    first = GOOD.index(b"PK\x01\x02")
    locked[first + 8] |= 1
    with pytest.raises(ModelError, match="locked"):
        unpacked(bytes(locked), tmp_path / "new")


@pytest.mark.parametrize("data", [b"", b"no zip", GOOD[:-30], GOOD[: len(GOOD) // 2]])
def test_what_is_no_zip_or_half_of_one_is_said_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ModelError, match="no zip file, or only a part"):
        unpacked(data, tmp_path / "new")


def test_an_empty_zip_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="holds 0 folders"):
        unpacked(zipped({}), tmp_path / "new")


def end_of(data: bytes, folder: Path) -> str:
    """The sentence that unpacking ends with; "" if it ends well."""
    try:
        unpacked(data, folder)
    except ModelError as told:
        return str(told)
    return ""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_whatever_is_damaged_ends_well_or_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(GOOD)
    for place, value in damage:
        data[place] = value
    around = tmp_path_factory.mktemp("around")
    assert end_of(bytes(data), around / "new").isprintable()
    assert {path.name for path in around.iterdir()} <= {"new"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_000), st.binary(max_size=80))
def test_a_table_overwritten_in_a_row_ends_well_or_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, before_end: int, other: bytes
) -> None:
    start = len(GOOD) - before_end
    data = GOOD[:start] + other + GOOD[start + len(other) :]
    around = tmp_path_factory.mktemp("around")
    assert end_of(data, around / "new").isprintable()
    assert {path.name for path in around.iterdir()} <= {"new"}


def test_a_file_that_changed_or_went_missing_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    unpacked(GOOD, folder)
    (folder / "graph/Gr.fst").write_bytes(b"other")
    assert condition_of(folder).flaw == "graph/Gr.fst is not as it came."
    (folder / "graph/Gr.fst").unlink()
    assert condition_of(folder).flaw == "graph/Gr.fst is missing."


@pytest.mark.parametrize("sums", ["", "nonsense", f"{'0' * 64}  ../../etc/passwd\n", f"{'0' * 64}  /etc/passwd\n"])
def test_damaged_sums_prove_nothing(tmp_path: Path, sums: str) -> None:
    folder = tmp_path / "new"
    unpacked(GOOD, folder)
    (folder / SUMS).write_text(sums)
    assert str(condition_of(folder).flaw).startswith(str(folder / SUMS))
