"""A real server for one file, on this machine, that behaves as badly as it is told to; and a model for it."""

import io
import random
import threading  # noqa: TID251 - it serves while the test fetches
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assistant.models.manifest import Model

PARTS = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst")
TAG = '"the first of its kind"'


def files_of_a_model(size_bytes: int = 40_000) -> dict[str, bytes]:
    """Looks whole, hears nothing."""
    chance = random.Random(7)  # noqa: S311 - filler
    return {f"vosk-model-small-xx-1/{part}": chance.randbytes(size_bytes) for part in PARTS}


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return packed.getvalue()


MODEL = Model(
    name="vosk-model-small-xx-1",
    language="xx",
    spoken="Test",
    url="",
    sha256=None,
    size_bytes=1,
    licence="Apache-2.0",
    memory_mb=300,
)

Behaviour = Callable[["_Visitor", "Server"], None]


@dataclass
class Server:
    """Answers with each of `answers` once, in order, and well from then on. `asked` has the Range of each request."""

    data: bytes
    answers: deque[Behaviour] = field(default_factory=deque)
    asked: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/{MODEL.name}.zip"

    def model(self, sha256: str | None) -> Model:
        return replace(MODEL, url=self.url, sha256=sha256, size_bytes=len(self.data))


@contextmanager
def serving(data: bytes, *answers: Behaviour) -> Iterator[Server]:
    server = Server(data, deque(answers))

    class Visitor(_Visitor):
        place = server

    with ThreadingHTTPServer(("127.0.0.1", 0), Visitor) as listening:
        server.port = listening.server_port
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


class _Visitor(BaseHTTPRequestHandler):
    place: Server

    def do_GET(self) -> None:
        self.place.asked.append(self.headers.get("Range"))
        self.place.paths.append(self.path)
        answer = self.place.answers.popleft() if self.place.answers else well
        answer(self, self.place)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - same
        """Nobody reads it."""

    def tell(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()


def well(visitor: _Visitor, server: Server, *, upto: int | None = None) -> None:
    """As a server should; with `upto` it hangs up there, `upto` bytes from the beginning of the file."""
    first = _asked_from(visitor)
    if first >= len(server.data):
        visitor.tell(416, Content_Range=f"bytes */{len(server.data)}", Content_Length="0")
        return
    rest = server.data[first:]
    place = f"bytes {first}-{len(server.data) - 1}/{len(server.data)}"
    headers = {"Content_Length": str(len(rest)), "ETag": TAG}
    if first:
        visitor.tell(206, Content_Range=place, **headers)
    else:
        visitor.tell(200, **headers)
    visitor.wfile.write(rest if upto is None else rest[: max(0, upto - first)])


def drops_at(byte: int) -> Behaviour:
    return lambda visitor, server: well(visitor, server, upto=byte)


def ignores_ranges(upto: int | None = None) -> Behaviour:
    def answer(visitor: _Visitor, server: Server) -> None:
        visitor.tell(200, Content_Length=str(len(server.data)))
        visitor.wfile.write(server.data[:upto])

    return answer


def says(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Any answer at all; it says itself how long it is, if it does."""

    def answer(visitor: _Visitor, _: Server) -> None:
        visitor.tell(status, **headers)
        visitor.wfile.write(body)

    return answer


def hangs_after(byte: int, until: threading.Event) -> Behaviour:
    def answer(visitor: _Visitor, server: Server) -> None:
        visitor.tell(200, Content_Length=str(len(server.data)), ETag=TAG)
        visitor.wfile.write(server.data[:byte])
        visitor.wfile.flush()
        until.wait(20)

    return answer


def _asked_from(visitor: _Visitor) -> int:
    asked = visitor.headers.get("Range", "bytes=0-")
    if visitor.headers.get("If-Range", TAG) != TAG:
        return 0
    return int(asked.removeprefix("bytes=").removesuffix("-"))
