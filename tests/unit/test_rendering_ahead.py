"""What the next sitting needs is ready before it begins, and somebody who waits can see how far it is."""

from collections.abc import Iterator
from concurrent.futures import Future
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from assistant.audio import Samples
from assistant.content.prompts import find_prompts, load_book
from assistant.session.book import PAUSE_CUE, RITUALS, Book
from assistant.session.sayable import sayable
from assistant.shell.ahead import render_ahead
from assistant.voice.cache import SoundCache
from assistant.voice.rendering import Voice

SAYINGS = (("pause_cue", "Let's pause here."), ("good_moment", "Is this a good moment?"), ("not_today", "Good night."))


class Reader:
    """Reads as soon as it may."""

    name = "reader"

    def __init__(self) -> None:
        self.may: Future[None] = Future()
        self.read: list[str] = []

    def render(self, text: str) -> Samples:
        self.may.result(timeout=5)
        self.read.append(text)
        return np.ones(10, np.int16)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def voice(reader: Reader, tmp_path: Path) -> Iterator[Voice]:
    with Voice(SoundCache(tmp_path, reader)) as voice:
        yield voice


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(find_prompts(None), ())


def test_at_a_terminal_all_is_rendered_in_order_before_it_goes_on_and_a_bar_tells_how_far(
    voice: Voice, reader: Reader
) -> None:
    reader.may.set_result(None)
    screen = StringIO()
    render_ahead(voice, SAYINGS, Console(file=screen, force_terminal=True, width=100))
    assert reader.read == [text for _, text in SAYINGS]
    assert "Getting the voice ready" in screen.getvalue()
    assert f"{len(SAYINGS)}/{len(SAYINGS)}" in screen.getvalue()


def test_a_screen_reader_gets_one_sentence_and_nothing_that_moves(voice: Voice, reader: Reader) -> None:
    reader.may.set_result(None)
    screen = StringIO()
    render_ahead(voice, SAYINGS, Console(file=screen, force_terminal=True, width=100), plain=True)
    assert reader.read == [text for _, text in SAYINGS]
    assert screen.getvalue() == "Getting the voice ready, this once …\n"


def test_where_nobody_watches_nobody_waits(voice: Voice, reader: Reader) -> None:
    screen = StringIO()
    render_ahead(voice, SAYINGS, Console(file=screen))
    assert screen.getvalue() == ""
    assert reader.read == []
    reader.may.set_result(None)
    key, text = SAYINGS[-1]
    assert voice.sound(key, text).result(timeout=5).key == key


@pytest.mark.parametrize("ritual", RITUALS)
def test_a_sitting_is_made_of_its_opening_its_steps_and_its_goodbye_with_the_pause_cue_first(
    ritual: str, book: Book
) -> None:
    keys = list(dict.fromkeys(key for key, _ in sayable(ritual, book)))
    assert keys[0] == PAUSE_CUE
    assert {"good_moment", "good_moment_other", book.rituals[ritual].goodbye} <= set(keys)
    assert len(sayable(ritual, book)) == len(set(sayable(ritual, book)))
    assert all("{" not in text for _, text in sayable(ritual, book))


def test_every_way_to_say_it_is_ready_and_every_card_of_its_decks(book: Book) -> None:
    keys = {key for key, _ in sayable("weekly_check_in", book)}
    decks = [deck for deck in book.decks.values() if keys & {card.saying for card in deck}]
    assert decks
    for card in (card for deck in decks for card in deck):
        assert card.saying in keys
        assert card.lighter is None or card.lighter in keys
    assert {text for key, text in sayable("sunday_coffee", book) if key == "first_turn"} == set(
        book.sayings["first_turn"]
    )
