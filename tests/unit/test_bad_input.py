"""A kitchen hums, chirps and plays music, and a microphone may be poor: nothing breaks, and the safe word is heard."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from helpers.hearing import blocks_of
from helpers.noises import NOISES, POOR_LINES, silence

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.content.configuration import Configuration
from assistant.devices.partner import speak
from assistant.ears.ear import Failed, Finding, Said
from assistant.ears.spotter import Spotted
from assistant.session.intents import Intent
from assistant.shell.parts import Engines, an_ear, engines

WORDS = ("pineapple", "red panda", "orchid", "lemon")
CHEAP = {"digital silence", "a hum", "a low battery", "nothing but clipping", "a jumping offset"}  # the gate is shut


@pytest.fixture(scope="module")
def loaded() -> Engines:
    return engines(Configuration())


def findings(loaded: Engines, words: tuple[str, ...], sound: Samples) -> Iterator[Finding]:
    """Of the very ear that a session has."""
    with an_ear(Configuration(), patient=True, safe_words=words, loaded=loaded) as ear:
        ear.expect(frozenset(Intent))
        for block in blocks_of(sound):
            yield from ear.hear(block)
        yield from ear.finish(sound.size)


@pytest.mark.parametrize("name", NOISES)
def test_no_noise_is_taken_for_a_safe_word_or_a_command(loaded: Engines, name: str) -> None:
    sound = NOISES[name](20.0 if name in CHEAP else 6.0)
    found = list(findings(loaded, WORDS, sound))
    assert not [one for one in found if isinstance(one, Failed)]
    assert not [one for one in found if isinstance(one, Spotted) and one.accepted]
    assert not [one for one in found if isinstance(one, Said) and one.understood]


@pytest.mark.parametrize("line", POOR_LINES.values(), ids=POOR_LINES.keys())
def test_over_a_poor_line_the_safe_word_is_heard(loaded: Engines, line: Callable[[Samples], Samples]) -> None:
    word = "pineapple"
    sound = np.concatenate((silence(0.5), speak(word, "en-us+f2"), silence(0.5)))
    hits = [one for one in findings(loaded, (word,), line(sound)) if isinstance(one, Spotted) and one.accepted]
    assert [hit.word for hit in hits] == [word]
    assert hits[0].word_end_s == pytest.approx(sound.size / SAMPLE_RATE_HZ - 0.5, abs=0.2)


def test_right_after_a_noise_the_safe_word_is_heard(loaded: Engines) -> None:
    """Whatever came before is no reason to be deaf: not the loudest sound, and not an alarm."""
    for name in ("nothing but clipping", "a smoke alarm"):
        sound = np.concatenate((NOISES[name](3.0), silence(0.2), speak("pineapple", "en-us+m3"), silence(0.6)))
        hits = [one for one in findings(loaded, ("pineapple",), sound) if isinstance(one, Spotted) and one.accepted]
        assert len(hits) == 1, name
