"""Packs: questions in a file of their own, with who wrote them and where they come from."""

import json
from pathlib import Path

import pytest

from assistant.content.manner import remarks
from assistant.content.packs import load_pack, packs_within_reach
from assistant.content.prompts import find_prompts, load_book
from assistant.content.sayings import SafeWords
from assistant.errors import ContentError
from assistant.session.decks import next_question, remembered
from assistant.session.kept import Kept
from assistant.session.ritual import Depth
from assistant.shell.keepsakes import QUESTIONS_FILE, Keepsakes
from assistant.shell.main import main

SHIPPED = find_prompts(None)
OURS = SHIPPED.parent / "assistant" / "packs"
GARDEN = """name: The garden
author: Ana
sources: [Our own garden]
language: en
depth: light
questions:
  tree:
    say: ["Which tree do you like?", "A tree that you know."]
    purpose: ease
  rain:
    say: What does rain bring back?
    depth: deep
    purpose: being known
    lighter: ["A sound of rain that you like."]
"""


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No packs, and no configuration, of whoever runs the tests."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def book_with(folder: Path, deck: str = "coffee_more: {pack: garden}", pack: str = GARDEN) -> Path:
    """What ships, with `deck` for its deck coffee_more, and a pack called garden beside it."""
    before, _, rest = SHIPPED.read_text("utf-8").partition("  coffee_more:\n    - {")
    _, _, after = rest.partition("  check_in:\n")
    prompts = folder / "prompts.yaml"
    prompts.write_text(f"{before}  {deck}\n  check_in:\n{after}", "utf-8")
    (folder / "packs").mkdir(exist_ok=True)
    (folder / "packs" / "garden.yaml").write_text(pack, "utf-8")
    return prompts


def problems_of(prompts: Path, *safe_words: str) -> list[str]:
    with pytest.raises(ContentError) as told:
        load_book(prompts, safe_words)
    return [problem.removeprefix(f"{prompts.parent}/") for problem in told.value.problems]


def test_a_deck_that_names_a_pack_asks_its_questions(tmp_path: Path) -> None:
    book = load_book(book_with(tmp_path), ())
    deck = book.decks["coffee_more"]
    assert [(question.saying, question.depth, question.lighter) for question in deck] == [
        ("garden/tree", Depth.LIGHT, None),
        ("garden/rain", Depth.DEEP, "garden/rain/lighter"),
    ]
    assert book.sayings["garden/tree"] == ("Which tree do you like?", "A tree that you know.")
    assert book.sayings["garden/rain/lighter"] == ("A sound of rain that you like.",)


def test_the_questions_of_a_pack_are_kept_like_any_others_and_none_comes_twice_until_all_were_asked(
    tmp_path: Path,
) -> None:
    deck = load_book(book_with(tmp_path, "coffee_more: {pack: still_curious}"), ()).decks["coffee_more"]
    middle = [question.saying for question in deck if question.depth is Depth.MIDDLE]
    heard = []
    for _ in range(2 * len(middle)):  # evening after evening, each from what the one before left on the disk
        kept = Keepsakes(tmp_path / "data").read()
        question = next_question(deck, Depth.MIDDLE, kept.asked, ())
        assert question is not None
        heard.append(question.saying)
        evening = Keepsakes(tmp_path / "data")
        evening.read()
        evening.write(Kept(asked=remembered(deck, question, kept.asked)))
    assert heard == middle + middle
    assert json.loads((tmp_path / "data" / QUESTIONS_FILE).read_text("utf-8"))["asked"] == middle


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("author: Ana\n", "", 'garden.yaml, line 1: the file has no "author", which it needs.'),
        ("author", "auther", "garden.yaml, line 2: 'auther' is no key of the file; did you mean \"author\"?"),
        ("depth: light", "depth: lite", "garden.yaml, line 5: depth is 'lite'; did you mean \"light\"?"),
        ("    purpose: ease\n", "", 'garden.yaml, line 8: tree has no "purpose", which it needs.'),
        (
            "A tree that you know.",
            "A tree for {minutes} minutes.",
            "garden.yaml, line 8: garden/tree has {minutes} in it; only",
        ),
        (
            "A tree that you know.",
            "A tree " + "that you knew, and that knew you, long ago, in a garden " * 3,
            "garden.yaml, line 8: garden/tree has 38 words, more than two breaths; 2 sentences of 12 words are",
        ),
        ("A tree that you know.", "A gentle tree.", "line 8: garden/tree has the safe word in it, and would pause"),
        (GARDEN[GARDEN.index("questions:") :], "questions: {}\n", "line 6: questions has none in it; at least one is"),
        (GARDEN[GARDEN.index("questions:") :], "questions: []\n", "line 6: questions is a list; keys are needed"),
        ("sources: [Our own garden]", "sources: []", "line 3: sources is an empty list; at least one entry is needed"),
        ("name: The garden", "name: [", "garden.yaml, line 3: this is no YAML"),
    ],
)
def test_a_pack_with_mistakes_is_told_with_its_own_file_and_line(tmp_path: Path, old: str, new: str, says: str) -> None:
    (tmp_path / "garden.yaml").write_text(GARDEN.replace(old, new, 1), "utf-8")
    with pytest.raises(ContentError) as told:
        load_pack(tmp_path / "garden.yaml", SafeWords(("gentle tree",)))
    assert any(says in problem for problem in told.value.problems), told.value.problems


def test_a_pack_in_another_language_than_the_book_is_not_read_aloud(tmp_path: Path) -> None:
    [told] = problems_of(book_with(tmp_path, pack=GARDEN.replace("language: en", "language: ko")))
    assert told.endswith('the pack garden is in "ko", and what is said here is in "en".')


def test_what_is_wrong_in_the_book_and_in_its_pack_is_told_at_once(tmp_path: Path) -> None:
    prompts = book_with(tmp_path, pack=GARDEN.replace("depth: deep", "depth: deeep"))
    prompts.write_text(prompts.read_text("utf-8").replace("minutes: 20", "minutes: 0"), "utf-8")
    first, second = problems_of(prompts)
    assert first.startswith("prompts.yaml, line ")
    assert second == "packs/garden.yaml, line 12: depth is 'deeep'; did you mean \"deep\"?"


def test_a_pack_that_is_not_there_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    [told] = problems_of(book_with(tmp_path, "coffee_more: {pack: gardn}"))
    assert told.endswith("pack is 'gardn'; did you mean \"garden\"?")
    [told] = problems_of(book_with(tmp_path, "coffee_more: {deck: garden}"))[:1]
    assert told.endswith("'deck' is no key of coffee_more; known are pack.")


def test_a_pack_beside_the_configuration_is_found_and_the_nearest_wins(tmp_path: Path) -> None:
    prompts = book_with(tmp_path)
    own = tmp_path / "config" / "sunday-coffee" / "packs"
    own.mkdir(parents=True)
    for name in ("garden", "still_curious", "ours"):
        (own / f"{name}.yaml").write_text(GARDEN, "utf-8")
    found = packs_within_reach(prompts)
    assert found["garden"] == tmp_path / "packs" / "garden.yaml"
    assert found["ours"].parent == found["still_curious"].parent == own
    assert found["ordinary_things"].parent == OURS


@pytest.mark.parametrize("path", sorted(OURS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_packs_that_ship_are_whole_in_their_own_manner_and_each_deep_question_has_a_lighter_one(path: Path) -> None:
    pack = load_pack(path, SafeWords(("pineapple",)))
    assert all(len({place.text() for place in variants}) == 3 for variants in pack.sayings.values())
    assert [remarks(place.text()) for variants in pack.sayings.values() for place in variants if place.text()] == [
        () for variants in pack.sayings.values() for _ in variants
    ]
    assert all(question.lighter for question in pack.deck if question.depth > Depth.LIGHT)
    assert any(question.depth is Depth.LIGHT for question in pack.deck), "or at first it would ask nothing"


def test_check_tells_of_a_pack_by_itself_and_of_one_that_a_book_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = book_with(tmp_path, pack=GARDEN.replace("What does rain bring back?", "Why is rain never just wet?"))
    garden = tmp_path / "packs" / "garden.yaml"
    remark = f'{garden}, line 11: rain: "why" is in it, and so it asks for reasons.'
    assert main(["prompts", "check", str(garden)]) == 1
    assert remark in (told := capsys.readouterr().out.splitlines())
    assert told[-1] == f"{garden}: 2 remarks on how a sentence is said."
    assert main(["prompts", "check", str(prompts)]) == 1
    assert remark in capsys.readouterr().out.splitlines()
    garden.write_text(GARDEN.replace("say: [", "sya: ["), "utf-8")
    assert main(["prompts", "check", str(garden)]) == 1
    assert f"{garden}, line 8: 'sya' is no key of tree; did you mean \"say\"?" in capsys.readouterr().out


def test_the_packs_are_listed_with_their_author_their_sources_and_their_deck(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = book_with(tmp_path)
    assert main(["prompts", "packs", "--prompts", str(prompts)]) == 0
    told = capsys.readouterr().out
    garden = tmp_path / "packs" / "garden.yaml"
    assert (
        "garden   is the deck coffee_more\n"
        "   The garden, by Ana\n"
        "   2 questions in en, light to deep\n"
        "   source: Our own garden\n"
        f"   {garden}\n"
    ) in told
    assert "still_curious   is not in use\n   Still curious, by Sunday Coffee\n" in told
    garden.write_text("questions: 3\n", "utf-8")
    assert main(["prompts", "packs", "--prompts", str(prompts)]) == 1
    assert f'   {garden}, line 1: the file has no "author", which it needs.' in capsys.readouterr().out


def test_a_preview_shows_the_questions_of_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prompts = book_with(tmp_path)
    assert main(["prompts", "preview", "sunday_coffee", "--prompts", str(prompts)]) == 0
    assert "Which tree do you like?" in capsys.readouterr().out
