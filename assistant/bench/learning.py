"""Who listens with spoken examples: couples made of the corpus's speakers, or those at home. Teaches; tests none."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from assistant.audio import Samples
from assistant.bench.corpus import Corpus
from assistant.bench.couples import Couple, Listener, couples_of
from assistant.bench.teaching import Teacher
from assistant.ears.embeddings import SpeechEmbeddings
from assistant.ears.example_files import load_examples, store_examples
from assistant.ears.phonemes import Phonemes
from assistant.errors import SundayCoffeeError
from assistant.voice.ordinary_talk import ordinary_talk


def couples_from(corpus: Corpus, sayings: Samples, seed: int, folder: Path) -> Iterator[Listener]:
    """Each couple of each word, taught one after the other; what is kept of their examples lies in `folder`.

    SundayCoffeeError, one sentence, where no two speakers said a word often enough.
    """
    phonemes, embeddings = Phonemes(), SpeechEmbeddings()
    talk = ordinary_talk([sayings])
    found = False
    for word, files in corpus.words.items():
        teacher = Teacher(word, phonemes, embeddings, talk)
        for number, couple in enumerate(couples_of(files, corpus.speakers, seed, teacher.choose), start=1):
            found = True
            examples = folder / _key(word, couple)
            for speaker, said in zip(couple.speakers, couple.examples, strict=True):
                store_examples(examples, speaker, word, teacher.taught(said))
            yield Listener(f"{word}, couple {number}", word, couple.tests, examples)
    if not found:
        raise SundayCoffeeError(
            "Nobody can be taught from these recordings: speakers.json should name at least two speakers who said the "
            "same word four times or more. Or name a folder of examples from enrol: --examples DIR."
        )


def those_at_home(folder: Path, corpus: Corpus) -> tuple[Listener, ...]:
    """One for each recorded word that `folder` has examples of. SundayCoffeeError where it has none."""
    stored = load_examples(folder, list(corpus.words))
    if stored.problems:
        raise SundayCoffeeError(stored.problems[0])
    taught = {example.word for example in stored.examples}
    if not taught:
        raise SundayCoffeeError(
            f"There are no examples in {folder} of a word that is recorded here ({', '.join(corpus.words)}). "
            "sunday-coffee enrol makes some; --examples without a folder makes couples of the recorded speakers."
        )
    return tuple(Listener(word, word, files, folder) for word, files in corpus.words.items() if word in taught)


def _key(word: str, couple: Couple) -> str:
    named = (word, *couple.speakers, *(str(file) for said in couple.examples for file in said))
    return hashlib.sha256("\n".join(named).encode()).hexdigest()[:24]
