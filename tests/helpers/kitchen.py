"""A machine with a models folder, a model that fits it, and the couple who are asked whether they trust a file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from helpers.model_server import MODEL, Server, files_of_a_model, zipped

from assistant.models.fetching import fetch
from assistant.models.getting import Getting, Stage
from assistant.models.manifest import Model
from assistant.models.shelf import Shelf

DATA: Final = zipped(files_of_a_model())
SUM: Final = sha256(DATA).hexdigest()
WRONG: Final = bytes([*DATA[:5_000], DATA[5_000] ^ 1, *DATA[5_001:]])
PLENTY: Final = 10**12


@dataclass
class Couple:
    """What they answer when they are asked whether they trust a file, and how often they were."""

    answer: bool = True
    asked: int = 0

    def trusts(self, _: Model) -> bool:
        self.asked += 1
        return self.answer


@dataclass
class Kitchen:
    """A machine with a models folder."""

    shelf: Shelf
    couple: Couple = field(default_factory=Couple)
    free_bytes: int = PLENTY

    def getting(self, model: Model, watch: Callable[[Stage, int, int], None] = lambda *_: None) -> Getting:
        return Getting(model, self.shelf, watch, self.couple.trusts, lambda _: self.free_bytes)

    def gets(self, server: Server, known_sum: str | None = SUM) -> Path | None:
        return self.getting(server.model(known_sum)).over_the_network(fetch)

    @property
    def is_untouched(self) -> bool:
        """Nothing that could be taken for a model, and nothing half built."""
        workshop = self.shelf.folder / ".downloads"
        return not self.shelf.place_of(MODEL.name).exists() and not list(workshop.glob("*.new"))

    @property
    def part(self) -> Path:
        return self.shelf.unfinished(MODEL.name)
