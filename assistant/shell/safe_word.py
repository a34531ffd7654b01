"""`sunday-coffee safe-word check`: what can be expected of a safe word, on the screen. Prints; the judge decides."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import soundfile  # type: ignore[import-untyped]

from assistant.audio import SAMPLE_RATE_HZ
from assistant.content.configuration import Configuration
from assistant.content.prompts import find_prompts, load_book
from assistant.devices.partner import speak
from assistant.ears.judge import Judge, Judgement, Verdict
from assistant.ears.lexicon import Lexicon, unaccented, words_of
from assistant.ears.phonemes import Phonemes
from assistant.ears.pronunciation import Pronounced
from assistant.ears.talk_model import Expected, TalkModel
from assistant.ears.understanding import Commands
from assistant.errors import SundayCoffeeError
from assistant.session.intents import Intent
from assistant.shell.said import ByEar

VOICE: Final = "en-us"
GAP_S: Final = 0.6  # between two safe words in one spoken sample
_VERDICTS: Final = {
    Verdict.GOOD: "a good safe word.",
    Verdict.WEAK: "may do, but there are better ones.",
    Verdict.REFUSED: "can't be a safe word.",
}


@dataclass(frozen=True)
class CheckOptions:
    texts: tuple[str, ...]
    sounds_like: str | None = None
    said: tuple[Path, ...] = ()  # recordings of the word, which tell how it sounds
    speak: Path | None = None
    prompts: Path | None = None
    as_json: bool = False


def check(options: CheckOptions, wishes: Configuration, out: TextIO, complain: Callable[[str], None]) -> int:
    """0 if all are good, 1 if one is weak or refused, 2 if one can't be said or a file can't be written."""
    if options.sounds_like is not None and len(options.texts) != 1:
        raise SundayCoffeeError("--sounds-like spells one safe word; check one at a time with it.")
    if options.said and (options.sounds_like is not None or len(options.texts) != 1):
        raise SundayCoffeeError("--said goes with one safe word, and without --sounds-like: the recordings tell it.")
    phonemes = Phonemes()
    lexicon = Lexicon(phonemes)
    talk = TalkModel(lexicon)
    judge = _judge(lexicon, talk, options.prompts)
    judgements: list[Judgement] = []
    for text in options.texts:
        spelled = options.sounds_like or spelling_of(text, wishes.pronunciations)
        try:
            by_ear = ByEar(phonemes, talk.per_million).spelling(text, spelled, options.said) if options.said else None
            judgement = judged(judge, text, by_ear or spelled)
        except SundayCoffeeError as error:
            complain(str(error))
            continue
        judgements.append(judgement)
        if options.as_json:
            print(json.dumps(_figures(judgement) | {"sounds_like": by_ear or spelled}, ensure_ascii=False), file=out)
            continue
        print(_told(judgement), file=out)
        if options.said:
            print(_told_by_ear(judgement.text, by_ear), file=out)
    if options.speak is not None:
        write_spoken([judgement.pronounced for judgement in judgements], options.speak)
    if len(judgements) < len(options.texts):
        return 2
    return int(any(judgement.verdict is not Verdict.GOOD for judgement in judgements))


def judged(judge: Judge, text: str, spelled: str | None) -> Judgement:
    """Also of a word in letters whose sounds only its spelling tells."""
    if spelled is None or all(unaccented(letter).isascii() for letter in text):
        return judge.judge(text, spelled)
    stand_in = "".join(words_of(spelled))
    judgement = judge.judge(stand_in, spelled)
    reasons = tuple(reason.replace(repr(stand_in), repr(text)) for reason in judgement.reasons)
    return replace(judgement, reasons=reasons, pronounced=replace(judgement.pronounced, text=text))


def the_judge(prompts: Path | None) -> Judge:
    lexicon = Lexicon(Phonemes())
    return _judge(lexicon, TalkModel(lexicon), prompts)


def _judge(lexicon: Lexicon, talk: TalkModel, prompts: Path | None) -> Judge:
    commands = [text for text in Commands.of_language("en").sentences(frozenset(Intent)) if "{" not in text]
    return Judge(lexicon, talk, commands, load_book(find_prompts(prompts), ()).sayings)


def spelling_of(text: str, pronunciations: Mapping[str, str]) -> str | None:
    """How the couple said in their configuration that a safe word sounds."""
    return pronunciations.get(" ".join(text.lower().split()))


def write_spoken(words: Sequence[Pronounced], path: Path) -> None:
    """The very sounds that are listened for, spoken one word after the other into a WAV file."""
    gap = np.zeros(round(GAP_S * SAMPLE_RATE_HZ), np.int16)
    pieces = [piece for word in words for piece in (speak(f"[[{word.for_espeak}]]", VOICE), gap)]
    if not pieces:
        return
    try:
        soundfile.write(path, np.concatenate(pieces), SAMPLE_RATE_HZ, subtype="PCM_16", format="WAV")
    except (OSError, soundfile.LibsndfileError) as error:
        raise SundayCoffeeError(f"{path}: the spoken sample can't be written ({error}).") from error


def _told(judgement: Judgement) -> str:
    pronounced = judgement.pronounced
    lines = [f"{pronounced.text}: {_VERDICTS[judgement.verdict]}"]
    lines.append(f"  Said like this: {pronounced.readable}")
    if pronounced.guessed:
        lines.append('  It is in no dictionary; if you say it otherwise, spell it: --sounds-like "nash ville".')
    lines += [f"  {reason}" for reason in judgement.reasons]
    if judgement.verdict is not Verdict.REFUSED:
        lines.append(f"  Ordinary talk would set it off {_often(judgement.per_check_in, 'check-in')}.")
        lines.append(f"  While it sleeps, {_often(judgement.per_day_asleep, 'day')}.")
    if judgement.better:
        lines.append(f"  Better: {_listed(judgement.better)}.")
    return "\n".join(lines)


def _told_by_ear(text: str, spelling: str | None) -> str:
    if spelling is None:
        return "  That's how it sounds in your recordings, too."
    return (
        f"  So it sounds in your recordings. To keep that, write in config.yaml: pronunciations: {{{text}: {spelling}}}"
    )


_STEPS: Final = (
    (0.005, "hardly ever"),
    (0.015, "once in a hundred {}s"),
    (0.035, "once in forty {}s"),
    (0.07, "once in twenty {}s"),
    (0.14, "once in ten {}s"),
    (0.28, "once in five {}s"),
    (0.7, "once in two or three {}s"),
    (1.5, "once in each {}"),
    (3.5, "two or three times in each {}"),
    (math.inf, "many times in each {}"),
)


def _often(expected: Expected, unit: str) -> str:
    """A range in words: "between once in twenty and once in five check-ins"."""
    low, high = _how_often(expected.low), _how_often(expected.high)
    if low == high:
        return f"{'about ' if low.startswith('once') else ''}{low}".format(unit)
    if low == _STEPS[0][1]:
        return f"at most {high}".format(unit)
    shared = next((end for end in (" {}s", " in each {}") if low.endswith(end) and high.endswith(end)), "")
    return f"somewhere between {low.removesuffix(shared)} and {high}".format(*[unit] * 2)


def _how_often(times: float) -> str:
    return next(words for most, words in _STEPS if times < most)


def _listed(words: Sequence[str]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _figures(judgement: Judgement) -> dict[str, Any]:
    pronounced = judgement.pronounced
    return {
        "word": pronounced.text,
        "verdict": judgement.verdict,
        "said": pronounced.readable,
        "guessed": pronounced.guessed,
        "phonemes": pronounced.sounds,
        "reasons": judgement.reasons,
        "false_pauses_per_check_in": _range(judgement.per_check_in),
        "false_pauses_per_day_asleep": _range(judgement.per_day_asleep),
        "better": judgement.better,
    }


def _range(expected: Expected) -> dict[str, float]:
    return {name: float(f"{value:.2g}") for name, value in asdict(expected).items()}
