"""What was found in a room where all is well, and what is to be told of a finding."""

from assistant.doctor.finding import Finding, Verdict
from assistant.doctor.levels import Echo, Level
from assistant.doctor.room import Room
from assistant.doctor.speech import Spotting

QUIET = Level(-62.0, 0.0, changes=True)
SOFT_ECHO = Echo(over_room_db=30.0, return_db=-12.0, removed_db=14.0, late_s=0.06)
ROOM = Room(level=QUIET, echo=SOFT_ECHO, worst_lag_s=0.04)
NO_ROOM = Room(problem="a microphone and a loudspeaker are needed.")
HEARD = Spotting("pineapple", 4, 4)


def is_told(finding: Finding, verdict: Verdict, *parts: str) -> None:
    assert (finding.verdict, [part for part in parts if part not in f"{finding.means}|{finding.mend}"]) == (verdict, [])
