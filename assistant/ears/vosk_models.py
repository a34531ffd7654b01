"""Where Vosk's models are, and whether a folder is one. Looks at files only; loads nothing, downloads nothing."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import HearingUnavailableError

_PARTS = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf")
_GRAPHS = (("graph/HCLG.fst",), ("graph/HCLr.fst", "graph/Gr.fst"))
_NAME = re.compile(r"vosk-model(?:-small|-big|-spk)?-([a-z]{2,3})(?:-|$)")


def find_model(explicit: Path | None, models_folder: Path, language: str = "en") -> Path | None:
    """The model to use: the one named, else one in `models_folder`, else one where Vosk keeps its own; or None.

    Only an explicit folder may be for another language; it comes back unchecked, as any other does.
    """
    if explicit is not None:
        return explicit
    return next((folder for folder in models_in_reach(models_folder) if language_of(folder) in {language, None}), None)


def language_of(folder: Path) -> str | None:
    """The language in a folder's name: "en" for vosk-model-small-en-us-0.15."""
    named = _NAME.match(folder.name)
    return named[1] if named else None


def check_model(folder: Path) -> None:
    """HearingUnavailableError with one sentence, if `folder` can't be a whole Vosk model."""
    if not folder.is_dir():
        raise HearingUnavailableError(
            f"There is no folder {folder}; a Vosk model is an unpacked folder such as vosk-model-small-en-us-0.15."
        )
    try:
        lacking = [part for part in _PARTS if not _is_whole(folder / part)]
        has_graph = any(all(_is_whole(folder / part) for part in graph) for graph in _GRAPHS)
    except PermissionError as error:
        raise HearingUnavailableError(
            f"The model folder {folder} can't be read; allow this user to read it."
        ) from error
    if not has_graph:
        lacking.append(_GRAPHS[-1][0])
    if lacking == [*_PARTS, _GRAPHS[-1][0]]:
        raise HearingUnavailableError(f"{folder} is no Vosk model; name the folder that holds am, conf and graph.")
    if lacking:
        raise HearingUnavailableError(
            f"The Vosk model in {folder} is not whole: {', '.join(lacking)} is missing or empty; unpack it again."
        )


def _is_whole(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return bool(opened.read(1))


def models_in_reach(models_folder: Path) -> Iterator[Path]:
    """Folders that look like models, in the order in which they are chosen: ours, $VOSK_MODEL_PATH, Vosk's usual."""
    own = os.environ.get("VOSK_MODEL_PATH")
    usual = [Path.home() / ".cache/vosk", Path("/usr/share/vosk"), Path("/usr/local/share/vosk")]
    for place in [models_folder, *([Path(own)] if own else []), *usual]:
        if _looks_like_model(place):
            yield place
        elif place.is_dir() and os.access(place, os.R_OK | os.X_OK):
            yield from filter(_looks_like_model, sorted(place.iterdir()))


def _looks_like_model(folder: Path) -> bool:
    return folder.is_dir() and (folder.name.startswith("vosk-model") or (folder / "am").is_dir())
