"""A typed safe word is as good as a spoken one, also when it was typed in a hurry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ears.reading import safe_word_in


@pytest.mark.parametrize(
    "typed", ["pineapple", "Pineapple!!", "pinaple", "pineappple", "no, pineapple please", "PINEAPPLE."]
)
def test_the_safe_word_is_read_wherever_it_stands_and_however_it_is_spelled(typed: str) -> None:
    assert safe_word_in(typed, ["mango", "pineapple"]) == "pineapple"


@pytest.mark.parametrize("typed", ["", "apple", "pine trees", "I felt alone on Tuesday", "?!"])
def test_what_is_written_otherwise_is_no_safe_word(typed: str) -> None:
    assert safe_word_in(typed, ["pineapple"]) is None


@pytest.mark.parametrize("typed", ["yellow submarine", "yelow submarine", "a yellowsubmarine"])
def test_a_phrase_counts_too_also_run_together(typed: str) -> None:
    assert safe_word_in(typed, ["yellow submarine"]) == "yellow submarine"


@given(before=st.text(), after=st.text())
def test_nothing_around_it_hides_the_safe_word(before: str, after: str) -> None:
    assert safe_word_in(f"{before} pineapple {after}", ["pineapple"]) == "pineapple"
