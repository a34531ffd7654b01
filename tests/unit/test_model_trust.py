"""A model whose checksum nobody published: they are asked once, and what came is remembered."""

from dataclasses import replace
from pathlib import Path

import pytest
from helpers.kitchen import DATA, SUM, WRONG, Kitchen
from helpers.model_server import MODEL, serving, zipped

from assistant.models.errors import ModelError
from assistant.models.fetching import fetch
from assistant.models.shelf import Shelf


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(Shelf(tmp_path / "models"))


def test_a_file_that_nobody_knows_is_asked_about_and_remembered(kitchen: Kitchen) -> None:
    with serving(DATA) as server:
        assert kitchen.gets(server, known_sum=None)
        assert kitchen.couple.asked == 1
        assert kitchen.shelf.sum_file(MODEL.name).read_text() == f"{SUM}  {MODEL.name}.zip\n"
        kitchen.shelf.remove(MODEL.name)
        assert kitchen.gets(server, known_sum=None)
        assert kitchen.couple.asked == 1
        kitchen.shelf.remove(MODEL.name)
        server.data = WRONG
        with pytest.raises(ModelError, match="you will be asked again"):
            kitchen.gets(server, known_sum=None)
    assert kitchen.is_untouched


def test_whoever_does_not_trust_it_gets_nothing(kitchen: Kitchen) -> None:
    kitchen.couple.answer = False
    with serving(DATA) as server:
        assert kitchen.gets(server, known_sum=None) is None
    assert (server.asked, kitchen.is_untouched) == ([], True)


def test_a_file_that_nobody_knows_may_be_a_little_larger_than_told(kitchen: Kitchen) -> None:
    with serving(DATA) as server:
        about = replace(server.model(None), size_bytes=round(0.7 * len(DATA)))
        assert kitchen.getting(about).over_the_network(fetch)


def test_a_bomb_that_nobody_knows_is_neither_unpacked_nor_remembered(kitchen: Kitchen) -> None:
    with serving(zipped({"model/../../outside": b"x"})) as server, pytest.raises(ModelError, match="leads out of"):
        kitchen.gets(server, known_sum=None)
    assert kitchen.is_untouched
    assert not kitchen.part.exists()
    assert not kitchen.shelf.sum_file(MODEL.name).exists()


def test_a_zip_that_is_no_vosk_model_does_not_come_into_place(kitchen: Kitchen) -> None:
    with serving(zipped({"something/else": b"x" * 50_000})) as server, pytest.raises(ModelError, match="no whole Vosk"):
        kitchen.gets(server, known_sum=None)
    assert kitchen.is_untouched


def test_a_damaged_memory_of_a_sum_is_told_and_trusts_nothing(kitchen: Kitchen) -> None:
    kitchen.part.parent.mkdir(parents=True)
    kitchen.shelf.sum_file(MODEL.name).write_text("nonsense")
    with serving(DATA) as server, pytest.raises(ModelError, match="is damaged"):
        kitchen.gets(server, known_sum=None)
    assert server.asked == []
