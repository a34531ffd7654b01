"""Judges what was recorded in the room: level and noise, echo, drift. From figures alone; it hears nothing."""

from dataclasses import dataclass
from typing import Final

from assistant.doctor.finding import Finding, failure, ok, warning
from assistant.doctor.levels import Echo, Level
from assistant.doctor.sound import CHOOSE

LOUD_DBFS: Final = -40.0  # ordinary talk is about -26: 14 dB above it, where one word in twenty is missed
TOO_LOUD_DBFS: Final = -31.0  # 5 dB: one word in five is missed
CLIPPED: Final = 0.001
LOUDER_THAN_PLAYED_DB: Final = 3.0
HEARD_DB: Final = 3.0  # over the room: less, and it can't be told from the room
LATEST_S: Final = 0.2  # the canceller looks back for 0.24 s
REMOVED_DB: Final = 6.0
HOPELESS_LAG_S: Final = 2.0  # a machine so far behind won't hear a safe word in time
FOLLOWED_PPM: Final = 60.0  # so far apart two clocks were tried
TURN_DOWN: Final = "alsamixer"
TORN: Final = "this machine was too busy, and sound was lost."


@dataclass(frozen=True)
class Room:
    """What was heard. `problem`: why it was not, or not to the end."""

    problem: str | None = None
    level: Level | None = None
    echo: Echo | None = None
    worst_lag_s: float = 0.0
    lost_s: float = 0.0
    drift_ppm: float | None = None
    words_heard: tuple[str, ...] = ()  # of those that were played aloud

    @property
    def is_torn(self) -> bool:
        """So much was late or lost that what was played can't be held against what was heard."""
        return self.lost_s > 0 or self.worst_lag_s > HOPELESS_LAG_S


def judge_level(room: Room) -> Finding:
    level = room.level
    if level is None:
        return warning("level", f"Not checked: {room.problem}")
    at = f"{level.floor_dbfs:.0f} dB below full scale".replace("-", "")
    if not level.changes:
        return failure(
            "level",
            "The microphone gives nothing but silence, so I would hear neither of you. It is muted or the wrong one; "
            "some speakerphones are silent until somebody speaks, so speak while I listen.",
            TURN_DOWN,
        )
    if level.clipped_share > CLIPPED:
        return failure(
            "level",
            "The microphone is turned up so far that it distorts; the safe word would be lost in that.",
            TURN_DOWN,
        )
    if level.floor_dbfs > TOO_LOUD_DBFS:
        return failure(
            "level",
            f"It is so loud here ({at}) that the safe word is often missed. Switch off what hums, sit nearer to the "
            "microphone, or turn it down.",
            TURN_DOWN,
        )
    if level.floor_dbfs > LOUD_DBFS:
        return warning(
            "level",
            f"It is rather loud here ({at}): the safe word may be missed now and then. Sit nearer to the microphone, "
            "or turn it down.",
            TURN_DOWN,
        )
    return ok("level", f"The room is quiet enough ({at}), and the microphone works.")


def judge_echo(room: Room, *, can_cancel: bool) -> Finding:
    if not can_cancel:
        return warning(
            "echo",
            "The echo canceller is missing, so the safe word is harder to hear while I speak.",
            "sudo apt-get install libspeexdsp1",
        )
    echo = room.echo
    if echo is None:
        return warning("echo", f"Not checked: {room.problem or 'nothing was played.'}")
    if room.is_torn:
        return warning("echo", f"Not checked: {TORN}")
    if echo.over_room_db < HEARD_DB:
        return warning(
            "echo",
            "I played a sentence and did not hear it come back. If you heard it, all is well; if not, the loudspeaker "
            "is off or the wrong one.",
            CHOOSE,
        )
    if echo.late_s is not None and not 0.0 <= echo.late_s <= LATEST_S:
        return warning(
            "echo",
            "The loudspeaker sounds later than it says, as wireless ones do, so I hardly hear you over my own voice. "
            "One with a cable is better.",
            CHOOSE,
        )
    if echo.return_db > LOUDER_THAN_PLAYED_DB and (echo.removed_db or 0.0) < REMOVED_DB:
        return warning(
            "echo", "My own voice comes back so loudly that I hardly hear you over it. Turn me down.", TURN_DOWN
        )
    if echo.removed_db is not None and echo.removed_db < min(REMOVED_DB, echo.over_room_db / 2):
        return warning(
            "echo",
            "My own voice comes back and I can't take it out, so I hear you better when I'm silent. A speakerphone, "
            "microphone and loudspeaker in one, would help.",
            CHOOSE,
        )
    return ok("echo", f"My voice comes back ({echo.return_db:+.0f} dB), and I can take it out of what I hear.")


def judge_drift(room: Room | None, *, one_device: bool | None) -> Finding:
    """`room` None: nobody asked to measure. `one_device` None: one is missing; False, too, where it can't be told."""
    if one_device is None:
        return warning("drift", "Not checked: a microphone and a loudspeaker are needed.")
    if room is None and one_device:
        return ok("drift", "Microphone and loudspeaker are one device, with one clock.")
    if room is None:
        may = "Microphone and loudspeaker may be two devices with two clocks; I follow as they part."
        return ok("drift", f"{may} To measure it, in 40 s: --drift.")
    if room.level is None:
        return warning("drift", f"Not checked: {room.problem}")
    if room.drift_ppm is None:
        return warning("drift", "How your two clocks run could not be told from time stamps; I follow by ear.")
    apart = f"{abs(room.drift_ppm):.0f} millionths"
    if abs(room.drift_ppm) > FOLLOWED_PPM:
        return warning(
            "drift",
            f"The clocks of microphone and loudspeaker run {apart} apart, more than I was tried with: I may not hear "
            "you well over my own voice. A speakerphone, both in one, has one clock.",
            CHOOSE,
        )
    return ok("drift", f"The clocks of microphone and loudspeaker run {apart} apart; I can follow that.")
