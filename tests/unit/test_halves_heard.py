"""Commands said haltingly, through the true endpoints and the true phrase recogniser."""

from collections.abc import Sequence

import numpy as np
import pytest
from helpers.hearing import FakeSpotter, blocks_of, silence

from assistant.audio import Samples
from assistant.devices.partner import speak
from assistant.ears.ear import Ear, Said
from assistant.ears.echo import NoCanceller
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.ears.understanding import Commands
from assistant.session.intents import Intent
from assistant.session.listening import expected_in

VOICE = "en-us+m3"


@pytest.fixture(scope="module")
def recogniser() -> PhraseRecogniser:
    phonemes = Phonemes()
    return PhraseRecogniser(phonemes, Lexicon(phonemes))


def haltingly(parts: Sequence[str], silence_s: float) -> Samples:
    said = [sound for part in parts for sound in (speak(part, VOICE), silence(silence_s))]
    return np.concatenate((silence(0.5), *said, silence(1.5)))


def understood(recogniser: PhraseRecogniser, sound: Samples, where: str = "turn") -> list[Intent]:
    with Ear(NoCanceller(), FakeSpotter(), recogniser, Commands.of_language("en"), patient=True) as ear:
        ear.expect(expected_in(where))
        found = [finding for block in blocks_of(sound) for finding in ear.hear(block)]
        found += ear.finish(sound.size)
    return [said.understood.intent for said in found if isinstance(said, Said) and said.understood is not None]


@pytest.mark.parametrize(
    ("parts", "silence_s", "meant"),
    [
        (("I'm not", "ready to talk", "about that"), 1.2, Intent.NOT_READY),
    ],
)
def test_a_command_with_silences_inside_is_heard_once(
    recogniser: PhraseRecogniser, parts: tuple[str, ...], silence_s: float, meant: Intent
) -> None:
    assert understood(recogniser, haltingly(parts, silence_s)) == [meant]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("um, well, how much time is left, please", Intent.TIMER_STATUS),
        ("close close your ears", Intent.CLOSE_EARS),
    ],
)
def test_a_command_with_hesitation_or_a_word_twice_is_heard(
    recogniser: PhraseRecogniser, said: str, meant: Intent
) -> None:
    assert understood(recogniser, haltingly((said,), 0.0)) == [meant]
