"""One ear: what it hears over holes and haste, with the true spotter and the true endpoints."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from helpers.hearing import FakeRecogniser, FakeSpotter, blocks_of, sentence, silence

from assistant.audio import BLOCK_SAMPLES, SAMPLE_RATE_HZ, Samples
from assistant.devices.partner import speak
from assistant.ears.ear import Ear, Failed, Finding, Said
from assistant.ears.echo import NoCanceller
from assistant.ears.phonemes import Phonemes
from assistant.ears.spotter import PhonemeSpotter, Spotted, Spotter
from assistant.ears.understanding import Commands
from assistant.session.events import Loss, SpeechStarted, SpeechStopped
from assistant.session.intents import Intent

COMMANDS = Commands.of_language("en")


@pytest.fixture(scope="module")
def phonemes() -> Phonemes:
    return Phonemes()


@contextmanager
def an_ear(spotter: Spotter, recogniser: FakeRecogniser) -> Iterator[Ear]:
    with Ear(NoCanceller(), spotter, recogniser, COMMANDS, patient=True) as ear:
        ear.expect(frozenset(Intent))
        yield ear


def findings(ear: Ear, sound: Samples, *, from_sample: int = 0, lag_s: float = 0.0, lost: int = 0) -> list[Finding]:
    """What `ear` finds in `sound`, which begins after `lost` samples that nobody heard."""
    found: list[Finding] = []
    for block in blocks_of(sound, from_sample, lag_s):
        found += ear.hear(replace(block, lost_samples=lost if block.first_sample == from_sample else 0))
    return found


def said_by(found: list[Finding]) -> list[Said]:
    return [finding for finding in found if isinstance(finding, Said)]


def spotted_in(found: list[Finding]) -> list[Spotted]:
    return [finding for finding in found if isinstance(finding, Spotted) and finding.accepted]


def test_a_safe_word_with_a_crackle_in_it_is_still_a_safe_word(phonemes: Phonemes) -> None:
    before, word = silence(1.0), speak("pineapple")
    cut = before.size + word.size // 2 // BLOCK_SAMPLES * BLOCK_SAMPLES
    sound = np.concatenate((before, word, silence(1.5)))
    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), FakeRecogniser()) as ear:
        lost = 2 * BLOCK_SAMPLES
        found = findings(ear, sound[:cut])
        found += findings(ear, sound[cut + lost :], from_sample=cut + lost, lost=lost)
    (spotted,) = spotted_in(found)
    assert spotted.word_end_s == pytest.approx((before.size + word.size) / SAMPLE_RATE_HZ, abs=0.15)


def test_what_was_being_said_ends_at_a_long_hole_and_what_follows_has_its_own_time() -> None:
    recogniser = FakeRecogniser("carry on")
    with an_ear(FakeSpotter(), recogniser) as ear:
        first = sentence("carry on", after_s=0.0)
        gap = 60 * SAMPLE_RATE_HZ
        begins = first.size // BLOCK_SAMPLES * BLOCK_SAMPLES + BLOCK_SAMPLES + gap
        found = findings(ear, first)
        found += findings(ear, sentence("carry on"), from_sample=begins, lost=gap)
    early, late = said_by(found)
    assert early.end_s == pytest.approx(first.size / SAMPLE_RATE_HZ, abs=0.2)
    assert late.start_s == pytest.approx(begins / SAMPLE_RATE_HZ + 0.5, abs=0.2)
    assert [type(one) for one in found if isinstance(one, SpeechStarted | SpeechStopped)] == [
        SpeechStarted,
        SpeechStopped,
    ] * 2


def test_a_safe_word_just_before_the_sound_is_lost_is_still_heard(phonemes: Phonemes) -> None:
    word = np.concatenate((silence(1.0), speak("pineapple")))
    gap = SAMPLE_RATE_HZ
    begins = -(-word.size // BLOCK_SAMPLES) * BLOCK_SAMPLES + gap
    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), FakeRecogniser()) as ear:
        found = findings(ear, word)
        found += findings(ear, silence(0.02), from_sample=begins, lost=gap)
    assert len(spotted_in(found)) == 1


def test_half_a_second_behind_it_leaves_commands_out_and_still_hears_the_safe_word(phonemes: Phonemes) -> None:
    recogniser = FakeRecogniser("carry on")
    sound = np.concatenate((sentence("carry on"), sentence("pineapple")))
    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), recogniser) as ear:
        found = findings(ear, sound, lag_s=0.6)
    assert said_by(found) == []
    assert len(spotted_in(found)) == 1

    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), recogniser) as ear:
        assert len(said_by(findings(ear, sound, lag_s=0.5))) == 2


def test_a_failing_spotter_starts_afresh_from_the_present_moment() -> None:
    spotter = FakeSpotter(fails=True)
    with an_ear(spotter, FakeRecogniser()) as ear:
        found = findings(ear, silence(0.62))
    assert [type(one) for one in found] == [Failed, Failed]
    assert spotter.resets == [pytest.approx(0.3), pytest.approx(0.6)]


def test_a_failing_library_is_told_as_deafness_and_heals_with_it(
    phonemes: Phonemes, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sentence("pineapple")
    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), FakeRecogniser()) as ear:
        with monkeypatch.context() as broken:
            broken.setattr(phonemes._model.session, "run", _fail)
            found = findings(ear, word)
        assert {(one.loss, one.why) for one in found if isinstance(one, Failed)} == {
            (Loss.SPOTTER, "The package hama, which hears the safe word, failed (hama_asr_run failed).")
        }
        assert not spotted_in(found)
        assert len(spotted_in(findings(ear, word, from_sample=-(-word.size // BLOCK_SAMPLES) * BLOCK_SAMPLES))) == 1


def _fail(*_: object) -> None:
    raise RuntimeError("hama_asr_run failed")


def test_whoever_looks_into_a_recording_is_told_the_words_of_each_utterance() -> None:
    words: list[Said] = []
    with an_ear(FakeSpotter(), FakeRecogniser("carry on")) as ear:
        ear.listeners.append(words.append)
        found = findings(ear, sentence("carry on"))
    assert words == said_by(found)
    assert words[0].heard.text == "carry on"


def test_a_safe_word_that_sounds_like_a_command_is_never_a_command(phonemes: Phonemes) -> None:
    with an_ear(PhonemeSpotter(phonemes, ("pineapple",)), FakeRecogniser("we have company")) as ear:
        found = findings(ear, sentence("pineapple"))
        found += findings(ear, sentence("good morning"), from_sample=sentence("pineapple").size)
    (_,) = spotted_in(found)
    safe_word, other = said_by(found)
    assert safe_word.understood is None
    assert safe_word.heard.text is None
    assert other.understood is not None
