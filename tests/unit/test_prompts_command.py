"""`prompts check` and `prompts preview`: whoever edits what it says sees every mistake at once, and reads a script."""

import io
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.audio import SAMPLE_RATE_HZ, Samples, Sound
from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.errors import SundayCoffeeError, VoiceUnavailableError
from assistant.session.book import Book
from assistant.shell.elapsed import Elapsed
from assistant.shell.main import main
from assistant.shell.preview import PreviewOptions, preview, read_through
from assistant.shell.prompts import check
from assistant.shell.script import script_of
from assistant.shell.script_parts import Line, Note
from assistant.voice.cache import SoundCache
from assistant.voice.rendering import Voice

WORD_S = 0.5
NEVER_VARIES = "pause_cue never varies and is never a question; write one text without a question mark."


class Clerk:
    """A voice that takes half a second for each word."""

    name = "clerk"

    def render(self, text: str) -> Samples:
        return np.ones(round(WORD_S * SAMPLE_RATE_HZ) * len(text.split()), np.int16)


class Mute:
    name = "mute"

    def render(self, text: str) -> Samples:
        raise VoiceUnavailableError(f"No voice says {text}.")


@pytest.fixture
def book() -> Book:
    return load_book(find_prompts(None), ())


@pytest.fixture
def voice(tmp_path: Path) -> Iterator[Voice]:
    with Voice(SoundCache(tmp_path, Clerk())) as voice:
        yield voice


def checked(file: Path | None, wishes: Configuration | None = None) -> tuple[bool, list[str]]:
    out = io.StringIO()
    fine = check(file, wishes or Configuration(), out)
    return fine, out.getvalue().splitlines()


def test_what_ships_is_whole_and_in_its_own_manner() -> None:
    fine, told = checked(None)
    assert fine, "\n".join(told)
    assert told[-1].endswith("prompts.yaml is whole, and in the assistant's manner.")


def edited(folder: Path, *changes: tuple[str, str]) -> tuple[Path, list[int]]:
    """What ships, with some of it in other words; and the lines where those stand."""
    shipped = find_prompts(None).read_text("utf-8")
    lines = [shipped[: shipped.index(old)].count("\n") + 1 for old, _ in changes]
    for old, new in changes:
        shipped = shipped.replace(old, new)
    file = folder / "prompts.yaml"
    file.write_text(shipped, "utf-8")
    return file, lines


def test_everything_wrong_is_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    changes = ("See you later.", "You should just go."), ('"Bye for now."', "7"), ("I'll stay quiet.", "Why?")
    file, (pushing, number, question) = edited(tmp_path, *changes)
    fine, told = checked(file)
    assert not fine
    assert sorted(told[:-1]) == sorted(
        [
            f"{file}, line {number}: company is '7', a number; a text is needed, perhaps in quotes.",
            f"{file}, line {question}: {NEVER_VARIES}",
            f'{file}, line {question}: pause_cue: "why" is in it, and so it asks for reasons.',
            f'{file}, line {pushing}: company: "should" is in it, and so it pushes.',
            f'{file}, line {pushing}: company: "just" is in it, and so it pushes.',
        ]
    )
    assert told[-1] == f"{file}: 2 things to mend before it can be used and 3 remarks on how a sentence is said."


def test_a_file_out_of_manner_can_be_used_and_is_remarked_on_all_the_same(tmp_path: Path) -> None:
    file, (line,) = edited(tmp_path, ("See you later.", "Well done, both of you."))
    assert checked(file) == (
        False,
        [
            f'{file}, line {line}: company: "well done" is in it, and so it praises.',
            f"{file}: 1 remark on how a sentence is said.",
        ],
    )


def test_the_couples_own_safe_word_in_a_saying_is_something_to_mend() -> None:
    fine, told = checked(None, Configuration(safe_words=("gentle day",)))
    assert not fine
    assert any("has the safe word in it, and would pause itself" in line for line in told)


def test_a_file_that_is_no_yaml_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "prompts.yaml"
    file.write_text("sayings: [\n", "utf-8")
    fine, told = checked(file)
    assert not fine
    assert len(told) == 2
    assert "this is no YAML" in told[0]


def test_each_saying_is_read_with_its_place_in_the_evening_and_the_seconds_it_takes(book: Book, voice: Voice) -> None:
    out = io.StringIO()
    read_through("weekly_check_in", book, voice, out)
    told = out.getvalue().splitlines()
    first, other, *_ = book.sayings["good_moment"]
    assert told[0] == "Weekly check in: 20 minutes, or 5"
    assert told[1] == f"  0:00  {first}  ({WORD_S * len(first.split()):.1f} s)"
    assert told[2] == f"        or: {other}  ({WORD_S * len(other.split()):.1f} s)"
    next_s = int(WORD_S * len(first.split()))
    assert told[4].startswith(f"  0:{next_s:02}  {book.sayings['good_moment_other'][0]}")
    assert "        [A turn, 3 minutes (56 seconds in the short form).]" in told
    assert told[-1].startswith("        [In all: ")
    assert told[-1].endswith(" 18:00 that is yours and has a length.]")  # two of the twenty are for a goal, if any
    assert "\x1b" not in out.getvalue(), "a pipe gets no colours"


def test_a_saying_that_comes_again_is_written_out_once(book: Book, voice: Voice) -> None:
    out = io.StringIO()
    read_through("sunday_coffee", book, voice, out)
    first, other, *_ = book.sayings["first_turn"]
    assert out.getvalue().count(f"  {first}  (") == 3
    assert out.getvalue().count(f"or: {other}  (") == 1


def test_what_is_for_some_evenings_only_takes_its_time_beside_the_others() -> None:
    elapsed, at_s = Elapsed(), []
    script = (
        Line("hello", ("Hello.",)),
        Note("Only the first time:"),
        Line("what", ("What it is.",), depth=1),
        Line("how", ("How it goes.",), depth=1),
        Line("which", ("This or that?",)),
        Note("“this”, and after silence:", usual=True),
        Note("Quiet.", depth=1, minutes=1),
        Note("“that”:", instead=True),
        Line("that", ("That.",), depth=1),
        Line("bye", ("Goodbye.",)),
    )
    for part in script:
        elapsed.reach(part)
        at_s.append(elapsed.at_s)
        elapsed.take(words_s=2.0 if isinstance(part, Line) else 0.0, offered_s=60.0 * getattr(part, "minutes", 0.0))
    assert at_s == [0, 2, 2, 4, 2, 4, 4, 64, 4, 64]
    assert (elapsed.at_s, elapsed.words_s, elapsed.offered_s) == (66, 6, 60)


def test_the_ways_of_a_ritual_stand_under_what_leads_to_them(book: Book) -> None:
    script = list(script_of("sunday_coffee", book))
    outline = [(part.depth, part.text) for part in script if isinstance(part, Note)]
    assert outline[-8:] == [
        (0, "“quiet”, and after silence:"),
        (1, "Quiet, for 1 minute; a soft chime ends it."),
        (0, "“question”, when both want it:"),
        (1, "One question of the deck coffee_more, none twice until it is through:"),
        (1, "A turn, as long as they like."),
        (1, "A turn, as long as they like."),
        (0, "“talk”:"),
        (1, "Talk without turns, 5 minutes."),
    ]
    assert script[-1] == Line("coffee_goodbye", book.sayings["coffee_goodbye"])


def test_it_is_said_aloud_line_by_line_in_the_first_wording(book: Book, voice: Voice) -> None:
    said: list[Sound] = []
    read_through("sunday_coffee", book, voice, io.StringIO(), said.append)
    lines = [part for part in script_of("sunday_coffee", book) if isinstance(part, Line)]
    assert [sound.key for sound in said] == [line.key for line in lines]
    assert [sound.pcm.size / SAMPLE_RATE_HZ for sound in said] == [
        WORD_S * len(line.wordings[0].split()) for line in lines
    ]


def test_every_saying_that_a_ritual_names_is_in_its_script(book: Book) -> None:
    for key, ritual in book.rituals.items():
        lines = {part.key for part in script_of(key, book) if isinstance(part, Line)}
        named = {saying for saying in book.sayings if f"'{saying}'" in repr(ritual)}
        assert named <= lines


def test_a_script_tells_once_how_saying_back_goes_as_an_evening_does(book: Book) -> None:
    keys = [part.key for part in script_of("repair", book) if isinstance(part, Line)]
    assert [key for key in keys if key.startswith("listen_back")] == ["listen_back", *["listen_back_again"] * 3]
    assert keys.index("intro_invite_other") == keys.index("intro_invite") + 1


def test_without_a_voice_it_is_timed_as_it_takes_to_read(book: Book, tmp_path: Path) -> None:
    out = io.StringIO()
    with Voice(SoundCache(tmp_path, Mute())) as mute:
        read_through("sunday_coffee", book, mute, out)
        assert mute.problems
    assert f"{book.sayings['intro_closing'][0]}  (2.0 s)" in out.getvalue()


def test_a_ritual_misspelled_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(SundayCoffeeError, match='did you mean "weekly_check_in"'):
        preview(PreviewOptions("weekly check-im"), Configuration(), io.StringIO())


@pytest.mark.parametrize(("broken", "code"), [("sayings: {}\n", 1), (None, 2)])
def test_the_exit_code_tells_a_script_whether_it_may_be_used(
    broken: str | None, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    file = tmp_path / "mine.yaml"
    if broken is not None:
        file.write_text(broken, "utf-8")
    assert main(["prompts", "check", str(file)]) == code
    told = capsys.readouterr()
    assert str(file) in told.out + told.err
    signal.signal(signal.SIGTERM, before)
