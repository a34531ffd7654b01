"""From the first byte to a model in its place; whatever goes wrong, nothing is half in place."""

import os
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from helpers.kitchen import DATA, PLENTY, SUM, WRONG, Kitchen
from helpers.model_server import MODEL, drops_at, says, serving, zipped
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.errors import ModelError
from assistant.models.fetching import fetch
from assistant.models.getting import Stage
from assistant.models.room import SPARE_BYTES, lack_of_room, needed_to_get
from assistant.models.shelf import Shelf
from assistant.models.transfer import Expected
from assistant.models.wholeness import condition_of


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(Shelf(tmp_path / "models"))


def test_a_model_comes_into_its_place_and_nothing_else_stays(kitchen: Kitchen) -> None:
    seen: list[Stage] = []
    with serving(DATA, drops_at(90_000)) as server:
        place = kitchen.getting(server.model(SUM), lambda stage, *_: seen.append(stage)).over_the_network(fetch)
    assert place == kitchen.shelf.folder / MODEL.name
    assert condition_of(place).is_proven
    assert condition_of(place).flaw is None
    assert list(dict.fromkeys(seen)) == [Stage.FETCHING, Stage.UNPACKING]
    assert kitchen.couple.asked == 0
    assert [path.name for path in (kitchen.shelf.folder / ".downloads").iterdir()] == ["lock"]


def test_wrong_bytes_are_never_unpacked(kitchen: Kitchen) -> None:
    with serving(WRONG) as server, pytest.raises(ModelError, match="This is not vosk-model-small-xx-1 as it is known"):
        kitchen.gets(server)
    assert kitchen.is_untouched
    assert not kitchen.part.exists()


def test_what_was_left_from_another_day_and_spoils_it_is_fetched_anew_once(kitchen: Kitchen) -> None:
    kitchen.part.parent.mkdir(parents=True)
    kitchen.part.write_bytes(WRONG[:100_000])
    with serving(DATA) as server:
        assert kitchen.gets(server)
    assert server.asked == ["bytes=100000-", None]


def test_a_broken_network_leaves_what_came_and_the_next_get_goes_on(kitchen: Kitchen) -> None:
    nothing_more = [says(503, Content_Length="0")]
    with serving(DATA, drops_at(1 << 16), *nothing_more) as server:
        with pytest.raises(ModelError, match="busy just now"):
            kitchen.gets(server)
        assert kitchen.is_untouched
        assert kitchen.gets(server)
    assert server.asked == [None, f"bytes={1 << 16}-", f"bytes={1 << 16}-"]


@pytest.mark.parametrize("stage", list(Stage))
def test_ctrl_c_leaves_nothing_half_in_place_and_the_next_get_goes_on(kitchen: Kitchen, stage: Stage) -> None:
    def stop(now: Stage, done_bytes: int, _: int) -> None:
        if now is stage and done_bytes > 100_000:
            raise KeyboardInterrupt

    with serving(DATA) as server:
        with pytest.raises(KeyboardInterrupt):
            kitchen.getting(server.model(SUM), stop).over_the_network(fetch)
        assert kitchen.is_untouched
        came = kitchen.part.read_bytes()
        assert DATA.startswith(came)
        assert len(came) > 100_000
        assert kitchen.gets(server)
    assert server.asked[1:] == ([] if stage is Stage.UNPACKING else [f"bytes={len(came)}-"])


def test_a_full_disk_is_told_before_anything_comes(kitchen: Kitchen) -> None:
    kitchen.free_bytes = SPARE_BYTES + 4 * len(DATA)
    with serving(DATA) as server:
        with pytest.raises(ModelError, match=r"too little room .* MB are needed .* MB are free\."):
            kitchen.gets(server)
        assert server.asked == []
        kitchen.free_bytes = SPARE_BYTES + 5 * len(DATA)
        assert kitchen.gets(server)


def test_what_unpacks_to_more_than_the_disk_holds_is_not_unpacked(kitchen: Kitchen, tmp_path: Path) -> None:
    swollen = zipped({f"model/{number}": bytes(1_000_000) for number in range(4)})
    file = tmp_path / "swollen.zip"
    file.write_bytes(swollen)
    kitchen.free_bytes = SPARE_BYTES + 3_000_000
    model = replace(MODEL, sha256=sha256(swollen).hexdigest())
    with pytest.raises(ModelError, match="too little room"):
        kitchen.getting(model).out_of(file)
    assert kitchen.is_untouched


def test_a_disk_that_others_filled_meanwhile_keeps_what_was_fetched(kitchen: Kitchen) -> None:
    def others_fill_it(*_: object) -> None:
        kitchen.free_bytes = 0

    with serving(DATA) as server:
        with pytest.raises(ModelError, match="too little room"):
            kitchen.getting(server.model(SUM), others_fill_it).over_the_network(fetch)
        kitchen.free_bytes = PLENTY
        assert kitchen.gets(server)
    assert server.asked == [None]


def test_a_machine_without_internet_takes_it_from_a_file(kitchen: Kitchen, tmp_path: Path) -> None:
    file = tmp_path / "brought on a stick.zip"
    file.write_bytes(DATA)
    assert kitchen.getting(replace(MODEL, sha256=SUM)).out_of(file)
    assert file.read_bytes() == DATA
    file.write_bytes(WRONG)
    with pytest.raises(ModelError, match="This is not"):
        kitchen.getting(replace(MODEL, sha256=SUM)).out_of(file)
    assert file.exists()
    with pytest.raises(ModelError, match="There is no file"):
        kitchen.getting(replace(MODEL, sha256=SUM)).out_of(tmp_path / "nowhere.zip")


def test_a_model_that_was_spoilt_is_replaced_whole(kitchen: Kitchen) -> None:
    with serving(DATA) as server:
        place = kitchen.gets(server)
        assert place is not None
        (place / "graph/Gr.fst").write_bytes(b"")
        assert kitchen.gets(server) == place
    assert condition_of(place).flaw is None


def test_of_a_link_in_its_place_the_link_goes_and_what_it_leads_to_stays(kitchen: Kitchen, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter").write_text("keep me")
    kitchen.shelf.folder.mkdir()
    kitchen.shelf.place_of(MODEL.name).symlink_to(theirs)
    with serving(DATA) as server:
        place = kitchen.gets(server)
    assert place is not None
    assert not place.is_symlink()
    assert (theirs / "letter").read_text() == "keep me"


def test_a_file_by_the_name_of_a_model_gives_way_to_it(kitchen: Kitchen) -> None:
    kitchen.shelf.folder.mkdir()
    kitchen.shelf.place_of(MODEL.name).write_text("saved in the wrong place")
    with serving(DATA) as server:
        place = kitchen.gets(server)
    assert place is not None
    assert condition_of(place).flaw is None


def test_two_at_once_do_not_write_into_each_others_file(kitchen: Kitchen) -> None:
    other = Shelf(kitchen.shelf.folder)
    with other.locked(), serving(DATA) as server:
        with pytest.raises(ModelError, match="Another sunday-coffee is busy"):
            kitchen.gets(server)
        assert server.asked == []


def test_what_a_power_cut_left_half_built_is_cleared_by_the_next_get(kitchen: Kitchen) -> None:
    half = kitchen.shelf.folder / ".downloads" / f"{MODEL.name}.new"
    (half / "am").mkdir(parents=True)
    (half / "am/final.mdl").write_bytes(b"half")
    with serving(DATA) as server:
        assert kitchen.gets(server)
    assert not half.exists()


def test_a_disk_that_fills_up_in_the_middle_keeps_what_came(kitchen: Kitchen) -> None:
    def fills_up(_: str, file: Path, __: Expected, ___: Callable[[int], None]) -> None:
        file.write_bytes(DATA[:1000])
        raise OSError(28, os.strerror(28))

    with pytest.raises(OSError, match="No space left"):
        kitchen.getting(replace(MODEL, sha256=SUM)).over_the_network(fills_up)
    assert kitchen.part.read_bytes() == DATA[:1000]
    assert kitchen.is_untouched


@given(st.integers(0, 10**10), st.integers(0, 10**9))
def test_there_is_room_exactly_when_some_is_left_over(free: int, needed: int) -> None:
    assert (lack_of_room(free, needed) is None) == (free - needed >= SPARE_BYTES)


@given(st.integers(1_000, 10**9), st.integers(0, 10**9))
def test_what_is_here_already_needs_no_more_room(size: int, have: int) -> None:
    assert needed_to_get(size, have) <= needed_to_get(size, 0)
    assert needed_to_get(size, have) >= 3 * size
