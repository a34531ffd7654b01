"""How soon a safe word was answered, from the sound itself: its last sample, and the first of what came. Arithmetic."""

from dataclasses import dataclass
from typing import Final

from assistant.audio import SAMPLE_RATE_HZ
from assistant.devices.partner import spoken_end
from assistant.rehearsal.log import LineSaid, Log
from assistant.rehearsal.script import Kind, Speech

_ANSWERED_S: Final = 5.0  # what comes later answers something else


@dataclass(frozen=True)
class Answered:
    """One safe word. Seconds from its acoustic end; negative when the answer was sooner; None when there was none."""

    ends_s: float
    chime_s: float | None
    cue_s: float | None


def answered(log: Log) -> tuple[Answered, ...]:
    return tuple(
        _answered(said, said.line.what, log)
        for said in log.said
        if isinstance(said.line.what, Speech) and said.line.what.ends_with_safe_word
    )


def _answered(said: LineSaid, speech: Speech, log: Log) -> Answered:
    ends = said.first_sample + spoken_end(speech.pcm)
    following = [other.first_sample for other in log.said if other.first_sample > said.first_sample]
    until = min([*following, ends + round(_ANSWERED_S * SAMPLE_RATE_HZ)])
    found = [
        next(
            (
                (one.sample - ends) / SAMPLE_RATE_HZ
                for one in log.happenings
                if one.kind is kind and one.name == name and said.first_sample <= one.sample < until
            ),
            None,
        )
        for kind, name in ((Kind.CHIME, "pause"), (Kind.SAYING, "pause_cue"))
    ]
    return Answered(ends / SAMPLE_RATE_HZ, *found)
