"""`sunday-coffee prompts packs`: which there are, what is in them, which decks draw from them. Prints only."""

from pathlib import Path
from typing import Final, TextIO

from assistant.content.packs import FOLDER, Pack, load_pack, packs_named_in, packs_within_reach
from assistant.content.prompts import find_prompts
from assistant.content.reading import read_places
from assistant.content.sayings import SafeWords
from assistant.errors import ContentError

_INDENT: Final = "   "


def show_packs(prompts: Path | None, out: TextIO) -> bool:
    """Whether each of them can be used. ContentError if prompts.yaml can't be read."""
    path = find_prompts(prompts)
    decks = packs_named_in(read_places(path))
    whole = True
    for name, file in sorted(packs_within_reach(path).items()):
        try:
            lines = _about(load_pack(file, SafeWords(())))
        except ContentError as error:
            lines, whole = error.problems, False
        print(f"{name}{_INDENT}{_used(decks.get(name, ()))}", *lines, str(file), sep=f"\n{_INDENT}", file=out)
    print(
        f"A deck in {path} chooses one by its name: {{pack: NAME}}. Yours go into a folder called {FOLDER},", file=out
    )
    print("beside that file or beside your configuration.", file=out)
    return whole


def _about(pack: Pack) -> tuple[str, ...]:
    depths = [question.depth for question in pack.deck]
    span = " to ".join(dict.fromkeys(depth.name.lower() for depth in (min(depths), max(depths))))
    return (
        f"{pack.title}, by {pack.author}",
        f"{len(pack.deck)} questions in {pack.language}, {span}",
        *(f"source: {source}" for source in pack.sources),
    )


def _used(decks: tuple[str, ...]) -> str:
    return f"is the deck {' and '.join(decks)}" if decks else "is not in use"
