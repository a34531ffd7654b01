"""The list of models: the one that ships, and ones with mistakes in them."""

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.models.errors import ModelError
from assistant.models.manifest import chosen, find_manifest, load_manifest

ENTRY = """\
models:
  - name: vosk-model-small-xx-1
    language: xx
    spoken: Test
    url: https://example.org/vosk-model-small-xx-1.zip
    sha256: unknown
    size_bytes: 40000000
    licence: Apache-2.0
    memory_mb: 300
"""


def test_the_list_that_ships_has_five_languages_and_every_checksum() -> None:
    models = load_manifest(find_manifest())
    assert {model.short_language for model in models} == {"en", "fr", "de", "ko", "es"}
    assert all(model.sha256 for model in models)
    assert all(model.url == f"https://alphacephei.com/vosk/models/{model.name}.zip" for model in models)


def test_a_model_is_chosen_by_name_or_by_language() -> None:
    models = load_manifest(find_manifest())
    english = chosen(models, "en")
    assert english.name == "vosk-model-small-en-us-0.15"
    assert english.size_bytes == 41_205_931
    assert chosen(models, "en-us") is english
    assert chosen(models, english.name) is english
    with pytest.raises(ModelError, match=r"no model “vosk-model-small-ko” .* did you mean .*ko-0\.22"):
        chosen(models, "vosk-model-small-ko")


def test_a_list_may_say_that_nobody_knows_a_checksum(tmp_path: Path) -> None:
    file = tmp_path / "manifest.yaml"
    file.write_text(ENTRY)
    assert load_manifest(file)[0].sha256 is None


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("name: vosk", "name: ../vosk", "line 2: name is no such thing"),
        ("language: xx", "language: Test", "line 3: language is no such thing"),
        ("https://example.org/", "file:///etc/", "an address that begins with https://"),
        ("sha256: unknown", "sha256: abc", "64 hexadecimal digits, or unknown"),
        ("    sha256: unknown\n", "", 'has no "sha256", which it needs'),
        ("40000000", "5000000000000", "from 1000 to 5e+08 is possible"),
        ("memory_mb", "memory", "is no key of"),
    ],
)
def test_a_mistake_in_a_list_is_told_with_its_line(tmp_path: Path, right: str, wrong: str, sentence: str) -> None:
    file = tmp_path / "manifest.yaml"
    file.write_text(ENTRY.replace(right, wrong))
    with pytest.raises(ContentError) as told:
        load_manifest(file)
    assert sentence in str(told.value)
    assert "line " in str(told.value)


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    file = tmp_path / "manifest.yaml"
    file.write_text(ENTRY + ENTRY.removeprefix("models:\n"))
    with pytest.raises(ContentError, match="line 10: vosk-model-small-xx-1 stands in this list already"):
        load_manifest(file)
