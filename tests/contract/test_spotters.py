"""What everybody may rely on who listens for the safe word, whichever witnesses hear it. Any Spotter is held to it."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pytest
from helpers.letters import LETTER_S, WORD, LoudEmbeddings, LoudPhonemes, quiet, spelled
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices.partner import speak
from assistant.ears.embeddings import STEP_SAMPLES
from assistant.ears.examples import Example, ExampleWitness
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import ASLEEP_MARGIN, HOP_S, THRESHOLD, PhonemeSpotter, Spotted, Spotter
from assistant.ears.witnesses import Witnesses

WORD_S: Final = len(WORD) * LETTER_S
OTHER_WORD: Final = "jfhgwpd"
TALK: Final = np.concatenate((spelled("adgjmadgjm"), quiet(0.2), spelled("lehtrc")))


def phonemes(*words: str) -> Spotter:
    return PhonemeSpotter(LoudPhonemes(), words)


def both_witnesses(*words: str) -> Spotter:
    return Witnesses(phonemes(*words), _examples(*words))


def examples_alone(*words: str) -> Spotter:
    return Witnesses(phonemes(), _examples(*words))


def _examples(*words: str) -> ExampleWitness:
    """Each word as it was said once, when a step began with it."""
    embedded = [(word, LoudEmbeddings().hear(spelled(word))) for word in words]
    examples = [Example(word, np.stack([one.vector for one in heard]), ordinary=0.8) for word, heard in embedded]
    return ExampleWitness(examples, LoudEmbeddings())


MAKERS: Final[Mapping[str, Callable[..., Spotter]]] = {
    "phonemes": phonemes,
    "both witnesses": both_witnesses,
    "examples alone": examples_alone,
}
each_spotter = pytest.mark.parametrize("a_spotter", MAKERS.values(), ids=MAKERS.keys())


def hear_all(spotter: Spotter, sound: Samples, piece: int = BLOCK_SAMPLES) -> tuple[Spotted, ...]:
    heard = [found for start in range(0, sound.size, piece) for found in spotter.hear(sound[start : start + piece])]
    return (*heard, *spotter.finish())


def accepted(found: tuple[Spotted, ...]) -> list[Spotted]:
    return [spotted for spotted in found if spotted.accepted]


@each_spotter
@settings(deadline=None, max_examples=12)
@given(late_samples=st.integers(0, round(HOP_S * SAMPLE_RATE_HZ)))
def test_the_word_is_told_once_and_soon_wherever_it_falls(a_spotter: Callable[..., Spotter], late_samples: int) -> None:
    sound = np.concatenate((quiet(1.0), np.zeros(late_samples, np.int16), spelled(WORD), quiet(2.0)))
    (hit,) = accepted(hear_all(a_spotter(WORD), sound))
    end_s = 1.0 + late_samples / SAMPLE_RATE_HZ + WORD_S
    assert hit.word == WORD
    assert end_s - 3 * LETTER_S < hit.word_end_s <= end_s + LETTER_S, "perhaps a sound early: when it is sure, it is"
    assert hit.word_end_s <= hit.heard_at_s <= end_s + HOP_S


@each_spotter
def test_the_word_is_heard_in_the_middle_of_talk_and_the_talk_is_not_taken_for_it(
    a_spotter: Callable[..., Spotter],
) -> None:
    assert len(accepted(hear_all(a_spotter(WORD), np.concatenate((TALK, spelled(WORD), TALK))))) == 1
    assert accepted(hear_all(a_spotter(WORD), np.tile(TALK, 20))) == []


@each_spotter
@settings(deadline=None, max_examples=5)
@given(between_s=st.floats(1.0, 4.0))
def test_said_twice_with_a_breath_between_it_is_told_twice(a_spotter: Callable[..., Spotter], between_s: float) -> None:
    sound = np.concatenate((quiet(1.2), spelled(WORD), quiet(between_s), spelled(WORD), quiet(1.2)))
    first, second = accepted(hear_all(a_spotter(WORD), sound))
    assert second.word_end_s - first.word_end_s == pytest.approx(WORD_S + between_s, abs=2 * LETTER_S)


@each_spotter
@settings(deadline=None, max_examples=10)
@given(data=st.data())
def test_it_does_not_matter_how_the_sound_is_cut(a_spotter: Callable[..., Spotter], data: st.DataObject) -> None:
    edges = np.cumsum([0, *data.draw(st.lists(st.integers(0, 9000), max_size=30))]).clip(0, EVENING.size)
    spotter = a_spotter(WORD)
    pieces = [EVENING[start:end] for start, end in pairwise([*edges, EVENING.size])]
    found = [spotted for piece in pieces for spotted in spotter.hear(piece)]
    assert (*found, *spotter.finish()) == hear_all(a_spotter(WORD), EVENING)


EVENING: Final = np.concatenate(
    (quiet(0.93), spelled("adgjm"), spelled(WORD), quiet(0.67), spelled("zqavak"), quiet(0.81), spelled(WORD), quiet(1))
)


@each_spotter
def test_two_words_are_told_apart(a_spotter: Callable[..., Spotter]) -> None:
    sound = np.concatenate((quiet(1.2), spelled(OTHER_WORD), quiet(1.2), spelled(WORD), quiet(1.2)))
    assert [hit.word for hit in accepted(hear_all(a_spotter(WORD, OTHER_WORD), sound))] == [OTHER_WORD, WORD]


@each_spotter
def test_asleep_it_still_hears_what_was_said_clearly(a_spotter: Callable[..., Spotter]) -> None:
    spotter = a_spotter(WORD)
    spotter.asleep = True
    aligned = quiet(16 * STEP_SAMPLES / SAMPLE_RATE_HZ)
    (hit,) = accepted(hear_all(spotter, np.concatenate((aligned, spelled(WORD), aligned))))
    assert spotter.asleep
    assert hit.word == WORD


@each_spotter
def test_asleep_it_accepts_what_is_sure_enough_and_nothing_else(a_spotter: Callable[..., Spotter]) -> None:
    awake, asleep = a_spotter(WORD), a_spotter(WORD)
    asleep.asleep = True
    texts = (WORD, "zqxvb", "zqavbk", "zqavak", "qxvbk")
    near = np.concatenate([part for text in texts for part in (quiet(1.6), spelled(text))])
    heard, still_heard = (accepted(hear_all(spotter, np.append(near, quiet(1)))) for spotter in (awake, asleep))
    assert still_heard
    assert all(one.score >= THRESHOLD + ASLEEP_MARGIN for one in still_heard)
    assert all(any(abs(one.word_end_s - hit.word_end_s) < WORD_S for hit in heard) for one in still_heard)


@each_spotter
def test_after_a_gap_two_halves_are_not_joined_and_times_go_on(a_spotter: Callable[..., Spotter]) -> None:
    word, half = spelled(WORD), spelled(WORD[:3]).size
    spotter = a_spotter(WORD)
    before = spotter.hear(np.concatenate((quiet(1.2), word[:half])))
    spotter.reset(at_s=100)
    found = hear_all(spotter, np.concatenate((word[half:], quiet(1.2), word, quiet(1.2))))
    (hit,) = accepted((*before, *found))
    assert hit.word_end_s == pytest.approx(100 + WORD_S / 2 + 1.2 + WORD_S, abs=3 * LETTER_S)


@each_spotter
def test_a_single_sample_and_no_sample_are_heard_like_any_others(a_spotter: Callable[..., Spotter]) -> None:
    spotter = a_spotter(WORD)
    assert spotter.hear(quiet(0)) == ()
    assert all(spotter.hear(np.zeros(1, np.int16)) == () for _ in range(1000))
    assert spotter.finish() == ()


@each_spotter
def test_with_no_word_to_listen_for_it_hears_none(a_spotter: Callable[..., Spotter]) -> None:
    assert hear_all(a_spotter(), EVENING) == ()


@each_spotter
def test_however_long_they_talk_it_keeps_no_more(a_spotter: Callable[..., Spotter]) -> None:
    spotter = a_spotter(WORD)
    talk = np.concatenate((TALK, quiet(1.0), spelled(WORD), quiet(1.2)))
    round_samples = 15 * STEP_SAMPLES  # hops and steps begin together again
    talk = np.tile(np.append(talk, np.zeros(-talk.size % round_samples, np.int16)), 2)
    spotter.hear(np.tile(talk, 2))  # long enough to fill all it keeps
    before = _held(spotter)
    for _ in range(3):
        spotter.hear(talk)
    assert _held(spotter) <= before + 100


def _held(thing: Any, seen: set[int] | None = None) -> int:  # noqa: ANN401 - whatever a spotter is made of
    """How many numbers, letters and things it holds, all through: a leak of any kind is one more with each pass."""
    seen = set() if seen is None else seen
    if id(thing) in seen or isinstance(thing, type) or callable(thing):
        return 0
    seen.add(id(thing))
    if isinstance(thing, np.ndarray):
        return thing.size
    if isinstance(thing, str | bytes):
        return len(thing)
    if isinstance(thing, Mapping):
        return 1 + sum(_held(key, seen) + _held(part, seen) for key, part in thing.items())
    if hasattr(thing, "__iter__"):
        return 1 + sum(_held(part, seen) for part in thing)
    return 1 + sum(_held(part, seen) for part in getattr(thing, "__dict__", {}).values())


# With a voice, and the true phonemes.


@pytest.fixture(scope="module")
def true_phonemes() -> Phonemes:
    return Phonemes()


@settings(deadline=None, max_examples=6)
@given(late_samples=st.integers(0, round(HOP_S * SAMPLE_RATE_HZ)))
def test_a_voice_is_heard_at_the_same_place_whichever_sample_comes_first(
    true_phonemes: Phonemes, late_samples: int
) -> None:
    sound = np.concatenate((np.zeros(8000 + late_samples, np.int16), speak("pineapple", "en-us+f2"), quiet(1.0)))
    (hit,) = accepted(hear_all(PhonemeSpotter(true_phonemes, ["pineapple"]), sound))
    end_s = (sound.size / SAMPLE_RATE_HZ) - 1.0
    assert hit.word_end_s == pytest.approx(end_s, abs=0.1)
    assert hit.heard_at_s <= end_s + HOP_S + 0.1


@pytest.mark.parametrize(
    ("peak_dbfs", "voice"), [(0, "en-us+f2"), (-20, "en-us+m3"), (-40, "en-us+f2"), (-50, "en-us+m3")]
)
def test_in_a_room_with_a_hiss_a_voice_is_heard_from_a_shout_to_a_whisper(
    true_phonemes: Phonemes, peak_dbfs: int, voice: str
) -> None:
    said = speak("pineapple", voice).astype(float)
    said *= 32767 / np.abs(said).max() * 10 ** (peak_dbfs / 20)
    room = np.random.default_rng(1).normal(0, 1, 6 * SAMPLE_RATE_HZ)
    room[5 * SAMPLE_RATE_HZ - said.size : 5 * SAMPLE_RATE_HZ] += said
    sound: Samples = np.round(room).clip(-32768, 32767).astype(np.int16)
    (hit,) = accepted(hear_all(PhonemeSpotter(true_phonemes, ["pineapple"]), sound))
    assert hit.word_end_s == pytest.approx(5.0, abs=0.15)
