"""What setup changed is told to both of them when they sit down, once, and to nobody before."""

from dataclasses import replace

from helpers.table import Table

from assistant.session.kept import NOTHING_KEPT

NEWS = replace(NOTHING_KEPT, news=("safe_word_changed", "eagerness_changed", "of_another_book"))


def test_a_changed_safe_word_is_told_to_both_after_two_yeses_and_not_again() -> None:
    table = Table(kept=NEWS)
    assert "safe_word_changed" not in table.says("good morning coffee")
    assert "safe_word_changed" not in table.says("yes")
    said = table.says("yes")
    assert said[:2] == ["safe_word_changed", "eagerness_changed"]
    assert "of_another_book" not in said
    assert table.evening.state.kept.news == ()
