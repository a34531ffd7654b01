"""The phrase recogniser over phonemes that are letters, so that every frame can be written down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import Lexicon, Pronunciation
from assistant.ears.phonemes import FRAME_SAMPLES, LogProbs
from assistant.ears.phrase_graph import PhraseGraph
from assistant.ears.phrases import LONGEST_COMMAND_S, PhraseRecogniser

LETTERS = "-abcdefghijklmnopqrstuvwxyz'"  # "-" is the blank
DROWNED = 100  # added to the number of a letter


def as_spelled(word: str) -> tuple[Pronunciation, ...]:
    return (tuple(LETTERS.index(letter) for letter in word),) if word.isalpha() else ()


def frames(heard: str, sure: float = 0.99) -> LogProbs:
    """One frame a letter of `heard`."""
    probabilities = np.full((len(heard), len(LETTERS)), (1 - sure) / (len(LETTERS) - 1), np.float32)
    probabilities[np.arange(len(heard)), [LETTERS.index(letter) for letter in heard]] = sure
    result: LogProbs = np.log(probabilities)
    return result


def best(heard: str, *sentences: str) -> str | None:
    path = PhraseGraph(sentences, as_spelled, blank=0).best(frames(heard))
    return path.text if path else None


def test_it_finds_the_sentence_that_was_said_among_those_that_make_sense() -> None:
    assert best("--car-ryy--on--", "carry on", "continue", "stop") == "carry on"
    assert best("stop", "carry on", "continue", "stop") == "stop"


def test_sentences_that_begin_alike_are_told_apart() -> None:
    sentences = ("not", "not today", "not now", "no")

    assert best("-no-", *sentences) == "no"
    assert best("-nott---", *sentences) == "not"
    assert best("-not-now-", *sentences) == "not now"
    assert best("not-today", *sentences) == "not today"


def test_a_doubled_sound_needs_a_gap_between() -> None:
    graph = PhraseGraph(("ll",), as_spelled, blank=0)
    together, apart = graph.best(frames("-llll-")), graph.best(frames("-ll-l-"))

    assert together is not None
    assert apart is not None
    assert together.loss < -4
    assert apart.loss == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("number", ["one", "ten", "twelve", "twenty", "fifty four", "eighty nine", "ninety"])
def test_any_number_of_minutes_can_stand_in_a_sentence(number: str) -> None:
    assert best(f"-ad-d-{number.replace(' ', '-')}-minut-", "add {minutes} minut", "add more") == f"add {number} minut"


def test_ninety_one_is_no_number_it_knows() -> None:
    assert best("ninety-one", "{minutes}") != "ninety one"


def test_numbers_share_their_branches() -> None:
    assert PhraseGraph(("{minutes}",), as_spelled, blank=0).nodes < 250


def test_hesitating_before_a_command_costs_nothing() -> None:
    path = PhraseGraph(("your turn", "so what"), as_spelled, blank=0).best(frames("--um-your-turn-"))

    assert path is not None
    assert path.text == "your turn"
    assert path.loss == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize(
    "heard",
    [
        "st-stop-for-today",
        "s-s-stop-for-today",
        "stop-stop-for-today",
        "sto-stop-for-for-today",
        "sss-ttt-ooo--o-ooo-pp-for-todaaay",
        "so-um-oh-stop-for-today",
        "stop-for-today-please",
        "please-stop-for-today-please",
    ],
)
def test_stumbling_over_a_command_costs_nothing(heard: str) -> None:
    path = PhraseGraph(("stop for today", "start our check in"), as_spelled, blank=0).best(frames(heard))

    assert path is not None
    assert path.text == "stop for today"
    assert path.phonemes == len("stopfortoday")
    assert path.loss == pytest.approx(0, abs=2e-3)


def test_a_hum_between_two_words_is_as_good_as_silence() -> None:
    plain = PhraseGraph(("go on", "stop"), as_spelled, blank=0)
    humming = PhraseGraph(("go on", "stop"), as_spelled, blank=0, hums=(LETTERS.index("m"),))
    said = frames("mm-go-mmm-on-m")
    lost, hummed = plain.best(said), humming.best(said)

    assert lost is not None
    assert hummed is not None
    assert lost.loss < -15
    assert hummed.loss == pytest.approx(0, abs=2e-3)


@pytest.mark.parametrize(
    "length", ["five minutes", "half an hour", "an hour and a half", "two hours and ten minutes", "thirty seconds"]
)
def test_a_length_of_time_can_stand_in_a_sentence_twice(length: str) -> None:
    said = f"add-{length.replace(' ', '-')}-to-my-{length.replace(' ', '-')}-timer"

    assert best(said, "add {length} to my {length} timer", "add {length}") == said.replace("-", " ")


def test_what_goes_on_alike_is_there_once() -> None:
    one = PhraseGraph(("add {length} to the timer",), as_spelled, blank=0)
    many = PhraseGraph((f"{verb} {{length}} to the timer" for verb in ("add", "give", "put")), as_spelled, blank=0)

    assert many.nodes == one.nodes + len("giveput")


def test_a_sentence_with_a_word_that_has_no_sound_is_left_out() -> None:
    assert best("-yes-", "yes 1234", "1234", "yes") == "yes"
    assert best("-yes-", "1234") is None
    assert best("-yes-") is None


def test_too_few_frames_are_no_sentence() -> None:
    assert best("ye", "yes") is None
    assert best("", "yes") is None


@settings(deadline=None)  # the machine may be busy
@given(
    sentence=st.sampled_from(("carry on", "stop for today", "your turn", "not today")),
    lengths=st.lists(st.integers(1, 4), min_size=20, max_size=20),
    quiet=st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
def test_neither_pace_nor_quiet_around_a_sentence_costs_anything(
    sentence: str, lengths: list[int], quiet: tuple[int, int]
) -> None:
    said = "".join(f"{letter * length}-" for letter, length in zip(sentence.replace(" ", "-"), lengths, strict=False))
    graph = PhraseGraph(("carry on", "stop for today", "your turn", "not today", "not now"), as_spelled, blank=0)
    path = graph.best(frames("-" * quiet[0] + said + "-" * quiet[1]))

    assert path is not None
    assert path.text == sentence
    assert path.loss == pytest.approx(0, abs=1e-3)


@settings(deadline=None)
@given(heard=st.text(alphabet=LETTERS, min_size=1, max_size=40))
def test_a_path_never_fits_better_than_perfectly_and_its_parts_are_the_whole(heard: str) -> None:
    log_probs = frames(heard, sure=0.9)
    path = PhraseGraph(("stop", "no", "go on", "{minutes}"), as_spelled, blank=0).best(log_probs)

    assert path is None or path.loss <= 1e-3
    assert path is None or path.loss_before <= 1e-3
    assert path is None or all(word.loss <= 1e-3 for word in path.words)


class SpelledPhonemes:
    """Hears each 20 ms block as the letter whose number its samples hold."""

    blank = 0

    def id_of(self, token: str) -> int:
        return LETTERS.find(token) if token in LETTERS else LETTERS.index("'")

    def guess(self, word: str) -> Pronunciation:
        return as_spelled(word)[0]

    def log_probs(self, samples: Samples) -> LogProbs:
        return frames(_letters(samples))


class SpelledLexicon:
    def of_word(self, word: str) -> tuple[Pronunciation, ...]:
        return as_spelled(word)


def sound(heard: str) -> Samples:
    """Capital letters are drowned in noise, where a kitchen is noisy."""
    numbers = [LETTERS.index(letter.lower()) + DROWNED * letter.isupper() for letter in heard]
    return np.repeat(np.array(numbers, np.int16), FRAME_SAMPLES)


def _letters(samples: Samples) -> str:
    return "".join(LETTERS[number % DROWNED] for number in samples[::FRAME_SAMPLES])


@pytest.fixture
def recogniser() -> PhraseRecogniser:
    recogniser = PhraseRecogniser(SpelledPhonemes(), SpelledLexicon())
    recogniser.expect(("stop", "carry on"))
    return recogniser


def test_ordinary_talk_is_no_command_but_says_what_came_nearest(recogniser: PhraseRecogniser) -> None:
    recogniser.hear(sound("we-were-in-the-garden-all-day"))
    heard = recogniser.finish()

    assert heard.text is None
    assert heard.best in {"stop", "carry on"}
    assert heard.score < -4


def test_talk_of_more_than_eight_seconds_is_no_command(recogniser: PhraseRecogniser) -> None:
    pause = "-" * round(LONGEST_COMMAND_S * SAMPLE_RATE_HZ / FRAME_SAMPLES)
    recogniser.hear(sound(pause))
    recogniser.hear(sound("-stop-"))
    assert recogniser.finish().text is None

    recogniser.hear(sound("-stop-"))
    assert recogniser.finish().text == "stop"


def test_it_is_as_quick_when_a_state_comes_back(recogniser: PhraseRecogniser) -> None:
    first = recogniser._graph
    recogniser.expect(())
    recogniser.expect(("carry on", "stop"))

    assert recogniser._graph is first


def test_it_knows_every_word_that_has_a_sound() -> None:
    recogniser = PhraseRecogniser(SpelledPhonemes(), Lexicon(SpelledPhonemes()))

    assert recogniser.knows("coffee")
    assert recogniser.knows("brelmo")


def test_a_short_sentence_must_be_said_more_clearly_than_a_long_one() -> None:
    recogniser = PhraseRecogniser(SpelledPhonemes(), SpelledLexicon())
    recogniser.expect(("no", "stop for today"))
    recogniser.hear(sound("-no-"))
    short = recogniser.finish()
    recogniser.hear(sound("-stop-for-today-"))
    long = recogniser.finish()

    assert (short.text, long.text) == ("no", "stop for today")
    assert short.score < long.score < 0


class NoisyKitchen(SpelledPhonemes):
    """Small letters are heard clearly; a capital one is probably silence, perhaps that letter."""

    def log_probs(self, samples: Samples) -> LogProbs:
        clear, drowned = frames(_letters(samples)), samples[::FRAME_SAMPLES] >= DROWNED
        clear[drowned, 0] = np.log(0.75)
        clear[drowned, samples[::FRAME_SAMPLES][drowned] - DROWNED] = np.log(0.2)
        return clear


def test_in_a_noisy_kitchen_half_a_sentence_does_not_win_because_the_other_half_was_drowned() -> None:
    recogniser = PhraseRecogniser(NoisyKitchen(), SpelledLexicon())
    recogniser.expect(("on", "carry on"))
    recogniser.hear(sound("-CAR-RY--on-"))
    drowned = recogniser.finish()
    recogniser.hear(sound("---------on-"))
    short = recogniser.finish()

    assert (drowned.text, short.text) == ("carry on", "on")
    assert drowned.score < short.score


def test_a_long_sentence_that_fits_little_better_than_a_short_one_was_not_said() -> None:
    recogniser = PhraseRecogniser(SpelledPhonemes(), SpelledLexicon())
    recogniser.expect(("stop it",))
    recogniser.hear(sound("-sxop-ix-"))
    short = recogniser.finish()
    recogniser.expect(("take five minutes of the other timer",))
    recogniser.hear(sound("-txxe-fxxe-mxxutxs-xf-xxe-oxxer-tixxr-"))
    long = recogniser.finish()

    assert short.text == "stop it"
    assert (long.text, long.best) == (None, "take five minutes of the other timer")
    assert long.score == pytest.approx(short.score, abs=0.7)
