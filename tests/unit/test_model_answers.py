"""What a server's answer means. No network: answers are values."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.models.transfer import (
    Answer,
    Expected,
    Refuse,
    TakeFrom,
    answer_from,
    first_to_ask_for,
    request_headers,
    step_after,
)

SIZE = 200_000
EXACT = Expected(SIZE, is_exact=True)


def test_a_protected_address_that_leads_to_an_open_one_is_refused() -> None:
    answer = answer_from(200, {}, is_exposed=True)
    assert isinstance(step_after(answer, 0, EXACT), Refuse)


@given(
    answer=st.builds(
        Answer,
        status=st.sampled_from([200, 206, 416, 404, 500, 301]),
        length_bytes=st.none() | st.integers(0, 2 * SIZE),
        first_byte=st.none() | st.integers(0, 100),
        total_bytes=st.none() | st.integers(0, 2 * SIZE),
        tag=st.none() | st.just('"a"'),
        is_page=st.booleans(),
        is_altered=st.booleans(),
    ),
    asked_from=st.integers(0, 100),
    is_exact=st.booleans(),
)
def test_bytes_are_only_ever_taken_where_they_belong(answer: Answer, asked_from: int, *, is_exact: bool) -> None:
    expected = Expected(SIZE, is_exact)
    match step_after(answer, asked_from, expected):
        case TakeFrom(0):
            assert answer.status == 200 or asked_from == 0
        case TakeFrom(byte):
            assert (answer.status, answer.first_byte, asked_from) == (206, byte, byte)
        case _:
            pass


@given(st.integers(0, 300_000), st.none() | st.just('"a"'), st.booleans())
def test_only_what_can_be_joined_is_gone_on_with(have_bytes: int, tag: str | None, is_exact: bool) -> None:  # noqa: FBT001
    first = first_to_ask_for(have_bytes, tag, Expected(SIZE, is_exact))
    assert first in {0, have_bytes}
    assert first == 0 or is_exact or tag
    assert ("Range" in request_headers(first, tag)) == (first > 0)


@given(st.dictionaries(st.sampled_from(["Content-Length", "Content-Range", "ETag", "Content-Type"]), st.text()))
def test_no_header_however_odd_is_an_error(headers: dict[str, str]) -> None:
    assert answer_from(200, headers).status == 200
