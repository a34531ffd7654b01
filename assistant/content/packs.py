"""Packs: a deck with its author, sources and sayings in a file of its own. Finds and reads them; chooses none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_config_path

from assistant.content.depth import depth_in
from assistant.content.known import SayingPlaces
from assistant.content.places import Place
from assistant.content.reading import read_places
from assistant.content.sayings import SafeWords, variants_in
from assistant.errors import ContentError
from assistant.session.decks import Deck, Question
from assistant.session.ritual import Depth

FOLDER: Final = "packs"
_KEYS: Final = ("name", "author", "sources", "language", "depth", "questions")


@dataclass(frozen=True)
class Pack:
    title: str
    author: str
    sources: tuple[str, ...]  # where its ideas come from, in the author's words
    language: str
    depth: Depth  # of its questions, unless one has its own
    deck: Deck
    sayings: SayingPlaces  # each by a key that no saying of a prompts.yaml has: "pack/question"


def packs_within_reach(prompts: Path) -> dict[str, Path]:
    """Each pack by its name: beside this prompts.yaml, beside the configuration, and those that come with the program.

    Where two have one name, the couple's own wins.
    """
    shipped = Path(__file__).resolve().parent.parent
    folders = (shipped / FOLDER, user_config_path("sunday-coffee") / FOLDER, prompts.resolve().parent / FOLDER)
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def is_a_pack(root: Place) -> bool:
    """Whether a file looks like a pack, rather than like a whole book."""
    keys = {key for key, _ in root.parts()}
    return "questions" in keys and not keys & {"rituals", "sayings"}


def packs_named_in(root: Place) -> dict[str, tuple[str, ...]]:
    """The packs that a book names, whether there are such packs or not; each with its decks."""
    decks = root.find("decks")
    named: dict[str, tuple[str, ...]] = {}
    for key, deck in decks.parts() if decks else ():
        pack = deck.find("pack") if deck.is_a_group else None
        if pack is not None:
            named[pack.text()] = (*named.get(pack.text(), ()), key)
    return named


def load_pack(path: Path, safe_words: SafeWords) -> Pack:
    """One pack by itself. ContentError with everything that is wrong."""
    root = read_places(path)
    pack = pack_in(path.stem, root)
    safe_words.keep_out_of(place for variants in pack.sayings.values() for place in variants)
    root.problems.raise_if_any()
    return pack


def pack_in(name: str, root: Place) -> Pack:
    """What is wrong is in the problems of `root`."""
    root.only(*_KEYS)
    title, author, language = (_text(root, key) for key in ("name", "author", "language"))
    sources, questions = root.need("sources"), root.need("questions")
    depth = depth_in(root.need("depth")) or Depth.LIGHT
    entries = list(questions.parts()) if questions else []
    if questions and questions.is_a_group and not entries:
        questions.wrong("questions has none in it; at least one is needed.")
    sayings: dict[str, tuple[Place, ...]] = {}
    deck = tuple(_question(f"{name}/{key}", entry, depth, sayings) for key, entry in entries)
    named = tuple(source.text() for source in sources.variants()) if sources else ()
    return Pack(title, author, named, language, depth, deck, sayings)


def _text(root: Place, key: str) -> str:
    place = root.need(key)
    return place.text() if place else ""


def _question(key: str, place: Place, depth: Depth, sayings: dict[str, tuple[Place, ...]]) -> Question:
    place.only("say", "depth", "purpose", "lighter")
    said, purpose, lighter = place.need("say"), place.need("purpose"), place.find("lighter")
    lighter_key = f"{key}/lighter" if lighter else None
    sayings[key] = variants_in(key, said) if said else ()
    if lighter and lighter_key:
        sayings[lighter_key] = variants_in(lighter_key, lighter)
    own_depth = depth_in(place.find("depth"))
    return Question(key, depth if own_depth is None else own_depth, purpose.text() if purpose else "", lighter_key)


class PackShelf:
    """The packs that a book draws from, read as they are asked for, each once."""

    def __init__(self, within_reach: Mapping[str, Path], language: str) -> None:
        self._within_reach = within_reach
        self._language = language
        self._roots: dict[str, Place] = {}
        self._packs: dict[str, Pack] = {}
        self._unreadable: dict[str, tuple[str, ...]] = {}

    def deck_in(self, place: Place) -> Deck:
        """The deck of the pack that is named here, as in `pack: small_hours`."""
        place.only("pack")
        named = place.need("pack")
        if named is None:
            return ()
        if not self._within_reach:
            named.wrong(f"there is no pack within reach; put one into a folder called {FOLDER}, beside this file.")
            return ()
        name = named.choice(self._within_reach)
        if name in self._within_reach and name not in (*self._packs, *self._unreadable):
            self._read(name)
        pack = self._packs.get(name)
        if pack and pack.language and pack.language != self._language:
            named.wrong(f'the pack {name} is in "{pack.language}", and what is said here is in "{self._language}".')
        return pack.deck if pack else ()

    def _read(self, name: str) -> None:
        try:
            self._roots[name] = read_places(self._within_reach[name])
        except ContentError as error:
            self._unreadable[name] = error.problems
        else:
            self._packs[name] = pack_in(name, self._roots[name])

    @property
    def sayings(self) -> SayingPlaces:
        """Of all packs that were named."""
        return {key: places for pack in self._packs.values() for key, places in pack.sayings.items()}

    @property
    def problems(self) -> tuple[str, ...]:
        """All that is wrong with them, pack by pack."""
        found = [sentence for sentences in self._unreadable.values() for sentence in sentences]
        return (*found, *(sentence for root in self._roots.values() for sentence in root.problems.sentences))
