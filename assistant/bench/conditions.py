"""What may stand between a mouth and the spotter: softness, noise, echo, other talk, in any combination. Data only.

Noise has two measures. `snr_db` is that of the public wake-word benchmark of Picovoice, so that figures can be held
beside its own: the loudest 512 samples of a recording lie so far above the loudest 512 samples of the noise beneath it.
`steady_snr_db` holds the mean power of the noise against that of the voice while it speaks. In a kitchen that clatters
the same figure is a harder one by the second measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True)
class Condition:
    """None: not there. Without noise, echo or other talk a recording is heard as it was made, `gain_db` louder."""

    gain_db: float = 0.0
    snr_db: float | None = None  # loudest moment against loudest moment, recording by recording
    steady_snr_db: float | None = None  # root mean square of the noise against that of the voice while it speaks
    echo_db: float | None = None  # the assistant's voice at the microphone, against the partner's
    drift_ppm: float = 0.0  # how much slower the loudspeaker's clock runs
    in_running_speech: bool = False  # the word cut into talk, 50 ms of silence before and after it
    over_talk_db: float | None = None  # how far the word stands above the talk of the other partner
    whispered: bool = False
    slower: float = 1.0  # the word takes so many times as long
    stuttered: bool = False  # its first sound comes three times

    @property
    def name(self) -> str:
        parts = []
        if self.gain_db:
            parts.append(f"{abs(self.gain_db):g} dB {'softer' if self.gain_db < 0 else 'louder'}")
        if self.snr_db is not None:
            parts.append(f"noise, {self.snr_db:g} dB SNR")
        if self.steady_snr_db is not None:
            parts.append(f"noise, {self.steady_snr_db:g} dB SNR against speech RMS")
        if self.echo_db is not None:
            parts.append(f"assistant speaks, echo {self.echo_db:+g} dB, drift {self.drift_ppm:g} ppm")
        if self.in_running_speech:
            parts.append("inside running speech")
        if self.over_talk_db is not None:
            parts.append(f"two voices, {self.over_talk_db:g} dB")
        if self.whispered:
            parts.append("whispered (simulated)")
        if self.slower != 1.0:
            parts.append(f"{self.slower:g} times slower (simulated)")
        if self.stuttered:
            parts.append("first sound repeated (simulated)")
        return "; ".join(parts) or "quiet"

    @property
    def talk(self) -> "Condition":
        """The condition whose talk gives this one's false alarms: talk beside talk is talk, others talk as ever, and
        two clocks are followed until they are as good as one.
        """
        alone = replace(self, in_running_speech=False, over_talk_db=None, whispered=False, slower=1.0, stuttered=False)
        return replace(alone, drift_ppm=0.0)


QUIET: Final = Condition()
ISSUED: Final = (
    QUIET,
    Condition(gain_db=-20.0),
    Condition(gain_db=-40.0),
    Condition(snr_db=10.0),
    Condition(snr_db=5.0),
    Condition(in_running_speech=True),
    *(Condition(over_talk_db=db) for db in (10.0, 5.0, 0.0)),
    *(Condition(echo_db=0.0, drift_ppm=ppm) for ppm in (0.0, 20.0, 60.0)),
    Condition(whispered=True),
    Condition(slower=1.6),
    Condition(stuttered=True),
)
"""All that the full run reports, the quiet room first; --snr-rms and other figures are asked for by themselves."""

DAILY: Final = (QUIET, Condition(snr_db=10.0))
"""Those of a sample for every day; all that the peer is held beside, and where most talk is heard."""

Goal = tuple[float, float]
"""The share of words missed, in %, at 0.5 and at 0.1 false alarms an hour of talk."""

_FROM_TEXT: Final[dict[Condition, Goal]] = {
    QUIET: (0.5, 1.0),
    Condition(gain_db=-20.0): (1.0, 2.0),
    Condition(gain_db=-40.0): (1.0, 2.0),
    Condition(snr_db=10.0): (4.0, 8.0),
    Condition(snr_db=5.0): (10.0, 18.0),
    Condition(in_running_speech=True): (3.0, 6.0),
    Condition(echo_db=0.0): (5.0, 10.0),
}
_WITH_EXAMPLES: Final[dict[Condition, Goal]] = {
    QUIET: (0.2, 0.5),
    Condition(gain_db=-20.0): (0.5, 1.0),
    Condition(gain_db=-40.0): (0.5, 1.0),
    Condition(snr_db=10.0): (1.0, 2.5),
    Condition(snr_db=5.0): (4.0, 8.0),
    Condition(in_running_speech=True): (1.0, 2.0),
    Condition(echo_db=0.0): (2.0, 5.0),
}


def goal_of(condition: Condition, *, with_examples: bool) -> Goal | None:
    return (_WITH_EXAMPLES if with_examples else _FROM_TEXT).get(condition)


def wished(several: Iterable[Condition]) -> tuple[Condition, ...]:
    """The quiet room, and each of the wishes beside it, once; with none, nothing."""
    wishes = tuple(several)
    return tuple(dict.fromkeys((QUIET, *wishes))) if wishes else ()
