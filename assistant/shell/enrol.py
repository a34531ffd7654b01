"""`sunday-coffee enrol`: learns how a partner says the safe word, from recordings or the microphone. Keeps no sound."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from rich.console import Console

from assistant.audio import SAMPLE_RATE_HZ, Block, NoBlock, Samples
from assistant.content.configuration import Configuration
from assistant.ears.embeddings import SpeechEmbeddings, Vector
from assistant.ears.endpoints import Endpoints, UtteranceEnded
from assistant.ears.enrolment import Doubt, examine, unlike
from assistant.ears.example_files import (
    default_examples_folder,
    examples_of,
    forget_examples,
    store_examples,
)
from assistant.ears.examples import Example
from assistant.ears.keyword import Keyword
from assistant.ears.lexicon import Lexicon, words_of
from assistant.ears.phonemes import Phonemes
from assistant.ears.pronunciation import Pronunciations
from assistant.errors import HearingUnavailableError, SundayCoffeeError
from assistant.shell.one_word import LONGEST_S, one_word_in
from assistant.shell.parts import a_voice, the_book
from assistant.voice.ordinary_talk import ordinary_talk

TIMES: Final = 3  # as often each partner says it
NO_BLOCK_S: Final = 5.0
_BEFORE_S: Final = 1.0  # kept from before an utterance: what the room sounds like


Busy = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True)
class EnrolOptions:
    word: str
    partner: str
    files: tuple[Path, ...] = ()  # none: the microphone
    folder: Path | None = None


@dataclass(frozen=True, eq=False)
class Spoken:
    name: str  # of the recording, or which time it was said
    sound: Samples


def enrol(options: EnrolOptions, wishes: Configuration, console: Console) -> int:
    """How many examples were stored. SundayCoffeeError with a sentence when something can't be used."""
    word, partner = " ".join(words_of(options.word)), " ".join(options.partner.split())
    if not word:
        raise SundayCoffeeError("--word needs a word that can be said aloud; for example pineapple.")
    if not partner:
        raise SundayCoffeeError("--partner needs a name, so that one of you can be forgotten later: --partner Anna.")
    folder = options.folder or default_examples_folder()
    stored = examples_of(folder, partner, word)
    recordings = [Spoken(file.name, one_word_in(file)) for file in options.files]
    if recordings:
        listener = a_listener(word, wishes, console.status)
        judged = [(spoken.name, listener(spoken.sound)) for spoken in recordings]
    else:
        judged = _from_microphone(word, wishes, console)
    verdicts = compared(judged, stored)
    for name, verdict in verdicts:
        told = f"I'll need help with this one: {verdict}." if isinstance(verdict, Doubt) else "I hear you."
        console.print(f"{name}: {told}", highlight=False, markup=False)
    good = [verdict for _, verdict in verdicts if isinstance(verdict, Example)]
    if good:
        new = [one for one in good if not any(np.array_equal(one.vectors, old.vectors) for old in stored)]
        store_examples(folder, partner, word, [*stored, *new])
        console.print(f"Kept: how it sounds, in numbers, no recording. It lies in {folder}.", highlight=False)
    return len(good)


def forget(partner: str | None, folder: Path | None, console: Console) -> None:
    files = forget_examples(folder or default_examples_folder(), partner)
    whose = "every voice" if partner is None else f"how {partner} says it"
    console.print(f"Forgotten: {whose}." if files else "There was nothing to forget.", highlight=False, markup=False)


def compared(
    judged: Sequence[tuple[str, Example | Doubt]], stored: Sequence[Example]
) -> list[tuple[str, Example | Doubt]]:
    """The same, but with a doubt where one sounds unlike the others of this voice."""
    fellows = [*stored, *(verdict for _, verdict in judged if isinstance(verdict, Example))]
    odd = {id(fellow) for fellow, is_odd in zip(fellows, unlike(fellows), strict=True) if is_odd}
    return [(name, Doubt.UNLIKE if id(verdict) in odd else verdict) for name, verdict in judged]


def utterances(blocks: Iterable[Block | NoBlock]) -> Iterator[Samples]:
    """Each thing that was said, with a second of the room before it. HearingUnavailableError when nothing comes."""
    endpoints = Endpoints()
    kept, first_kept = np.empty(0, np.int16), 0
    for block in blocks:
        if isinstance(block, NoBlock):
            if block.waited_s > NO_BLOCK_S:
                raise HearingUnavailableError("Nothing comes from the microphone. Is it plugged in and switched on?")
            continue
        kept = np.concatenate((kept, block.heard))
        for endpoint in endpoints.hear(block.heard):
            if isinstance(endpoint, UtteranceEnded):
                start = max(0, endpoint.start_sample - round(_BEFORE_S * SAMPLE_RATE_HZ) - first_kept)
                yield kept[start:]
        dropped = max(0, kept.size - round(LONGEST_S * SAMPLE_RATE_HZ))
        kept, first_kept = kept[dropped:], first_kept + dropped


def _from_microphone(word: str, wishes: Configuration, console: Console) -> list[tuple[str, Example | Doubt]]:
    from assistant.devices.soundcard import SoundCard  # noqa: PLC0415 - PortAudio is loaded only when it is used

    judged: list[tuple[str, Example | Doubt]] = []
    with SoundCard(wishes.input_device, wishes.output_device) as card:
        listener = a_listener(word, wishes, console.status)
        console.print(f"Please say “{word}” {TIMES} times, as you would, with a breath in between.", highlight=False)
        for sound in utterances(card.blocks()):
            verdict = listener(sound)
            judged.append((f"time {len(judged) + 1}", verdict))
            good = sum(isinstance(verdict, Example) for _, verdict in judged)
            if good == TIMES or len(judged) == 3 * TIMES:
                break
            heard = f"I'd like to hear that one again: {verdict}." if isinstance(verdict, Doubt) else f"{good}."
            console.print(heard, highlight=False)
    return judged


def a_listener(word: str, wishes: Configuration, busy: Busy) -> Callable[[Samples], Example | Doubt]:
    """`busy` shows a sentence for as long as it takes."""
    embeddings = SpeechEmbeddings()
    fit = fit_of(word, wishes.pronunciations, Phonemes())
    with busy("I compare it with my own talk; half a minute …"):
        talk = _own_talk(the_book(None, wishes).sayings, wishes, embeddings)

    return lambda sound: examine(sound, embeddings, talk, fit, word)


def fit_of(word: str, pronunciations: Mapping[str, str], phonemes: Phonemes) -> Callable[[Samples], float]:
    """How well a recording fits the word as the couple spelled it, as in the spotter. UnsayableError, one sentence."""
    pronounced = Pronunciations(Lexicon(phonemes)).of(pronunciations.get(word, word))  # whatever its letters
    keyword = Keyword(pronounced.ways, phonemes.blank)

    def fit(samples: Samples) -> float:
        match = keyword.look(phonemes.log_probs(samples))
        return -np.inf if match is None else match.score

    return fit


def _own_talk(sayings: Mapping[str, tuple[str, ...]], wishes: Configuration, embeddings: SpeechEmbeddings) -> Vector:
    """(n, numbers), of what the couple's own assistant says all the time."""
    texts = ((key, text) for key, variants in sayings.items() for text in variants if "{" not in text)
    with a_voice(wishes) as voice:
        talk = ordinary_talk(voice.sound(key, text).result().pcm for key, text in texts)
        if voice.problems:
            raise HearingUnavailableError(voice.problems[0])
    embeddings.reset()
    return np.stack([embedding.vector for embedding in embeddings.hear(talk)])
