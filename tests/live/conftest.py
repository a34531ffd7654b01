"""A home of its own for each test, and what two partners said in a recording."""

from pathlib import Path

import pytest
from helpers.home import ONE, OPENING, OTHER, Home, recorded, spoken


@pytest.fixture(scope="session")
def kept_sayings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the tests share: each sentence is rendered once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def home(tmp_path: Path, kept_sayings: Path) -> Home:
    return Home(tmp_path, kept_sayings)


@pytest.fixture(scope="session")
def coffee(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They begin, one of them talks of zebras and marmalade, the other says the safe word; then it is quiet."""
    sound = spoken(
        *OPENING, (11.0, "zebras like marmalade on every terrace", ONE), (1.0, "pineapple", OTHER), (8, "", "")
    )
    return recorded(tmp_path_factory.mktemp("recording") / "coffee.wav", sound)


@pytest.fixture(scope="session")
def only_begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """They begin, and then it is quiet for two minutes."""
    return recorded(tmp_path_factory.mktemp("recording") / "begun.wav", spoken(*OPENING, (120, "", "")))


@pytest.fixture(scope="session")
def asks_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody asks for Sunday coffee, and nobody answers."""
    path = tmp_path_factory.mktemp("recording") / "asks.wav"
    return recorded(path, spoken((1.0, "good morning coffee", ONE), (6.0, "", "")))
