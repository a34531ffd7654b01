"""Which question a deck gives next."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.session.decks import Question, next_question, remembered
from assistant.session.ritual import Depth

DECKS = st.lists(st.sampled_from(Depth), min_size=1, max_size=8).map(
    lambda depths: tuple(Question(f"q{number}", depth) for number, depth in enumerate(depths))
)


def a_year(deck: tuple[Question, ...], depth: Depth, closed: set[str], sittings: int) -> list[Question]:
    """What is asked, sitting after sitting."""
    asked: tuple[str, ...] = ()
    questions = []
    for _ in range(sittings):
        question = next_question(deck, depth, asked, closed)
        if question is not None:
            asked = remembered(deck, question, asked)
            questions.append(question)
    return questions


@given(DECKS, st.sampled_from(Depth))
def test_no_question_comes_twice_until_the_deck_is_through(deck: tuple[Question, ...], depth: Depth) -> None:
    level = [one for one in deck if one.depth == max((q.depth for q in deck if q.depth <= depth), default=None)]
    asked = a_year(deck, depth, set(), 3 * len(level))
    assert asked == 3 * level


@given(DECKS, st.sampled_from(Depth), st.integers(0, 7))
def test_what_is_closed_is_never_given_and_nothing_is_deeper_than_both_chose(
    deck: tuple[Question, ...], depth: Depth, closed: int
) -> None:
    for question in a_year(deck, depth, {f"q{closed}"}, 12):
        assert question.saying != f"q{closed}"
        assert question.depth <= depth


def test_a_deck_with_nothing_light_enough_gives_nothing() -> None:
    assert next_question((Question("q", Depth.DEEP),), Depth.MIDDLE, (), ()) is None


def test_only_as_many_keys_are_remembered_as_there_are_questions() -> None:
    deck = tuple(Question(f"q{number}") for number in range(3))
    asked: tuple[str, ...] = ("from another deck",)
    for _ in range(20):
        question = next_question(deck, Depth.LIGHT, asked, ())
        assert question is not None
        asked = remembered(deck, question, asked)
        assert len(asked) == len(set(asked)) <= 4
    assert "from another deck" in asked
