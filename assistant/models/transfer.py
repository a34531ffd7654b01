"""What to ask a server for, and what its answer means. Decides only: opens nothing, writes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_RANGE: Final = re.compile(r"bytes (?:(\d{1,20})-\d{1,20}|\*)/(\d{1,20}|\*)")
_GENEROUS: Final = 2  # times the size that is about right: more would be something else


@dataclass(frozen=True)
class Expected:
    """How much there is to fetch: to the byte, or, of a file whose sum nobody knows, about so much."""

    size_bytes: int
    is_exact: bool

    @property
    def most_bytes(self) -> int:
        return self.size_bytes if self.is_exact else _GENEROUS * self.size_bytes


@dataclass(frozen=True)
class Answer:
    """What a server says before it sends anything. None: it doesn't say."""

    status: int
    length_bytes: int | None = None  # of what it is about to send
    first_byte: int | None = None  # where in the file that begins
    total_bytes: int | None = None  # of the whole file
    tag: str | None = None  # changes when the file does
    is_page: bool = False  # for people to read
    is_altered: bool = False  # packed on the way, so that its bytes are not the file's
    is_exposed: bool = False  # led from a protected address to an open one


@dataclass(frozen=True)
class TakeFrom:
    """What comes belongs into the file from this byte on; what stood there is to go."""

    byte: int


@dataclass(frozen=True)
class AskForAll:
    """Nothing here can be gone on with; ask again, from the beginning."""


@dataclass(frozen=True)
class Refuse:
    sentence: str


Step = TakeFrom | AskForAll | Refuse


def first_to_ask_for(have_bytes: int, tag: str | None, expected: Expected) -> int:
    """Where to go on. Two halves are joined only where a sum or the file's tag tells whether they belong together."""
    joins = expected.is_exact or tag is not None
    return have_bytes if joins and have_bytes < expected.most_bytes else 0


def request_headers(first_byte: int, tag: str | None) -> dict[str, str]:
    plain = {"Accept-Encoding": "identity"}
    if not first_byte:
        return plain
    resuming = {"Range": f"bytes={first_byte}-"}
    return plain | resuming | ({"If-Range": tag} if tag else {})


def answer_from(status: int, headers: Mapping[str, str], *, is_exposed: bool = False) -> Answer:
    """`headers` by their usual names, in any case if the mapping doesn't mind."""
    part = _RANGE.fullmatch(headers.get("Content-Range", "").strip())
    length = headers.get("Content-Length", "")
    tag = headers.get("ETag", "")
    return Answer(
        status,
        length_bytes=int(length) if re.fullmatch(r"\d{1,20}", length) else None,
        first_byte=int(part[1]) if part and part[1] else None,
        total_bytes=int(part[2]) if part and part[2] != "*" else None,
        tag=tag if tag.startswith('"') else None,  # a weak one promises too little
        is_page=headers.get("Content-Type", "").startswith("text/html"),
        is_altered=headers.get("Content-Encoding", "identity") != "identity",
        is_exposed=is_exposed,
    )


def step_after(answer: Answer, asked_from: int, expected: Expected) -> Step:
    if answer.is_exposed:
        return Refuse("leads from a protected address (https) to an open one; nothing was fetched.")
    match answer.status:
        case 200 | 206 if answer.is_page:
            return Refuse("sent a web page in place of the model; does this network want a click in a browser first?")
        case 200 | 206 if answer.is_altered:
            return Refuse("sent it packed in another way than it lies there; a proxy may be in between.")
        case 206 if answer.first_byte != asked_from:
            return AskForAll() if asked_from else Refuse("sent another part of it than was asked for.")
        case 206:
            return _unless_another_size(TakeFrom(asked_from), answer.total_bytes, expected)
        case 200:
            return _unless_another_size(TakeFrom(0), answer.length_bytes, expected)
        case 416 if asked_from:
            return AskForAll()
        case 404 | 410:
            return Refuse("doesn't have it any more; a newer Sunday Coffee may know where it is now.")
        case 401 | 403 | 407 | 451:
            return Refuse(f"doesn't hand it out here (it answered {answer.status}).")
        case 408 | 429 | 500 | 502 | 503 | 504:
            return Refuse(f"is busy just now (it answered {answer.status}); try again in a while.")
        case other:
            return Refuse(f"gave an answer that is no model ({other}).")


def _unless_another_size(step: TakeFrom, size_bytes: int | None, expected: Expected) -> TakeFrom | Refuse:
    fits = size_bytes is None or (
        size_bytes == expected.size_bytes if expected.is_exact else size_bytes <= expected.most_bytes
    )
    if fits:
        return step
    return Refuse(f"has another file by that name: {size_bytes:,} bytes in place of {expected.size_bytes:,}.")
