"""Judges what is said and understood: voice, speed, commands, safe words. From facts alone; it hears nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.audio import SAMPLE_RATE_HZ, Samples
from assistant.doctor.finding import Finding, Verdict, failure, ok, warning
from assistant.doctor.room import TORN, Room
from assistant.ears.ear import SHED_LAG_S
from assistant.ears.spotter import HOP_S
from assistant.mending import HERE
from assistant.senses import DEAF_LAG_S

SLOW_S: Final = 3.0  # for one sentence: then a saying that isn't kept yet comes late
LATE_S: Final = 8.0  # given up after this: not for want of a voice, but because the machine is busy
SOFT_DBFS: Final = -40.0  # nobody hears a peak so soft
SHORT_S: Final = 0.5  # no sentence is
GET_WARM: Final = HERE.warm
CHOOSE_WORD: Final = "sunday-coffee setup safe-word"
CHANGE: Final = "sunday-coffee setup more"


@dataclass(frozen=True, eq=False)
class Rendered:
    """A sentence that was rendered just now, or why it could not be."""

    engine: str
    problem: str | None = None
    is_their_choice: bool = False  # an espeak-ng voice that they named: the program's own would have spoken
    pcm: Samples | None = None
    peak_dbfs: float = 0.0
    took_s: float = 0.0


@dataclass(frozen=True)
class Warm:
    """The warm voice, which the couple wish for."""

    lacking: str | None = None  # how to get it, in a sentence
    failed: int = 0  # sayings that the plain voice says in its place


@dataclass(frozen=True)
class Understanding:
    """A sentence said by a synthetic voice, and what became of it."""

    engine: str
    said: str
    heard: str | None = None  # the nearest that was heard
    is_right: bool = False
    problem: str | None = None
    mend: str = CHANGE  # of that problem
    is_mute: bool = False  # the synthetic voice did not say it


@dataclass(frozen=True)
class Spotting:
    """A safe word said by synthetic voices; `heard_of` of so many were heard."""

    word: str
    heard: int = 0
    heard_of: int = 0
    problem: str | None = None
    is_mute: bool = False


@dataclass(frozen=True)
class Speed:
    hop_s: float | None  # None: too slow for any
    problem: str | None = None


def judge_voice(rendered: Rendered, warm: Warm | None) -> Finding:
    """`warm` None: the couple don't wish for it. `rendered`: by the voice that would speak now."""
    if warm is not None and warm.lacking is None and rendered.problem is not None:
        return warning("voice", f"{rendered.problem} The plain voice speaks in its place.", GET_WARM)
    finding = _judge_rendered(rendered)
    if warm is None or finding.verdict is Verdict.FAILURE:
        return finding
    if warm.lacking is not None:
        return warning("voice", warm.lacking, GET_WARM)
    if warm.failed:
        sayings = "one saying" if warm.failed == 1 else f"{warm.failed} sayings"
        return warning("voice", f"The warm voice could not say {sayings}; there the plain voice speaks.")
    return finding


def _judge_rendered(rendered: Rendered) -> Finding:
    if rendered.problem is not None:
        install = CHANGE if rendered.is_their_choice else "sudo apt-get install espeak-ng"
        mend = "top" if rendered.took_s >= LATE_S else install
        return failure("voice", f"I could not speak. {rendered.problem}", mend)
    seconds = 0.0 if rendered.pcm is None else rendered.pcm.size / SAMPLE_RATE_HZ
    if seconds < SHORT_S or rendered.peak_dbfs < SOFT_DBFS:
        return failure(
            "voice",
            "A sentence came out silent, so you would not hear me.",
            "sudo apt-get install --reinstall espeak-ng libespeak-ng1",
        )
    if rendered.took_s > SLOW_S:
        return warning(
            "voice",
            f"I can speak, and needed {rendered.took_s:.1f} s for one sentence; the first evening may have pauses. "
            "What was said once is kept.",
        )
    return ok("voice", f"I can speak ({rendered.engine}; a sentence of {seconds:.1f} s took {rendered.took_s:.1f} s).")


def judge_lag(speed: Speed, room: Room | None) -> Finding:
    if speed.hop_s is None:
        return failure("lag", speed.problem or "This machine is too slow to listen for the safe word in time.")
    often = f"I look for your safe word every {speed.hop_s:g} s"
    if room is not None and room.worst_lag_s > DEAF_LAG_S:
        return failure(
            "lag",
            f"{often}, and was {room.worst_lag_s:.1f} s late: that counts as deaf, and a session would pause itself. "
            "Close what else runs here.",
            "top",
        )
    if room is not None and (room.worst_lag_s > SHED_LAG_S or room.lost_s > 0):
        behind = f"was {room.worst_lag_s:.1f} s late" if room.worst_lag_s > SHED_LAG_S else "some sound was lost"
        return warning("lag", f"{often}, and {behind}: something else keeps this machine busy.", "top")
    if speed.hop_s > HOP_S:
        return warning("lag", f"{often}, a little late, because this machine is slow or busy.", "top")
    kept_up = "." if room is None or room.level is None else f" and kept up ({room.worst_lag_s:.2f} s late at most)."
    return ok("lag", f"{often}{kept_up}")


def judge_commands(understanding: Understanding) -> Finding:
    if understanding.is_mute:
        return _mute("commands")
    if understanding.problem is not None:
        return failure("commands", f"I could not understand you: {understanding.problem}", understanding.mend)
    if not understanding.is_right:
        heard = "nothing" if understanding.heard is None else f"“{understanding.heard}”"
        return warning(
            "commands",
            f"A voice said “{understanding.said}” and I understood {heard}. Keys always work: space pauses.",
            CHANGE if understanding.engine != "phrases" else None,
        )
    return ok("commands", f"A voice said “{understanding.said}”, and I understood it ({understanding.engine}).")


def judge_safe_words(spottings: Sequence[Spotting], room: Room | None, *, aloud: bool) -> Finding:
    """`room`: what came of it through the loudspeaker, if that was asked for."""
    for spotting in spottings:
        if spotting.is_mute:
            return _mute("safe-word")
        if spotting.problem is not None:
            return failure("safe-word", f"I can't listen for “{spotting.word}”: {spotting.problem}", CHOOSE_WORD)
        if not spotting.heard:
            return failure(
                "safe-word",
                f"Voices said “{spotting.word}” and I never heard it. Until you have another, say “pause”, or press "
                "space.",
                CHOOSE_WORD,
            )
        if 2 * spotting.heard < spotting.heard_of:
            return warning(
                "safe-word",
                f"I heard “{spotting.word}” from {spotting.heard} of {spotting.heard_of} voices; another is safer.",
                CHOOSE_WORD,
            )
    words = " and ".join(f"“{spotting.word}”" for spotting in spottings)
    if not aloud:
        return ok("safe-word", f"I hear {words} when a voice says it. Through the room: --aloud.")
    if room is None or room.level is None:
        return warning("safe-word", f"I hear {words}, and could not try it aloud: {room.problem if room else ''}")
    if room.is_torn:
        return warning("safe-word", f"I hear {words}, and could not try it aloud: {TORN}")
    missed = [f"“{one.word}”" for one in spottings if one.word not in room.words_heard]
    if missed:
        return warning(
            "safe-word",
            f"Played aloud here, I missed {' and '.join(missed)}. Turn the loudspeaker up, or move it nearer.",
            "sunday-coffee doctor safe-word --aloud",
        )
    return ok("safe-word", f"I heard {words} through your room. It can still be missed: then say it again.")


def _mute(name: str) -> Finding:
    return warning(name, "Not checked: the voice that would say it is not there.", "sudo apt-get install espeak-ng")
