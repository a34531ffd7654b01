"""Gathers the parts a command needs: book, ears and voice, from what the couple chose. Builds; runs nothing."""

import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.audio import SAMPLE_RATE_HZ
from assistant.content.alike import starts_alike
from assistant.content.configuration import Configuration, as_they_wish
from assistant.content.languages import FIRST, language_called
from assistant.content.sayings import SafeWords
from assistant.content.translation import Spoken, book_in
from assistant.ears.eagerness import threshold_of
from assistant.ears.ear import Ear
from assistant.ears.echo import echo_canceller
from assistant.ears.example_files import load_examples
from assistant.ears.examples import ExampleWitness
from assistant.ears.lexicon import Lexicon
from assistant.ears.likeness import Likeness
from assistant.ears.phonemes import Phonemes
from assistant.ears.phrases import PhraseRecogniser
from assistant.ears.recogniser import Recogniser
from assistant.ears.spotter import HOP_S, LONGEST_WINDOW_S, PhonemeSpotter, Spotter, choose_hop_s
from assistant.ears.understanding import Commands
from assistant.ears.unheard import Unheard
from assistant.ears.vosk_engine import VoskRecogniser
from assistant.ears.vosk_models import find_model
from assistant.ears.witnesses import Witnesses
from assistant.ears.written import written_alike
from assistant.errors import ContentError, HearingUnavailableError
from assistant.models.shelf import default_models_folder
from assistant.session.book import Book
from assistant.voice.cache import default_cache_folder
from assistant.voice.choosing import chosen_engine, chosen_sounds
from assistant.voice.engine import VoiceEngine
from assistant.voice.rendering import Voice

LANGUAGE = FIRST
MODELS_FOLDER = default_models_folder()


def the_book(prompts: Path | None, wishes: Configuration) -> Book:
    """What will be said. ContentError with every mistake at once, a saying like the safe word among them."""
    return as_they_wish(as_spoken(prompts, wishes).book, wishes)


def as_spoken(prompts: Path | None, wishes: Configuration) -> Spoken:
    """The book in the couple's language, and what that lacks."""
    return book_in(wishes.language, prompts, the_safe_words(wishes))


def the_safe_words(wishes: Configuration) -> SafeWords:
    """By text and by sound; what is in another language's letters by those, as there they tell the sound."""
    if wishes.language != FIRST:
        return SafeWords(wishes.safe_words, written_alike)
    likeness = Likeness(Lexicon(Phonemes()))

    def sounds_like(saying: str, safe_word: str) -> bool:
        return likeness.sounds_like(saying, wishes.pronunciations.get(safe_word, safe_word))

    return SafeWords(wishes.safe_words, sounds_like)


def recogniser_called(name: str, model: Path | None, phonemes: Phonemes, language: str = LANGUAGE) -> Recogniser:
    """`phrases`, which needs no model, or `vosk`. HearingUnavailableError if there is none for it in `language`."""
    heard_by = language_called(language)
    if name == "phrases" and model is None:
        if heard_by.recogniser != name:
            raise HearingUnavailableError(
                f"The built-in phrase recogniser knows English sounds only; for {heard_by.name} leave recogniser out, "
                f"or write recogniser: {heard_by.recogniser}."
            )
        return PhraseRecogniser(phonemes, Lexicon(phonemes))
    folder = find_model(model, MODELS_FOLDER, language)
    if folder is None:
        without = "Or leave out Vosk: the built-in phrase recogniser needs none."
        raise HearingUnavailableError(
            f"There is no Vosk model for {heard_by.name} here. To fetch one: sunday-coffee model get {language}; to "
            f"name another: --model FOLDER.{f' {without}' if heard_by.recogniser == 'phrases' else ''}"
        )
    return VoskRecogniser(folder, language)


def hop_for(phonemes: Phonemes) -> float:
    """The spotter's hop that leaves half a core, from timing one window. HearingUnavailableError on too slow a machine.

    The window is the longest there can be, so that the figure holds for any safe word.
    """
    window = np.zeros(round(LONGEST_WINDOW_S * SAMPLE_RATE_HZ), np.int16)
    phonemes.log_probs(window)  # the first pass is slower
    before_s = _cpu_s()
    phonemes.log_probs(window)
    hop_s = choose_hop_s(_cpu_s() - before_s)
    if hop_s is None:
        raise HearingUnavailableError(
            "This machine is too slow, or too busy, to listen for the safe word in time. Close what else runs here; if "
            "that is not enough, a laptop would do."
        )
    return max(hop_s, HOP_S)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True)
class Engines:
    """What takes long to load. Serves one ear after the other, never two at once."""

    phonemes: Phonemes
    recogniser: Recogniser


def engines(wishes: Configuration) -> Engines:
    phonemes = Phonemes()
    return Engines(phonemes, recogniser_called(wishes.recogniser, wishes.model, phonemes, wishes.language))


@contextmanager
def an_ear(
    wishes: Configuration,
    *,
    patient: bool,
    safe_words: Sequence[str] = (),
    threshold: float | None = None,
    examples: Path | None = None,
    loaded: Engines | None = None,
) -> Iterator[Ear]:
    """`examples`: the folder of the couple's own, if they are to be listened to. `threshold`: in place of theirs."""
    words = tuple(safe_words or wishes.safe_words)
    ready = loaded or engines(wishes)
    enough = threshold_of(wishes.eagerness) if threshold is None else threshold
    # A recording is heard alike on every machine; and where all is typed, none has to hear in time.
    hop_s = HOP_S if patient or isinstance(ready.recogniser, Unheard) else hop_for(ready.phonemes)
    spotter = PhonemeSpotter(
        ready.phonemes,
        words,
        threshold=enough,
        hop_s=hop_s,
        pronunciations=wishes.pronunciations,
    )
    witnesses = _with_examples(spotter, examples, words, enough)
    commands = Commands.of_language(wishes.language)
    if isinstance(ready.recogniser, PhraseRecogniser):  # it compares phonemes, too
        _tell_starts_apart(commands, Lexicon(ready.phonemes))
    with Ear(
        echo_canceller(),
        witnesses,
        ready.recogniser,
        commands,
        patient=patient,
        safe_words=words,
        between_words_s=wishes.patience.between_words_s,
    ) as ear:
        yield ear


def _tell_starts_apart(commands: Commands, lexicon: Lexicon) -> None:
    """ContentError where one ritual could begin in place of another."""
    if alike := starts_alike(commands, Likeness(lexicon).sounds_of):
        raise ContentError(alike)


def _with_examples(spotter: PhonemeSpotter, folder: Path | None, words: tuple[str, ...], threshold: float) -> Spotter:
    """The phonemes alone where there are no examples: then nothing of the second witness is loaded."""
    if folder is None or not folder.is_dir():
        return spotter
    from assistant.ears.embeddings import SpeechEmbeddings  # noqa: PLC0415 - loaded only for those who have examples

    stored = load_examples(folder, words)
    for problem in stored.problems:
        print(problem, file=sys.stderr)
    if not stored.examples:
        return spotter
    try:
        return Witnesses(spotter, ExampleWitness(stored.examples, SpeechEmbeddings()), threshold=threshold)
    except HearingUnavailableError as error:  # the text alone is listened for, as that sentence says
        print(error, file=sys.stderr)
        return spotter


def the_engine(wishes: Configuration) -> VoiceEngine:
    return chosen_engine(wishes.voice, wishes.rate_wpm, wishes.language)


def a_voice(wishes: Configuration) -> Voice:
    return Voice(chosen_sounds(default_cache_folder(), wishes.voice, wishes.rate_wpm, wishes.language))
