"""Repair, told in words: what I felt, what I would like, one next step. Only they begin it."""

from helpers.table import Table

from assistant.session.commands import Chime
from assistant.session.kept import Kept


def each_speaks(table: Table) -> list[str]:
    heard = []
    for words in ("I felt small.", "I felt left out."):
        table.says(words)
        table.says("your turn")
        heard = table.says("yes")  # to what the listener gave back
    return heard


def test_what_was_felt_what_is_wished_and_one_step(table: Table) -> None:
    assert table.begins("let's make up")[2:] == ["repair_slowly", "repair_felt", "first_turn"]
    assert each_speaks(table) == [Chime.HAND_OVER, "repair_wish", "first_turn"]
    assert each_speaks(table) == [Chime.HAND_OVER, "repair_step", "first_turn"]
    table.says("I'll knock.")
    table.says("your turn")
    table.says("I'll ask first.")
    assert table.says("your turn") == [Chime.HAND_OVER, "quiet_now"]
    assert table.is_quiet(70) == [Chime.OFFERED, "repair_goodbye"]
    assert table.is_asleep


def test_one_may_come_up_from_it_at_any_word(table: Table) -> None:
    table.begins("let's make up")
    assert table.says("something lighter") == ["lighter_ok", "repair_felt_lighter"]
    table.says("Tired.")
    table.says("pass")
    assert table.says("pass") == ["pass_ok", "repair_wish_lighter", "first_turn"]


def test_a_boundary_closes_all_of_the_matter_and_nothing_of_it_is_kept(table: Table) -> None:
    table.begins("let's make up")
    assert table.says("I'm not ready to talk about that") == ["not_ready_ok"]
    assert table.is_quiet(120) == ["after_boundary", "quiet_now", Chime.OFFERED, "repair_goodbye"]
    assert table.questions == ["repair_felt"]
    assert table.keeps == Kept()


def test_one_quiet_moment_is_enough(table: Table) -> None:
    table.begins("let's make up")
    table.says("I'm not ready to talk about that")
    table.says("a quiet moment")
    assert table.is_quiet(70) == [Chime.OFFERED, "repair_goodbye"]


def test_how_saying_back_goes_is_told_once_and_then_only_offered(table: Table) -> None:
    table.begins("let's make up")
    each_speaks(table)
    each_speaks(table)
    told = [key for key in table.heard if key.startswith("listen_back")]
    assert told == ["listen_back", *["listen_back_again"] * 3]


def test_it_is_never_offered_after_a_pause(table: Table) -> None:
    table.begins("good morning coffee")
    table.says("pineapple")
    for words in ("carry on", "yes", "yes", "let's make up", "stop for today"):
        table.says(words)
    assert not any(key.startswith("repair") for key in table.heard)
