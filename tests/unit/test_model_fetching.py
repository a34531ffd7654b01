"""Fetching a model over a network that isn't at its best. The server is real, and on this machine."""

import threading  # noqa: TID251 - a server that hangs has to be let go
from hashlib import sha256
from pathlib import Path

import pytest
from helpers.model_server import drops_at, files_of_a_model, hangs_after, ignores_ranges, says, serving, zipped

from assistant.models import fetching
from assistant.models.errors import ModelError
from assistant.models.fetching import fetch
from assistant.models.transfer import (
    Expected,
)

DATA = zipped(files_of_a_model())
CHUNK = 1 << 14  # what is lost at most where a connection breaks
EXACT = Expected(len(DATA), is_exact=True)
ABOUT = Expected(len(DATA), is_exact=False)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "model.zip.part"


def ignored(_: int) -> None:
    """Nobody watches."""


def test_a_model_comes_whole_and_one_sees_how_far_it_is(file: Path) -> None:
    seen: list[int] = []
    with serving(DATA) as server:
        fetch(server.url, file, EXACT, seen.append)
    assert file.read_bytes() == DATA
    assert seen == sorted(seen)
    assert seen[-1] == len(DATA)


def test_after_a_broken_connection_it_goes_on_where_it_was(file: Path) -> None:
    with serving(DATA, drops_at(4 * CHUNK), drops_at(9 * CHUNK)) as server:
        fetch(server.url, file, EXACT, ignored)
    assert file.read_bytes() == DATA
    assert server.asked == [None, f"bytes={4 * CHUNK}-", f"bytes={9 * CHUNK}-"]


def test_what_came_on_another_day_is_not_fetched_again(file: Path) -> None:
    file.write_bytes(DATA[:120_000])
    with serving(DATA) as server:
        fetch(server.url, file, EXACT, ignored)
    assert (file.read_bytes(), server.asked) == (DATA, ["bytes=120000-"])


def test_what_is_here_whole_is_not_asked_for_at_all(file: Path) -> None:
    file.write_bytes(DATA)
    fetch("http://127.0.0.1:9/nobody.zip", file, EXACT, ignored)
    assert file.read_bytes() == DATA


def test_a_server_that_knows_no_ranges_is_taken_from_the_beginning(file: Path) -> None:
    file.write_bytes(b"x" * 200_000)
    with serving(DATA, ignores_ranges(90_000), ignores_ranges()) as server:
        fetch(server.url, file, EXACT, ignored)
    assert file.read_bytes() == DATA


def test_another_part_than_was_asked_for_is_not_glued_on(file: Path) -> None:
    file.write_bytes(DATA[:120_000])
    wrong = says(206, DATA[100_000:], Content_Range=f"bytes 100000-{len(DATA) - 1}/{len(DATA)}")
    with serving(DATA, wrong) as server:
        fetch(server.url, file, EXACT, ignored)
    assert file.read_bytes() == DATA
    assert server.asked == ["bytes=120000-", None]


def test_what_is_left_of_a_longer_file_is_not_gone_on_with(file: Path) -> None:
    file.write_bytes(b"x" * (len(DATA) + 7))
    with serving(DATA) as server:
        fetch(server.url, file, EXACT, ignored)
    assert (file.read_bytes(), server.asked) == (DATA, [None])


@pytest.mark.parametrize("length", [len(DATA) - 1, len(DATA) + 1, 10**15])
def test_a_file_of_another_length_is_refused_before_it_comes(file: Path, length: int) -> None:
    with (
        serving(DATA, says(200, Content_Length=str(length))) as server,
        pytest.raises(ModelError, match="another file by that name"),
    ):
        fetch(server.url, file, EXACT, ignored)
    assert not file.exists()


def test_a_server_that_announces_more_than_it_sends_is_asked_for_the_rest(file: Path) -> None:
    liar = says(200, DATA[:CHUNK], Content_Length=str(len(DATA)))
    with serving(DATA, liar) as server:
        fetch(server.url, file, EXACT, ignored)
    assert (file.read_bytes(), server.asked) == (DATA, [None, f"bytes={CHUNK}-"])


@pytest.mark.parametrize("expected", [EXACT, ABOUT])
def test_a_stream_without_end_is_stopped_where_the_model_would_be(file: Path, expected: Expected) -> None:
    with (
        serving(DATA, says(200, DATA * 20)) as server,
        pytest.raises(ModelError, match="sent more than belongs to the model"),
    ):
        fetch(server.url, file, expected, ignored)
    assert file.read_bytes() == b""


def test_a_server_that_always_hangs_up_is_given_up_in_one_sentence(file: Path) -> None:
    drops = [says(200, b"", Content_Length=str(len(DATA)))] * 9
    with serving(DATA, *drops) as server, pytest.raises(ModelError, match="Is this machine on the internet") as told:
        fetch(server.url, file, EXACT, ignored)
    assert len(server.asked) == 3
    assert "\n" not in str(told.value)


def test_a_server_that_gives_a_little_each_time_is_not_followed_for_ever(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "MOST_CONNECTIONS", 5)
    answers = [drops_at(CHUNK * number) for number in range(1, 9)]
    with serving(DATA, *answers) as server, pytest.raises(ModelError, match="broke 5 times"):
        fetch(server.url, file, EXACT, ignored)
    assert (len(server.asked), file.stat().st_size) == (5, 5 * CHUNK)


def test_a_server_that_falls_silent_is_left_and_what_came_is_kept(file: Path) -> None:
    enough = threading.Event()
    with serving(DATA, *[hangs_after(4 * CHUNK, enough)] * 4) as server:
        with pytest.raises(ModelError, match="doesn't answer, or hangs up"):
            fetch(server.url, file, EXACT, ignored, silence_s=0.2)
        enough.set()
    assert file.read_bytes() == DATA[: 4 * CHUNK]


def test_nobody_at_the_other_end_is_one_sentence(file: Path) -> None:
    with serving(DATA) as gone:
        pass
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 doesn't answer.* goes on from there\. .*--from FILE\.zip"):
        fetch(gone.url, file, EXACT, ignored)
    with pytest.raises(ModelError) as told:
        fetch(gone.url, file, ABOUT, ignored)
    assert "goes on" not in str(told.value)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (says(404, Content_Length="0"), "doesn't have it any more"),
        (says(403, Content_Length="0"), "doesn't hand it out here"),
        (says(503, Content_Length="0", Retry_After="3600"), "busy just now"),
        (says(418, Content_Length="0"), r"no model \(418\)"),
        (says(200, b"<html>Log in", Content_Type="text/html"), "a click in a browser first"),
        (says(200, DATA, Content_Encoding="gzip"), "packed in another way"),
        (says(206, DATA, Content_Range=f"bytes 0-{len(DATA) - 1}/{len(DATA) + 1}"), "another file by that name"),
        (says(302, Location="ftp://127.0.0.1/model.zip"), "no address to fetch from"),
    ],
)
def test_an_answer_that_is_no_model_is_told_for_what_it_is(file: Path, answer: object, sentence: str) -> None:
    with serving(DATA, answer) as server, pytest.raises(ModelError, match=sentence):  # type: ignore[arg-type]
        fetch(server.url, file, EXACT, ignored)
    assert not file.exists()


def test_the_proxy_of_this_machine_is_used(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(DATA) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        fetch("http://models.invalid/model.zip", file, EXACT, ignored)
    assert (file.read_bytes(), proxy.paths) == (DATA, ["http://models.invalid/model.zip"])


def test_a_proxy_that_is_gone_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(DATA) as gone:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{gone.port}")
    with pytest.raises(ModelError, match="The proxy that this machine is set to use"):
        fetch("http://models.invalid/model.zip", file, EXACT, ignored)


def test_where_nobody_knows_the_sum_two_halves_are_joined_only_by_the_tag_of_the_file(file: Path) -> None:
    with serving(DATA, drops_at(4 * CHUNK)) as server:
        fetch(server.url, file, ABOUT, ignored)
    assert (file.read_bytes(), server.asked) == (DATA, [None, f"bytes={4 * CHUNK}-"])


def test_where_there_is_no_tag_either_it_comes_again_from_the_beginning(file: Path) -> None:
    with serving(DATA, ignores_ranges(70_000), ignores_ranges()) as server:
        fetch(server.url, file, ABOUT, ignored)
    assert (file.read_bytes(), server.asked) == (DATA, [None, None])


def test_the_sum_of_the_file_is_that_of_what_was_served(file: Path) -> None:
    with serving(DATA, drops_at(1), drops_at(2), drops_at(99_999)) as server:
        fetch(server.url, file, EXACT, ignored)
    assert sha256(file.read_bytes()).hexdigest() == sha256(DATA).hexdigest()
