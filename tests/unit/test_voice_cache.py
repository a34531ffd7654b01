"""What was rendered once is kept; whatever is wrong with the disk, the saying still sounds."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from assistant.audio import Samples, Sound
from assistant.errors import VoiceUnavailableError
from assistant.voice.cache import SoundCache, default_cache_folder


class ToneEngine:
    """A true small voice: a fifth of a second of tone for each word. It counts what it was asked."""

    def __init__(self, name: str = "tones") -> None:
        self.name = name
        self.asked: list[str] = []

    def render(self, text: str) -> Samples:
        self.asked.append(text)
        tones = [np.sin(np.arange(3200) * (0.05 + 0.01 * len(word))) for word in text.split()]
        pcm: Samples = np.rint(8000 * np.concatenate(tones)).astype(np.int16)
        return pcm


class MuteEngine:
    name = "mute"

    def render(self, text: str) -> Samples:
        raise VoiceUnavailableError(f"no voice for {text}")


SAYING = "good morning both of you"


@pytest.fixture(autouse=True)
def _no_file_is_left_half_written(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.unfinished"))


def same(one: Sound, other: Sound) -> bool:
    return one.key == other.key and np.array_equal(one.pcm, other.pcm)


def kept_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_sentence_is_rendered_once_and_then_remembered(tmp_path: Path) -> None:
    engine = ToneEngine()
    cache = SoundCache(tmp_path, engine)
    first = cache.sound("greeting", SAYING)
    assert same(cache.sound("greeting", SAYING), first)
    assert engine.asked == [SAYING]
    assert cache.problem is None


def test_next_sunday_it_comes_from_the_disk_and_sounds_the_same(tmp_path: Path) -> None:
    first = SoundCache(tmp_path / "new" / "folder", ToneEngine()).sound("greeting", SAYING)
    engine = ToneEngine()
    assert same(SoundCache(tmp_path / "new" / "folder", engine).sound("greeting", SAYING), first)
    assert engine.asked == []


def test_another_voice_renders_anew(tmp_path: Path) -> None:
    SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING)
    other = ToneEngine("tones, slower")
    SoundCache(tmp_path, other).sound("greeting", SAYING)
    assert other.asked == [SAYING]


def test_the_same_sentence_under_two_keys_is_rendered_once(tmp_path: Path) -> None:
    engine = ToneEngine()
    cache = SoundCache(tmp_path, engine)
    assert [cache.sound(key, SAYING).key for key in ("morning", "evening")] == ["morning", "evening"]
    assert engine.asked == [SAYING]


def cut_off(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def one_byte_wrong(whole: bytes) -> bytes:
    return whole[:200] + bytes([whole[200] ^ 0xFF]) + whole[201:]


def emptied(_: bytes) -> bytes:
    return b""


def never_a_sound(_: bytes) -> bytes:
    return b"a letter to the sea" * 100


@pytest.mark.parametrize("damage", [cut_off, one_byte_wrong, emptied, never_a_sound])
def test_a_damaged_file_is_rendered_again(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    first = SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING)
    file = kept_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert same(SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING), first)
    assert kept_file(tmp_path).read_bytes() == whole


def test_a_file_at_another_rate_is_rendered_again(tmp_path: Path) -> None:
    first = SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING)
    soundfile.write(kept_file(tmp_path), first.pcm, 8000, format="FLAC")
    engine = ToneEngine()
    assert same(SoundCache(tmp_path, engine).sound("greeting", SAYING), first)
    assert engine.asked == [SAYING]


def test_a_folder_that_cannot_be_made_stops_no_saying_and_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    engine = ToneEngine()
    cache = SoundCache(tmp_path / "a file" / "sayings", engine)
    assert cache.sound("greeting", SAYING).pcm.any()
    assert cache.sound("greeting", SAYING).pcm.any()
    assert engine.asked == [SAYING], "it is remembered all the same"
    assert cache.problem is not None
    assert str(tmp_path / "a file" / "sayings") in cache.problem
    assert "\n" not in cache.problem


@contextmanager
def disk_with_hardly_any_room() -> Iterator[None]:
    """No file may grow beyond 1000 bytes: a write fails half-way, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_no_saying_and_leaves_no_half_file(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, ToneEngine())
    with disk_with_hardly_any_room():
        sound = cache.sound("greeting", SAYING)
    assert sound.pcm.any()
    assert list(tmp_path.iterdir()) == []
    assert cache.problem is not None
    assert "File too large" in cache.problem


def test_a_voice_that_cannot_render_is_not_hidden_here(tmp_path: Path) -> None:
    with pytest.raises(VoiceUnavailableError, match="no voice for good morning"):
        SoundCache(tmp_path, MuteEngine()).sound("greeting", SAYING)


def test_file_names_give_no_sentence_away(tmp_path: Path) -> None:
    SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING)
    assert not any(word in kept_file(tmp_path).name for word in SAYING.split())


def test_nobody_can_damage_a_saying_that_is_remembered(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        SoundCache(tmp_path, ToneEngine()).sound("greeting", SAYING).pcm[0] = 1


def test_the_cache_lies_where_the_couple_keeps_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_folder() == tmp_path / "sunday-coffee" / "sayings"
