"""A spoken example is checked kindly, and compared with the others of its voice."""

import numpy as np
import pytest
from helpers.examples import EMBEDDINGS, embedded, example, judged, recorded, room, spoken

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.enrolment import LEAST_ORDINARY, Doubt, Place, examine, find_word, unlike
from assistant.ears.examples import Example, ExampleWitness
from assistant.shell.enrol import compared

# One recording.


def test_a_word_said_plainly_will_do() -> None:
    example = judged(recorded(spoken("pineapple")))
    assert isinstance(example, Example)
    assert example.word == "pineapple"
    assert example.ordinary > LEAST_ORDINARY


def test_the_word_is_found_where_it_is() -> None:
    word = spoken("pineapple")
    place = find_word(recorded(word))
    assert isinstance(place, Place)
    assert place.start == pytest.approx(8000, abs=800)
    assert place.end == pytest.approx(8000 + word.size, abs=1600)


@pytest.mark.parametrize(
    ("sound", "doubt"),
    [
        (np.empty(0, np.int16), Doubt.NO_WORD),
        (np.zeros(48_000, np.int16), Doubt.NO_WORD),
        (room(3), Doubt.NO_WORD),
        (recorded(spoken("pineapple"), room(1.2), spoken("pineapple")), Doubt.MORE),
        (recorded(spoken("pine"), room(0.45), spoken("apple")), Doubt.PAUSE),
        (recorded(spoken("pineapple", peak=0.9).astype(np.int32).clip(-3000, 3000).astype(np.int16) * 10), None),
        (recorded((spoken("pineapple", peak=0.9).astype(np.int32) * 4).clip(-32767, 32767)), Doubt.TOO_LOUD),
        (recorded(spoken("pineapple", peak=0.1), rms=300), Doubt.TOO_SOFT),
        (recorded(spoken("a")), Doubt.TOO_SHORT),
        (recorded(spoken("supercalifragilisticexpialidocious")), Doubt.TOO_LONG),
    ],
)
def test_what_would_not_help_is_asked_for_once_more_with_its_reason(sound: Samples, doubt: Doubt | None) -> None:
    verdict = judged(sound)
    assert verdict is doubt if doubt else isinstance(verdict, Example)


def test_another_word_is_noticed_by_its_phonemes() -> None:
    assert judged(recorded(spoken("pineapple")), fit=-9.0) is Doubt.OTHER_WORD
    assert isinstance(judged(recorded(spoken("pineapple")), fit=-4.0), Example), "an odd pronunciation is welcome"


def test_what_the_assistant_itself_says_all_day_is_no_example() -> None:
    says = embedded(recorded(spoken("pineapple"), room(1), spoken("pineapple")))
    assert examine(recorded(spoken("pineapple")), EMBEDDINGS, says, lambda _: 0.0, "pineapple") is Doubt.ORDINARY


def test_softly_said_it_will_do_too() -> None:
    assert isinstance(judged(recorded(spoken("pineapple", peak=0.01), rms=1)), Example)


def test_every_reason_is_kind_and_ends_the_same_sentence() -> None:
    for doubt in Doubt:
        assert doubt.startswith(("I ", "it ", "there "))
        assert not set(doubt.split()) & {"why", "should", "must", "just", "try", "you", "your", "wrong"}
        assert not doubt.endswith(".")


def test_what_was_learned_is_heard_again_in_the_middle_of_talk() -> None:
    example = judged(recorded(spoken("pineapple")))
    assert isinstance(example, Example)
    talk = recorded(
        spoken("we went along the river until it rained"), spoken("pineapple"), spoken("and so we ran home")
    )
    heard = ExampleWitness([example], EMBEDDINGS).hear(talk)
    best = min(heard, key=lambda seen: seen.distance)
    said_s = (8000 + spoken("we went along the river until it rained").size + spoken("pineapple").size) / SAMPLE_RATE_HZ
    assert best.rarity > 0
    assert best.end_s == pytest.approx(said_s, abs=0.2)


# The examples of one voice together.


@pytest.mark.parametrize("odd", [0, 1, 2])
def test_the_one_unlike_the_others_is_noticed_whichever_it_is(odd: int) -> None:
    voice = [example(seed, like=9 if seed == odd else 0) for seed in range(3)]
    assert unlike(voice) == tuple(seed == odd for seed in range(3))


def test_of_two_that_disagree_the_later_is_asked_for_again() -> None:
    assert unlike([example(0), example(1, like=9)]) == (False, True)


def test_one_alone_and_none_at_all_are_like_the_others() -> None:
    assert unlike([example(0)]) == (False,)
    assert unlike([]) == ()


def test_a_new_one_is_compared_with_those_from_last_week_and_a_doubt_stays_a_doubt() -> None:
    new: list[tuple[str, Example | Doubt]] = [("a", Doubt.PAUSE), ("b", example(5, like=9)), ("c", example(6))]
    verdicts = dict(compared(new, [example(1), example(2)]))
    assert (verdicts["a"], verdicts["b"]) == (Doubt.PAUSE, Doubt.UNLIKE)
    assert verdicts["c"] is new[2][1]
