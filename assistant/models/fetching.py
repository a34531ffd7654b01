"""Fetches one file over the network into another on the disk. The only file of the program that opens a socket.

What an answer means is decided in transfer.py. requests knows the proxies and certificates of this machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import requests  # noqa: TID251 - the one file that may
from requests.exceptions import ChunkedEncodingError, ProxyError, SSLError, Timeout  # noqa: TID251

from assistant.models.errors import ModelError
from assistant.models.transfer import (
    AskForAll,
    Expected,
    Refuse,
    TakeFrom,
    answer_from,
    first_to_ask_for,
    request_headers,
    step_after,
)

MOST_CONNECTIONS: Final = 50
MOST_FRUITLESS: Final = 3  # connections in a row that brought nothing
CONNECT_S: Final = 10.0
SILENCE_S: Final = 30.0
_CHUNK_BYTES: Final = 1 << 14  # so much is lost at most where a connection breaks
_BROKEN: Final = (requests.ConnectionError, ChunkedEncodingError, Timeout)


def fetch(
    url: str, file: Path, expected: Expected, moved: Callable[[int], None], *, silence_s: float = SILENCE_S
) -> None:
    """Goes on where `file` ends, after each broken connection too; `moved` hears how many bytes there are.

    ModelError with a sentence, and what came so far stays. Whether it is the right file is not looked at.
    """
    fruitless = 0
    kept = f"{_KEPT} " if expected.is_exact else ""  # without a sum nobody can tell later what it began as
    with requests.Session() as session:
        transfer = _Transfer(session, url, file, expected, moved, silence_s)
        for _ in range(MOST_CONNECTIONS):
            had_bytes = size_of(file)
            broken: requests.RequestException | None = None
            try:
                if transfer.is_done_after_one_more_answer():
                    return
            except _BROKEN as error:
                broken = error
            except requests.RequestException as error:
                raise ModelError(f"{url} is no address to fetch from ({type(error).__name__}).") from error
            fruitless = 0 if size_of(file) > had_bytes else fruitless + 1
            if fruitless == MOST_FRUITLESS:
                raise ModelError(f"{_why(broken, _host(url))} {kept}{_BROUGHT}") from broken
    raise ModelError(f"The connection to {_host(url)} broke {MOST_CONNECTIONS} times. {kept}{_BROUGHT}")


@dataclass
class _Transfer:
    session: requests.Session
    url: str
    file: Path
    expected: Expected
    moved: Callable[[int], None]
    silence_s: float
    tag: str | None = None

    def is_done_after_one_more_answer(self) -> bool:
        """Errors of requests where the connection breaks; ModelError where the answer is no use."""
        if self._is_complete():
            return True
        first_byte = first_to_ask_for(size_of(self.file), self.tag, self.expected)
        headers = request_headers(first_byte, self.tag)
        with self.session.get(self.url, headers=headers, stream=True, timeout=(CONNECT_S, self.silence_s)) as response:
            is_exposed = self.url.startswith("https:") and not response.url.startswith("https:")
            answer = answer_from(response.status_code, response.headers, is_exposed=is_exposed)
            match step_after(answer, first_byte, self.expected):
                case Refuse(sentence):
                    raise ModelError(f"{_host(self.url)} {sentence}")
                case AskForAll():
                    self.file.unlink(missing_ok=True)
                    return False
                case TakeFrom(byte):
                    self.tag = answer.tag
                    self._take(response, byte)
        # Of a file whose size nobody knows, the end is where the server says; requests complains of an earlier one.
        return self._is_complete() or not self.expected.is_exact

    def _is_complete(self) -> bool:
        return self.expected.is_exact and size_of(self.file) == self.expected.size_bytes

    def _take(self, response: requests.Response, byte: int) -> None:
        with self.file.open("r+b" if self.file.exists() else "wb") as opened:
            opened.truncate(byte)
            opened.seek(byte)
            for chunk in response.iter_content(_CHUNK_BYTES):
                if byte + len(chunk) > self.expected.most_bytes:
                    opened.truncate(0)
                    raise ModelError(f"{_host(self.url)} sent more than belongs to the model. Nothing of it is kept.")
                opened.write(chunk)
                byte += len(chunk)
                self.moved(byte)


def size_of(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


_KEPT: Final = "What came is kept, and the same command goes on from there."
_BROUGHT: Final = "For a machine without internet there is --from FILE.zip."


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _why(error: requests.RequestException | None, host: str) -> str:
    match error:
        case ProxyError():
            return f"The proxy that this machine is set to use (HTTPS_PROXY) doesn't lead to {host}."
        case SSLError():
            return f"{host} can't be trusted over this connection. Often the clock here is wrong: “date” shows it."
        case _:
            return f"{host} doesn't answer, or hangs up. Is this machine on the internet?"
