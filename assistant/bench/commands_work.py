"""One piece of the measurement of commands: some spoken sentences, or some talk. Kept on disk when it is done."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, assert_never

import assistant
from assistant.audio import SAMPLE_RATE_HZ
from assistant.bench import commands_hearing, commands_scene, commands_voices, scenes, surroundings
from assistant.bench.commands_hearing import VOSK, Utterance, forget, listen
from assistant.bench.commands_scene import spoken_scene
from assistant.bench.commands_sentences import Sentence
from assistant.bench.commands_voices import say
from assistant.bench.conditions import Condition
from assistant.bench.ears import code_version
from assistant.bench.frames import recogniser_version
from assistant.bench.scenes import Backdrop, talk_scene
from assistant.ears.understanding import Commands, Understood
from assistant.session.intents import Intent
from assistant.session.listening import expected_in
from assistant.whole_file import write_whole

_PACKAGE: Final = Path(assistant.__file__).parent
HERE: Final = "here"
ELSEWHERE: Final = "elsewhere"


@dataclass(frozen=True)
class Setting:
    """What both kinds of piece have in common. `noise`: None is a kitchen's hum."""

    engine: str
    language: str
    condition: Condition
    seed: int
    noise: Path | None = None
    model: Path | None = None  # Vosk's


@dataclass(frozen=True)
class SpokenJob:
    setting: Setting
    voice: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class TalkJob:
    setting: Setting
    files: tuple[Path, ...]
    states: tuple[str, ...]


Job = SpokenJob | TalkJob


@dataclass(frozen=True)
class Outcome:
    """`heard`: by state for talk; for sentences those said where they make sense (HERE), and where not (ELSEWHERE).

    `edges`: the sample at which each sentence's stretch begins, and the end; () for talk.
    """

    seconds: float
    edges: tuple[int, ...]
    heard: Mapping[str, tuple[Utterance, ...]]


def do(job: Job, cache_folder: Path) -> Outcome:
    """From disk if the same code did it before.

    VoiceUnavailableError for a voice that can't speak, HearingUnavailableError for what can't be read or heard.
    """
    path = cache_folder / "commands" / f"{_fingerprint(job)}.json"
    known = _read(path)
    if known is not None:
        return known
    match job:
        case SpokenJob():
            outcome = _spoken(job)
        case TalkJob():
            outcome = _talked(job)
        case _:
            assert_never(job)
    forget()
    write_whole(path, json.dumps(asdict(outcome)).encode())
    return outcome


def _spoken(job: SpokenJob) -> Outcome:
    setting = job.setting
    sounds = say(job.voice, [sentence.text for sentence in job.sentences])
    scene = spoken_scene(sounds, setting.condition, setting.noise, setting.seed)
    places = {
        HERE: [sentence.where for sentence in job.sentences],
        ELSEWHERE: [sentence.elsewhere or sentence.where for sentence in job.sentences],
    }
    heard = {
        place: listen(
            scene.heard,
            list(zip(scene.edges, states, strict=False)),
            setting.engine,
            setting.language,
            setting.model,
        )
        for place, states in places.items()
    }
    return Outcome(scene.seconds, scene.edges, heard)


def _talked(job: TalkJob) -> Outcome:
    setting = job.setting
    scene = talk_scene(job.files, setting.condition, Backdrop(noise=setting.noise), setting.seed)
    heard = {
        state: listen(scene.heard, [(0, state)], setting.engine, setting.language, setting.model)
        for state in job.states
    }
    return Outcome(scene.heard.size / SAMPLE_RATE_HZ, (), heard)


def _fingerprint(job: Job) -> str:
    setting = job.setting
    states = (
        job.states
        if isinstance(job, TalkJob)
        else {name for each in job.sentences for name in (each.where, each.elsewhere) if name is not None}
    )
    commands = Commands.of_language(setting.language)
    said = {state: commands.sentences(expected_in(state)) for state in sorted(states)}
    noise = [] if setting.noise is None else [str(setting.noise), setting.noise.stat().st_size]
    what: list[Any] = [setting.engine, asdict(setting.condition), setting.seed, noise, said, _version(setting)]
    if isinstance(job, TalkJob):
        what += [[str(file), file.stat().st_size] for file in job.files]
    else:
        what += [job.voice, [asdict(sentence) for sentence in job.sentences]]
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:24]


def _version(setting: Setting) -> list[str]:
    """Of all that decides how it sounds, and what is heard in it."""
    modules = (commands_hearing, commands_scene, commands_voices, scenes, surroundings)
    devices = (_PACKAGE / "devices" / f"{name}.py" for name in ("acoustics", "partner", "recordings", "resampling"))
    code = code_version(_PACKAGE / "ears", *(Path(str(module.__file__)) for module in modules), *devices)
    return [code, setting.model.name if setting.engine == VOSK and setting.model else recogniser_version()]


def _read(path: Path) -> Outcome | None:
    """None where there is none yet, or none whole."""
    try:
        told = json.loads(path.read_text("utf-8"))
        heard = {place: tuple(map(_utterance, several)) for place, several in told["heard"].items()}
        return Outcome(told["seconds"], tuple(told["edges"]), heard)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _utterance(told: Mapping[str, Any]) -> Utterance:
    return Utterance(told["middle_s"], told["score"], _understood(told["meant"]), _understood(told["nearest"]))


def _understood(told: Mapping[str, Any] | None) -> Understood | None:
    return None if told is None else Understood(**{**told, "intent": Intent(told["intent"])})
