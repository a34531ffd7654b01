"""Which models there are to fetch, from models/manifest.yaml. Reads that file only; looks at no disk and no network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.content.places import Place, Span, meant
from assistant.content.reading import read_places
from assistant.models.errors import ModelError

UNKNOWN: Final = "unknown"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z]{2})?")
_SUM: Final = re.compile(r"[0-9a-f]{64}")
_WEB: Final = re.compile(r"https?://[^\s/]+/\S+")
_SIZE: Final = Span(1_000, 500_000_000, 41_205_931)
_MEMORY: Final = Span(1, 8_000, 300)


@dataclass(frozen=True)
class Model:
    """`size_bytes` is that of the zip file: exact where its `sha256` is known, else about right."""

    name: str
    language: str  # en-us
    spoken: str  # English
    url: str
    sha256: str | None
    size_bytes: int
    licence: str
    memory_mb: int

    @property
    def short_language(self) -> str:
        return self.language.partition("-")[0]


def find_manifest() -> Path:
    """The checkout's own, else the installed one."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "models" / "manifest.yaml"
    return beside if beside.is_file() else package / "models" / "manifest.yaml"


def load_manifest(path: Path) -> tuple[Model, ...]:
    """In the order of the file. ContentError with every mistake at once."""
    root = read_places(path)
    root.only("models")
    listed = root.need("models")
    models: list[Model] = []
    for place in listed.each() if listed else ():
        model = _model(place)
        if model.name in {known.name for known in models}:
            place.wrong(f"{model.name} stands in this list already; keep one.")
        models.append(model)
    root.problems.raise_if_any()
    return tuple(models)


def chosen(models: Sequence[Model], typed: str) -> Model:
    """The model of this name, or the first of this language. ModelError with what there is."""
    for model in models:
        if typed in (model.name, model.language, model.short_language):
            return model
    known = [*(model.name for model in models), *(model.short_language for model in models)]
    raise ModelError(f"There is no model “{typed}” in the list{meant(typed, known)}")


def _model(place: Place) -> Model:
    place.only("name", "language", "spoken", "url", "sha256", "size_bytes", "licence", "memory_mb")
    sha256 = _matching(place, "sha256", re.compile(f"{_SUM.pattern}|{UNKNOWN}"), f"64 hexadecimal digits, or {UNKNOWN}")
    return Model(
        name=_matching(place, "name", _NAME, "letters, digits, dots and hyphens, such as vosk-model-small-ko-0.22"),
        language=_matching(place, "language", _LANGUAGE, "a language's code, such as ko or en-us"),
        spoken=_text(place, "spoken"),
        url=_matching(place, "url", _WEB, "an address that begins with https://"),
        sha256=None if sha256 == UNKNOWN else sha256,
        size_bytes=_whole(place, "size_bytes", _SIZE),
        licence=_text(place, "licence"),
        memory_mb=_whole(place, "memory_mb", _MEMORY),
    )


def _text(place: Place, key: str) -> str:
    value = place.need(key)
    return value.text() if value else ""


def _matching(place: Place, key: str, pattern: re.Pattern[str], what: str) -> str:
    value = place.need(key)
    text = value.text() if value else ""
    if value and text and not pattern.fullmatch(text):
        value.wrong(f"{key} is no such thing as is needed here: {what}.")
    return text


def _whole(place: Place, key: str, span: Span) -> int:
    value = place.need(key)
    return value.whole(span) if value else round(span.example)
