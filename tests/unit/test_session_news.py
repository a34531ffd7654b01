"""What setup changed is told to both of them when they sit down, once, and to nobody before."""

from dataclasses import replace

import pytest
from helpers.table import Table

from assistant.session.kept import NOTHING_KEPT
from assistant.setting_up.news import Start

NEWS = replace(NOTHING_KEPT, news=("safe_word_changed", "eagerness_changed", "of_another_book"))


def test_a_changed_safe_word_is_told_to_both_after_two_yeses_and_not_again() -> None:
    table = Table(kept=NEWS)
    assert "safe_word_changed" not in table.says("good morning coffee")
    assert "safe_word_changed" not in table.says("yes")
    said = table.says("yes")
    assert said[:2] == ["safe_word_changed", "eagerness_changed"]
    assert "of_another_book" not in said
    assert table.evening.state.kept.news == ()


@pytest.mark.parametrize(
    ("language", "start", "yes"), [("en", "good morning coffee", "yes"), ("ko", "좋은 아침 커피", "네")]
)
@pytest.mark.parametrize("how", Start)
def test_whoever_made_it_start_by_itself_or_no_longer_both_are_told(
    language: str, start: str, yes: str, how: Start
) -> None:
    table = Table(kept=replace(NOTHING_KEPT, news=(how.value,)), language=language)
    assert how not in table.says(start) + table.says(yes)
    assert table.says(yes)[0] == how
    assert table.heard.count(how) == 1
    assert table.evening.state.kept.news == ()
